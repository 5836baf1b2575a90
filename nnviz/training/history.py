"""The series of losses and accuracies, of bounded size however long the training."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nnviz.training.event import Diverged

Floats = NDArray[np.float64]

MOST_BATCHES = 8192
MOST_EVALUATIONS = 512
"""Few enough that evaluating costs little beside training, however short an epoch is."""


class Series:
    """Rows of numbers by step, ascending; when full, every second one is dropped and the interval doubles.

    ``wants`` depends on the step alone, so a series is the same however the training was cut into pieces.
    """

    def __init__(self, columns: int, interval: int = 1, capacity: int = MOST_BATCHES) -> None:
        self.first_interval = self.interval = interval
        self.rows = np.empty((capacity, columns + 1))
        self.count = 0

    def wants(self, step: int) -> bool:
        """Whether a row for this step is due and not there yet."""
        return step % self.interval == 0 and (self.count == 0 or step > self.rows[self.count - 1, 0])

    def until_due(self, step: int) -> int:
        """The number of steps from ``step`` to the next one for which a row is due."""
        return self.interval - step % self.interval

    def append(self, step: int, *numbers: float) -> None:
        """Adds a row, thinning first where there is no room."""
        if self.count == len(self.rows):
            self.interval *= 2
            kept = self.rows[: self.count : 2].copy()
            self.rows[: len(kept)] = kept
            self.count = len(kept)
            if step % self.interval:
                return
        self.rows[self.count] = (step, *numbers)
        self.count += 1

    def set_interval(self, interval: int) -> None:
        """Another interval between rows; thinning, if there was any, stays in proportion."""
        self.interval = interval * (self.interval // self.first_interval)
        self.first_interval = interval

    def copy(self) -> Self:
        """The same rows, to be kept apart from now on."""
        other = type(self).__new__(type(self))
        other.first_interval, other.interval, other.count = self.first_interval, self.interval, self.count
        other.rows = np.empty_like(self.rows)
        other.rows[: self.count] = self.rows[: self.count]
        return other

    def truncate(self, step: int) -> None:
        """Drops what came at ``step`` or later; what follows is recorded as densely as if no step beyond it had been seen."""
        self.count = int(np.searchsorted(self.rows[: self.count, 0], step))
        self.interval = self.first_interval
        while step > self.interval * len(self.rows):
            self.interval *= 2


@dataclass(frozen=True, slots=True, eq=False)
class Evaluations:
    """Losses and accuracies over all training and all test examples, by step; NaN where there is none. All (M,)."""

    step: Floats
    train_loss: Floats
    test_loss: Floats
    train_accuracy: Floats
    test_accuracy: Floats

    def last(self, step: int) -> int | None:
        """The last step evaluated at or before a step; None where there is none."""
        row = self._row(step)
        return int(self.step[row]) if row >= 0 else None

    def losses_at(self, step: int) -> dict[str, float | None]:
        """The last losses evaluated at or before a step, over "train" and "test"; None where there is none."""
        row = self._row(step)
        losses = {"train": self.train_loss[row], "test": self.test_loss[row]} if row >= 0 else {"train": np.nan, "test": np.nan}
        return {split: None if np.isnan(loss) else float(loss) for split, loss in losses.items()}

    def _row(self, step: int) -> int:
        return int(np.searchsorted(self.step, step, "right")) - 1


@dataclass(frozen=True, slots=True, eq=False)
class BatchLosses:
    """The loss of each step's own batch before its update, by step. Both (M,)."""

    step: Floats
    loss: Floats


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """A frozen copy of both series."""

    evaluations: Evaluations
    batch: BatchLosses


class Recorder:
    """Collects both series, ``interval`` being the number of steps between evaluations; and how far the run came.

    ``reached`` is the last step it has come to, however far one has gone back since; ``diverged`` is where it failed.
    """

    def __init__(self, interval: int) -> None:
        self.evaluations = Series(4, interval, MOST_EVALUATIONS)
        self.batches = Series(1)
        self.reached = 0
        self.diverged: Diverged | None = None

    def copy(self) -> Self:
        """The same, to be kept apart from now on."""
        other = type(self).__new__(type(self))
        other.evaluations, other.batches = self.evaluations.copy(), self.batches.copy()
        other.reached, other.diverged = self.reached, self.diverged
        return other

    def add_batches(self, step: int, losses: Sequence[float]) -> None:
        """Adds the losses of consecutive batches, the first before the update after ``step``, where they are due."""
        at = step
        while at < step + len(losses):
            if self.batches.wants(at):
                self.batches.append(at, losses[at - step])
            at += self.batches.until_due(at)
        self.reached = max(self.reached, step + len(losses))

    def truncate(self, step: int, evaluated: bool = False) -> None:
        """Forgets the batches from ``step`` on and the evaluations after it; that at it too, unless it stays ``evaluated``."""
        self.evaluations.truncate(step + evaluated)
        self.batches.truncate(step)
        self.reached, self.diverged = min(self.reached, step), None

    def interval(self, interval: int) -> None:
        """Evaluates every so many steps from now on, or at the multiple of it that the thinning has come to."""
        self.evaluations.set_interval(interval)

    def history(self) -> History:
        """A frozen copy."""
        rows = self.evaluations.rows[: self.evaluations.count].T.copy()
        batch = self.batches.rows[: self.batches.count].T.copy()
        return History(Evaluations(*rows), BatchLosses(*batch))
