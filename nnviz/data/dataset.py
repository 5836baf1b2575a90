"""The examples that a network trains and is tested on."""

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nnviz.data.album import Album
from nnviz.data.compact import Compact, in_pieces

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

LARGEST = 1e150
"""Numbers up to which inputs can be brought to scale: the squares of larger ones are infinite."""
_LOOKED_AT = 500
"""Examples by which it is judged which inputs vary."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples: inputs (N, D), targets (N, K), and which of them train and test (ascending indices).

    ``classes`` names the classes where each example has one; ``levels`` is (low, high) where the targets are codes for
    yes and no, whether of classes or of labels that can hold together; both are None for numbers.
    ``input_mean`` and ``input_scale`` (D,) say what standardizing took off and divided by. ``image`` (H, W) says that an
    example's inputs are a picture, row by row, from 0 to ``white`` in the file's units; ``album`` holds the pictures of which
    they were made, the same or others. ``missing`` are the lines of the file that were left out.
    """

    inputs: Floats | Compact
    targets: Floats
    input_names: tuple[str, ...]
    target_names: tuple[str, ...]
    classes: tuple[str, ...] | None
    levels: tuple[float, float] | None
    train: Indices
    test: Indices
    input_mean: Floats
    input_scale: Floats
    image: tuple[int, int] | None = None
    white: float | None = None
    album: Album | None = None
    missing: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Make the arrays read-only: a dataset is shared between threads."""
        if isinstance(self.inputs, np.ndarray):
            self.inputs.flags.writeable = False
        for array in (self.targets, self.train, self.test, self.input_mean, self.input_scale):
            array.flags.writeable = False

    @property
    def count(self) -> int:
        """How many examples there are, N."""
        return len(self.inputs)

    @cached_property
    def plane(self) -> tuple[int, int]:
        """Two inputs to look at first: the first two; where one of these never varies, the two that vary most."""
        with np.errstate(over="ignore"):  # an infinite spread is as good as any that is large
            spread = self.inputs[np.arange(min(self.count, _LOOKED_AT))].std(axis=0)
        if len(spread) < 3 or spread[:2].all():
            return 0, 1
        first, second = sorted(np.argsort(-spread, kind="stable")[:2].tolist())
        return first, second

    def standardized(self) -> "Dataset":
        """The same with each input at mean 0 and standard deviation 1 over the training examples.

        The test examples are moved by the same amounts. An input that never varies is only moved to zero. Raises ValueError
        where the numbers are too large for that.
        """
        parts = [self.train[piece] for piece in in_pieces(self.inputs, len(self.train))]
        with np.errstate(over="ignore", invalid="ignore"):
            mean = np.sum([self.inputs[part].sum(axis=0) for part in parts], axis=0) / len(self.train)
            variance = np.sum([((self.inputs[part] - mean) ** 2).sum(axis=0) for part in parts], axis=0) / len(self.train)
        return self.moved(mean, np.sqrt(variance))

    def scaled(self) -> "Dataset":
        """The same with each input from 0 to 1: pictures by their white, else by the range of the training examples.

        Raises ValueError where the numbers are too large for that.
        """
        width = self.inputs.shape[1]
        if self.white is not None:
            return self.moved(np.zeros(width), np.full(width, self.white))
        parts = [self.train[piece] for piece in in_pieces(self.inputs, len(self.train))]
        low, high = (f([f(self.inputs[part], axis=0) for part in parts], axis=0) for f in (np.min, np.max))
        with np.errstate(over="ignore"):
            return self.moved(low, high - low)

    def moved(self, mean: Floats, scale: Floats) -> "Dataset":
        """The same less ``mean`` (D,), divided by ``scale`` (D,), where that isn't 0; its inputs must be in the file's units.

        Raises ValueError where one of them isn't finite.
        """
        if not np.isfinite([mean, scale]).all():
            raise ValueError("holds inputs that are too large to be brought to scale")
        scale = np.where(scale == 0, 1.0, scale)
        if isinstance(self.inputs, Compact):
            inputs: Floats | Compact = Compact(self.inputs.stored, mean, scale)
        else:
            inputs = (self.inputs - mean) / scale
        return replace(self, inputs=inputs, input_mean=mean, input_scale=scale)

    def raw(self, rows: Indices | slice) -> Floats:
        """The inputs (M, D) of these examples in the file's units."""
        result: Floats = self.inputs[rows] * self.input_scale + self.input_mean
        return result

    def unscaled(self, column: int, value: float) -> float:
        """The number in the file's units that becomes ``value`` in this input's scale, or the nearest; perhaps infinite."""
        mean, scale = float(self.input_mean[column]), float(self.input_scale[column])
        nearest = value * scale + mean
        around = [nearest, *(math.nextafter(nearest, way) for way in (-math.inf, math.inf) if math.isfinite(nearest))]
        return min(around, key=lambda given: abs((given - mean) / scale - value))

    def column(self, number: int) -> Floats:
        """One input (N,) of all examples in the file's units."""
        if isinstance(self.inputs, Compact):
            return self.inputs.stored[:, number].astype(np.float64)
        result: Floats = self.inputs[:, number] * self.input_scale[number] + self.input_mean[number]
        return result

    def prepared(self, given: Floats) -> Floats:
        """The inputs (M, D) that examples (M, ...) as a document or its file gives them become: features, brought to scale."""
        if self.album is not None and self.album.feature:
            given = self.album.extracted(given.reshape(-1, *self.album.shape)).astype(np.float64)
        return self.standardize(given.reshape(len(given), -1))

    def standardize(self, inputs: Floats) -> Floats:
        """Inputs (..., D) in the file's units as this dataset has them; the same where it is not standardized."""
        result: Floats = (inputs - self.input_mean) / self.input_scale
        return result

    def accuracy(self, predictions: Floats, targets: Floats) -> float | None:
        """Share in 0..1 of right predictions (M, K) for targets (M, K), None where it has no meaning.

        One class an example: the largest output names it. Several labels, or one output: each output is right that is
        on its target's side of the middle between low and high.
        """
        if self.levels is None or len(targets) == 0:
            return None
        if self.classes is not None and targets.shape[1] > 1:
            return float(np.mean(predictions.argmax(axis=1) == targets.argmax(axis=1)))
        middle = sum(self.levels) / 2
        return float(np.mean((predictions > middle) == (targets > middle)))
