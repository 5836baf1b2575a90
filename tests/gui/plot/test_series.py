"""Shortening long series."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnviz.gui.plot.series import at_step, shorten, spread


def test_that_short_series_stay_as_they_are():
    x, y = np.arange(10.0), np.arange(10.0) ** 2
    assert [part.tolist() for part in shorten(x, y, 100)] == [x.tolist(), y.tolist()]


@given(st.integers(1, 20_000), st.integers(1, 400), st.integers(0, 10))
def test_that_a_long_series_keeps_its_ends_and_its_extremes(count, pixels, seed):
    x, y = np.arange(float(count)), np.random.default_rng(seed).normal(size=count)
    short_x, short_y = shorten(x, y, pixels)
    assert len(short_x) <= max(4 * pixels, 4 * pixels + 3)
    assert (np.diff(short_x) > 0).all()
    assert short_x[0] == x[0]
    assert short_x[-1] == x[-1]
    assert short_y.min() == y.min()
    assert short_y.max() == y.max()


def test_that_what_is_not_finite_is_dropped():
    x, y = shorten(np.arange(4.0), np.array([1.0, np.nan, np.inf, 2.0]), 100)
    assert x.tolist() == [0.0, 3.0]
    assert y.tolist() == [1.0, 2.0]


def test_that_the_latest_point_counts():
    x, y = np.array([0.0, 10.0, 20.0]), np.array([3.0, 2.0, 1.0])
    assert at_step(x, y, 15) == 2.0
    assert at_step(x, y, 20) == 1.0
    assert np.isnan(at_step(x, y, -1))


@given(st.lists(st.floats(-100, 100), max_size=8), st.floats(0.1, 20))
def test_that_labels_keep_their_order_and_their_distance(heights, gap):
    places = spread(heights, gap)
    order = sorted(range(len(heights)), key=lambda k: heights[k])
    assert all(places[b] - places[a] >= gap - 1e-6 for a, b in pairwise(order))
    if all(heights[b] - heights[a] >= gap for a, b in pairwise(order)):
        assert places == heights


def test_that_two_labels_at_one_height_part_evenly():
    assert spread([5.0, 5.0], 2.0) == [4.0, 6.0]
