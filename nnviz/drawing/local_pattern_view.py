"""A local pattern as marks: the neighbours, what they are against the middle, what each counts for, and the sum."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.data.feature import CODES, NEIGHBOURS, WEIGHTS
from nnviz.drawing.axis import linear_ticks
from nnviz.drawing.label import format_number
from nnviz.drawing.mark import Anchor, Box, Curve, Drawing, Mark, Text

Floats = NDArray[np.float64]

_CELL, _SMALLEST, _GAP, _HEAD, _BELOW = 70.0, 20.0, 40.0, 22.0, 40.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 40.0, 10.0, 22.0, 22.0
MIDDLE = (0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One code: its title, the bits (8,) of the neighbours clockwise from the upper left, and the code."""

    title: str
    bits: Sequence[int]
    code: int


def draw_pattern(
    patch: Floats, digits: Sequence[int], rule: str, rows: Sequence[Row], known: int, size: tuple[float, float]
) -> Drawing:
    """The pixels ``patch`` (3, 3), the ``digits`` (8,) that they get by a ``rule``, and the ``rows`` made of these.

    Of the neighbours, the first ``known`` are told; the one looked at last is lit.
    """
    heights = 1 + len(rows) if len(rows) > 1 else 1
    cell = max(min((size[0] - 2 * _GAP) / 9, (size[1] / heights - _HEAD - _BELOW) / 3, _CELL), _SMALLEST)
    step = 3 * cell + _GAP
    pixels = {place: format_number(float(patch[1 + place[0], 1 + place[1]]), 3) for place in (*NEIGHBOURS, MIDDLE)}
    marks = list(_grid(0.0, 0.0, cell, "pixels", pixels, 8, known))
    told = {place: str(digit).replace("-", "−") for place, digit in zip(NEIGHBOURS, digits, strict=True)}
    marks.extend(_grid(step, 0.0, cell, rule, told, known, known, tuple(digits)))
    top = 0.0
    for row in rows:
        across = 2 * step
        if len(rows) > 1:
            top, across = top + 3 * cell + _HEAD + _BELOW, step
            bits = {place: str(bit) for place, bit in zip(NEIGHBOURS, row.bits, strict=True)}
            marks.extend(_grid(0.0, top, cell, row.title, bits, known, known, tuple(row.bits)))
        parts = {place: str(bit * weight) for place, bit, weight in zip(NEIGHBOURS, row.bits, WEIGHTS, strict=True)}
        marks.extend(_grid(across, top, cell, "times its weight", parts, known, known, tuple(row.bits)))
        marks.extend(_sum(0.0, top + _HEAD + 3 * cell + 18, row, known, cell))
    height = top + _HEAD + 3 * cell + _BELOW
    return Drawing(tuple(marks), (0.0, 0.0, size[0], max(height, size[1])))


def _grid(
    left: float, top: float, cell: float, title: str, texts: Mapping[tuple[int, int], str], known: int, at: int,
    digits: Sequence[int] = (),
) -> Iterator[Mark]:
    """Nine cells below a title: texts by (down, right) from the middle; cells of neighbours beyond ``known`` are empty."""
    yield Text(left, top + 9, title, 11.5, "mute", "start")
    order = {place: number for number, place in enumerate(NEIGHBOURS)}
    for place in (*NEIGHBOURS, MIDDLE):
        x, y = left + (place[1] + 1) * cell, top + _HEAD + (place[0] + 1) * cell
        number = order.get(place, -1)
        digit = digits[number] if digits and 0 <= number < known else 0
        fill = "lit" if 0 <= number == at - 1 < len(NEIGHBOURS) - 1 else "chip" if place == MIDDLE else "gate"
        yield Box(x, y, cell, cell, 0.0, fill, "line", 1.0)
        if place in texts and number < known:
            token = "pos" if digit > 0 else "neg" if digit < 0 else "mute" if digits else "text"
            bold = place == MIDDLE or digit != 0
            yield Text(x + cell / 2, y + cell / 2, texts[place], min(16.0, cell * 0.3), token, mono=True, bold=bold)


def _sum(left: float, y: float, row: Row, known: int, cell: float) -> Iterator[Mark]:
    """The bits in a line, and what they add up to."""
    bits = "".join(str(bit) for bit in row.bits[:known]).ljust(len(WEIGHTS), "·")
    parts = [str(weight) for weight, bit in list(zip(WEIGHTS, row.bits, strict=True))[:known] if bit]
    so_far = sum(weight for weight, bit in list(zip(WEIGHTS, row.bits, strict=True))[:known] if bit)
    told = " + ".join(parts) or "0"
    size = min(13.0, max(cell * 0.25, 9.5))
    text = f"{bits} = {told}" + (f" = {so_far}" if len(parts) > 1 else "")
    yield Text(left, y, text, size, "text", "start", mono=True, bold=known == len(WEIGHTS))


def draw_histogram(title: str, shares: Floats, code: int, size: tuple[float, float]) -> Drawing:
    """The share of each code, ``shares`` (256,), with the bar of the present ``code`` marked."""
    width, height = size
    right, bottom = width - _RIGHT, height - _BOTTOM
    high = max(float(shares.max()), 1e-9)
    marks: list[Mark] = [Text(_LEFT, 9.0, title, 11.5, "text", "start")]
    for tick in linear_ticks(0.0, high, 2):
        y = bottom - (bottom - _TOP) * tick / high
        marks.append(Curve(((_LEFT, y), (right, y)), "line", 1.0))
        marks.append(Text(_LEFT - 6, y, f"{tick:.0%}", 10.0, "faint", "end", mono=True))
    pitch = (right - _LEFT) / CODES
    for number in np.flatnonzero(shares).tolist():
        x, y = _LEFT + (number + 0.5) * pitch, bottom - (bottom - _TOP) * float(shares[number]) / high
        token = "accent" if number == code else "gateline"
        marks.append(Curve(((x, bottom), (x, y)), token, max(pitch, 2.0), tip=f"{number}: {shares[number]:.1%}"))
    ends: tuple[tuple[int, Anchor], ...] = ((0, "start"), (CODES // 2, "middle"), (CODES - 1, "end"))
    for tick, anchor in ends:
        marks.append(Text(_LEFT + (tick + 0.5) * pitch, height - 10, str(tick), 10.0, "faint", anchor, mono=True))
    marks.append(Text(right, 9.0, f"{code}: {shares[code]:.0%}", 11.5, "accent", "end", mono=True))
    return Drawing(tuple(marks), (0.0, 0.0, width, height))
