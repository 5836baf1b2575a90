"""CSV tables."""

from pathlib import Path

import pytest

from nnviz.data import line as line_module
from nnviz.data import table as table_module
from nnviz.data.problem import DataError
from nnviz.data.table import read_table


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(path: Path) -> list[tuple[int | None, str, str]]:
    with pytest.raises(DataError) as caught:
        read_table(path)
    return [(problem.line, problem.column, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_that_columns_are_read_whatever_parts_them(tmp_path: Path, delimiter: str) -> None:
    text = '\ufeffa, b,c\r\n1,2.5,"x, y"\r\n\r\n-3,1e2,z\r\n'.replace(",", delimiter)
    table = read_table(write(tmp_path, text))
    assert table.names == ("a", "b", "c")
    assert table.numbers(("b", "a")).tolist() == [[2.5, 1], [100, -3]]
    assert table.column("c")[1] == "z"
    assert table.lines == (2, 4)
    assert table.is_numeric("a")
    assert not table.is_numeric("c")


def test_that_every_ragged_row_is_told_with_its_line(tmp_path: Path) -> None:
    found = problems(write(tmp_path, "a,b\n1,2\n1\n1,2\n1,2,3\n"))
    assert [(line, message) for line, _, message in found] == [
        (3, "1 values, expected 2 as in the heading"),
        (5, "3 values, expected 2 as in the heading"),
    ]


def test_that_a_row_over_two_lines_is_told_by_its_first(tmp_path: Path) -> None:
    assert problems(write(tmp_path, 'a,b\n"x\ny",2\n"x\ny"\n'))[0][0] == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("\n\n", "the file is empty"),
        ("a,b\n", "no rows"),
        ("a,a\n1,2\n", "used for two columns"),
        ("a,\n1,2\n", "column 2 has no name"),
        (b"a\n\xff\n", "byte 2 is not UTF-8"),
        (b"a\n\x00\n", "zero byte"),
        ('a\n"1\n', "not a CSV row"),
        ("a\n" + "1" * 200_000, "not a CSV row"),
    ],
)
def test_that_what_is_no_table_is_refused(tmp_path: Path, text: str | bytes, message: str) -> None:
    assert message in problems(write(tmp_path, text))[0][2]


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert problems(tmp_path / "no.csv")[0][2] == "there is no such file"
    assert problems(tmp_path)[0][2] == "is a folder, expected a CSV file"


def test_that_words_missing_values_and_infinities_are_told_by_line_and_column(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "a,b\n1,abc\n,2\nNA,inf\n1_0,nan\n"))
    with pytest.raises(DataError) as caught:
        table.numbers(("a", "b"))
    assert [(p.line, p.column, p.message) for p in caught.value.problems] == [
        (2, "b", '"abc" is not a finite number'),
        (3, "a", "the value is missing, expected a number"),
        (4, "a", "the value is missing, expected a number"),
        (4, "b", '"inf" is not a finite number'),
        (5, "a", '"1_0" is not a finite number'),
        (5, "b", "the value is missing, expected a number"),
    ]
    assert str(caught.value).startswith(f"{tmp_path / 'table.csv'}:2: b: ")


def test_that_missing_words_are_told_by_line(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "a,b\n1,x\n2,?\n"))
    with pytest.raises(DataError, match=r":3: b: the value is missing"):
        table.column("b")


def test_that_a_missing_column_names_those_there_are(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "a,b\n1,x\n"))
    with pytest.raises(DataError, match='no column "c", expected one of a, b'):
        table.numbers(("a", "c"))


def test_that_many_problems_are_counted_and_not_listed(tmp_path: Path) -> None:
    found = problems(write(tmp_path, "a,b\n" + "1\n" * 1000))
    assert len(found) == table_module.REPORTED + 1
    assert found[-1][2] == "and 980 more problems like these"


def test_that_a_table_beyond_memory_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_module, "available_memory", lambda: 100)
    assert problems(write(tmp_path, "a\n" + "1\n" * 10))[0][2] == "reading it needs about 330 bytes, 100 bytes is available"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_that_lines_end_as_they_do_on_any_machine_wherever_a_piece_of_the_file_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    path = write(tmp_path, end.join(["\ufeffa,b", "1,ä", "", '"2', '3",x', "3,y"]).encode())
    expected = read_table(path)
    assert expected.rows == (("1", "ä"), (f"2{end}3", "x"), ("3", "y"))
    assert expected.lines == (2, 4, 6)
    for chunk in range(1, 9):
        monkeypatch.setattr(line_module, "CHUNK", chunk)
        assert read_table(path) == expected


def test_that_a_line_beyond_bounds_is_refused_before_it_is_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "LONGEST", 100)
    monkeypatch.setattr(line_module, "CHUNK", 10)
    found = problems(write(tmp_path, "a,b\n" + "," * 1000))
    assert found == [(2, "", "a line is longer than 100 characters, expected a CSV file")]


def test_that_what_is_no_text_is_found_at_its_line_before_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "CHUNK", 7)
    assert problems(write(tmp_path, b"a,b\n1,2\n3,\xff\n" + b"4,5\n" * 50)) == [
        (3, "", "byte 10 is not UTF-8 text, expected a CSV file in UTF-8")
    ]
    assert problems(write(tmp_path, b"a,b\n1,2\n3,\x00\n"))[0][:1] == (3,)


def test_that_a_table_of_very_many_columns_is_looked_through_at_once(tmp_path: Path) -> None:
    names = tuple(f"c{k}" for k in range(20_000))
    table = read_table(write(tmp_path, ",".join(names) + "\n" + ",".join("1" for _ in names) + "\n"))
    assert all(table.is_numeric(name) for name in names)
    assert table.numbers(names).shape == (1, 20_000)


def test_that_more_columns_than_can_be_chosen_from_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_module, "MOST_COLUMNS", 3)
    assert problems(write(tmp_path, "a,b,c,d\n1,2,3,4\n")) == [(1, "", "names 4 columns, expected at most 3")]


def test_that_what_is_said_of_a_problem_is_short_whatever_the_file_holds(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "a" * 100_000 + ",b\n1,x\n"))
    with pytest.raises(DataError) as caught:
        table.numbers(("c",))
    assert 'there is no column "c"' in str(caught.value)
    assert len(str(caught.value)) < 400 + len(str(tmp_path))
