"""Blocks as a LaTeX document that compiles as it is, in one run, with amsmath and TikZ."""

from collections.abc import Iterable, Sequence

from nnviz.explain.block import Block, Display, Heading, Paragraph, Picture, Runs, Table
from nnviz.explain.line import lines_of
from nnviz.explain.notation import LatexNotation
from nnviz.explain.number import DIGITS
from nnviz.explain.symbol import escape_latex, latex_words

_WIDTH = 76
_MOST_ROWS = 36
"""Rows of a table on one page."""

_HEAD = r"""\documentclass[11pt,a4paper,fleqn]{article}
\usepackage[utf8]{inputenc}
\usepackage{amsmath}
\usepackage{tikz}
\usepackage[margin=22mm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.6em}
\allowdisplaybreaks
\begin{document}
"""
_SECTIONS = {1: "section", 2: "subsection", 3: "subsubsection"}


def to_latex(blocks: Iterable[Block], digits: int = DIGITS) -> str:
    """A whole document, its pictures drawn by TikZ."""
    return f"{_HEAD}{latex_body(blocks, digits)}\n\\end{{document}}\n"


def latex_body(blocks: Iterable[Block], digits: int = DIGITS) -> str:
    """What stands in the document: to be put into another one, which uses amsmath."""
    notation = LatexNotation(digits)
    return "\n".join(_block(block, notation) for block in blocks)


def _block(block: Block, notation: LatexNotation) -> str:
    match block:
        case Heading(level, runs):
            return f"\\{_SECTIONS[level]}*{{{_runs(runs, notation)}}}"
        case Paragraph(runs):
            return f"{_runs(runs, notation)}\n"
        case Display(equations):
            rows = []
            for equation in equations:
                left, right = lines_of(equation, notation, _WIDTH)
                lines = [line if line.startswith("=") else rf"\quad {line}" for line in right]
                rows += [f"{left if k == 0 else ''} &{line}" for k, line in enumerate(lines)]
            return "\\begin{align*}\n" + " \\\\[3pt]\n".join(rows) + "\n\\end{align*}"
        case Table(head, rows):
            lines = [" & ".join(_runs(cell, notation) for cell in row) + r" \\[2pt]" for row in rows]
            parts = (lines[at : at + _MOST_ROWS] for at in range(0, len(lines), _MOST_ROWS))
            return "\n".join(_table(head, part) for part in parts)
        case Picture(_, tikz, caption):
            return f"\\begin{{center}}\n{tikz}\n\n\\smallskip {latex_words(caption)}\n\\end{{center}}"


def _table(head: Sequence[str], lines: Sequence[str]) -> str:
    top = " & ".join(rf"\textbf{{{escape_latex(cell)}}}" for cell in head) + r" \\ \hline\rule{0pt}{2.4ex}%"
    body = "\n".join((top, *lines))
    return f"\\begin{{center}}\n\\begin{{tabular}}{{{'l' * len(head)}}}\n{body}\n\\end{{tabular}}\n\\end{{center}}"


def _runs(runs: Runs, notation: LatexNotation) -> str:
    return "".join(latex_words(run) if isinstance(run, str) else f"${notation.write(run)}$" for run in runs)
