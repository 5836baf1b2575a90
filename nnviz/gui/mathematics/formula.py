"""A formula ready to be set: the sides of an equation as trees, and what their pieces are about."""

from dataclasses import dataclass, replace

from nnviz.engine.op import FOLDED
from nnviz.engine.structure import Structure
from nnviz.explain.link import Link, LinkedNotation
from nnviz.explain.term import Equation
from nnviz.explain.tex import Row, parse


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """``links`` go by the numbers in ``sides``; ``apart``: numbers stand below what they stand for."""

    equation: Equation
    graph: Structure
    digits: int
    apart: bool
    sides: tuple[Row, ...]
    links: tuple[Link, ...]

    def unfolded(self, room: int) -> "Formula":
        """The same with ``room`` for so many terms of a sum."""
        sides, links = _read(self.equation, self.graph, self.digits, room)
        return replace(self, sides=sides, links=links)

    @property
    def keys(self) -> tuple[str, ...]:
        """All that it names."""
        return tuple(dict.fromkeys(key for link in self.links for key in link.keys))


def make_formula(equation: Equation, graph: Structure, digits: int, apart: bool = False) -> Formula:
    """Reads an equation about a graph's numbers, shown with so many significant digits; long sums are folded."""
    return Formula(equation, graph, digits, apart, *_read(equation, graph, digits, FOLDED))


def _read(equation: Equation, graph: Structure, digits: int, room: int) -> tuple[tuple[Row, ...], tuple[Link, ...]]:
    notation = LinkedNotation(graph, digits, room)
    sides = tuple(parse(side) for side in notation.sides(equation))
    return sides, notation.links
