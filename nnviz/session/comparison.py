"""Runs that differ in one setting, side by side: computed when they are asked for, in whichever thread asks."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from nnviz.document.document import Document
from nnviz.document.lesson import Comparison
from nnviz.explain.place import PlaceError, find
from nnviz.training.beside import beside
from nnviz.training.event import Diverged
from nnviz.training.setting import changed
from nnviz.training.trainer import Trainer


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One number after so many steps, in each of the runs; None where a run hasn't got it or has diverged."""

    step: int
    name: str
    numbers: tuple[float | None, ...]


def compare(
    document: Document, comparison: Comparison, halted: Callable[[], bool] = lambda: False
) -> tuple[ComparedRow, ...]:
    """Trains a network anew for each value of the setting. Raises SettingError for a value that doesn't fit.

    ``halted``: nobody wants it any more, and what comes of it is of no account.
    """
    columns = [_column(_with(document, comparison.setting, value), comparison, halted) for value in comparison.values]
    places = [(step, name) for step in sorted(comparison.steps) for name in comparison.numbers]
    return tuple(
        ComparedRow(step, name, tuple(column[at] for column in columns)) for at, (step, name) in enumerate(places)
    )


def _with(document: Document, key: str, value: str | float) -> Document:
    whole = isinstance(getattr(document.training, key), int)
    return changed(replace(document, lesson=()), key, int(value) if whole else value)


def _column(document: Document, comparison: Comparison, halted: Callable[[], bool]) -> list[float | None]:
    trainer = Trainer(document)
    found: list[float | None] = []
    for step in sorted(comparison.steps):
        events = beside(trainer, trainer.events(step - trainer.step), halted)
        if any(isinstance(event, Diverged) for event in events):
            return found + [None] * (len(comparison.steps) * len(comparison.numbers) - len(found))
        found += [_number(trainer, document, name) for name in comparison.numbers]
    return found


def _number(trainer: Trainer, document: Document, name: str) -> float | None:
    trace = trainer.trace()
    try:
        place = find(trace, name, document.network).place
    except PlaceError:
        return None
    return float(trace.values[place.node][place.entry])
