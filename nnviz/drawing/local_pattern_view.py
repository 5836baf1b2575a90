"""A local pattern as marks: the neighbours, what they are against the middle, what each counts for, and the sum."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.data.feature import CODES, NEIGHBOURS, WEIGHTS
from nnviz.drawing.axis import linear_ticks
from nnviz.drawing.mark import Anchor, Box, Curve, Drawing, Mark, Text
from nnviz.drawing.metric import text_width
from nnviz.explain.number import format_number

Floats = NDArray[np.float64]

_CELL, _SMALLEST, _GAP, _HEAD, _BETWEEN, _BELOW = 70.0, 16.0, 28.0, 22.0, 16.0, 40.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 40.0, 10.0, 22.0, 22.0
MIDDLE = (0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One code: its title, the bits (8,) of the neighbours clockwise from the upper left, and the code."""

    title: str
    bits: Sequence[int]
    code: int


@dataclass(frozen=True, slots=True)
class _Grid:
    """Nine cells below a title: texts by (down, right) from the middle; ``digits`` (8,), if any, colour them."""

    title: str
    texts: Mapping[tuple[int, int], str]
    digits: Sequence[int] = ()


def draw_pattern(
    patch: Floats, digits: Sequence[int], rule: str, rows: Sequence[Row], known: int, size: tuple[float, float]
) -> Drawing:
    """The pixels ``patch`` (3, 3), the ``digits`` (8,) that they get by a ``rule``, and the ``rows`` made of these.

    Of the neighbours, the first ``known`` are told; the one looked at last is lit. Grids stand side by side as there is room.
    """
    pixels = {place: format_number(float(patch[1 + place[0], 1 + place[1]]), 3) for place in (*NEIGHBOURS, MIDDLE)}
    groups: list[tuple[list[_Grid], Row | None]] = [([_Grid("pixels", pixels), _cells(rule, digits, digits)], None)]
    for row in rows:
        weighed = _cells("times its weight", [bit * weight for bit, weight in zip(row.bits, WEIGHTS, strict=True)], row.bits)
        groups.append(([_cells(row.title, row.bits, row.bits), weighed], row))
    if len(rows) == 1:
        groups = [([*groups[0][0], groups[1][0][1]], rows[0])]
    columns, cell = _fitting([len(grids) for grids, _ in groups], size)
    marks: list[Mark] = []
    top = 0.0
    for grids, told in groups:
        for number, grid in enumerate(grids):
            left, down = (number % columns) * (3 * cell + _GAP), (number // columns) * (3 * cell + _HEAD + _BETWEEN)
            marks.extend(_draw_grid(left, top + down, cell, grid, known))
        top += -(-len(grids) // columns) * (3 * cell + _HEAD + _BETWEEN)
        if told is not None:
            marks.extend(_sum(0.0, top + 4, told, known, cell, size[0]))
            top += _BELOW - _BETWEEN
    return Drawing(tuple(marks), (0.0, 0.0, size[0], max(top, size[1])))


def _cells(title: str, numbers: Sequence[int], digits: Sequence[int]) -> _Grid:
    texts = {place: str(number).replace("-", "−") for place, number in zip(NEIGHBOURS, numbers, strict=True)}
    return _Grid(title, texts, tuple(digits))


def _fitting(groups: Sequence[int], size: tuple[float, float]) -> tuple[int, float]:
    """How many grids stand side by side, and the side of a cell, so that groups of so many grids fill a room."""
    found = []
    for columns in range(1, max(groups) + 1):
        lines = sum(-(-count // columns) for count in groups)
        heights = size[1] - lines * (_HEAD + _BETWEEN) - len(groups) * (_BELOW - _BETWEEN)
        cell = min((size[0] - (columns - 1) * _GAP) / (3 * columns), heights / (3 * lines), _CELL)
        found.append((max(cell, _SMALLEST), columns))
    cell, columns = max(found)
    return columns, cell


def _draw_grid(left: float, top: float, cell: float, grid: _Grid, known: int) -> Iterator[Mark]:
    """Cells of neighbours beyond ``known`` are empty, but for pixels, which are there from the start."""
    yield Text(left, top + 9, grid.title, min(11.5, 3 * cell / text_width(grid.title, 1.0)), "mute", "start")
    order = {place: number for number, place in enumerate(NEIGHBOURS)}
    size = min(16.0, cell * 0.3, _fitted(max(grid.texts.values(), key=len), cell * 0.78))
    for place in (*NEIGHBOURS, MIDDLE):
        x, y = left + (place[1] + 1) * cell, top + _HEAD + (place[0] + 1) * cell
        number = order.get(place, -1)
        fill = "lit" if 0 <= number == known - 1 < len(NEIGHBOURS) - 1 else "chip" if place == MIDDLE else "gate"
        yield Box(x, y, cell, cell, 0.0, fill, "line", 1.0)
        if place in grid.texts and (not grid.digits or number < known):
            digit = grid.digits[number] if grid.digits else 0
            token = "pos" if digit > 0 else "neg" if digit < 0 else "mute" if grid.digits else "text"
            yield Text(x + cell / 2, y + cell / 2, grid.texts[place], size, token, mono=True, bold=place == MIDDLE or digit != 0)


def _fitted(text: str, room: float) -> float:
    """The type size at which figures are as wide as there is room."""
    return room / text_width(text, 1.0, mono=True)


def _sum(left: float, y: float, row: Row, known: int, cell: float, room: float) -> Iterator[Mark]:
    """The bits in a line, and what they add up to."""
    bits = "".join(str(bit) for bit in row.bits[:known]).ljust(len(WEIGHTS), "·")
    parts = [str(weight) for weight, bit in list(zip(WEIGHTS, row.bits, strict=True))[:known] if bit]
    so_far = sum(weight for weight, bit in list(zip(WEIGHTS, row.bits, strict=True))[:known] if bit)
    told = " + ".join(parts) or "0"
    text = f"{bits} = {told}" + (f" = {so_far}" if len(parts) > 1 else "")
    size = min(13.0, max(cell * 0.25, 9.5), _fitted(text, room - left))
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
