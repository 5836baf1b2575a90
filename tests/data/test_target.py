"""Classes and targets."""

import numpy as np
import pytest

from nnviz.data.target import class_targets, number_classes, two_levels


def test_that_two_classes_fit_one_output() -> None:
    assert class_targets(np.array([0, 1, 1]), 2, 1, (-1, 1)).tolist() == [[-1], [1], [1]]


def test_that_classes_become_one_hot() -> None:
    assert class_targets(np.array([2, 0]), 3, 3, (0, 1)).tolist() == [[0, 0, 1], [1, 0, 0]]


def test_that_a_width_that_fits_no_classes_is_refused() -> None:
    with pytest.raises(ValueError, match="3 classes need 3 outputs, not 2"):
        class_targets(np.array([0]), 3, 2, (0, 1))


def test_that_classes_are_sorted_whatever_the_order_of_rows() -> None:
    classes, numbers = number_classes(("b", "c", "a", "b"))
    assert classes == ("a", "b", "c")
    assert numbers.tolist() == [1, 2, 0, 1]


def test_that_numbers_as_classes_are_sorted_as_numbers() -> None:
    assert number_classes(("10", "9", "2"))[0] == ("2", "9", "10")


@pytest.mark.parametrize(
    ("targets", "levels"),
    [
        ([[0.0], [1.0]], (0, 1)),
        ([[-1.0], [1.0]], (-1, 1)),
        ([[0.01, 0.99]], None),
        ([[1.0]], None),
        ([[0.0], [2.0]], None),
    ],
)
def test_that_levels_are_seen_only_where_targets_are_yes_or_no(targets: list[list[float]], levels: object) -> None:
    assert two_levels(np.array(targets)) == levels
