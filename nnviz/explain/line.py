"""Equations broken into lines: side by side while they fit, long sides at a plus, a cross or a dot."""

import re
from collections.abc import Iterator, Sequence

from nnviz.explain.notation import Notation
from nnviz.explain.term import Equation

_BREAKS = ((" + ",), (r" \times ", r" \cdot ", " × ", " · "))
_INNER = r"[^{}]*"
for _ in range(3):
    _INNER = rf"(?:[^{{}}]|\{{{_INNER}\}})*"
_FRACTION = re.compile(rf"\\frac\{{({_INNER})\}}\{{({_INNER})\}}")
_SILENT = re.compile(r"\\(?:left|right|mathrm|text|operatorname)\b|[{}_^]")
_COMMAND = re.compile(r"\\[A-Za-z]+ ?")
_OPENING = re.compile(r"\\left|\\right|[(\[{]|[)\]}]")


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
    by_sum, by_product = (list(_parts(text, signs)) for signs in _BREAKS)
    for part in by_sum if len(by_sum) > 1 else by_product:
        if piece and length(piece) + length(part) > room:
            yield piece
            piece = part.lstrip()
        else:
            piece += part
    yield piece


def _parts(text: str, signs: Sequence[str]) -> Iterator[str]:
    """A text split before every one of these signs that stands in no bracket."""
    depth, start, at = 0, 0, 0
    while at < len(text):
        opening = _OPENING.match(text, at)
        sign = next((sign for sign in signs if text.startswith(sign, at)), None)
        if opening and opening[0].startswith("\\"):
            depth += 1 if opening[0] == r"\left" else -1
            at = opening.end() + 1  # the bracket that belongs to it
        elif opening:
            depth += 1 if opening[0] in "([{" else -1
            at += 1
        elif sign and not depth and at > start:
            yield text[start:at]
            start = at
            at += len(sign)
        else:
            at += 1
    yield text[start:]
