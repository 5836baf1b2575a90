from itertools import pairwise

import pytest

from nnviz.layout.column import place_columns


@pytest.mark.parametrize("count", [1, 2, 3, 8, 16])
def test_that_a_short_layer_is_shown_whole_evenly_and_centred(count):
    (column,) = place_columns([count])
    assert column.shown == tuple(range(count))
    assert column.hidden == 0
    assert sum(column.y) == pytest.approx(0)
    assert len({round(b - a, 6) for a, b in pairwise(column.y)}) <= 1


def test_that_a_long_layer_shows_its_first_and_last_ones():
    (column,) = place_columns([128])
    assert column.shown == (*range(8), *range(121, 128))
    assert column.hidden == 113
    assert column.y[7] < column.fold_y < column.y[8]


def test_that_columns_follow_each_other_and_short_ones_spread():
    small, large = place_columns([2, 8], column_gap=100, neuron_gap=50)
    assert (small.x, large.x) == (0, 100)
    assert small.y[1] - small.y[0] > 50
    assert small.y[1] <= large.y[-1]
