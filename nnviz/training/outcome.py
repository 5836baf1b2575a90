"""What becomes of each example: the prediction, what it costs, and whether it is right."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.data.dataset import Dataset
from nnviz.engine.table import OPS
from nnviz.network.forward import layer_outputs
from nnviz.training.model import Model

Array = NDArray[np.floating]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Of M examples: predictions (M, K), losses (M,) without penalties, and which are right (M,), None where that means nothing."""

    predictions: Floats
    losses: Floats
    right: NDArray[np.bool_] | None


def outcome(model: Model, parameters: Mapping[str, Array], inputs: Array, targets: Array) -> Outcome:
    """What becomes of examples (M, D) and (M, K), as ``model.examples`` has them, with these parameters."""
    entry = model.objective.entry
    entries = OPS[entry.op].entries
    assert entries is not None
    with np.errstate(all="ignore"):
        outputs = layer_outputs(model.network, parameters, inputs)[-1][1]
        losses = entries(outputs, targets).sum(axis=1, dtype=np.float64)
        predictions = outputs if entry.link is None else OPS[entry.link].forward(outputs)
    return Outcome(predictions.astype(np.float64), losses, right(model.dataset, predictions, targets))


def right(dataset: Dataset, predictions: Array, targets: Array) -> NDArray[np.bool_] | None:
    """Which predictions (M, K) are right in all they say, (M,): the same class, or every label; None for numbers."""
    if dataset.levels is None:
        return None
    if dataset.classes is not None and targets.shape[1] > 1:
        same: NDArray[np.bool_] = predictions.argmax(axis=1) == targets.argmax(axis=1)
        return same
    middle = sum(dataset.levels) / 2
    agree: NDArray[np.bool_] = ((predictions > middle) == (targets > middle)).all(axis=1)
    return agree
