import numpy as np
import pytest

from nnviz.drawing.mark import Arc, Circle, Curve, Heat, Text
from nnviz.drawing.metric import text_width
from nnviz.drawing.neuron_arrangement import RADIUS
from nnviz.drawing.neuron_view import arrange_neurons, draw_neurons
from nnviz.engine.moment import Moment
from nnviz.network.architecture import Layer, Network
from tests.drawing.graph import PARAMETERS, last, network, tensors, two_two_two


def _draw(moment_position=None, **options):
    graph = two_two_two()
    moment = last(graph) if moment_position is None else Moment(graph, moment_position)
    return draw_neurons(arrange_neurons(network()), PARAMETERS, graph.trace(), moment, **options)


def _texts(drawing):
    return [mark.text for mark in drawing.marks if isinstance(mark, Text)]


def test_that_names_activations_and_captions_are_written():
    texts = _texts(_draw())
    assert {"i_{1}", "h_{1}", "o_{2}", ".593", ".751", ".05"} <= set(texts)
    assert {"inputs", "hidden · sigmoid", "output · sigmoid"} <= set(texts)


def test_that_only_computed_activations_are_shown():
    assert ".593" not in _texts(_draw(0))
    assert not [mark for mark in _draw(0).marks if isinstance(mark, Arc)]
    assert ".593" in _texts(_draw(2))


def test_that_the_ring_fills_with_the_activation():
    turns = sorted(mark.turn for mark in _draw().marks if isinstance(mark, Arc))
    assert turns == pytest.approx([0.59326999, 0.59688438, 0.75136507, 0.77292847])


def test_that_colour_is_sign_and_thickness_size():
    lines = {mark.key: mark for mark in _draw().marks if isinstance(mark, Curve)}
    assert set(lines) == {f"w{k}" for k in range(1, 9)}
    assert (lines["w7"].color, lines["w8"].color) == ("neg", "pos")
    assert lines["w5"].width < lines["w6"].width < lines["w8"].width


def test_that_the_selected_connection_and_neuron_are_in_accent():
    drawing = _draw(selected="w5", hovered="out_h2")
    assert [mark.key for mark in drawing.marks if isinstance(mark, Curve) and mark.color == "accent"] == ["w5"]
    assert [mark.key for mark in drawing.marks if isinstance(mark, Circle) and mark.color == "accent"] == ["out_h2"]


@pytest.mark.parametrize("key", ["net_h1", "out_h1", "b_h1"])
def test_that_a_neuron_answers_to_all_its_names(key):
    marked = [mark.key for mark in _draw(selected=key).marks if isinstance(mark, Circle) and mark.color == "accent"]
    assert marked == ["out_h1"]


def test_that_the_active_neuron_is_lit():
    lit = [mark for mark in _draw(2).marks if isinstance(mark, Circle) and mark.color == "litline"]
    assert [mark.key for mark in lit] == ["out_h1"]


def test_that_all_weights_of_a_small_network_are_written_apart():
    places = [(m.x, m.y) for m in _draw().marks if isinstance(m, Text) and m.key.startswith("w")]
    assert len(places) == 8
    assert all(abs(a[0] - b[0]) > 55 or abs(a[1] - b[1]) > 14 for k, a in enumerate(places) for b in places[k + 1 :])


def test_that_the_update_shows_old_and_new_weights():
    graph = two_two_two()
    moment = Moment(graph, 0, True)
    more = {"updates": {"w5": 0.3589164797}}
    drawn, asked = (
        draw_neurons(arrange_neurons(network()), PARAMETERS, graph.trace(), moment.at(moment.last), key, **more)
        for key in ("", "w5")
    )
    assert any(text.endswith("0.3589") for text in _texts(drawn))
    assert "0.4 → 0.3589" in _texts(asked)


@pytest.mark.parametrize("room", [(312, 340), (400, 300), (500, 900), (1600, 900)])
def test_that_what_is_written_touches_no_neuron_and_no_other_text(room):
    graph = two_two_two()
    moment = Moment(graph, 0, True)
    updates = {f"w{k}": -0.1234 * k for k in range(1, 9)}
    arrangement = arrange_neurons(network()).shaped(*room)
    marks = draw_neurons(arrangement, PARAMETERS, graph.trace(), moment.at(moment.last), updates=updates).marks
    labels = [mark for mark in marks if isinstance(mark, Text) and mark.key.startswith("w")]
    boxes = [(m.x, m.y, text_width(m.text, m.size, bold=m.bold) / 2, 0.5 * m.size) for m in labels]
    assert len(boxes) == 8
    for k, (x, y, wide, tall) in enumerate(boxes):
        assert not [1 for a, b, w, t in boxes[k + 1 :] if abs(a - x) < w + wide - 1 and abs(b - y) < t + tall - 1]
        for neuron in arrangement.neurons:
            away = np.hypot(max(abs(neuron.x - x) - wide, 0), max(abs(neuron.y - y) - tall, 0))
            assert away >= RADIUS - 1


def test_that_long_names_stand_below_their_neurons():
    long = Network(("sepal_length", "x2"), (Layer("output", ("versicolor",), "linear"),))
    marks = draw_neurons(arrange_neurons(long), {}).marks
    texts = {mark.text: mark for mark in marks if isinstance(mark, Text)}
    circles = {mark.key: mark for mark in marks if isinstance(mark, Circle)}
    assert texts["sepal length"].y > circles["sepal_length"].y + RADIUS
    assert texts["x_{2}"].y == circles["x2"].y


def test_that_gradients_of_weights_are_told_once_known():
    tips = {mark.key: mark.tip for mark in _draw().marks if isinstance(mark, Curve)}
    assert "gradient = 0.082167040564" in tips["w5"]
    tips = {mark.key: mark.tip for mark in _draw(3).marks if isinstance(mark, Curve)}
    assert "gradient" not in tips["w5"]


def test_that_long_layers_are_folded_and_wide_pairs_are_pictures():
    units = tuple(f"h{k}" for k in range(128))
    layers = Layer("hidden", units, "relu"), Layer("output", ("y",), "linear")
    wide = Network(tuple(f"x{k}" for k in range(64)), layers)
    weights = {"hidden.weights": np.ones((128, 64)), "output.weights": np.ones((1, 128))}
    drawing = draw_neurons(arrange_neurons(wide), weights)
    assert {"113 more", "49 more"} <= set(_texts(drawing))
    assert [mark.key for mark in drawing.marks if isinstance(mark, Heat)] == ["hidden.weights"]
    assert len([mark for mark in drawing.marks if isinstance(mark, Curve)]) == 15


def test_that_a_graph_of_tensors_fills_the_neurons_too():
    graph = tensors()
    net = Network(tuple(f"x{k}" for k in range(64)), (Layer("hidden", tuple(f"h{k}" for k in range(10)), "tanh"),))
    drawing = draw_neurons(arrange_neurons(net), {}, graph.trace(), last(graph), "hidden.out[0,3]")
    assert len([mark for mark in drawing.marks if isinstance(mark, Arc)]) == 10
    marked = [mark.key for mark in drawing.marks if isinstance(mark, Circle) and mark.color == "accent"]
    assert marked == ["hidden.out[0,3]"]


@pytest.mark.parametrize("keys", [{"net_h1": True}, {"out_h1": True, "w5": False}, {"b_h1": True}])
def test_that_neurons_and_connections_that_are_spoken_of_are_lit(keys):
    plain, lit = _draw().marks, _draw(highlights=keys).marks
    lights = lit[: len(lit) - len(plain)]
    assert lit[len(lights) :] == plain
    h1 = next(mark for mark in plain if isinstance(mark, Circle) and mark.key == "out_h1")
    assert {(m.x, m.y) for m in lights if isinstance(m, Circle)} == {(h1.x, h1.y)}
    w5 = next(mark for mark in plain if isinstance(mark, Curve) and mark.key == "w5")
    assert [m.points for m in lights if isinstance(m, Curve)] == ([w5.points] if "w5" in keys else [])


def test_that_an_entry_of_a_tensor_lights_its_connection():
    graph, net = tensors(), network()
    drawing = draw_neurons(arrange_neurons(net), PARAMETERS, graph.trace(), highlights={"output.weights[0,0]": True})
    w5 = next(mark for mark in drawing.marks if isinstance(mark, Curve) and mark.key == "w5")
    assert isinstance(drawing.marks[0], Curve)
    assert drawing.marks[0].points == w5.points
