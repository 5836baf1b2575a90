"""Learning rates, epoch by epoch, against what the schedules' definitions say of them."""

import math

import pytest

from nnviz.network.schedule import SCHEDULES


def rates(name, epochs, **settings):
    row = SCHEDULES[name]
    return [row.rate(epoch, 0.8, **{**row.settings, **settings}) for epoch in range(epochs)]


def test_that_the_constant_schedule_leaves_the_rate_as_it_is():
    assert rates("constant", 3) == [0.8] * 3


def test_that_a_step_multiplies_the_rate_every_so_many_epochs():
    assert rates("step", 7, every=3.0, gamma=0.5) == [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2]


def test_that_a_rate_beyond_all_numbers_is_infinite():
    assert rates("step", 320, every=1.0, gamma=10.0)[-1] == math.inf


def test_that_a_cosine_falls_to_its_lowest_and_stays_there():
    found = rates("cosine", 7, period=4.0, lowest=0.2)
    assert found == pytest.approx([0.8, 0.5 + 0.3 * math.sqrt(0.5), 0.5, 0.5 - 0.3 * math.sqrt(0.5), 0.2, 0.2, 0.2])


def test_that_a_warm_up_rises_in_equal_parts_and_reaches_the_rate_with_its_last_epoch():
    assert rates("warmup", 6, warmup=4.0) == pytest.approx([0.2, 0.4, 0.6, 0.8, 0.8, 0.8])
