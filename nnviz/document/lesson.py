"""A lesson: the steps by which a document is taught; frozen, of tuples all through, so that == compares them.

In a step's text, ``{value:NAME}``, ``{gradient:NAME}``, ``{new:NAME}`` (a parameter after the next update), ``{loss:LOSS}``
(what any of the losses makes of the outputs and targets) and ``{local:GATE/INPUT}`` stand for numbers, filled in from the
pass on show: what a lesson says cannot grow stale.
``{value:NAME:9}`` asks for nine significant digits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PHASES = ("start", "forward", "loss", "backward", "update")
"""Where a cursor can stand by itself: at the end of one of these."""
KNOWN = ("value", "gradient")
"""Where a cursor can stand with a name behind it, as in "gradient q": when that number has just become known."""
LEVELS = ("layers", "tensors", "neurons", "gates")
CIRCUIT_LEVELS = ("groups", "written", "numbers", "gates")
ROOMS = ("data", "invariance", "features", "retrieval", "folds", "code", "losses")
"""What a step can open beside the diagrams."""
CIRCUIT_ROOMS = ("code", "losses")
"""The same in a lesson on a circuit, which is not trained."""
ASKED = ("value", "gradient", "new", "loss")
"""The numbers that a question can ask for."""
DIGITS = 4
"""Significant digits of a number in a text that asks for no others."""

_NUMBER = re.compile(r"\{(value|gradient|new|loss|local):([^{}:]+)(?::(\d+))?\}")


@dataclass(frozen=True, slots=True)
class NumberMark:
    """A place in a text where a number is filled in: its kind, whose it is, how many digits, and how it is written."""

    kind: str
    name: str
    digits: int
    written: str


@dataclass(frozen=True, slots=True)
class Question:
    """Asks for a number (``value``, ``gradient``, ``new`` or ``loss`` names whose), or to choose.

    ``pattern`` names a gate, and asks which pattern in backward flow it is; no diagram tells it meanwhile. ``answer`` is the
    right one of ``choices``, counted from 1. ``because`` is said once it is answered, ``hint`` on request.
    """

    text: str = ""
    value: str = ""
    gradient: str = ""
    new: str = ""
    loss: str = ""
    pattern: str = ""
    choices: tuple[str, ...] = ()
    answer: int = 0
    hint: str = ""
    because: str = ""

    @property
    def asked(self) -> tuple[str, str] | None:
        """(one of ASKED, NAME); None for a question that is answered by a choice."""
        return next(((kind, getattr(self, kind)) for kind in ASKED if getattr(self, kind)), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table of runs that differ in one training setting: ``numbers`` by name after each of ``steps``, a column a value."""

    setting: str
    values: tuple[str | float, ...]
    steps: tuple[int, ...]
    numbers: tuple[str, ...]
    digits: int = 9


@dataclass(frozen=True, slots=True)
class LessonStep:
    """One step. ``cursor``, ``step`` and ``level`` left out (empty, None) are as in the step before.

    ``text`` is Markdown with mathematics in $...$ and $$...$$. ``cursor`` is one of PHASES, or one of KNOWN and a name.
    ``step`` is how many training steps have been done. ``show`` opens one of ROOMS. With ``predict`` the learner is
    invited to predict every number of the pass.
    """

    title: str
    text: str = ""
    select: str = ""
    highlight: tuple[str, ...] = ()
    cursor: str = ""
    step: int | None = None
    level: str = ""
    show: str = ""
    predict: bool = False
    question: Question | None = None
    compare: Comparison | None = None

    @property
    def texts(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Every text of it that may hold mathematics and numbers, with its place within the step."""
        yield ("text",), self.text
        if self.question is not None:
            for key in ("text", "hint", "because"):
                yield ("question", key), getattr(self.question, key)


def number_marks(text: str) -> list[NumberMark]:
    """The places of a text where numbers are filled in, in order."""
    return [NumberMark(m[1], m[2], int(m[3] or DIGITS), m[0]) for m in _NUMBER.finditer(text)]
