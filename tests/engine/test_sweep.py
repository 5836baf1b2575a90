"""Central differences over a range of steps."""

import numpy as np
import pytest

import nnviz
from nnviz.engine.check import TOLERANCE, check
from nnviz.engine.difference import Difference
from nnviz.engine.sweep import EPSILONS, choose_numbers, nearest_step, sweep, worst_errors


def found(graph, most=100):
    difference = Difference(graph)
    return list(sweep(difference, choose_numbers(difference, difference.leaves, most)[1]))


def test_that_steps_run_over_eleven_decades():
    assert (EPSILONS[0], EPSILONS[-1]) == pytest.approx((1e-1, 1e-12))
    assert np.diff(np.log10(EPSILONS)) == pytest.approx(-0.5)
    assert [EPSILONS[nearest_step(step)] for step in (1.0, 1e-5, 1e-20)] == pytest.approx([1e-1, 1e-5, 1e-12])


def test_that_large_steps_are_off_by_truncation_and_small_ones_by_rounding():
    (swept,) = found(nnviz.circuit({"f": "exp(x)"}, x=1.0))
    errors = [comparison.relative_error for comparison in swept.by_step]
    middle = int(np.argmin(errors))
    assert 1e-7 < EPSILONS[middle] < 1e-3
    assert errors[0] == pytest.approx(1e-1**2 / 6, rel=0.01)  # (sinh(h) / h - 1) of exp
    assert errors[2] == pytest.approx(1e-2**2 / 6, rel=0.01)
    assert 1e-6 < errors[-1] < 1e-2
    assert errors[middle] < 1e-9


def test_that_a_plain_difference_is_what_its_formula_says():
    difference = Difference(nnviz.circuit({"f": "x * x * x"}, x=2.0))
    (number,) = difference.numbers("x", 1)
    h = 0.1 * 2.0
    assert difference.central(number, 0.1) == pytest.approx(((2 + h) ** 3 - (2 - h) ** 3) / (2 * h), rel=1e-12)


def test_that_the_best_comparison_is_that_of_the_check():
    graph = nnviz.circuit({"f": "tanh(x * y) + y"}, x=0.3, y=-1.2)
    assert tuple(swept.best for swept in found(graph)) == check(graph).comparisons


def test_that_the_worst_of_each_step_is_told_and_what_is_no_number_is_infinitely_bad():
    swept = found(nnviz.circuit({"f": "exp(x) * y"}, x=1.0, y=3.0))
    pairs = zip(*([comparison.relative_error for comparison in each.by_step] for each in swept), strict=True)
    assert worst_errors(swept) == tuple(max(pair) for pair in pairs)
    assert worst_errors(found(nnviz.circuit({"f": "log(x)"}, x=-1.0))) == (np.inf,) * len(EPSILONS)
    assert worst_errors([]) == ()


def test_that_of_many_numbers_some_are_drawn_and_of_few_all_taken():
    difference = Difference(nnviz.circuit({"f": "sum(x * y)"}, x=np.ones((4, 5)), y=2.0))
    total, numbers = choose_numbers(difference, difference.leaves, 21)
    assert (total, len(numbers)) == (21, 21)
    assert [number.name for number in numbers[:2] + numbers[-2:]] == ["x[0,0]", "x[0,1]", "x[3,4]", "y"]
    total, numbers = choose_numbers(difference, difference.leaves, 7)
    assert (total, len({number.name for number in numbers})) == (21, 7)
    assert numbers == choose_numbers(difference, difference.leaves, 7)[1]


def test_that_only_what_depends_on_the_number_is_computed_again_and_rightly():
    graph = nnviz.circuit({"a": "x * 2", "b": "y * 3", "f": "a * b + x"}, x=1.5, y=-0.5)
    difference = Difference(graph)
    for name, slope in (("x", 2 * -1.5 + 1), ("y", 3 * 3.0)):
        (number,) = difference.numbers(name, 1)
        assert difference.analytic(number) == pytest.approx(slope)
        assert difference.central(number, 1e-4) == pytest.approx(slope, rel=TOLERANCE)
