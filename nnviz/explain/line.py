"""Equations broken into lines: side by side while they fit, long sides at a plus, a cross or a dot."""

import re
from collections.abc import Iterator

from nnviz.explain.notation import Notation
from nnviz.explain.term import Equation

_INNER = r"[^{}]*"
for _ in range(3):
    _INNER = rf"(?:[^{{}}]|\{{{_INNER}\}})*"
_FRACTION = re.compile(rf"\\frac\{{({_INNER})\}}\{{({_INNER})\}}")
_SILENT = re.compile(r"\\(?:left|right|mathrm|text|operatorname)\b|[{}_^]")
_COMMAND = re.compile(r"\\[A-Za-z]+ ?")
_STOP = r"(?P<opening>\\left.|[(\[{])|(?P<closing>\\right.|[)\]}])"  # after \left and \right, the bracket that belongs to it
_AT_SUM = re.compile(_STOP + r"| \+ ")
_AT_PRODUCT = re.compile(_STOP + r"| \\times | \\cdot | × | · ")


def lines_of(equation: Equation, notation: Notation, width: int) -> tuple[str, list[str]]:
    """The left side, and the lines to its right, each beginning with its sign: "= a + b", "+ c".

    A side between the first and the last that can't be broken into lines that fit is left out.
    """
    left, *sides = notation.sides(equation)
    room = max(width - length(left), width // 2)
    lines: list[str] = []
    for number, side in enumerate(sides, start=1):
        pieces = list(_pieces(side, room))
        if 1 < number < len(sides) and max(map(length, pieces)) > room:
            continue
        if lines and len(pieces) == 1 and length(lines[-1]) + length(pieces[0]) + 3 <= room:
            lines[-1] += f" = {pieces[0]}"
        else:
            lines += [f"= {pieces[0]}", *pieces[1:]]
    return left, lines


def length(text: str) -> int:
    """About how many characters wide a piece of either notation is; a fraction is as wide as its wider half."""
    if "\\" not in text:
        return len(text)
    flat = _FRACTION.sub(lambda found: max(found[1], found[2], key=length), text)
    return len(_COMMAND.sub("- ", _SILENT.sub("", flat)))


def _pieces(text: str, room: int) -> Iterator[str]:
    """A side in pieces that fit, each but the first beginning with the sign it was broken at."""
    piece = ""
    parts = _parts(text, _AT_SUM)
    for part in parts if len(parts) > 1 else _parts(text, _AT_PRODUCT):
        if piece and length(piece) + length(part) > room:
            yield piece
            piece = part.lstrip()
        else:
            piece += part
    yield piece


def _parts(text: str, stops: re.Pattern[str]) -> list[str]:
    """A text split before every sign that stands in no bracket; ``stops`` finds signs and brackets."""
    depth, cuts = 0, [0]
    for stop in stops.finditer(text):
        if stop["opening"]:
            depth += 1
        elif stop["closing"]:
            depth -= 1
        elif not depth and stop.start() > cuts[-1]:
            cuts.append(stop.start())
    return [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
