"""The settings of a run, by key: what a user can change while it trains."""

from collections.abc import Iterable
from dataclasses import replace

from nnviz.document.check import check
from nnviz.document.document import Document
from nnviz.document.part import Training
from nnviz.network.optimizer import OPTIMIZERS
from nnviz.network.schedule import SCHEDULES

TRAINING_KEYS = (
    "optimizer", "learning_rate", "schedule", "batch_size", "shuffle", "l1", "l2", "patience", "update", "epochs", "seed",
)


class SettingError(ValueError):
    """A setting that can't be: one sentence says what was expected."""


def settings_of(document: Document) -> dict[str, float | int | bool | str]:
    """Every setting with its present value: the loss, those of [training], the optimiser's and the schedule's constants."""
    training = document.training
    result: dict[str, float | int | bool | str] = {"loss": document.loss}
    result.update((key, getattr(training, key)) for key in TRAINING_KEYS)
    defaults = {**OPTIMIZERS[training.optimizer].settings, **SCHEDULES[training.schedule].settings}
    result.update({**defaults, **dict(training.settings)})
    return result


def changed(document: Document, key: str, value: float | int | bool | str) -> Document:
    """The document with one setting changed. Raises SettingError where the key is unknown or the value doesn't fit."""
    training = document.training
    known = settings_of(document)
    if key not in known:
        raise SettingError(f"there is no setting {key!r}; there are {', '.join(known)}")
    _require_type(key, value, known[key])
    if key == "loss":
        result = document.replaced(loss=str(value))
    elif key == "optimizer":
        kept = _only(training, SCHEDULES[training.schedule].settings)
        result = document.replaced(training=replace(training, optimizer=str(value), settings=kept))
    elif key == "schedule":
        kept = _only(training, OPTIMIZERS[training.optimizer].settings)
        result = document.replaced(training=replace(training, schedule=str(value), settings=kept))
    elif key in TRAINING_KEYS:
        result = document.replaced(training=replace(training, **{key: value}))  # type: ignore[arg-type]
    else:
        constants = tuple(sorted({**dict(training.settings), key: float(value)}.items()))
        result = document.replaced(training=replace(training, settings=constants))
    flaws = check(result, tables=key in ("loss", "seed"))
    if flaws:
        where = key if flaws[0].place[-1:] == (key,) else flaws[0].path
        raise SettingError(f"{where} {flaws[0].message}")
    return result


def _only(training: Training, known: Iterable[str]) -> tuple[tuple[str, float], ...]:
    return tuple((name, value) for name, value in training.settings if name in known)


def _require_type(key: str, value: object, present: object) -> None:
    if isinstance(present, bool):
        wanted, fits = "true or false", isinstance(value, bool)
    elif isinstance(present, str):
        wanted, fits = "a name", isinstance(value, str)
    elif isinstance(present, int):
        wanted, fits = "a whole number", isinstance(value, int) and not isinstance(value, bool)
    else:
        wanted, fits = "a number", isinstance(value, int | float) and not isinstance(value, bool)
    if not fits:
        raise SettingError(f"{key} is {value!r}, expected {wanted}")
