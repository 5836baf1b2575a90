"""A circuit of arrays, number by number."""

import numpy as np
import pytest

import nnviz
from nnviz.session.session import Session

TEXT = """
[inputs]
W = [[1.0, -2.0], [0.5, 3.0]]
x = [0.3, -0.7]
[circuit]
h = "sigmoid(W @ x)"
E = "sum(h * h)"
"""


@pytest.fixture
def session(tmp_path):
    path = tmp_path / "arrays.toml"
    path.write_text(TEXT)
    return Session(nnviz.load(path))


def test_that_arrays_are_taken_apart_number_by_number_and_gate_by_gate(session):
    whole = session.trace
    assert session.levels == ("written", "numbers", "gates")
    for level in ("numbers", "gates"):
        session.set_level(level)
        assert all(value.ndim == 0 for value in session.trace.values)
        for name in ("W", "x", "h"):
            for (row, *_), _ in np.ndenumerate(whole.value[name]):
                key = f"{name}[{row},1]" if name == "W" else f"{name}[{row}]"
                place = (row, 1) if name == "W" else (row,)
                assert float(session.trace.gradient[key]) == pytest.approx(whole.gradient[name][place], rel=1e-12)
    assert "exp" in {node.op for node in session.graph.nodes}


def test_that_a_number_is_edited_wherever_it_is_seen_and_the_arrays_are_saved(session):
    session.set_level("numbers")
    session.set_value("W[1,0]", 4.0)
    assert float(session.trace.value["W[1,0]"]) == 4.0
    loss = float(session.trace.value["E"])
    session.set_level("written")
    assert session.trace.value["W"][1, 0] == 4.0
    assert float(session.trace.value["E"]) == pytest.approx(loss, rel=1e-12)
    session.undo()
    assert session.trace.value["W"][1, 0] == 0.5
    session.redo()
    assert dict(session.as_document().circuit.inputs)["W"] == ((1.0, -2.0), (4.0, 3.0))


def test_that_the_selection_goes_from_an_array_to_its_first_number_and_stays_a_number(session):
    session.select("h")
    session.set_level("numbers")
    assert session.locate(session.selection) is not None
    session.select("h[1]")
    session.set_level("written")
    assert session.locate("h[1]") == (session.graph.index("h"), (1,))


def test_that_an_entry_of_what_an_expression_holds_is_found_at_both_levels(session):
    session.set_level("numbers")
    assert "(W @ x)[1]" in session.graph
    for key in ("(W @ x)[1]", "W @ x[1]"):
        assert session.locate(key) == (session.graph.index("(W @ x)[1]"), None)
    session.set_level("written")
    for key in ("(W @ x)[1]", "W @ x[1]"):
        assert session.locate(key) == (session.graph.index("W @ x"), (1,))


def test_that_too_many_numbers_are_refused_in_one_line():
    session = Session(nnviz.load("vectorised"))
    assert "numbers" not in session.levels
    (reason,) = session.refused.values()
    assert "up to 400 can be shown one by one" in reason
