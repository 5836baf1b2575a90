import math

import pytest

import nnviz
from nnviz.document.lesson import Comparison
from nnviz.session.comparison import compare
from nnviz.training.setting import SettingError


def test_that_both_orders_of_updating_give_the_numbers_of_the_lecture():
    asked = Comparison("update", ("simultaneous", "layerwise"), (10, 1), ("E", "w1"))
    rows = compare(nnviz.load("two_two_two"), asked)
    assert [(row.step, row.name) for row in rows] == [(1, "E"), (1, "w1"), (10, "E"), (10, "w1")]
    assert rows[0].numbers == pytest.approx((0.2910277736935993, 0.29102792390544197), rel=1e-12)
    assert rows[1].numbers[0] == pytest.approx(0.149780716133, rel=1e-9)


def test_that_numbers_may_be_compared_and_a_run_that_diverges_has_none():
    rows = compare(nnviz.load("l2_regression"), Comparison("learning_rate", (0.01, 1e200), (0, 5), ("E", "nothing")))
    assert math.isfinite(rows[2].numbers[0])
    assert [row.numbers[1] is None for row in rows] == [False, True, True, True]


def test_that_a_value_that_does_not_fit_is_refused():
    with pytest.raises(SettingError):
        compare(nnviz.load("xor"), Comparison("optimizer", ("sgd", "magic"), (1,), ("E",)))
