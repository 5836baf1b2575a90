"""The texts of a lesson with the numbers of the pass on show filled in."""

import re

from nnviz.document.lesson import number_marks
from nnviz.explain.notation import LatexNotation, TextNotation
from nnviz.session.tutor import Tutor

_MATHEMATICS = re.compile(r"(\$\$.*?\$\$|(?<!\\)\$.*?(?<!\\)\$)", re.DOTALL)
UNKNOWN, COMING = "?", "…"


def split_mathematics(text: str) -> list[str]:
    """Plain text and mathematics (with its dollars) in turn; every second piece is mathematics."""
    return _MATHEMATICS.split(text)


def fill(text: str, tutor: Tutor | None) -> str:
    """The text with its numbers, those within mathematics in LaTeX; "?" where the graph on show hasn't got one.

    Without a tutor all numbers are still to come.
    """
    pieces = split_mathematics(text)
    for at, piece in enumerate(pieces):
        for mark in number_marks(piece):
            number = None if tutor is None else tutor.number(mark)
            unknown = UNKNOWN if tutor is not None else COMING
            pieces[at] = pieces[at].replace(mark.written, unknown if number is None else _written(number, mark.digits, at % 2 == 1))
    return "".join(pieces)


def _written(number: float, digits: int, in_mathematics: bool) -> str:
    """A number as it stands in a text; the braces keep a minus close to its digits."""
    return f"{{{LatexNotation(digits).number(number)}}}" if in_mathematics else TextNotation(digits).number(number)
