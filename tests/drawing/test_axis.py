"""Ticks: round numbers within the range, and none where arithmetic ends."""

import math

import pytest

from nnviz.drawing.axis import linear_ticks


@pytest.mark.parametrize(("low", "high", "expected"), [
    (0.0, 1.0, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]), (-3.0, 7.0, [-2.0, 0.0, 2.0, 4.0, 6.0]), (2.0, 2.0, [2.0]),
    (0.0, math.inf, [0.0]), (-1e308, 1e308, []), (0.0, 1.7e308, []),
])  # fmt: skip
def test_that_ticks_are_round_and_within_the_range(low, high, expected):
    assert linear_ticks(low, high) == pytest.approx(expected)
