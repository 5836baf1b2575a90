"""Drives a trainer in a thread of its own, and hands over frozen snapshots: the latest wins, nothing queues up."""

import math
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.training.event import Event, Stepped
from nnviz.training.history import History
from nnviz.training.trainer import LONGEST_STRIDE, Trainer
from nnviz.training.way import SHORT, WAY

Array = NDArray[np.floating]

CHUNK_SECONDS = 1e-3
PUBLISH_SECONDS = 1 / 60


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A trainer at one step, frozen: parameters by name, history, and how fast it went (NaN where it stood)."""

    step: int
    epoch: int
    parameters: Mapping[str, Array]
    history: History
    example: int
    steps_per_second: float = math.nan


def snapshot(trainer: Trainer, steps_per_second: float = math.nan) -> Snapshot:
    """A frozen copy of where a trainer stands; ``example`` is the first one of its next batch."""
    parameters = {name: value.copy() for name, value in trainer.parameters.items()}
    for value in parameters.values():
        value.flags.writeable = False
    batch = trainer.batch
    example = int(batch[0]) if len(batch) else 0
    return Snapshot(
        trainer.step, trainer.epoch, parameters, trainer.history, example, steps_per_second
    )


class Runner:
    """Takes a trainer's events in a thread until they end, something goes wrong, or ``stop`` is called.

    Between ``start`` and the end of the thread the trainer belongs to it alone. ``rate`` is in strides of ``stride`` steps a
    second; infinity is as fast as it goes. After every millisecond of work it lets go of the interpreter, and gives way to
    the window.
    """

    def __init__(self, trainer: Trainer, events: Iterator[Event], rate: float = math.inf, stride: int = 1) -> None:
        self.trainer, self.events, self.rate, self.stride = trainer, events, rate, stride
        self.outcome: Event | None = None
        self.failure: BaseException | None = None
        self._stop, self._free = threading.Event(), threading.Event()
        self._free.set()
        self._work_at_hand = threading.Lock()
        self._latest: Snapshot | None = None
        self._thread = threading.Thread(target=self._work, name="nnviz-training", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Asks the thread to end after the step it is at; returns at once."""
        self._stop.set()
        self._free.set()

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """While this lasts, the trainer belongs to the caller."""
        self._free.clear()
        try:
            with self._work_at_hand:
                yield
        finally:
            self._free.set()

    def join(self) -> None:
        """Waits for the thread to end."""
        self._thread.join()

    @property
    def alive(self) -> bool:
        """Whether the thread still runs."""
        return self._thread.is_alive()

    def take(self) -> Snapshot | None:
        """The latest snapshot, once; None where there is no newer one."""
        latest, self._latest = self._latest, None
        return latest

    def _work(self) -> None:
        try:
            self._run()
        except BaseException as failure:  # noqa: BLE001 (handed to whoever polls, never swallowed)
            self.failure = failure
        finally:
            self.trainer.stride = LONGEST_STRIDE

    def _run(self) -> None:
        clock, trainer = time.perf_counter, self.trainer
        published = chunk = begun = due = began = clock()
        first = before = trainer.step
        trainer.stride = 1
        while True:
            with self._work_at_hand:
                event = next(self.events, None)
            if not isinstance(event, Stepped):
                self.outcome = event
                return
            now, steps = clock(), trainer.step - first
            trainer.stride = self._next_stride(steps, (now - began) / (trainer.step - before))
            if now - chunk >= CHUNK_SECONDS / 2:
                if now - published >= PUBLISH_SECONDS and self._latest is None:
                    self._latest = snapshot(trainer, steps / (now - begun))
                    published = now
                time.sleep(0)
                self._free.wait(SHORT)
                WAY.give(self._stop.is_set)
                chunk = clock()
            if steps % self.stride == 0 and math.isfinite(self.rate):
                if now - published >= PUBLISH_SECONDS or self.rate < 1 / PUBLISH_SECONDS:
                    self._latest = snapshot(trainer, steps / max(now - begun, 1e-9))
                    published = now
                due = max(due + 1 / self.rate, clock())
                self._stop.wait(due - clock())
            if self._stop.is_set():
                return
            before, began = trainer.step, clock()

    def _next_stride(self, steps: int, seconds: float) -> int:
        """How many steps to take at once, after so many in all, of which the last took so long each: half a chunk of work."""
        most = max(1, int(min(CHUNK_SECONDS / 2 / max(seconds, 1e-9), LONGEST_STRIDE)))
        return min(most, self.stride - steps % self.stride) if math.isfinite(self.rate) else most
