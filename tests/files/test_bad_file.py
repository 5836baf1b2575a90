"""Files that are no documents: each is refused in a sentence, never with a traceback."""

import os
from pathlib import Path

import pytest

from nnviz.files import load as load_module
from nnviz.files.load import load
from nnviz.files.problem import DocumentError
from tests.files.refusal import NETWORK, circuit, network, refused


def test_that_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"no\.toml: there is no such file"):
        load(tmp_path / "no.toml")


def test_that_an_unknown_example_names_those_there_are() -> None:
    with pytest.raises(DocumentError, match=r'spirl: .*multiply_sum.*did you mean "spiral"'):
        load("spirl")


def test_that_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="is a folder, expected a TOML file"):
        load(tmp_path)


def test_that_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(DocumentError, match="is not a regular file"):
        load(tmp_path / "pipe.toml")


def test_that_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.toml"
    path.write_text(NETWORK)

    def deny(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Root may read anything, so that the refusal has to be played.
    monkeypatch.setattr(Path, "open", deny)
    with pytest.raises(DocumentError, match=r"secret\.toml: can't be read: Permission denied"):
        load(path)


@pytest.mark.parametrize("name", ["a\0b", "x" * 10_000])
def test_that_what_can_be_no_path_is_refused(name: str) -> None:
    with pytest.raises(DocumentError):
        load(name)


def test_that_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as stream:
        stream.truncate(load_module.LARGEST + 1)
    with pytest.raises(DocumentError, match=r"has 32 MB, expected at most 32 MB: large data go into a file of their own"):
        load(path)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (b"", None, "is empty"),
        (b" \n", None, "is empty"),
        (b"\x7fELF\x00\x00\xff\xfe", 1, "looks like a binary file"),
        (b"title = 1\n\0", 2, "looks like a binary file"),
        ('title = "é"\n'.encode("latin-1"), 1, "byte 9 is not UTF-8 text, expected a TOML file in UTF-8"),
        (NETWORK.encode()[:-30], 13, "expected TOML"),
        (b'title = "a', 1, "Unterminated string"),
        (b"a = 1\na = 2", 2, "Cannot overwrite a value"),
        (b"a = [1, 2", 1, "Unclosed array"),
        (b"x = " + b"[" * 100_000, None, "nested too deeply"),
        (b"a." * 10_000 + b"a = 1", 1, "more than 100 parts"),
        (b"x = " + b"1" * 10_000, 1, "digits"),
    ],
)
def test_that_what_is_no_toml_is_refused(tmp_path: Path, text: bytes, line: int | None, message: str) -> None:
    (problem,) = refused(tmp_path, text)
    assert problem.line == line
    assert message in problem.message


def test_that_sections_of_another_kind_are_refused(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, circuit("f = 'x'") + "[training]\n")
    assert (problem.line, problem.place) == (6, "training")
    assert "doesn't belong to a circuit" in problem.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = 'a'", "there is neither [circuit] nor [network]"),
        ("[inputs]\nx = 1", "[circuit] with expressions"),
        ("[data]\nsource = 'xor'", "[network] with inputs"),
        (circuit("f = 'x'") + NETWORK, "both [circuit] and [network]"),
        ("circuit = 3", "is the number 3, expected a table"),
        ("network = []", "is an empty array, expected a table"),
        (NETWORK[: NETWORK.index("[data]")], "there is no [data]"),
    ],
)
def test_that_half_a_document_is_refused(tmp_path: Path, text: str, message: str) -> None:
    assert any(message in str(problem) for problem in refused(tmp_path, text))


def test_that_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = NETWORK.replace("0.1", "-1\nbatch_size = '3'\nfoo = 1").replace("[3, 4]", "[3]").replace("[[0, 1]]", "[[0]]")
    text = "precision = 'x'\n" + text.replace("squared_error", "squared").replace('"v"', '"a"')
    problems = refused(tmp_path, text)
    assert [(problem.line, problem.place) for problem in problems] == [
        (1, "precision"),
        (7, "network.layers[0].units[1]"),
        (8, "network.layers[0].weights[1]"),
        (10, "loss.function"),
        (13, "data.targets[0]"),
        (15, "training.learning_rate"),
        (16, "training.batch_size"),
        (17, "training.foo"),
    ]


def test_that_very_many_problems_of_a_kind_are_counted(tmp_path: Path) -> None:
    rows = ", ".join(["[1, 'a']"] * 5000)
    problems = refused(tmp_path, network("[[1, 2]]", f"[{rows}]"))
    assert len(problems) < 20
    assert "more problems like these" in problems[-1].message
