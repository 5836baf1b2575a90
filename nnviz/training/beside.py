"""Training in a thread beside the window's: in strides of a few milliseconds, after each of which it gives way."""

import time
from collections.abc import Callable, Iterator

from nnviz.training.event import Event
from nnviz.training.trainer import LONGEST_STRIDE, Trainer
from nnviz.training.way import WAY

_STRIDE = 2e-3  # seconds


def beside(trainer: Trainer, events: Iterator[Event], halted: Callable[[], bool] = lambda: False) -> Iterator[Event]:
    """A trainer's events, as long as it is not ``halted``. No number depends on how long they take."""
    trainer.stride, began, before = 1, time.perf_counter(), trainer.step
    try:
        for event in events:
            seconds = (time.perf_counter() - began) / max(trainer.step - before, 1)
            trainer.stride = max(1, int(_STRIDE / max(seconds, 1e-9)))
            yield event
            WAY.breathe(halted)
            if halted():
                return
            began, before = time.perf_counter(), trainer.step
    finally:
        trainer.stride = LONGEST_STRIDE
