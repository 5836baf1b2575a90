"""Graphs that open and close before the eye."""

import pytest

from nnviz.drawing.arrangement import arrange
from nnviz.drawing.mark import Text
from nnviz.drawing.morph import displaced, draw_moved, moved
from nnviz.engine.opening import open_gates
from nnviz.files.load import load
from tests.drawing.graph import last, two_two_two


@pytest.fixture
def looks():
    """A circuit with one sigmoid gate, and the same with that gate opened; where each gate of the second one was."""
    graph = load("sigmoid_gate").circuit_graph()
    opened = open_gates(graph, {"f"}.__contains__)
    return arrange(graph), arrange(opened.graph), lambda name: name if name in graph else opened.owners.get(name)


def test_that_what_was_inside_comes_out_of_the_face_it_was_in(looks):
    before, after, origin = looks
    start = moved(after, displaced(after, before, origin), 1.0)
    for index, center in start.centers.items():
        name = origin(after.graph.nodes[index].name)
        if name is not None:
            assert center == pytest.approx(before.centers[before.graph.index(name)])
    for wire, there in zip(start.wires, after.wires, strict=True):
        dx, dy = (here - then for here, then in zip(start.centers[wire.source], after.centers[wire.source], strict=True))
        assert wire.points[0] == pytest.approx((there.points[0][0] + dx, there.points[0][1] + dy))


def test_that_it_arrives_where_it_belongs_and_is_half_way_in_between(looks):
    before, after, origin = looks
    shifts = displaced(after, before, origin)
    assert moved(after, shifts, 0.0).centers == after.centers
    assert moved(after, shifts, 0.0).wires == after.wires
    half, start = moved(after, shifts, 0.5), moved(after, shifts, 1.0)
    for index, (x, y) in half.centers.items():
        (ax, ay), (bx, by) = after.centers[index], start.centers[index]
        assert (x, y) == pytest.approx(((ax + bx) / 2, (ay + by) / 2))
    graph = after.graph
    drawing = draw_moved(half, graph.trace(), last(graph))
    assert drawing.bounds == after.bounds
    assert not any(isinstance(mark, Text) and mark.color in ("value", "grad") for mark in drawing.marks)


def test_that_a_leaf_on_its_way_may_be_as_high_as_the_gate_that_it_hangs_on():
    graph = two_two_two()
    arrangement = arrange(graph)
    heights = {leaf: arrangement.centers[gate][1] for leaf, gate in arrangement.folding.hanging.items()}
    shifts = {leaf: (0.0, height - arrangement.centers[leaf][1]) for leaf, height in heights.items()}
    assert shifts
    assert draw_moved(moved(arrangement, shifts, 1.0), graph.trace(), last(graph)).marks
