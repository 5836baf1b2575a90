"""Bad input: every kind of it is refused with the file, the line or place, and what was expected; never with a traceback."""

import os
from pathlib import Path

import pytest

from nnviz.files import load as load_module
from nnviz.files.load import load
from nnviz.files.problem import DocumentError, Problem

NETWORK = """
[network]
inputs = ["a", "b"]
[[network.layers]]
name = "only"
units = ["u", "v"]
weights = [[1, 2], [3, 4]]
[loss]
function = "squared_error"
[data]
inputs = [[1, 2]]
targets = [[0, 1]]
[training]
learning_rate = 0.1
"""


def refused(folder: Path, text: str | bytes) -> tuple[Problem, ...]:
    """The problems of a document of this text."""
    path = folder / "bad.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DocumentError) as caught:
        load(path)
    problems = caught.value.problems
    assert str(caught.value).split("\n") == [str(problem) for problem in problems]
    assert all(str(problem).startswith(str(path)) for problem in problems)
    return problems


def circuit(expressions: str, inputs: str = "x = 1.0\ny = 2.0") -> str:
    return f"[inputs]\n{inputs}\n[circuit]\n{expressions}\n"


def network(old: str, new: str) -> str:
    assert old in NETWORK
    return NETWORK.replace(old, new)


def test_that_the_network_is_good_before_it_is_spoilt(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(NETWORK)
    assert load(tmp_path / "good.toml").network is not None


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
    monkeypatch.setattr("builtins.open", deny)
    with pytest.raises(DocumentError, match=r"secret\.toml: can't be read: Permission denied"):
        load(path)


@pytest.mark.parametrize("name", ["a\0b", "x" * 10_000])
def test_that_what_can_be_no_path_is_refused(name: str) -> None:
    with pytest.raises(DocumentError):
        load(name)


def test_that_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with open(path, "wb") as stream:
        stream.truncate(load_module.LARGEST + 1)
    with pytest.raises(DocumentError, match=r"has 32 MB, expected at most 32 MB: large data go into a CSV file"):
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


@pytest.mark.parametrize(
    ("text", "line", "place", "message"),
    [
        ("q = 'x + '", 5, "circuit.q", "not an expression"),
        ("q = 'x + w'", 5, "circuit.q", "w is not known"),
        ("q = 'sine(x)'", 5, "circuit.q", "sine is not a function"),
        ("q = 'x.real'", 5, "circuit.q", "attribute access"),
        ("q = '__import__(\"os\")'", 5, "circuit.q", "is not a function"),
        ("q = 'x[0]'", 5, "circuit.q", "only numbers, names"),
        ("q = 'exp(x, y)'", 5, "circuit.q", "exp takes 1 argument"),
        ("q = '" + "(" * 100_000 + "x" + ")" * 100_000 + "'", 5, "circuit.q", "200,001 characters"),
        ("q = '" + "(" * 5_000 + "x" + ")" * 5_000 + "'", 5, "circuit.q", "nested deeper"),
        ("q = '9" + "0" * 400 + "'", 5, "circuit.q", "not a finite number"),
        ("q = 'q + 1'", 5, "circuit.q", "is part of a cycle: q → q"),
        ("q = 'f + 1'\nf = 'q * 2'", 5, "circuit.q", "is part of a cycle: q → f → q"),
        ("q = 'f + 1'\nf = 'x * 2'", 5, "circuit.q", "uses f, which comes later"),
        ("exp = 'x + 1'", 5, "circuit.exp", "name of a function"),
        ("x = 'y + 1'", 5, "circuit.x", "used twice"),
        ("'2 q' = 'y + 1'", 5, "circuit.2 q", "letters, digits and _"),
        ("lambda = 'y + 1'", 5, "circuit.lambda", "letters, digits and _"),
        ("q = 3", 5, "circuit.q", "is the number 3, expected a string"),
        ("q = 'x'\noutput = 'f'", 6, "circuit.output", 'there is no expression "f", expected one of q'),
        ("", 4, "circuit", "there is no expression"),
    ],
)
def test_that_a_bad_expression_is_refused(tmp_path: Path, text: str, line: int, place: str, message: str) -> None:
    (problem,) = refused(tmp_path, circuit(text))
    assert (problem.line, problem.place) == (line, place)
    assert message in problem.message


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("x = nan", "inputs.x", "is nan, expected a finite number"),
        ("x = inf", "inputs.x", "is inf, expected a finite number"),
        ("x = [1.0, -inf]", "inputs.x[1]", "is -inf, expected a finite number"),
        ("x = true", "inputs.x", "is true, expected a number, a vector or a matrix"),
        ("x = 'one'", "inputs.x", 'is the string "one"'),
        ("x = []", "inputs.x", "is empty"),
        ("x = [[]]", "inputs.x[0]", "is empty"),
        ("x = [[1, 2], [3]]", "inputs.x[1]", "has 1 numbers, expected 2 in each row"),
        ("x = [[1, 2], 3]", "inputs.x[1]", "is the number 3, expected an array of numbers"),
        ("x = [[[1]]]", "inputs.x[0][0]", "is an array, expected a number"),
        ("x = [1, false]", "inputs.x[1]", "is false, expected a number"),
        ("x = 1979-05-27", "inputs.x", "is a date or time"),
        ("x = { a = 1 }", "inputs.x", "is a table"),
        ("exp = 1", "inputs.exp", "name of a function"),
        ("x = 1" + "0" * 400, "inputs.x", "is inf, expected a finite number"),
    ],
)
def test_that_a_bad_input_value_is_refused(tmp_path: Path, text: str, place: str, message: str) -> None:
    problem = refused(tmp_path, circuit("f = '2 + 1'", text))[0]
    assert (problem.line, problem.place) == (2, place)
    assert message in problem.message


def test_that_shapes_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, circuit("q = 'x * 2'\nf = 'q + y'\ng = 'f + 1'", "x = [1, 2]\ny = [1, 2, 3]"))
    assert (problem.line, problem.place) == (6, "circuit.f")
    assert "add of shapes (2,) and (3,)" in problem.message


@pytest.mark.parametrize(
    ("old", "new", "line", "place", "message"),
    [
        ("learning_rate", "learning_rat", 14, "training.learning_rat", 'did you mean "learning_rate"?'),
        ("[loss]", "[los]", 8, "los", "unknown key"),
        ("function", "functoin", 9, "loss.functoin", 'did you mean "function"?'),
        ("name =", "nane =", 5, "network.layers[0].nane", 'did you mean "name"?'),
        ("0.1", "true", 14, "training.learning_rate", "is true, expected a number"),
        ("0.1", '"0.1"', 14, "training.learning_rate", 'is the string "0.1", expected a number'),
        ("0.1", "0", 14, "training.learning_rate", "is 0.0, expected a number above 0"),
        ("0.1", "-1", 14, "training.learning_rate", "expected a number above 0"),
        ("0.1", "nan", 14, "training.learning_rate", "is nan, expected a number above 0"),
        ("0.1", "1\nbatch_size = 0", 15, "training.batch_size", "is 0, expected a whole number of 1 or more"),
        ("0.1", "1\nbatch_size = 1.5", 15, "training.batch_size", "is the number 1.5, expected a whole number"),
        ("0.1", "1\nepochs = 0", 15, "training.epochs", "is 0, expected a whole number of 1 or more"),
        ("0.1", "1\nseed = -1", 15, "training.seed", "is -1"),
        ("0.1", "1\nl1 = -0.1", 15, "training.l1", "is -0.1, expected a number of 0 or more"),
        ("0.1", "1\nl2 = inf", 15, "training.l2", "is inf, expected a number of 0 or more"),
        ("0.1", "1\nshuffle = 1", 15, "training.shuffle", "is the number 1, expected true or false"),
        ("0.1", "1\nupdate = 'both'", 15, "training.update", "expected one of simultaneous, layerwise"),
        ("0.1", "1\noptimizer = 'adan'", 15, "training.optimizer", 'did you mean "adam"?'),
        ("0.1", "1\nmomentum = 0.5", 15, "training.momentum", "sgd has no setting of this name"),
        ("0.1", "1\noptimizer = 'adam'\nbeta1 = 1.0", 16, "training.beta1", "is 1.0, expected a number from 0"),
        ("squared_error", "square_error", 9, "loss.function", 'did you mean "squared_error"?'),
        ('["u", "v"]', "0", 6, "network.layers[0].units", "expected 1 or more"),
        ('["u", "v"]', "2.0", 6, "network.layers[0].units", "expected a count or an array of names"),
        ('["u", "v"]', "[]", 6, "network.layers[0].units", "is empty"),
        ('["u", "v"]', '["u", "u"]', 6, "network.layers[0].units[1]", "used twice"),
        ('["u", "v"]', '["u", "a"]', 6, "network.layers[0].units[1]", "used twice"),
        ('["u", "v"]', '["u", "net_u"]', 6, "network.layers[0].units[1]", "is the name of the net of u"),
        ('["u", "v"]', '["u", "v.w"]', 6, "network.layers[0].units[1]", "can't be a name"),
        ('["u", "v"]', '["u", ""]', 6, "network.layers[0].units[1]", "can't be a name"),
        ('["a", "b"]', "-3", 3, "network.inputs", "expected 1 or more"),
        ("[[1, 2], [3, 4]]", "[[1, 2]]", 7, "network.layers[0].weights", "has 1 rows, expected 2"),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3]]", 7, "network.layers[0].weights[1]", "has 1 numbers, expected 2"),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3, nan]]", 7, "network.layers[0].weights[1][1]", "is nan"),
        ("[[1, 2], [3, 4]]", "[1, 2]", 7, "network.layers[0].weights[0]", "expected an array of numbers"),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3, 'a']]", 7, "network.layers[0].weights[1][1]", "expected a number"),
        ("[[1, 2], [3, 4]]", "3", 7, "network.layers[0].weights", "expected an array of rows"),
        ("[loss]", "bias = 0.5\n[loss]", 8, "network.layers[0].bias", "or false for none"),
        ("[loss]", "bias = [1]\n[loss]", 8, "network.layers[0].bias", "has 1 numbers, expected 2"),
        ("[loss]", "bias = [1, inf]\n[loss]", 8, "network.layers[0].bias[1]", "is inf"),
        ("[loss]", "weight_names = [['w1']]\n[loss]", 8, "network.layers[0].weight_names", "expected 2 rows"),
        ("[loss]", "weight_names = ['w1']\n[loss]", 8, "network.layers[0].weight_names", "rows of strings"),
        ("[loss]", "activation = 'softmax'\n[loss]", 8, "network.layers[0].activation", "softmax belongs to the loss"),
        ("[loss]", "activation = 'tahn'\n[loss]", 8, "network.layers[0].activation", 'did you mean "tanh"?'),
        ("[loss]", "initializer = 'ones'\n[loss]", 8, "network.layers[0].initializer", "expected one of zeros"),
        ("[[1, 2]]", "[[1, 2, 3]]", 11, "data.inputs[0]", "has 3 numbers, expected 2 in each row"),
        ("[[1, 2]]", "[[1, 2], [3, 4]]", 12, "data.targets", "has 1 rows, expected 2, one for each row of inputs"),
        ("[[0, 1]]", "[[0]]", 12, "data.targets[0]", "has 1 numbers, expected 2"),
        ("[[0, 1]]", "[[0, nan]]", 12, "data.targets[0][1]", "is nan"),
        ("[[0, 1]]", "[[0, 1]]\nnoise = 0.1", 13, "data.noise", "doesn't go with inputs"),
        ("[[0, 1]]", "[[0, 1]]\ntest_fraction = 1", 13, "data.test_fraction", "expected a number from 0 to below 1"),
        ("[[0, 1]]", "[[0, 1]]\ntest_fraction = -0.1", 13, "data.test_fraction", "expected a number from 0"),
        ("[network]", "precision = 'half'\n[network]", 2, "precision", "expected one of float64, float32"),
        ("[network]", "title = 3\n[network]", 2, "title", "is the number 3, expected a string"),
        ("[network]", "[network]\nlayers = 3\n[x]", 3, "network.layers", "is the number 3, expected tables"),
        ("[[1, 2]]", "[]", 11, "data.inputs", "is an empty array, expected something in it"),
    ],
)  # fmt: skip
def test_that_a_bad_network_is_refused(
    tmp_path: Path, old: str, new: str, line: int, place: str, message: str
) -> None:
    text = NETWORK.replace("[[network.layers]]", "[[other]]") if "layers = 3" in new else NETWORK
    problems = refused(tmp_path, text.replace(old, new, 1))
    told = [problem for problem in problems if (problem.line, problem.place) == (line, place)]
    assert told, [str(problem) for problem in problems]
    assert message in told[0].message


@pytest.mark.parametrize(
    ("loss", "targets", "message"),
    [
        ("binary_cross_entropy", "[[0, 2]]", "is [0.0, 2.0], expected numbers from 0 to 1 for binary_cross_entropy"),
        ("cross_entropy", "[[1, 1]]", "expected one-hot for cross_entropy"),
        ("cross_entropy", "[[0.5, 0.5]]", "expected one-hot for cross_entropy"),
        ("hinge", "[[-1, 1]]", "expected one-hot for hinge"),
    ],
)
def test_that_targets_that_do_not_fit_the_loss_are_refused(
    tmp_path: Path, loss: str, targets: str, message: str
) -> None:
    (problem,) = refused(tmp_path, network("squared_error", loss).replace("[[0, 1]]", targets))
    assert (problem.line, problem.place) == (12, "data.targets[0]")
    assert message in problem.message


def test_that_one_output_cannot_be_one_hot(tmp_path: Path) -> None:
    text = network('["u", "v"]', '["u"]').replace("squared_error", "hinge").replace("[[1, 2], [3, 4]]", "[[1, 2]]")
    problem = refused(tmp_path, text.replace("[[0, 1]]", "[[1]]"))[0]
    assert "has 1 neuron, expected 2 or more for hinge" in problem.message


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        ("source = 'spirals'", "data.source", 'did you mean "spiral"?'),
        ("source = 'circle'\nexamples = 0", "data.examples", "is 0, expected a whole number of 1 or more"),
        ("source = 'circle'\nnoise = 1.5", "data.noise", "is 1.5, expected a number from 0 to 1"),
        ("source = 'circle'\ntargets = [[1]]", "data.targets", "doesn't go with source"),
        ("source = 'circle'\nfile = 'a.csv'", "data.file", "doesn't go with source"),
        ("source = 'plane'", "data.source", "plane under squared_error needs 1 outputs, the network has 2"),
        ("source = ''", "data.source", "expected something in it"),
        ("test_fraction = 0.1", "data.inputs", "is missing"),
        ("inputs = [[1, 2]]", "data.targets", "is missing"),
        ("source = 'circle'\nexamples = 10000000000000000", "data.examples", "need about 1.28 EB of memory"),
    ],
)
def test_that_bad_data_are_refused(tmp_path: Path, data: str, place: str, message: str) -> None:
    problem = refused(tmp_path, network("inputs = [[1, 2]]\ntargets = [[0, 1]]", data))[0]
    assert problem.place == place
    assert message in problem.message


def test_that_numbers_are_no_classes(tmp_path: Path) -> None:
    text = network("inputs = [[1, 2]]\ntargets = [[0, 1]]", "source = 'plane'").replace("squared_error", "hinge")
    assert "plane gives numbers and hinge wants classes" in refused(tmp_path, text)[0].message


@pytest.mark.parametrize("count", [10**9, 10**30])
def test_that_a_network_beyond_memory_is_refused_before_anything_is_allocated(tmp_path: Path, count: int) -> None:
    text = network('["u", "v"]', str(count)).replace('["a", "b"]', str(count)).replace("weights =", "# weights =")
    (problem,) = refused(tmp_path, text)
    assert problem.place == "network"
    assert f"a network with {count * count:,} weights needs about" in problem.message
    assert "available" in problem.message


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


def test_that_all_problems_of_a_circuit_are_told_at_once(tmp_path: Path) -> None:
    problems = refused(tmp_path, circuit("a = 'x +'\nb = 'a.b'\nc = 'c'\nd = 'b + unknown'\nexp = 1", "x = nan"))
    assert [problem.place for problem in problems] == [
        "inputs.x", "circuit.a", "circuit.b", "circuit.c", "circuit.d", "circuit.exp", "circuit.exp",
    ]  # fmt: skip


def test_that_very_many_problems_of_a_kind_are_counted(tmp_path: Path) -> None:
    rows = ", ".join(["[1, 'a']"] * 5000)
    problems = refused(tmp_path, network("[[1, 2]]", f"[{rows}]"))
    assert len(problems) < 20
    assert "more problems like these" in problems[-1].message
