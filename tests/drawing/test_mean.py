"""What stands for a whole array in a picture."""

import math

import numpy as np
import pytest

from nnviz.drawing.mean import mean


@pytest.mark.parametrize("values", [[1.0, 2.0, 6.0], [-3.0, 1.0], [0.0, 0.0], [5e-324, 0.0, 5e-324]])
def test_that_it_is_the_mean(values):
    assert mean(np.array(values)) == pytest.approx(sum(values) / len(values), rel=1e-15)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_that_a_sum_may_be_beyond_the_range_of_the_numbers(kind):
    largest = np.finfo(kind).max
    assert mean(np.full((3, 4), largest)) == pytest.approx(float(largest))
    assert mean(np.array([largest, largest, -largest, -largest])) == 0.0


def test_that_what_is_not_finite_is_told():
    assert mean(np.array([math.inf, 1.0])) == math.inf
    assert math.isnan(mean(np.array([math.inf, -math.inf])))
    assert math.isnan(mean(np.array([math.nan, 1.0])))
