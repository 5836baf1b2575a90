"""Playing: gate by gate on the window's own ticks, or training in a thread that is polled."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Literal

from nnviz.training.event import Diverged, Event, Finished, Stopped
from nnviz.training.runner import Runner, Snapshot
from nnviz.training.trainer import Trainer

Granularity = Literal["gate", "phase", "step", "epoch"]
GRANULARITIES: tuple[Granularity, ...] = ("gate", "phase", "step", "epoch")
TRAINING: frozenset[str] = frozenset(("step", "epoch"))


class Player:
    """Either walks, by calling ``walk`` at a rate, or trains, by a ``Runner``. ``walk`` returns False at the end."""

    def __init__(self, walk: Callable[[], bool]) -> None:
        self._walk = walk
        self._due: float | None = None
        self.rate: float | None = None
        """So many walks or steps a second while it plays; None while it does not, or only finishes a piece of work."""
        self.runner: Runner | None = None

    @property
    def running(self) -> bool:
        """Whether something plays."""
        return self._due is not None or self.runner is not None

    def play_walk(self, rate: float) -> None:
        """Walks on, so many times a second."""
        self.rate = max(rate, 1e-3)
        self._due = time.perf_counter() + 1 / self.rate

    def play_training(self, trainer: Trainer, granularity: Granularity, rate: float) -> None:
        """Trains until the document's epochs are done; beyond them, until it is stopped. ``rate`` is in steps a second."""
        left = trainer.steps_left
        stride = trainer.steps_per_epoch if granularity == "epoch" else 1
        self.play_events(trainer, trainer.events(left if left > 0 else 2**62), rate / stride, stride)
        self.rate = rate

    def play_events(self, trainer: Trainer, events: Iterator[Event], rate: float = math.inf, stride: int = 1) -> None:
        """Takes a trainer's events in the thread."""
        self.runner = Runner(trainer, events, rate, stride)
        self.runner.start()

    def stop(self) -> None:
        """Stops and waits for the thread, which is at most one step from its end."""
        self._due = self.rate = None
        if self.runner is not None:
            self.runner.stop()
            self.runner.join()
            self.runner = None

    def standing_still(self) -> AbstractContextManager[None]:
        """While this lasts, no thread trains."""
        return nullcontext() if self.runner is None else self.runner.standing_still()

    def tick(self) -> tuple[Snapshot | None, str, bool]:
        """What has come since the last tick: a snapshot, a message of why it ended, whether it has ended.

        Raises what the training thread raised.
        """
        if self._due is not None:
            return None, "", not self._tick_walk()
        if self.runner is None:
            return None, "", False
        latest, runner = self.runner.take(), self.runner
        if runner.alive:
            return latest, "", False
        self.stop()
        if runner.failure is not None:
            raise runner.failure
        message = runner.outcome.message if isinstance(runner.outcome, Diverged | Stopped) else ""
        assert message or isinstance(runner.outcome, Finished | None)
        return latest, message, True

    def _tick_walk(self) -> bool:
        now = time.perf_counter()
        assert self._due is not None
        assert self.rate is not None
        if now < self._due:
            return True
        # A tick that came late does not make the walk run after it.
        self._due = max(self._due + 1 / self.rate, now)
        if self._walk():
            return True
        self.stop()
        return False
