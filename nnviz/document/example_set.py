"""From a document's [data] to the dataset that its network trains on.

What the targets of classes look like is decided here, in one place, by the loss and the last layer:
one-hot and multi-label losses want 0 and 1; the others 0 and 1 too where the last activation can't be negative,
else -1 and 1 (as TensorFlow Playground has it for tanh).
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnviz.data.dataset import Dataset
from nnviz.data.source import SOURCES
from nnviz.data.split import split
from nnviz.data.table import read_table
from nnviz.data.target import class_targets, number_classes, two_levels
from nnviz.document.part import Data
from nnviz.engine.stream import stream
from nnviz.network.architecture import Network
from nnviz.network.loss import LOSSES

Floats = NDArray[np.float64]

NEVER_NEGATIVE = frozenset({"sigmoid", "relu", "softplus"})


@dataclass(frozen=True, slots=True)
class _Raw:
    """Inputs (N, D) with either numbers (N, K) or class numbers (N,)."""

    inputs: Floats
    numbers: Floats | None
    class_numbers: NDArray[np.intp] | None
    classes: tuple[str, ...] | None


def class_levels(loss: str, last_activation: str) -> tuple[float, float]:
    """The targets (low, high) that stand for no and yes."""
    if LOSSES[loss].task == "regression" and last_activation not in NEVER_NEGATIVE:
        return (-1.0, 1.0)
    return (0.0, 1.0)


def make_dataset(data: Data, network: Network, loss: str, seed: int) -> Dataset:
    """Draw, read or take over the examples, split and standardize them; depends on the arguments (and the file) alone.

    Raises TableError where a CSV file can't be used, ValueError where the classes don't fit the network's outputs.
    """
    seed = seed if data.seed is None else data.seed
    last = network.layers[-1]
    if data.file:
        raw = _from_table(data, last.units, loss)
    elif data.source:
        raw = _from_source(data, seed)
    else:
        raw = _Raw(np.array(data.inputs, dtype=np.float64), np.array(data.targets, dtype=np.float64), None, None)
    levels: tuple[float, float] | None
    if raw.class_numbers is not None and raw.classes is not None:
        levels = class_levels(loss, last.activation)
        targets = class_targets(raw.class_numbers, len(raw.classes), len(last.units), levels)
        classes: tuple[str, ...] | None = raw.classes
    else:
        targets = raw.numbers if raw.numbers is not None else np.empty((len(raw.inputs), 0))
        one_hot = LOSSES[loss].task == "one_hot"
        classes = last.units if one_hot else None
        levels = (0.0, 1.0) if one_hot else two_levels(targets)
    strata = targets.argmax(axis=1) if classes and targets.shape[1] > 1 else raw.class_numbers
    train, test = split(len(raw.inputs), data.test_fraction, seed, strata)
    width = raw.inputs.shape[1]
    dataset = Dataset(
        raw.inputs, targets, network.inputs, last.units, classes, levels, train, test, np.zeros(width), np.ones(width)
    )
    return dataset.standardized() if data.standardize else dataset


def _from_source(data: Data, seed: int) -> _Raw:
    """Draw from a toy source, in random order, so that batches mix the classes even without shuffling."""
    source = SOURCES[data.source]
    rng = stream(seed, "examples")
    inputs, answers = source.generate(data.examples, data.noise, rng)
    order = rng.permutation(data.examples)
    inputs, answers = inputs[order], answers[order]
    if source.classes is None:
        return _Raw(inputs, answers[:, None], None, None)
    return _Raw(inputs, None, answers.astype(np.intp), source.classes)


def _from_table(data: Data, units: tuple[str, ...], loss: str) -> _Raw:
    """Read a CSV file: one target column of words, or any under a one-hot loss, holds classes; else numbers."""
    table = read_table(Path(data.file))
    targets = data.target_columns
    inputs = data.input_columns or tuple(name for name in table.names if name not in targets)
    table.require((*inputs, *targets))
    values = table.numbers(inputs)
    if len(targets) > 1 or (LOSSES[loss].task != "one_hot" and table.is_numeric(targets[0])):
        return _Raw(values, table.numbers(targets), None, None)
    answers = table.column(targets[0])
    classes, numbers = number_classes(answers)
    if set(units) == set(classes):
        # Outputs that bear the classes' names are taken at their word, whatever their order.
        classes, numbers = units, np.array([units.index(classes[number]) for number in numbers], dtype=np.intp)
    return _Raw(values, None, numbers, classes)
