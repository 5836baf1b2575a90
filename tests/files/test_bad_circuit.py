"""Circuits that make no sense: each is refused with the line, the place and what was expected."""

from pathlib import Path

import pytest

from tests.files.refusal import circuit, refused


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


def test_that_all_problems_of_a_circuit_are_told_at_once(tmp_path: Path) -> None:
    problems = refused(tmp_path, circuit("a = 'x +'\nb = 'a.b'\nc = 'c'\nd = 'b + unknown'\nexp = 1", "x = nan"))
    assert [problem.place for problem in problems] == [
        "inputs.x", "circuit.a", "circuit.b", "circuit.c", "circuit.d", "circuit.exp", "circuit.exp",
    ]  # fmt: skip
