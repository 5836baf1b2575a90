"""k-fold cross-validation: a document trained k times, each time tested on another part of its examples."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from nnviz.document.document import Document
from nnviz.network.architecture import Layer
from nnviz.training.beside import beside
from nnviz.training.event import Diverged
from nnviz.training.trainer import Trainer


@dataclass(frozen=True, slots=True)
class FoldResult:
    """What training on all folds but one comes to; accuracies are None where they mean nothing. ``problem``: why it failed."""

    train_loss: float
    test_loss: float
    train_accuracy: float | None
    test_accuracy: float | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean over folds, and the standard deviation of it (by n - 1; NaN for one fold)."""

    mean: float
    deviation: float


def spread(numbers: list[float]) -> Spread:
    """Of one number or more, however large."""
    exponent = int(np.frexp(max(map(abs, numbers)))[1])  # scaled by it, to the same digits, squares are within range
    scaled = np.ldexp(numbers, -exponent)
    deviation = float(np.ldexp(np.std(scaled, ddof=1), exponent)) if len(numbers) > 1 else float("nan")
    return Spread(float(np.ldexp(np.mean(scaled), exponent)), deviation)


def fold_of(document: Document, number: int, folds: int) -> Document:
    """The document where one of so many folds, ``number`` from 0, tests; the split depends on the seed alone.

    Weights and trained biases that are written out are left to the initialisers: they may have been learned from what tests.
    Raises ValueError for a circuit.
    """
    if document.data is None or document.network is None:
        raise ValueError("a circuit is not trained, expected a document with [network]")
    network = replace(document.network, layers=tuple(map(_untrained, document.network.layers)))
    return replace(document, network=network, lesson=(), data=replace(document.data, fold=(number, folds)))


def _untrained(layer: Layer) -> Layer:
    return replace(layer, weights=None, bias=None if layer.bias and layer.train_bias else layer.bias)


def train_fold(document: Document, epochs: int | None = None) -> Iterator[float | FoldResult]:
    """Trains on a fold: after each stride, at which one can break off, the share that is done; the result at the end.

    Raises ValueError where there are fewer examples than folds, DataError where a data file can't be used.
    """
    trainer = Trainer(document)
    steps, problem = trainer.steps_in(epochs), ""
    for event in beside(trainer, trainer.events(steps)):
        problem = event.message if isinstance(event, Diverged) else problem
        yield trainer.step / max(steps, 1)
    accuracies = trainer.accuracy("train"), trainer.accuracy("test")
    yield FoldResult(trainer.loss("train"), trainer.loss("test"), *accuracies, problem)
