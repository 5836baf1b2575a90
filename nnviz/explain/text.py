"""Blocks as plain Unicode text."""

from collections.abc import Iterable, Sequence

from nnviz.explain.block import Block, Display, Heading, Paragraph, Picture, Runs, Table
from nnviz.explain.line import lines_of
from nnviz.explain.notation import TextNotation
from nnviz.explain.number import DIGITS

_WIDTH = 110
_RULES = {1: "=", 2: "-"}


def to_text(blocks: Iterable[Block], digits: int = DIGITS) -> str:
    """Plain text, names as they are typed, at most about 110 characters wide."""
    notation = TextNotation(digits)
    return "\n".join(_block(block, notation) for block in blocks if not isinstance(block, Picture))


def _block(block: Block, notation: TextNotation) -> str:
    match block:
        case Heading(level, runs):
            text = _runs(runs, notation)
            return f"{text}\n{_RULES[level] * len(text)}\n" if level in _RULES else f"{text}\n"
        case Paragraph(runs):
            return f"{_runs(runs, notation)}\n"
        case Display(equations):
            lines: list[str] = []
            for equation in equations:
                left, right = lines_of(equation, notation, _WIDTH)
                lines += [f"    {left if k == 0 else ' ' * len(left)} {line}" for k, line in enumerate(right)]
            return "\n".join(lines) + "\n"
        case Table(head, rows):
            return _table([head, *(tuple(_runs(cell, notation) for cell in row) for row in rows)])
        case Picture():
            return ""


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "".join(f"    {line}\n" for line in lines)


def _runs(runs: Runs, notation: TextNotation) -> str:
    return "".join(run if isinstance(run, str) else notation.write(run) for run in runs)
