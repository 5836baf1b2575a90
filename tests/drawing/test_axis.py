"""Ticks: round numbers within the range, and none where arithmetic ends."""

import math

import pytest

from nnviz.drawing.axis import linear_ticks, log_ticks


@pytest.mark.parametrize(("low", "high", "expected"), [
    (0.0, 1.0, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]), (-3.0, 7.0, [-2.0, 0.0, 2.0, 4.0, 6.0]), (2.0, 2.0, [2.0]),
    (0.0, math.inf, [0.0]), (-1e308, 1e308, []), (0.0, 1.7e308, []), (0.0, 5e-324, [0.0]), (1.0, math.nextafter(1.0, 2.0), [1.0]),
])  # fmt: skip
def test_that_ticks_are_round_and_within_the_range(low, high, expected):
    assert linear_ticks(low, high) == pytest.approx(expected)


@pytest.mark.parametrize(("low", "high", "expected"), [
    (1e307, 1.5e308, [1e307, 2e307, 5e307, 1e308]), (5e-324, 1e-322, [1e-323, 2e-323, 5e-323, 1e-322]), (0.0, 1.0, []),
])  # fmt: skip
def test_that_logarithmic_ticks_are_had_at_the_ends_of_the_numbers(low, high, expected):
    assert log_ticks(low, high) == pytest.approx(expected)
