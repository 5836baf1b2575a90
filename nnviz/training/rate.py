"""The learning rate in the course of a training."""

from collections.abc import Callable
from functools import partial

from nnviz.document.part import Training
from nnviz.network.schedule import SCHEDULES


def schedule_constants(training: Training) -> dict[str, float]:
    """The schedule's own constants, those given and the defaults."""
    given = dict(training.settings)
    return {key: given.get(key, default) for key, default in SCHEDULES[training.schedule].settings.items()}


def rate_of(training: Training) -> Callable[[int], float]:
    """The learning rate of each epoch, counted from 0: the training's own, changed by its schedule."""
    return partial(SCHEDULES[training.schedule].rate, rate=training.learning_rate, **schedule_constants(training))
