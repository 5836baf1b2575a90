"""Whether a lesson makes sense: its names against the graph, its questions, its mathematics."""

from collections.abc import Iterator
from dataclasses import replace

from nnviz.document.check_training import check_training
from nnviz.document.document import Document
from nnviz.document.flaw import Flaw, Place, one_of, short
from nnviz.document.lesson import (
    ASKED,
    CIRCUIT_LEVELS,
    CIRCUIT_ROOMS,
    KNOWN,
    LEVELS,
    PHASES,
    ROOMS,
    Comparison,
    LessonStep,
    Question,
    number_marks,
)
from nnviz.document.number_name import base_name, leaf_names, number_names, parameter_names_of
from nnviz.document.part import Training
from nnviz.network.loss import LOSSES

MOST_STEPS, LONGEST_TEXT, MOST_TRAINING = 200, 5000, 1_000_000
OF_NETWORK = ("step", "compare")
"""The keys of a step that only a network can follow."""


def check_lesson(document: Document, names_known: bool = True) -> list[Flaw]:
    """Every flaw of a document's lesson; without ``names_known`` names are not looked up, the graph being unknown itself."""
    flaws = []
    if len(document.lesson) > MOST_STEPS:
        flaws.append(Flaw(("lesson",), f"has {len(document.lesson)} steps, expected at most {MOST_STEPS}"))
    checker = _Checker(document, names_known)
    for index, step in enumerate(document.lesson[:MOST_STEPS]):
        flaws += checker.step(step, ("lesson", index))
    return flaws


class _Checker:
    def __init__(self, document: Document, names_known: bool) -> None:
        self.document = document
        self.names = number_names(document) if names_known and document.lesson else None
        self.parameters = parameter_names_of(document)

    def step(self, step: LessonStep, place: Place) -> Iterator[Flaw]:
        if not step.title.strip():
            yield Flaw((*place, "title"), "is missing or empty, expected a few words")
        for where, text in step.texts:
            yield from self.text(text, (*place, *where))
        levels, rooms = (CIRCUIT_LEVELS, CIRCUIT_ROOMS) if self.document.network is None else (LEVELS, ROOMS)
        for key, value, known in (("level", step.level, levels), ("show", step.show, rooms)):
            if value and value not in known:
                yield Flaw((*place, key), f'there is no {_NOUNS[key]} "{short(value)}", {one_of(known, value)}')
        yield from self.cursor(step.cursor, (*place, "cursor"))
        if step.select:
            yield from self.name(step.select, (*place, "select"))
        for at, name in enumerate(step.highlight):
            yield from self.name(name, (*place, "highlight", at))
        if step.step is not None and not 0 <= step.step <= MOST_TRAINING:
            yield Flaw((*place, "step"), f"is {step.step}, expected a whole number from 0 to {MOST_TRAINING:,}")
        if self.document.network is None:
            for only in OF_NETWORK:
                if getattr(step, only) not in ("", None):
                    yield Flaw((*place, only), "belongs to a network's lesson, expected none for a circuit")
        if step.question is not None:
            yield from self.question(step.question, (*place, "question"))
        if step.compare is not None and self.document.network is not None:
            yield from self.comparison(step.compare, (*place, "compare"))

    def text(self, text: str, place: Place) -> Iterator[Flaw]:
        """A text's length, its mathematics' ends, and the numbers to be filled in."""
        if len(text) > LONGEST_TEXT:
            yield Flaw(place, f"has {len(text):,} characters, expected at most {LONGEST_TEXT:,}")
        if text.replace(r"\$", "").count("$") % 2:
            yield Flaw(place, r"has an odd number of $, expected mathematics between two of them (and \$ for the sign)")
        for mark in number_marks(text):
            if not 1 <= mark.digits <= 17:
                yield Flaw(place, f"in {mark.written}: {mark.digits} digits, expected 1 to 17")
            if mark.kind == "local":
                gate, slash, source = mark.name.partition("/")
                if not slash:
                    yield Flaw(place, f"in {mark.written}: expected {{local:GATE/INPUT}}")
                    continue
                yield from self.name(gate, place, f"in {mark.written}: ")
                yield from self.name(source, place, f"in {mark.written}: ")
            else:
                yield from self.number(mark.kind, mark.name, place, f"in {mark.written}: ")

    def name(self, name: str, place: Place, prefix: str = "") -> Iterator[Flaw]:
        if self.names is not None and base_name(name) not in self.names:
            yield Flaw(place, f'{prefix}there is no "{short(name)}" in the graph, {one_of(sorted(self.names), name)}')

    def gate(self, name: str, place: Place) -> Iterator[Flaw]:
        """Anything that is computed."""
        if name in leaf_names(self.document):
            yield Flaw(place, f'"{short(name)}" is no gate, expected the name of something that is computed')
        else:
            yield from self.name(name, place)

    def number(self, kind: str, name: str, place: Place, prefix: str = "") -> Iterator[Flaw]:
        """A value or gradient of anything, a new value of a parameter, a loss of a network's outputs."""
        if kind == "loss":
            if self.document.network is None:
                yield Flaw(place, f"{prefix}a circuit has no loss")
            elif name not in LOSSES:
                yield Flaw(place, f'{prefix}there is no loss "{short(name)}", {one_of(LOSSES, name)}')
        elif kind != "new" or self.names is None:
            yield from self.name(name, place, prefix)
        elif base_name(name) not in self.parameters:
            expected = one_of(sorted(self.parameters), name) if self.parameters else "a circuit has none"
            yield Flaw(place, f'{prefix}there is no parameter "{short(name)}", {expected}')

    def cursor(self, cursor: str, place: Place) -> Iterator[Flaw]:
        known, _, name = cursor.partition(" ")
        if not cursor or cursor in PHASES:
            return
        if known not in KNOWN or not name:
            yield Flaw(place, f'is "{short(cursor)}", expected {", ".join(PHASES)}, or {" or ".join(f"{k} NAME" for k in KNOWN)}')
        else:
            yield from self.name(name, place)

    def question(self, question: Question, place: Place) -> Iterator[Flaw]:
        things = *ASKED, "pattern", "choices"
        asked = [key for key in things if getattr(question, key)]
        if len(asked) != 1:
            yield Flaw(place, f"asks for {len(asked)} things, expected one of {', '.join(things)}")
        for key in asked:
            if key in ASKED:
                yield from self.number(key, getattr(question, key), (*place, key))
        if question.pattern:
            yield from self.gate(question.pattern, (*place, "pattern"))
        if (question.choices or question.loss or question.pattern) and not question.text.strip():
            yield Flaw((*place, "text"), "is missing or empty, expected the question")
        if len(question.choices) == 1:
            yield Flaw((*place, "choices"), "has 1 entry, expected 2 or more")
        if question.choices and not 1 <= question.answer <= len(question.choices):
            expected = f"expected the number of the right choice, 1 to {len(question.choices)}"
            yield Flaw((*place, "answer"), f"is {question.answer}, {expected}")
        if not question.choices and question.answer:
            yield Flaw((*place, "answer"), "goes with choices only: a number that is asked for is computed")

    def comparison(self, compare: Comparison, place: Place) -> Iterator[Flaw]:
        for key in ("values", "steps", "numbers"):
            if not getattr(compare, key):
                yield Flaw((*place, key), "is missing or empty")
        yield from self.setting(compare, place)
        for at, step in enumerate(compare.steps):
            if not 0 <= step <= MOST_TRAINING:
                yield Flaw((*place, "steps", at), f"is {step}, expected a whole number from 0 to {MOST_TRAINING:,}")
        for at, name in enumerate(compare.numbers):
            yield from self.name(name, (*place, "numbers", at))
        if not 1 <= compare.digits <= 17:
            yield Flaw((*place, "digits"), f"is {compare.digits}, expected 1 to 17")

    def setting(self, compare: Comparison, place: Place) -> Iterator[Flaw]:
        """Whether there is such a training setting, and whether it can have each of the values."""
        default = Training()
        known = [key for key in Training.__slots__ if isinstance(getattr(default, key), str | float) or key == "batch_size"]
        if compare.setting not in known:
            message = f'there is no setting "{short(compare.setting)}" to compare, {one_of(known, compare.setting)}'
            yield Flaw((*place, "setting"), message)
            return
        is_text = isinstance(getattr(default, compare.setting), str)
        for at, value in enumerate(compare.values):
            where = (*place, "values", at)
            if isinstance(value, str) != is_text:
                yield Flaw(where, f"is {value!r}, expected {'a name' if is_text else 'a number'}")
                continue
            if compare.setting == "batch_size":
                if not isinstance(value, float) or not value.is_integer():
                    yield Flaw(where, f"is {value}, expected a whole number of 1 or more")
                    continue
                value = int(value)
            training = replace(self.document.training, **{compare.setting: value})  # type: ignore[arg-type]
            yield from (Flaw(where, flaw.message) for flaw in check_training(training) if flaw.place[-1] == compare.setting)


_NOUNS = {"level": "level", "show": "room"}
