"""Inputs of a circuit that are drawn, and not written out: read, refused, saved."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnviz.document.document import Document
from nnviz.document.drawn import DISTRIBUTIONS, Drawn
from nnviz.document.part import Circuit
from nnviz.files.load import load
from nnviz.files.save import save
from tests.files.refusal import circuit, refused

TEXT = """# what it is for
[inputs]
x = { random = "normal", shape = [3], seed = 4 }   # drawn
y = 2.0
[circuit]
f = "sum(x) * y"
"""


def test_that_drawn_numbers_follow_their_distribution_and_their_seed():
    normal = Drawn("normal", (200, 100), 1).numbers()
    assert normal.shape == (200, 100)
    assert abs(normal.mean()) < 0.02
    assert normal.std() == pytest.approx(1, abs=0.02)
    uniform = Drawn("uniform", (20_000,), 1).numbers()
    assert -1 <= uniform.min() < -0.99 < 0.99 < uniform.max() <= 1
    for name in DISTRIBUTIONS:
        assert np.array_equal(Drawn(name, (4,), 2).numbers(), Drawn(name, (4,), 2).numbers())
        assert not np.array_equal(Drawn(name, (4,), 2).numbers(), Drawn(name, (4,), 3).numbers())


@pytest.mark.parametrize(
    ("table", "place", "message"),
    [
        ('random = "gauss", shape = [3]', "inputs.x.random", 'there is no "gauss", expected one of normal, uniform'),
        ("random = 1, shape = [3]", "inputs.x.random", "is the number 1, expected a string"),
        ('random = "normal"', "inputs.x.shape", "is missing, expected an array of one or two whole numbers"),
        ('random = "normal", shape = 3', "inputs.x.shape", "is the number 3, expected an array of one or two"),
        ('random = "normal", shape = [3.0]', "inputs.x.shape", "expected an array of one or two whole numbers"),
        ('random = "normal", shape = [true]', "inputs.x.shape", "expected an array of one or two whole numbers"),
        ('random = "normal", shape = []', "inputs.x.shape", "has 0 sizes, expected one for a vector or two"),
        ('random = "normal", shape = [2, 2, 2]', "inputs.x.shape", "has 3 sizes, expected one for a vector or two"),
        ('random = "normal", shape = [2, 0]', "inputs.x.shape", "is [2, 0], expected sizes of 1 or more"),
        ('random = "normal", shape = [100000, 100000]', "inputs.x.shape", "needs 80 GB, expected at most 268 MB"),
        ('random = "normal", shape = [3], seed = -1', "inputs.x.seed", "is -1, expected 0 or more"),
        ('random = "normal", shape = [3], seed = 0.5', "inputs.x.seed", "is the number 0.5, expected a whole number"),
        ('random = "normal", shape = [3], sead = 1', "inputs.x.sead", 'did you mean "seed"?'),
        ("shape = [3]", "inputs.x", 'expected a number, a vector or a matrix, or { random = "normal", shape = [4, 3] }'),
    ],
)  # fmt: skip
def test_that_a_bad_drawn_input_is_refused(tmp_path: Path, table: str, place: str, message: str) -> None:
    (problem,) = refused(tmp_path, circuit("f = 'sum(x)'", f"x = {{ {table} }}"))
    assert (problem.line, problem.place) == (2, place)
    assert message in problem.message


def test_that_all_flaws_of_a_drawn_input_are_told_at_once(tmp_path: Path) -> None:
    problems = refused(tmp_path, circuit("f = 'sum(x)'", 'x = { random = "no", shape = [0], seed = -1 }'))
    assert [problem.place for problem in problems] == ["inputs.x.random", "inputs.x.shape", "inputs.x.seed"]


def test_that_an_input_may_be_drawn_in_a_section_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[inputs.x]\nrandom = "uniform"\nshape = [2, 3]\n[circuit]\nf = "sum(x)"\n')
    document = load(tmp_path / "a.toml")
    assert document.circuit is not None
    assert document.circuit.inputs == (("x", Drawn("uniform", (2, 3), 0)),)
    save(document, tmp_path / "b.toml")
    assert load(tmp_path / "b.toml") == document


def test_that_a_drawn_input_is_saved_as_it_was_drawn_with_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(TEXT)
    document = load(path)
    save(document, path)
    assert path.read_text() == TEXT
    assert document.circuit is not None
    other = replace(document.circuit, inputs=(("x", Drawn("uniform", (5, 2), 1)), ("y", 2.0)))
    save(replace(document, circuit=other), path)
    line = 'x = { random = "uniform", shape = [5, 2], seed = 1 }   # drawn'
    assert path.read_text() == TEXT.replace(TEXT.splitlines()[2], line)
    assert load(path).circuit == other


def test_that_a_written_input_can_become_a_drawn_one_and_back(tmp_path: Path) -> None:
    written, drawn = (Circuit((("x", value),), (("f", "sum(x)"),)) for value in ((1.0, 2.0), Drawn("normal", (2,))))
    for first, second in ((written, drawn), (drawn, written)):
        save(Document(circuit=first), tmp_path / "a.toml")
        save(Document(circuit=second), tmp_path / "a.toml")
        assert load(tmp_path / "a.toml").circuit == second
