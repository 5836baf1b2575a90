"""Examples as a training program takes them: batch by batch, in the order of the epoch, in arrays laid out for its calls."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nnviz.data.compact import Compact
from nnviz.training.batch import batch_rows

Array = NDArray[np.floating]
Indices = NDArray[np.intp]

Form = Literal["arrays", "ones", "numbers"]
Batch = tuple[Array, Array, Array] | list[tuple[float, ...]] | tuple[float, ...]

Examples = tuple[Array | Compact, Array]

_MOST_BYTES = 2**26


@dataclass(frozen=True, slots=True, eq=False)
class Batching:
    """Which examples a step trains on: those of ``train``, in batches of ``size``, in another order each epoch if ``shuffle``."""

    train: Indices
    size: int
    shuffle: bool
    seed: int

    def rows(self, epoch: int, number: int) -> Indices:
        """The examples of one batch; both count from 0."""
        return batch_rows(self.train, self.size, self.shuffle, self.seed, epoch, number)

    def same_as(self, other: "Batching") -> bool:
        """Whether both give the same batches."""
        same = (self.size, self.shuffle, self.seed) == (other.size, other.shuffle, other.seed)
        return same and (self.train is other.train or np.array_equal(self.train, other.train))


class Feed:
    """Batches of ``examples`` by epoch and number; each is kept as long as it can come again.

    ``form`` says what a batch is: "arrays" is (inputs (D, N), the same transposed, targets (K, N)), "ones" the same with a last
    row of ones in the inputs; "numbers" a list of examples, each a tuple of inputs and targets, and of a batch of one the tuple.
    """

    def __init__(self, examples: Examples, batching: Batching, form: Form) -> None:
        self.examples, self.batching, self.form = examples, batching, form
        inputs = examples[0]
        self._inputs = inputs if form != "ones" or isinstance(inputs, Compact) else _with_ones(inputs)
        self._keeps = inputs.nbytes + examples[1].nbytes <= _MOST_BYTES
        self._epoch = -1
        self._batches: dict[int, Batch] = {}
        self._whole: list[Batch] = []

    def fits(self, examples: Examples, batching: Batching) -> bool:
        """Whether this feed is what these arguments would give."""
        return examples is self.examples and (batching is self.batching or batching.same_as(self.batching))

    def batches(self, epoch: int, first: int, most: int) -> list[Batch]:
        """Up to ``most`` batches of one size, from number ``first`` of an epoch on: at least one."""
        size, examples = self.batching.size, len(self.batching.train)
        full, even = examples // size, examples % size == 0
        if even and self._keeps and not self.batching.shuffle:
            self._whole = self._whole or self._of_epoch(0, 0, full)
            return (self._whole * ((first + most - 1) // full + 1))[first : first + most]
        found = self._of_epoch(epoch, first, min(most, max(1, full - first)))
        while even and len(found) < most:
            epoch += 1
            found += self._of_epoch(epoch, 0, min(most - len(found), full))
        return found

    def _of_epoch(self, epoch: int, first: int, count: int) -> list[Batch]:
        epoch = epoch if self.batching.shuffle else 0
        if epoch != self._epoch:
            self._epoch, self._batches = epoch, {}
        return [self._batches.get(number) or self._batch(number) for number in range(first, first + count)]

    def _batch(self, number: int) -> Batch:
        rows = self.batching.rows(self._epoch, number)
        inputs, targets = self._inputs[rows], self.examples[1][rows]
        if self.form == "ones" and isinstance(self._inputs, Compact):
            inputs = _with_ones(inputs)
        batch: Batch = (inputs.T, inputs, np.ascontiguousarray(targets.T))
        if self.form == "numbers":
            examples = [tuple(x + t) for x, t in zip(inputs.tolist(), targets.tolist(), strict=True)]
            batch = examples[0] if len(examples) == 1 else examples
        if self._keeps:
            self._batches[number] = batch
        return batch


def _with_ones(inputs: Array) -> Array:
    """The same (N, D) with a last column of ones."""
    return np.concatenate([inputs, np.ones((len(inputs), 1), inputs.dtype)], axis=1)
