"""How classes become targets, and how predictions are read as classes."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def class_targets(numbers: NDArray[np.intp], class_count: int, width: int, levels: tuple[float, float]) -> Floats:
    """Targets (N, width) for class numbers (N,): the class's column is high, the others low.

    ``levels`` is (low, high). With a width of 1 there must be two classes: number 0 is low, number 1 high.
    Raises ValueError where the width fits neither.
    """
    low, high = levels
    if width == 1 and class_count == 2:
        return np.where(numbers == 1, high, low).astype(np.float64)[:, None]
    if width != class_count:
        raise ValueError(f"{class_count} classes need {class_count} outputs, not {width}")
    targets = np.full((len(numbers), width), low, dtype=np.float64)
    targets[np.arange(len(numbers)), numbers] = high
    return targets


def number_classes(answers: tuple[str, ...]) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """The distinct answers in order, and each answer's number (N,).

    The order is by number where all are numbers ("2" before "10"), else by spelling: it doesn't depend on
    the order of the rows, so a shuffled file trains the same network.
    """
    distinct = set(answers)
    try:
        classes = sorted(distinct, key=lambda text: (float(text), text))
    except ValueError:
        classes = sorted(distinct)
    position = {text: number for number, text in enumerate(classes)}
    return tuple(classes), np.array([position[text] for text in answers], dtype=np.intp)


def two_levels(targets: Floats) -> tuple[float, float] | None:
    """(0, 1) or (-1, 1) where the targets are nothing but that, and both occur; else None."""
    for levels in ((0.0, 1.0), (-1.0, 1.0)):
        if np.isin(targets, levels).all() and all((targets == level).any() for level in levels):
            return levels
    return None
