"""What a network answers to its examples, beside what it should have answered."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nnviz.network.forward import predict
from nnviz.training.model import Model

Array = NDArray[np.floating]
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

MOST = 4096
"""Examples at most, evenly spread where there are more."""


def answers(model: Model, parameters: Mapping[str, Array], rows: Indices) -> tuple[Floats, Floats]:
    """Predictions and targets (M, K) of the examples ``rows``, at most MOST of them."""
    few = rows[:: max(-(-len(rows) // MOST), 1)]
    inputs, targets = model.examples
    with np.errstate(all="ignore"):
        predictions = predict(model.network, model.objective.loss, parameters, inputs[few])
    return predictions.astype(np.float64), targets[few].astype(np.float64)


def class_numbers(outputs: Floats, levels: tuple[float, float]) -> Indices:
    """The class of each row (M, K): of several outputs the largest; of one, 0 below the middle of the levels and 1 above."""
    found: Indices = outputs.argmax(axis=1) if outputs.shape[1] > 1 else (outputs[:, 0] > sum(levels) / 2).astype(np.intp)
    return found


def confusion(targets: Indices, predictions: Indices, count: int) -> NDArray[np.intp]:
    """How often each class (row) was taken for each class (column); classes (M,) are numbers below ``count``."""
    return np.bincount(targets * count + predictions, minlength=count * count).reshape(count, count)
