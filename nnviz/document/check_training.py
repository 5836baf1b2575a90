"""Whether the loss and the training settings make sense."""

import math
from collections.abc import Callable, Iterator, Mapping

from nnviz.document.flaw import Flaw, one_of, short
from nnviz.document.part import UPDATES, Training
from nnviz.network.loss import LOSSES
from nnviz.network.optimizer import OPTIMIZERS
from nnviz.network.schedule import SCHEDULES

SEED_LIMIT = 2**63

_SETTINGS: Mapping[str, Mapping[str, float]] = {
    **{row.name: row.settings for row in OPTIMIZERS.values()}, **{row.name: row.settings for row in SCHEDULES.values()},
}


def check_loss(loss: str) -> list[Flaw]:
    """Whether there is such a loss."""
    if loss in LOSSES:
        return []
    return [Flaw(("loss", "function"), f'there is no loss "{short(loss)}", {one_of(LOSSES, loss)}')]


def check_training(training: Training) -> list[Flaw]:
    """Every flaw of the training settings."""
    flaws = []
    if training.optimizer not in OPTIMIZERS:
        message = f'there is no optimizer "{short(training.optimizer)}", {one_of(OPTIMIZERS, training.optimizer)}'
        flaws.append(Flaw(("training", "optimizer"), message))
    if training.schedule not in SCHEDULES:
        message = f'there is no schedule "{short(training.schedule)}", {one_of(SCHEDULES, training.schedule)}'
        flaws.append(Flaw(("training", "schedule"), message))
    if training.update not in UPDATES:
        message = f'there is no update order "{short(training.update)}", {one_of(UPDATES, training.update)}'
        flaws.append(Flaw(("training", "update"), message))
    if not (math.isfinite(training.learning_rate) and training.learning_rate > 0):
        flaws.append(Flaw(("training", "learning_rate"), f"is {training.learning_rate}, expected a number above 0"))
    for key, count in (("batch_size", training.batch_size), ("epochs", training.epochs)):
        if not 1 <= count < SEED_LIMIT:
            flaws.append(Flaw(("training", key), f"is {count}, expected a whole number of 1 or more"))
    if not 0 <= training.seed < SEED_LIMIT:
        flaws.append(Flaw(("training", "seed"), f"is {training.seed}, expected a whole number from 0 to 2^63"))
    if not 0 <= training.patience < SEED_LIMIT:
        flaws.append(Flaw(("training", "patience"), f"is {training.patience}, expected a whole number of 0 or more"))
    for key, rate in (("l1", training.l1), ("l2", training.l2)):
        if not (math.isfinite(rate) and rate >= 0):
            flaws.append(Flaw(("training", key), f"is {rate}, expected a number of 0 or more"))
    return flaws + list(_check_settings(training))


def _check_settings(training: Training) -> Iterator[Flaw]:
    if training.optimizer not in OPTIMIZERS or training.schedule not in SCHEDULES:
        return
    known = (*_SETTINGS[training.optimizer], *_SETTINGS[training.schedule])
    for name, value in training.settings:
        place = ("training", name)
        owners = [owner for owner, settings in _SETTINGS.items() if name in settings]
        if name not in known:
            whose = f", it belongs to {' and '.join(owners)}" if owners else ""
            has = f"expected one of {', '.join(known)}" if known else "expected no settings"
            who = training.schedule if any(owner in SCHEDULES for owner in owners) else training.optimizer
            yield Flaw(place, f"{who} has no setting of this name{whose}; {has}")
        elif not _RANGES[_kind(name)][0](value):
            yield Flaw(place, f"is {value}, expected a {_RANGES[_kind(name)][1]}")


_RANGES: Mapping[str, tuple[Callable[[float], bool], str]] = {
    "share": (lambda value: 0 <= value < 1, "number from 0 to below 1"),
    "small": (lambda value: 0 < value < math.inf, "number above 0"),
    "rate": (lambda value: 0 <= value < math.inf, "number of 0 or more"),
    "epochs": (lambda value: 1 <= value < SEED_LIMIT and value == int(value), "whole number of 1 or more"),
}


def _kind(name: str) -> str:
    """The range of a constant: eps divides, a decay or the lowest rate is a rate, all else weighs old against new."""
    if any(name in row.whole for row in SCHEDULES.values()):
        return "epochs"
    return "small" if name in ("eps", "gamma") else "rate" if name in ("decay", "lowest") else "share"
