import pytest

from nnviz.drawing.arrangement import arrange
from nnviz.drawing.neuron_view import arrange_neurons
from nnviz.drawing.stretch import Extent, stretch_for
from tests.drawing.graph import circuit, network, tensors, two_two_two

ROOMS = [(400, 300), (520, 340), (900, 300), (500, 900), (1600, 900)]
GRAPHS = {
    "network": two_two_two,
    "tensors": tensors,
    "circuit": lambda: circuit({"q": "x * y", "f": "q + z"}, x=1.0, y=2.0, z=3.0),
}


def _order(places):
    return sorted(range(len(places)), key=lambda k: (round(places[k][0]), round(places[k][1])))


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("name", GRAPHS)
def test_that_spreading_keeps_order_and_sizes_and_never_brings_nodes_closer(name, room):
    arrangement = arrange(GRAPHS[name]())
    natural = arrangement.natural
    spread = natural.shaped(*room)
    before, after = (list(one.centers.values()) for one in (natural, spread))
    nodes = [index for index in natural.centers if index not in natural.folding.hanging]
    assert _order([natural.centers[k] for k in nodes]) == _order([spread.centers[k] for k in nodes])
    assert spread.faces == natural.faces
    assert len(before) == len(after)
    for a in nodes:
        for b in nodes:
            for axis in (0, 1):
                gap = abs(natural.centers[a][axis] - natural.centers[b][axis])
                assert abs(spread.centers[a][axis] - spread.centers[b][axis]) >= gap - 1e-9


def test_that_spreading_again_begins_from_the_natural_one():
    arrangement = arrange(two_two_two())
    assert arrangement.shaped(500, 900).shaped(520, 340).bounds == arrangement.shaped(520, 340).bounds
    neurons = arrange_neurons(network())
    assert neurons.shaped(500, 900).shaped(312, 340).bounds == neurons.shaped(312, 340).bounds


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("arranged", [lambda: arrange(two_two_two()), lambda: arrange_neurons(network())])
def test_that_a_picture_fills_its_room_in_one_direction_or_is_as_large_as_it_may_be(arranged, room):
    _, _, width, height = arranged().shaped(*room).bounds
    scale = min(room[0] / width, room[1] / height)
    assert scale >= 1.599 or max(width * scale / room[0], height * scale / room[1]) > 0.999
    assert height * scale / room[1] > 0.4  # rows are not torn apart to fill a tall narrow room


def test_that_the_lectures_network_is_compact_enough_to_be_read():
    assert arrange(two_two_two()).natural.bounds[2] <= 620
    assert arrange_neurons(network()).natural.bounds[2] <= 330


def test_that_rows_are_only_spread_where_there_is_something_between_them():
    assert stretch_for(Extent(100, 100, 0, 0), 1000, 1000) == (1.0, 1.0)
    assert stretch_for(Extent(600, 200, 500, 120, 120), 600, 200) == (1.0, 1.0)
    across, down = stretch_for(Extent(600, 200, 500, 90, 90), 600, 400)
    assert (across, down) == (1.0, pytest.approx(1 + (0.94 * 400 - 200) / 90))
    assert stretch_for(Extent(600, 200, 500, 90, 90), 600, 400, steepest=0.5)[1] == pytest.approx(1 + 100 / 90)
    assert stretch_for(Extent(600, 200, 500, 90, 90), 0, 0) == (1.0, 1.0)
