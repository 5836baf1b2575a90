"""Which examples train and which test."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.data.split import split


@given(st.integers(1, 300), st.floats(0, 0.999), st.integers(0, 1000), st.integers(1, 4))
def test_that_every_example_trains_or_tests(count: int, fraction: float, seed: int, kinds: int) -> None:
    classes = np.random.default_rng(seed).integers(0, kinds, count)
    train, test = split(count, fraction, seed, classes)
    assert sorted([*train, *test]) == list(range(count))
    assert len(train) >= 1
    assert np.all(np.diff(train) > 0)
    assert np.all(np.diff(test) > 0)
    if fraction > 0 and count > 1:
        assert abs(len(test) - fraction * count) <= 1
    else:
        assert len(test) == 0 or count > 1


def test_that_the_split_depends_on_the_seed_alone() -> None:
    assert np.array_equal(split(100, 0.3, 1)[1], split(100, 0.3, 1)[1])
    assert not np.array_equal(split(100, 0.3, 1)[1], split(100, 0.3, 2)[1])


@pytest.mark.parametrize("seed", range(5))
def test_that_each_class_has_its_share_of_test_examples(seed: int) -> None:
    classes = np.repeat([0, 1, 2], [50, 30, 20])
    _, test = split(100, 0.3, seed, classes)
    assert np.bincount(classes[test]) == pytest.approx([15, 9, 6], abs=1)
    assert len(test) == 30
