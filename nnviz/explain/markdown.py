"""Blocks as Markdown, with mathematics between dollar signs."""

import re
from collections.abc import Iterable, Sequence

from nnviz.explain.block import Block, Display, Heading, Paragraph, Picture, Runs, Table
from nnviz.explain.line import lines_of
from nnviz.explain.notation import LatexNotation
from nnviz.explain.number import DIGITS

_WIDTH = 84
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#$|])")


def to_markdown(blocks: Iterable[Block], digits: int = DIGITS) -> str:
    """Markdown as GitHub, Jupyter and Pandoc read it: $...$ in the line, $$...$$ on its own."""
    notation = LatexNotation(digits)
    return "\n\n".join(_block(block, notation) for block in blocks if not isinstance(block, Picture)) + "\n"


def _block(block: Block, notation: LatexNotation) -> str:
    match block:
        case Heading(level, runs):
            return f"{'#' * level} {_runs(runs, notation)}"
        case Paragraph(runs):
            return _runs(runs, notation)
        case Display(equations):
            texts = []
            for equation in equations:
                left, right = lines_of(equation, notation, _WIDTH)
                body = f"{left} {right[0]}" if len(right) == 1 else _aligned(left, right)
                texts.append(f"$${body}$$")
            return "\n\n".join(texts)
        case Table(head, rows):
            cells = [head, tuple("---" for _ in head), *(tuple(_runs(cell, notation) for cell in row) for row in rows)]
            return "\n".join(f"| {' | '.join(row)} |" for row in cells)
        case Picture():
            return ""


def _aligned(left: str, right: Sequence[str]) -> str:
    lines = [line if line.startswith("=") else rf"\quad {line}" for line in right]
    body = " \\\\\n".join(f"&{line}" for line in lines)
    return f"\\begin{{aligned}}\n{left} {body}\n\\end{{aligned}}"


def _runs(runs: Runs, notation: LatexNotation) -> str:
    return "".join(_SPECIAL.sub(r"\\\1", run) if isinstance(run, str) else f"${notation.write(run)}$" for run in runs)
