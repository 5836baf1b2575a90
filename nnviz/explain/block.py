"""What a text is made of: headings, paragraphs, formulas, tables and pictures, in no format yet."""

from dataclasses import dataclass

from nnviz.explain.term import Equation, Term

Run = str | Term
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, level 1 for the title."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words and mathematics in a row."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Display:
    """Equations, one below the other."""

    equations: tuple[Equation, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG and as a ``tikzpicture``; formats without pictures leave it out, since a table says the same."""

    svg: str
    tikz: str
    caption: str


Block = Heading | Paragraph | Display | Table | Picture
