"""Blocks as one self-contained HTML file: MathML, the diagram as SVG, and a sheet for screen and paper."""

import re
from collections.abc import Iterable
from html import escape

from latex2mathml.converter import convert

from nnviz.explain.block import Block, Display, Heading, Paragraph, Picture, Runs, Table
from nnviz.explain.line import lines_of
from nnviz.explain.notation import LatexNotation
from nnviz.explain.number import DIGITS
from nnviz.explain.term import Equation

_WIDTH = 92
_MOST_EQUATIONS, _MOST_ROWS = 8, 30
"""Equations, and rows of a table, that are kept on one page."""

_UNARY = re.compile("(<mo[^>]*>(?:=|&#x0003D;|&#x00028;|&#x0005B;|&#x0002C;)</mo>)<mo>(?=&#x02212;)")
"""A minus after such a sign belongs to the number; MathML would take it for a subtraction."""

_APART = re.compile(
    "".join(f"(?<={end})(?=<mi>log</mi>)|" for end in ("</mi>", "</mn>", "</mrow>", "</msub>", "&#x00029;</mo>", r"\]</mo>"))
    + "(?<=<mi>log</mi>)(?=<m(?:i|n|sub|row)>)"
)
"""Between a function's name and its neighbours, where MathML leaves no space."""

_LOW = re.compile(r"\\left([(\[])((?:(?!\\left|\\right|\\frac|\\sum).)*)\\right([)\]])")
"""Brackets round nothing tall: made to grow, they would stand too far off."""

_SHEET = """
:root { color-scheme: light dark; --ink: #1b1f24; --mute: #5b6570; --line: #d9dee3; --ground: #ffffff; --band: #f5f7f9; }
@media (prefers-color-scheme: dark) { @media screen {
  :root { --ink: #e4e7eb; --mute: #9aa4af; --line: #363d45; --ground: #16191d; --band: #1e2328; } } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 Inter, system-ui, Arial, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1 { font-size: 1.8rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.4rem 0 .8rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
p { margin: .6rem 0; }
math { font-size: 1.06em; }
.formulas { overflow-x: auto; margin: .5rem 0 1rem; padding: .2rem 0; }
.formulas table:not(.facts) { border-collapse: collapse; margin: .35rem 0 .35rem 1.2rem; }
.formulas table:not(.facts) td { padding: .22rem .18rem; vertical-align: middle; white-space: nowrap; }
.formulas table:not(.facts) td:first-child { text-align: right; }
.formulas table:not(.facts) tr:first-child td { padding-top: .5rem; }
.formulas table:not(.facts) td.on { padding-left: 1.8rem; }
table.facts { border-collapse: collapse; margin: .6rem 0 1.2rem; }
table.facts th { text-align: left; font-weight: 600; color: var(--mute); }
table.facts th, table.facts td { padding: .28rem .9rem .28rem .5rem; border-bottom: 1px solid var(--line); }
table.facts tbody tr:nth-child(even) { background: var(--band); }
figure { margin: 1.4rem 0; }
figure svg { max-width: 100%; height: auto; max-height: 34rem; display: block; margin: 0 auto; border-radius: 8px; }
figcaption { color: var(--mute); font-size: .9rem; text-align: center; margin-top: .4rem; }
@page { size: A4; margin: 16mm; }
@media print {
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
  .formulas { overflow: visible; } .formulas table:not(.facts) tbody, figure, table.facts tr { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; } figure svg { max-height: 120mm; }
}
"""


def to_html(blocks: Iterable[Block], digits: int = DIGITS) -> str:
    """A whole page that needs no other file; its first heading is its title."""
    notation, title, parts = LatexNotation(digits), "", list[str]()
    for block in blocks:
        if isinstance(block, Heading):
            title = title or "".join(run for run in block.runs if isinstance(run, str))
        parts.append(_block(block, notation))
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_SHEET}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def mathml(latex: str, display: bool = False) -> str:
    """LaTeX as MathML; fractions at full size where it stands on its own."""
    found = 1
    while found:
        latex, found = _LOW.subn(r"\1\2\3", latex)
    text = _UNARY.sub(r'\1<mo form="prefix" lspace="0" rspace="0">', convert(latex))
    text = _APART.sub('<mspace width="0.17em"/>', text)
    text = text.replace('fence="true"', 'fence="true" lspace="0" rspace="0"')
    return text.replace("<math ", '<math displaystyle="true" ', 1) if display else text


def _block(block: Block, notation: LatexNotation) -> str:
    match block:
        case Heading(level, runs):
            return f"<h{level}>{_runs(runs, notation)}</h{level}>"
        case Paragraph(runs):
            return f"<p>{_runs(runs, notation)}</p>"
        case Display(equations):
            rows = "\n".join(_equation(equation, notation) for equation in equations)
            return f'<div class="formulas"><table{_kept(len(equations), _MOST_EQUATIONS)}>{rows}</table></div>'
        case Table(head, rows):
            top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
            lines = ("<tr>" + "".join(f"<td>{_runs(cell, notation)}</td>" for cell in row) + "</tr>" for row in rows)
            body = f"<thead><tr>{top}</tr></thead><tbody>\n" + "\n".join(lines) + "\n</tbody>"
            return f'<div class="formulas"><table class="facts"{_kept(len(rows), _MOST_ROWS)}>{body}</table></div>'
        case Picture(svg, _, caption):
            return f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"


def _equation(equation: Equation, notation: LatexNotation) -> str:
    left, lines = lines_of(equation, notation, _WIDTH)
    rows = []
    for number, line in enumerate(lines):
        first = mathml(left, True) if number == 0 else ""
        kind = "" if line.startswith("=") else ' class="on"'
        infix = "{}" if line[0] in "+-" else ""  # nothing stands before it on this line, and yet it is no sign
        rows.append(f"<tr><td>{first}</td><td{kind}>{mathml(infix + line, True)}</td></tr>")
    return f"<tbody>{''.join(rows)}</tbody>"


def _kept(count: int, most: int) -> str:
    """Keeps a table of at most ``most`` rows or equations on one page."""
    return ' style="break-inside: avoid"' if count <= most else ""


def _runs(runs: Runs, notation: LatexNotation) -> str:
    return "".join(escape(run) if isinstance(run, str) else mathml(notation.write(run)) for run in runs)
