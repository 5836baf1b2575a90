"""Datasets."""

import numpy as np
import pytest

import nnviz
from nnviz.data.dataset import Dataset


def dataset(inputs: list[list[float]], targets: list[list[float]], classes: object = None, levels: object = None) -> Dataset:
    width = len(inputs[0])
    return Dataset(
        np.array(inputs), np.array(targets), ("a", "b")[:width], ("o", "p", "q")[: len(targets[0])],
        classes, levels, np.arange(2), np.arange(2, len(inputs)), np.zeros(width), np.ones(width),  # type: ignore[arg-type]
    )  # fmt: skip


def test_that_standardizing_uses_the_training_examples_alone() -> None:
    moved = dataset([[0.0, 5.0], [2.0, 5.0], [9.0, 6.0]], [[0.0]] * 3).standardized()
    assert moved.inputs.tolist() == [[-1, 0], [1, 0], [8, 1]]
    assert moved.input_mean.tolist() == [1, 5]
    assert moved.input_scale.tolist() == [1, 1]


def test_that_arrays_are_read_only() -> None:
    with pytest.raises(ValueError, match="read-only"):
        dataset([[0.0]] * 3, [[0.0]] * 3).inputs[0] = 1


def test_that_one_output_is_right_on_its_side_of_the_middle() -> None:
    data = dataset([[0.0]] * 4, [[-1.0], [1.0], [1.0], [-1.0]], ("no", "yes"), (-1.0, 1.0))
    assert data.accuracy(np.array([[-0.1], [0.1], [-0.1], [0.7]]), data.targets) == 0.5


def test_that_the_largest_output_names_the_class() -> None:
    data = dataset([[0.0]] * 3, [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]], ("a", "b", "c"), (0.0, 1.0))
    assert data.accuracy(np.array([[0.1, 0, 0], [0.9, 0.8, 0], [-3, -2, -1]]), data.targets) == pytest.approx(2 / 3)


def test_that_each_of_several_labels_counts() -> None:
    data = dataset([[0.0]] * 2, [[1.0, 1.0], [0.0, 1.0]], None, (0.0, 1.0))
    assert data.accuracy(np.array([[0.9, 0.2], [0.1, 0.6]]), data.targets) == 0.75


def test_that_numbers_have_no_accuracy() -> None:
    data = dataset([[0.0]] * 3, [[0.3]] * 3)
    assert data.accuracy(np.zeros((3, 1)), data.targets) is None


def test_that_two_inputs_that_vary_are_looked_at_first():
    digits, iris = nnviz.load("digits").dataset(), nnviz.load("iris").dataset()
    spread = digits.inputs[:500].std(axis=0)
    assert spread[0] == 0
    assert set(digits.plane) == set(np.argsort(spread)[-2:].tolist())
    assert iris.plane == (0, 1)
    assert dataset([[1e300, 0.0], [-1e300, 1.0], [0.0, 2.0]], [[0.0]] * 3).plane == (0, 1)
