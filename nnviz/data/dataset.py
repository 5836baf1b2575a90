"""The examples that a network trains and is tested on."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples: inputs (N, D), targets (N, K), and which of them train and test (ascending indices).

    ``classes`` names the classes where each example has one; ``levels`` is (low, high) where the targets are codes for
    yes and no, whether of classes or of labels that can hold together; both are None for numbers.
    ``input_mean`` and ``input_scale`` (D,) say what standardizing took off and divided by.
    """

    inputs: Floats
    targets: Floats
    input_names: tuple[str, ...]
    target_names: tuple[str, ...]
    classes: tuple[str, ...] | None
    levels: tuple[float, float] | None
    train: Indices
    test: Indices
    input_mean: Floats
    input_scale: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only: a dataset is shared between threads."""
        for array in (self.inputs, self.targets, self.train, self.test, self.input_mean, self.input_scale):
            array.flags.writeable = False

    @property
    def count(self) -> int:
        """How many examples there are, N."""
        return len(self.inputs)

    def standardized(self) -> "Dataset":
        """The same with each input at mean 0 and standard deviation 1 over the training examples.

        The test examples are moved by the same amounts. An input that never varies is only moved to zero.
        """
        training = self.inputs[self.train]
        mean = training.mean(axis=0)
        scale = training.std(axis=0)
        scale[scale == 0] = 1.0
        return replace(self, inputs=(self.inputs - mean) / scale, input_mean=mean, input_scale=scale)

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
