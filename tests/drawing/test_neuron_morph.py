"""A network that is built on before the eye."""

from functools import partial

import pytest

from nnviz.document.reshape import resized, with_layer, without_layer
from nnviz.drawing.mark import Circle, Curve, Text
from nnviz.drawing.neuron_morph import MOST_MOVED, alike, neuron_morph
from nnviz.drawing.neuron_view import arrange_neurons, draw_neurons
from nnviz.files.load import load
from nnviz.network.build import initial_parameters


def looks(*documents):
    """The arrangement of each, and what draws it with its first parameters."""
    for document in documents:
        yield arrange_neurons(document.network), partial(draw_neurons, parameters=initial_parameters(document.network, 0))


@pytest.fixture
def grown():
    """two_two_two with a third hidden neuron: both arrangements, and the picture by its share."""
    before = load("two_two_two")
    (old, draw_old), (new, draw_new) = looks(before, resized(before, 0, 3))
    return old, new, neuron_morph(old, new, draw_old, draw_new)


def circles(drawing):
    return {mark.key: (mark.x, mark.y, mark.opacity) for mark in drawing.marks if isinstance(mark, Circle)}


def places(arrangement):
    return {neuron.keys[0]: (neuron.x, neuron.y) for neuron in arrangement.neurons}


def test_that_neurons_that_stay_glide_and_a_new_one_fades_in_where_it_belongs(grown):
    old, new, picture = grown
    start, half, end = (circles(picture(share)) for share in (0.0, 0.5, 1.0))
    for key, (x, y) in places(old).items():
        there = places(new)[key]
        assert start[key] == pytest.approx((x, y, 1.0))
        assert half[key] == pytest.approx(((x + there[0]) / 2, (y + there[1]) / 2, 1.0))
        assert end[key] == pytest.approx((*there, 1.0))
    for circle, opacity in ((start, 0.0), (half, 0.5), (end, 1.0)):
        assert circle["out_h3"] == pytest.approx((*places(new)["out_h3"], opacity))


def test_that_wires_hang_on_to_their_neurons_all_the_way(grown):
    _, _, picture = grown
    for share in (0.0, 0.3, 1.0):
        drawing = picture(share)
        found = circles(drawing)
        (wire,) = (mark for mark in drawing.marks if isinstance(mark, Curve) and mark.key == "w3")
        for (x, y), key in zip(wire.points, ("i1", "out_h2"), strict=True):
            center_x, center_y, _ = found[key]
            assert 20.0 < ((x - center_x) ** 2 + (y - center_y) ** 2) ** 0.5 < 30.0


def test_that_the_way_back_fades_what_goes():
    after = load("two_two_two")
    (old, draw_old), (new, draw_new) = looks(resized(after, 0, 3), after)
    picture = neuron_morph(old, new, draw_old, draw_new)
    assert [circles(picture(share))["out_h3"][2] for share in (0.0, 0.25, 1.0)] == pytest.approx([1.0, 0.75, 0.0])
    assert picture(0.5).bounds == new.bounds


def test_that_a_layer_that_comes_in_between_cuts_the_wires_and_moves_the_names():
    before = load("two_two_two")
    (old, draw_old), (new, draw_new) = looks(before, with_layer(before, 1))
    picture = neuron_morph(old, new, draw_old, draw_new)
    half = picture(0.5)
    opacity = {mark.key: mark.opacity for mark in half.marks if isinstance(mark, Curve)}
    assert (opacity["w1"], opacity["w5"]) == (1.0, 0.5)  # out of the hidden layer's wires into the outputs
    names = {mark.text: mark for mark in half.marks if isinstance(mark, Text) and "·" in mark.text}
    assert (names["hidden2 · sigmoid"].opacity, names["output · sigmoid"].opacity) == (0.5, 1.0)
    ends = [arrangement.captions[-1][0][0] for arrangement in (old, new)]
    assert names["output · sigmoid"].x == pytest.approx(sum(ends) / 2)


def test_that_networks_of_other_inputs_or_outputs_are_not_alike():
    first, second = load("two_two_two").network, load("xor").network
    assert not alike(first, second)
    assert alike(first, without_layer(load("two_two_two"), 0).network)


def test_that_a_picture_of_too_many_wires_does_not_move():
    before = load("circle")
    (old, draw_old), (new, draw_new) = looks(before, resized(with_layer(resized(before, 0, 16), 1), 1, 16))
    assert len(new.connections) < MOST_MOVED
    assert neuron_morph(old, new, draw_old, draw_new) is not None
    many = with_layer(with_layer(with_layer(resized(before, 0, 16), 1), 2), 3)
    for layer in (1, 2, 3):
        many = resized(many, layer, 16)
    (large, draw_large), = looks(many)
    assert neuron_morph(old, large, draw_old, draw_large) is None
