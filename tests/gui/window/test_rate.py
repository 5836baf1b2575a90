"""Speeds."""

import math

import pytest

from nnviz.gui.window.rate import SCALES, SLIDER_END


@pytest.mark.parametrize("granularity", SCALES)
def test_that_a_speed_grows_with_the_slider(granularity):
    rates = [SCALES[granularity].rate(place) for place in range(SLIDER_END + 1)]
    assert rates == sorted(rates)
    assert rates[0] > 0


def test_that_training_goes_as_fast_as_it_can_at_the_end_and_walking_does_not():
    assert math.isinf(SCALES["step"].rate(SLIDER_END))
    assert SCALES["step"].words(SLIDER_END) == "max"
    assert SCALES["gate"].words(SLIDER_END) == "60 gates/s"


def test_that_a_speed_is_told_in_its_unit():
    assert SCALES["phase"].words(0) == "0.5 gates/s"
    assert SCALES["epoch"].words(0) == "1 steps/s"
