import math
import time

import pytest

from nnviz.drawing.arrangement import arrange
from nnviz.drawing.graph_view import draw_graph, draw_motion
from nnviz.drawing.mark import Box, Circle, Curve, Heat, Text
from nnviz.drawing.metric import text_width
from nnviz.drawing.scene import is_about
from nnviz.drawing.theme import THEMES
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.moment import Moment
from nnviz.files.load import load
from nnviz.session.session import Session
from tests.drawing.graph import circuit, last, tensors, two_two_two

GRAPHS = {
    "sum times": lambda: circuit({"q": "x + y", "f": "q * z"}, x=-2.0, y=5.0, z=-4.0),
    "sigmoid": lambda: circuit(
        {"f": "1 / (1 + exp(-(w0 * x0 + w1 * x1 + w2)))"}, w0=2.0, x0=-1.0, w1=-3.0, x1=-2.0, w2=-3.0
    ),
    "max and branch": lambda: circuit({"m": "max(x, y)", "s": "m * m", "f": "s + m"}, x=3.0, y=-2.0),
    "network": two_two_two,
    "tensors": tensors,
}


@pytest.fixture(params=GRAPHS)
def graph(request):
    return GRAPHS[request.param]()


def _texts(drawing, color):
    return [mark.text for mark in drawing.marks if isinstance(mark, Text) and mark.color == color]


def _rectangle(text):
    width = text_width(text.text, text.size, mono=text.mono, bold=text.bold)
    left = text.x - width * {"start": 0, "middle": 0.5, "end": 1}[text.anchor]
    return left, text.y - 0.45 * text.size, left + width, text.y + 0.45 * text.size


def _overlap(a, b):
    return min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1


def _distance(box, x, y):
    return math.hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3]))


@pytest.mark.parametrize("room", [(400, 300), (520, 340), (900, 300), (500, 900), (1600, 900)])
def test_that_no_number_covers_another_or_a_node(graph, room):
    arrangement = arrange(graph).shaped(*room)
    drawing = draw_graph(arrangement, graph.trace(), last(graph))
    texts = [_rectangle(mark) for mark in drawing.marks if isinstance(mark, Text)]
    assert not [1 for k, one in enumerate(texts) for other in texts[k + 1 :] if _overlap(one, other)]
    halos = [_rectangle(mark) for mark in drawing.marks if isinstance(mark, Text) and mark.halo]
    circles = [mark for mark in drawing.marks if isinstance(mark, Circle) and mark.key]
    assert not [1 for box in halos for circle in circles if _distance(box, circle.x, circle.y) < circle.radius]
    bodies = [(m.x, m.y, m.x + m.width, m.y + m.height) for m in drawing.marks if isinstance(m, Box) and m.key]
    assert not [1 for one in halos for other in bodies if _overlap(one, other)]


@pytest.mark.parametrize("room", [(520, 340), (900, 300), (500, 900), (1600, 900)])
def test_that_the_update_writes_over_nothing(room):
    graph = two_two_two()
    moment = Moment(graph, 0, True)
    arrangement = arrange(graph).shaped(*room)
    updates = {f"w{k}": -0.1234 * k for k in range(1, 9)}
    drawing = draw_graph(arrangement, graph.trace(), moment.at(moment.last), updates=updates)
    texts = [_rectangle(mark) for mark in drawing.marks if isinstance(mark, Text)]
    assert sum(text.startswith(("−0.", "→ −0.")) for text in _texts(drawing, "neg")) >= 4
    assert not [1 for k, one in enumerate(texts) for other in texts[k + 1 :] if _overlap(one, other)]


def test_that_everything_lies_within_the_bounds(graph):
    drawing = draw_graph(arrange(graph), graph.trace(), last(graph))
    x, y, width, height = drawing.bounds
    boxes = [_rectangle(mark) for mark in drawing.marks if isinstance(mark, Text)]
    boxes += [(a, b, a, b) for mark in drawing.marks if isinstance(mark, Curve) for a, b in mark.points]
    assert all(x <= b[0] and y <= b[1] and b[2] <= x + width and b[3] <= y + height for b in boxes)


def test_that_every_moment_can_be_drawn_in_tokens_of_the_theme(graph):
    arrangement, trace = arrange(graph), graph.trace()
    for position in range(last(graph).position + 1):
        moment = Moment(graph, position)
        for mark in (*draw_graph(arrangement, trace, moment).marks, *draw_motion(arrangement, trace, moment, 0.3)):
            if not isinstance(mark, Heat):
                assert {mark.color, getattr(mark, "fill", "text")} <= set(THEMES["light"])


def test_that_what_has_not_been_computed_is_not_shown():
    graph = GRAPHS["sum times"]()
    arrangement, trace = arrange(graph), graph.trace()
    shown = [draw_graph(arrangement, trace, Moment(graph, position)) for position in range(6)]
    assert [sorted(_texts(drawing, "value")) for drawing in shown[:3]] == [
        ["5", "−2", "−4"], ["3", "5", "−2", "−4"], ["3", "5", "−12", "−2", "−4"],
    ]
    assert [sorted(_texts(drawing, "grad")) for drawing in shown[2:]] == [
        [], ["1"], ["1", "3", "−4"], ["1", "3", "−4", "−4", "−4"],
    ]


def test_that_a_gradient_shows_its_shares_as_they_arrive_and_the_sum_once_complete():
    graph = GRAPHS["max and branch"]()
    arrangement, trace = arrange(graph), graph.trace()
    added, multiplied = (_texts(draw_graph(arrangement, trace, Moment(graph, k)), "grad") for k in (5, 6))
    assert sorted(added) == ["1", "1", "1"]  # of f itself, of s, and one share of m
    assert sorted(multiplied) == ["1", "1", "1", "3", "3", "7"]


def test_that_the_active_gate_and_the_wires_it_sends_on_are_lit():
    graph = two_two_two()
    arrangement, trace = arrange(graph), graph.trace()
    forward = Moment(graph).at(2)
    assert graph.nodes[forward.active].name == "out_h1"
    backward = last(graph).at(last(graph).position - 1)
    assert graph.nodes[backward.active].name in {"out_h1", "net_h1", "net_h2", "out_h2"}
    for moment, end in ((forward, "source"), (backward, "gate")):
        marks = draw_graph(arrangement, trace, moment).marks
        lit = [mark.points for mark in marks if isinstance(mark, Curve) and mark.color == "litline"]
        assert lit
        wanted = [wire.points for wire in arrangement.wires if getattr(wire, end) == moment.active]
        assert sorted(lit) == sorted(wanted)
        assert any(mark.color == "lit" for mark in marks if isinstance(mark, Circle))


def test_that_the_way_not_taken_is_faded_once_the_gate_has_sent_back():
    graph = GRAPHS["max and branch"]()
    arrangement, trace = arrange(graph), graph.trace()
    end = last(graph)
    before, after = (
        [mark for mark in draw_graph(arrangement, trace, moment).marks if isinstance(mark, Curve) and mark.dash]
        for moment in (end.at(end.position - 1), end)
    )
    assert before == []
    assert [(mark.key, mark.opacity < 1) for mark in after] == [("y", True)]


def test_that_the_selected_weight_is_in_accent_with_its_gradient():
    graph = two_two_two()
    drawing = draw_graph(arrange(graph), graph.trace(), last(graph), "w5")
    assert [mark.key for mark in drawing.marks if isinstance(mark, Curve) and mark.color == "accent"] == ["w5"]
    assert _texts(drawing, "accent") == ["w_{5} 0.4"]
    # The number alone: with the weight's name it would not fit on the wire.
    assert "0.08217" in _texts(drawing, "grad")
    assert "0.08217" not in _texts(draw_graph(arrange(graph), graph.trace(), last(graph)), "grad")


def test_that_hovering_is_lighter_than_selecting():
    graph = two_two_two()
    arrangement, trace = arrange(graph), graph.trace()
    selected, hovered = (
        next(mark for mark in draw_graph(arrangement, trace, last(graph), **{kind: "out_h1"}).marks
             if isinstance(mark, Circle) and mark.key == "out_h1")
        for kind in ("selected", "hovered")
    )
    assert selected.color == hovered.color == "accent"
    assert selected.width > hovered.width


def test_that_colour_is_the_sign_of_a_weight_and_thickness_its_size():
    graph = two_two_two()
    trace = graph.trace(w5=-0.9, w6=0.1)
    lines = {m.key: m for m in draw_graph(arrange(graph), trace, Moment(graph)).marks if isinstance(m, Curve)}
    assert (lines["w5"].color, lines["w6"].color) == ("neg", "pos")
    assert lines["w5"].width > lines["w7"].width > lines["w6"].width


def test_that_the_update_shows_old_and_new_weights():
    graph = two_two_two()
    moment = Moment(graph, 0, True)
    drawing = draw_graph(arrange(graph), graph.trace(), moment.at(moment.last), updates={"w5": 0.3589164797})
    assert "0.3589" in _texts(drawing, "pos")  # there is one line's room: the new number takes the old one's place
    asked = draw_graph(arrange(graph), graph.trace(), moment.at(moment.last), "w5", updates={"w5": 0.3589164797})
    assert {"w_{5} 0.4", "→ 0.3589"} <= set(_texts(asked, "accent"))


def test_that_tips_tell_all_digits_and_the_pattern():
    graph = GRAPHS["sum times"]()
    tips = {mark.key: mark.tip for mark in draw_graph(arrange(graph), graph.trace(z=0.1 + 0.2), last(graph)).marks
            if isinstance(mark, Box | Circle) and mark.key}
    assert "0.30000000000000004" in tips["z"]
    assert "switcher" in tips["f"]
    assert "distributor" in tips["q"]


def test_that_tensors_show_their_shape_and_a_picture():
    graph = tensors()
    drawing = draw_graph(arrange(graph), graph.trace(), last(graph))
    pictures = {mark.key: mark for mark in drawing.marks if isinstance(mark, Heat)}
    assert pictures["hidden.weights"].values.shape == (10, 64)
    assert "10×64" in _texts(drawing, "mute")


def test_that_numbers_travel_from_gate_to_consumer_and_back():
    graph = GRAPHS["sum times"]()
    arrangement, trace = arrange(graph), graph.trace()
    forward = [draw_motion(arrangement, trace, Moment(graph, 1), progress) for progress in (0.0, 1.0)]
    backward = [draw_motion(arrangement, trace, Moment(graph, 4), progress) for progress in (0.0, 1.0)]
    start, end = ([m for m in marks if isinstance(m, Text)] for marks in forward)
    assert [(m.text, m.color) for m in start] == [("3", "value")]
    assert start[0].x < end[0].x == arrangement.wires[2].points[-1][0]
    start, end = ([m for m in marks if isinstance(m, Text)] for marks in backward)
    assert [(m.text, m.color, m.italic) for m in start] == [("−4", "grad", True), ("3", "grad", True)]
    assert all(before.x > after.x for before, after in zip(start, end, strict=True))
    assert draw_motion(arrangement, trace, Moment(graph, 0), 0.5) == ()


def test_that_a_key_means_a_node_or_one_entry_of_it():
    assert is_about("w5", "w5")
    assert is_about("hidden.weights[0,1]", "hidden.weights")
    assert not is_about("w55", "w5")


def test_that_a_graph_of_thousands_is_drawn_quickly_and_without_texts():
    builder = GraphBuilder()
    nodes = [builder.input(f"x{k}", k / 100) for k in range(40)]
    for k in range(2000):
        nodes.append(builder.op("add", nodes[k], nodes[k + 20 + k % 15]))
    graph = builder.build()
    arrangement, trace = arrange(graph), graph.trace()
    start = time.perf_counter()
    drawing = draw_graph(arrangement, trace, last(graph))
    assert time.perf_counter() - start < 0.5
    assert not [mark for mark in drawing.marks if isinstance(mark, Text)]
    assert len(drawing.marks) >= 6000


def test_that_weights_are_only_written_where_they_do_not_hide_other_wires():
    builder = GraphBuilder()
    sources = [builder.input(f"x{k}", 1.0) for k in range(2)]
    weights = iter([builder.parameter(f"hidden.weights[{k // 2},{k % 2}]", 0.1 * k) for k in range(8)])
    nets = [builder.op("weighted_sum", *(i for x in sources for i in (x, next(weights))), name=f"n{k}") for k in range(4)]
    graph = builder.build(builder.op("add", *nets, name="E"))
    arrangement, trace = arrange(graph), graph.trace()
    assert not [text for text in _texts(draw_graph(arrangement, trace, last(graph)), "pos") if text.startswith("w_")]
    asked = draw_graph(arrangement, trace, last(graph), hovered="hidden.weights[1,0]")
    assert _texts(asked, "accent") == ["w_{1,0} 0.2"]


def test_that_what_is_spoken_of_is_lit_below_everything_clearly_or_softly():
    graph = two_two_two()
    arrangement, trace = arrange(graph), graph.trace()
    plain = draw_graph(arrangement, trace, last(graph)).marks
    keys = {"out_h1": True, "w5": False, "b_h1": True, "none": True}
    lit = draw_graph(arrangement, trace, last(graph), highlights=keys)
    lights = lit.marks[: len(lit.marks) - len(plain)]
    assert lit.marks[len(lights) :] == plain
    x, y = arrangement.centers[graph.index("out_h1")]
    rings = [mark for mark in lights if isinstance(mark, Circle) and mark.width]
    assert [(ring.x, ring.y, ring.color) for ring in rings] == [(x, y, "accent")]
    (wire,) = [wire for wire in arrangement.wires if wire.weight == graph.index("w5")]
    assert [mark.points for mark in lights if isinstance(mark, Curve)] == [wire.points]
    assert any(isinstance(mark, Box) for mark in lights)  # the bias, which hangs under its gate
    clear = draw_graph(arrangement, trace, last(graph), highlights={"w5": True}).marks
    assert [mark.key for mark in clear if isinstance(mark, Curve) and mark.color == "accent"] == ["", "w5"]


@pytest.mark.parametrize("name", ["two_two_two", "gates", "sigmoid_neuron", "dead_relu"])
def test_that_a_light_touches_neither_the_name_nor_the_numbers_of_its_node(name):
    graph = Session(load(name)).graph
    names = [node.name for node in graph.nodes]
    drawing = draw_graph(arrange(graph), graph.trace(), last(graph), highlights=dict.fromkeys(names, True), patterns=False)
    discs = [mark for mark in drawing.marks if isinstance(mark, Circle) and mark.fill == "canvas"]
    texts = [mark for mark in drawing.marks if isinstance(mark, Text) and mark.halo]
    assert discs
    assert texts
    for disc in discs:
        edge = disc.radius + disc.width / 2
        for text in texts:
            if abs(text.x - disc.x) < disc.radius:
                below = (0.38 if text.mono else 0.6) * text.size  # down to the end of a figure, or of a descender
                assert not disc.y - edge < text.y + below < disc.y, text.text


@pytest.mark.parametrize("size", [(300, 200), (416, 330), (447, 200), (600, 260), (845, 440), (845, 560)])
def test_that_every_weight_of_the_lecture_is_written_whatever_the_shape(size):
    session = Session(load("two_two_two"))
    drawing = draw_graph(arrange(session.graph).shaped(*size), session.trace, session.moment)
    written = {mark.key for mark in drawing.marks if isinstance(mark, Text) and mark.color in ("pos", "neg")}
    assert written == {f"w{k}" for k in range(1, 9)}


@pytest.mark.parametrize("size", [(442, 300), (442, 600), (1200, 400)])
def test_that_what_hangs_under_gates_that_stand_close_lies_apart_and_hangs_on_its_gate(size):
    session = Session(load("regression_plane"))
    session.forward("epoch")
    arrangement = arrange(session.graph).shaped(*size)
    drawing = draw_graph(arrangement, session.trace, session.moment)
    names = [arrangement.faces[leaf].name for leaf in arrangement.folding.hanging]
    bias, target = (mark for mark in drawing.marks if isinstance(mark, Box) and mark.key in names)
    assert bias.x + bias.width < target.x or bias.y + bias.height < target.y or target.y + target.height < bias.y
    for leaf, gate in arrangement.folding.hanging.items():
        x, y = arrangement.centers[gate]
        ends = y + arrangement.faces[gate].height / 2, arrangement.centers[leaf][1] - arrangement.faces[leaf].height / 2
        stems = [mark.points for mark in drawing.marks if isinstance(mark, Curve) and mark.points[0][0] == mark.points[-1][0] == x]
        assert [height for _, height in stems[0]] == pytest.approx(ends)
