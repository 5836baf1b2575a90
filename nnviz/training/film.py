"""A film of a run: the parameters and the optimiser's arrays at every step, where these are few."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nnviz.training.state import RunState

Array = NDArray[np.floating]

MOST_BYTES = 2**25
FEWEST_STEPS = 2**13
"""A run is filmed where there is room for so many of its states."""
LONG_ENOUGH = 64
"""Frames that a stretch has at least, where nothing was changed: whoever trains step by step gets no more of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Steps that were trained in one go from the state ``first`` on, as ``frames`` (N, 1 + slots, P).

    They are of the step ``start`` and every ``interval`` steps after it. What is not trained is what it is in ``first``.
    """

    first: RunState
    steps_per_epoch: int
    frames: Array
    start: int
    interval: int = 1

    @property
    def bytes(self) -> int:
        """About its size in memory."""
        return self.frames.nbytes + self.first.bytes + 1024

    def part(self, begin: int, end: int, interval: int) -> Self:
        """Of the steps from ``begin`` and before ``end`` those that are multiples of ``interval``, itself one of its own."""
        start = -(-max(begin, self.start) // interval) * interval
        stop = -(-(end - self.start) // self.interval)
        frames = self.frames[(start - self.start) // self.interval : max(stop, 0) : interval // self.interval]
        return replace(self, frames=frames.copy(), start=start, interval=interval)

    def joined(self, after: Self) -> Self | None:
        """One stretch of this one and the one that follows; None where it is long enough, or something was changed between them."""
        one, other = self.first, after.first
        same = one.document is other.document and one.applied == other.applied and self.interval == after.interval
        follows = after.start == self.start + len(self.frames) * self.interval
        if not (same and follows and len(self.frames) < LONG_ENOUGH):
            return None
        return replace(self, frames=np.concatenate([self.frames, after.frames]))

    def state(self, step: int) -> RunState:
        """The state of the last frame at or before ``step``, which is not before ``start``."""
        number = min((step - self.start) // self.interval, len(self.frames) - 1)
        frame, first = self.frames[number], self.first
        done = self.start + number * self.interval - first.step
        passed = max(first.step + done - first.epoch_step - 1, 0) // self.steps_per_epoch
        return replace(
            first, step=first.step + done, epoch=first.epoch + passed,
            epoch_step=first.epoch_step + passed * self.steps_per_epoch,
            parameters=np.concatenate([frame[0], first.parameters[frame.shape[1] :]]),
            slots=dict(zip(first.slots, frame[1:], strict=True)), optimizer_step=first.optimizer_step + done,
        )


class Film:
    """Stretches in order; when they become too many, every second frame is dropped."""

    def __init__(self) -> None:
        self.interval = 1
        self._end = self._bytes = 0
        self._stretches: list[Stretch] = []

    @staticmethod
    def suits(state: RunState) -> bool:
        """Whether a run with such states is filmed."""
        return state.bytes * FEWEST_STEPS <= MOST_BYTES

    def keep(self, stretch: Stretch) -> None:
        """Keeps the steps that come after all that it has had: what it has had already is the same."""
        end = stretch.start + len(stretch.frames)
        new = stretch.part(self._end, end, self.interval)
        self._end = max(self._end, end)
        if len(new.frames):
            if self._stretches and (joined := self._stretches[-1].joined(new)):
                self._bytes -= self._stretches.pop().bytes
                new = joined
            self._stretches.append(new)
            self._bytes += new.bytes
        while self._bytes > MOST_BYTES:
            self.interval *= 2
            self._take(each.part(0, self._end, self.interval) for each in self._stretches)

    def before(self, step: int) -> RunState | None:
        """The last state at or before ``step``; None where there is none."""
        place = bisect_right(self._stretches, step, key=lambda stretch: stretch.start)
        return self._stretches[place - 1].state(step) if place else None

    def truncate(self, step: int) -> None:
        """Forgets what came after ``step``, and at it."""
        self._end = min(self._end, step)
        self._take(each.part(0, step, self.interval) if each.start + len(each.frames) * self.interval > step else each
                   for each in self._stretches)

    def _take(self, stretches: Iterable[Stretch]) -> None:
        self._stretches = [stretch for stretch in stretches if len(stretch.frames)]
        self._bytes = sum(stretch.bytes for stretch in self._stretches)
