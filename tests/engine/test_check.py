from dataclasses import replace
from types import MappingProxyType

import numpy as np

import nnviz
from nnviz.engine import structure
from nnviz.engine.check import check
from nnviz.engine.table import OPS


def test_that_a_wrong_gradient_is_found_and_named(monkeypatch):
    wrong = replace(OPS["tanh"], vjps=(lambda g, y, x: g * (1 - y),))
    monkeypatch.setattr(structure, "OPS", MappingProxyType({**OPS, "tanh": wrong}))
    result = check(nnviz.circuit({"a": "x * 2", "f": "tanh(y) + a"}, x=1.0, y=0.5))
    assert not result.ok
    assert result.worst.name == "y"
    assert len(result.comparisons) == 2


def test_that_a_large_leaf_is_checked_at_some_of_its_entries():
    result = check(nnviz.circuit({"f": "sum(x * x)"}, x=np.linspace(-1, 1, 1000)), most=7)
    assert len(result.comparisons) == 7
    assert result.ok
    assert result.comparisons[0].name == "x[0]"


def test_that_nan_is_the_worst_of_all():
    result = check(nnviz.circuit({"f": "log(x) + y"}, x=-1.0, y=1.0))
    assert not result.ok


def test_that_a_kink_close_by_does_not_look_like_an_error():
    assert check(nnviz.circuit({"f": "relu(x)"}, x=1e-5)).ok


def test_that_numbers_near_the_largest_there_is_are_checked_without_a_warning():
    result = check(nnviz.circuit({"f": "x * 1e-300"}, x=1.7976e308))
    assert result.ok
    assert len(check(nnviz.circuit({"f": "x * 1e10"}, x=np.array([1e308, -1e308]))).comparisons) == 2
