"""Patterns in backward flow: what gates wear, where gradients add, and the way not taken."""

import numpy as np
import pytest

from nnviz.drawing.arrangement import arrange
from nnviz.drawing.asked import Asked
from nnviz.drawing.badge import SENTENCES, badge_marks
from nnviz.drawing.face import RADIUS
from nnviz.drawing.graph_view import draw_graph
from nnviz.drawing.mark import Circle, Curve, Text
from nnviz.drawing.pattern_marks import patterns_of
from nnviz.drawing.plan import TEXT_LIMIT
from nnviz.drawing.svg import to_svg
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.moment import Moment
from nnviz.engine.op import PATTERNS
from nnviz.files.load import load
from tests.drawing.graph import circuit, last, tensors


def badges(graph, moment=None, patterns=True):
    """Node -> the tips of its badges."""
    marks = draw_graph(arrange(graph), graph.trace(), moment or last(graph), patterns=patterns).marks
    found = {}
    for mark in marks:
        if isinstance(mark, Circle) and mark.tip.startswith((*PATTERNS, "gradients add")):
            found.setdefault(mark.key, []).append(mark.tip)
    return found


def not_taken(graph, moment=None):
    """(source, gate) of the wires that are drawn as the way not taken."""
    arrangement = arrange(graph)
    curves = [mark for mark in draw_graph(arrangement, graph.trace(), moment or last(graph)).marks if isinstance(mark, Curve)]
    dashed = {mark.points for mark in curves if mark.dash}
    nodes = graph.nodes
    return {(nodes[w.source].name, nodes[w.gate].name) for w in arrangement.wires if w.points in dashed}


def test_that_each_gate_of_the_example_wears_its_pattern_and_says_its_sentence():
    graph = load("gates").circuit_graph()
    worn = {name: tips[0].split(":")[0] for name, tips in badges(graph).items() if name != "y"}
    assert worn == {
        "product": "switcher", "larger": "router", "total": "distributor", "doubled": "switcher", "square": "scaler",
        "f": "distributor",
    }
    assert badges(graph)["larger"] == [f"router: {PATTERNS['router']}"]
    assert patterns_of(arrange(graph)) == ("distributor", "router", "switcher", "scaler", "fork") == tuple(SENTENCES)


def test_that_a_fork_adds_up_the_branches_as_they_come_back():
    graph = circuit({"a": "x * y", "f": "a + x"}, x=3.0, y=2.0)
    told = [badges(graph, Moment(graph, k)).get("x") for k in range(last(graph).position + 1)]
    assert told[:4] == [None] * 4  # nothing has come back yet
    assert told[4:] == [["gradients add at a fork\nx: ? + 1 = ?"], ["gradients add at a fork\nx: 2 + 1 = 3"]]


def test_that_the_sum_of_a_fork_is_the_engines_gradient():
    graph = load("gates").circuit_graph()
    assert badges(graph)["y"] == ["gradients add at a fork\ny: 6 + (−8) = −2"]
    assert graph.trace().gradient["y"] == -2


def test_that_a_tensor_that_forks_tells_the_shapes_that_add():
    builder = GraphBuilder()
    x = builder.input("x", [1.0, -2.0])
    graph = builder.build(builder.op("mul", builder.op("relu", x), x, name="f"))
    assert badges(graph)["x"] == ["gradients add at a fork\nx: [2] + [2] = [2]"]


def test_that_patterns_can_be_switched_off_and_are_not_drawn_where_they_cannot_be_read():
    graph = tensors()
    assert set(badges(graph)) == {"hidden.net", "hidden.out", "E"}
    assert badges(graph, patterns=False) == {}
    builder = GraphBuilder()
    node = builder.input("x", 1.0)
    for _ in range(TEXT_LIMIT):
        node = builder.op("neg", node)
    chain = builder.build(node)
    assert badges(chain) == {}
    assert patterns_of(arrange(chain)) == ()


@pytest.mark.parametrize(
    ("expression", "inputs", "lost"),
    [
        ("max(x, y)", {"x": 3.0, "y": 1.0}, {("y", "f")}), ("min(x, y)", {"x": 3.0, "y": 1.0}, {("x", "f")}),
        ("max(x, y)", {"x": 1.0, "y": 1.0}, set()), ("relu(x)", {"x": -1.0}, {("x", "f")}), ("relu(x)", {"x": 1.0}, set()),
        ("max(0, x)", {"x": -1.0}, {("x", "f")}), ("abs(x)", {"x": 0.0}, set()), ("x * y", {"x": 0.0, "y": 0.0}, set()),
    ],
)  # fmt: skip
def test_that_a_router_shows_the_way_not_taken(expression, inputs, lost):
    assert not_taken(circuit({"f": expression}, **inputs)) == lost


def test_that_the_way_not_taken_is_told_when_the_router_has_sent_and_whatever_arrives():
    graph = circuit({"m": "max(x, y)", "f": "m * z"}, x=3.0, y=1.0, z=0.0)
    told = [not_taken(graph, Moment(graph, k)) for k in range(last(graph).position + 1)]
    assert told == [set()] * (len(told) - 1) + [{("y", "m")}]  # x gets 0 too, for another reason


def test_that_a_tensor_takes_a_way_where_any_of_its_numbers_does():
    for numbers, lost in (([-1.0, 2.0], set()), ([-1.0, -2.0], {("x", "f")})):
        builder = GraphBuilder()
        graph = builder.build(builder.op("relu", builder.input("x", np.array(numbers)), name="f"))
        assert not_taken(graph) == lost


@pytest.mark.parametrize("pattern", SENTENCES)
def test_that_each_badge_is_a_sign_of_its_own_within_its_disc(pattern):
    disc, *strokes = badge_marks(pattern, 10.0, 20.0)
    assert strokes
    assert all(np.hypot(x - 10, y - 20) < disc.radius - 0.6 for mark in strokes for x, y in mark.points)
    others = [[m.points for m in list(badge_marks(name, 10.0, 20.0))[1:]] for name in SENTENCES if name != pattern]
    assert [mark.points for mark in strokes] not in others


def test_that_svg_pictures_have_the_badges():
    graph = load("gates").circuit_graph()
    with_badges, without = (to_svg(draw_graph(arrange(graph), graph.trace(), last(graph), patterns=on)) for on in (True, False))
    assert "router: sends" in with_badges
    assert with_badges.count("<circle") == without.count("<circle") + 7


def test_that_a_pattern_that_is_asked_for_is_told_by_no_badge_and_no_tip():
    graph = load("gates").circuit_graph()
    arrangement = arrange(graph)
    drawing = draw_graph(arrangement, graph.trace(), last(graph), asked=Asked("pattern", "larger"))
    assert not [mark.tip for mark in drawing.marks if any(name in getattr(mark, "tip", "") for name in PATTERNS)]
    (question,) = [mark for mark in drawing.marks if isinstance(mark, Text) and mark.text == "?"]
    x, y = arrangement.centers[graph.index("larger")]
    assert x - RADIUS < question.x < x
    assert y - RADIUS < question.y < y
