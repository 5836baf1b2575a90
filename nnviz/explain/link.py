"""LaTeX in which every symbol and number knows what it is about, so that it can be pointed at and leads on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nnviz.engine.op import FOLDED, Operand
from nnviz.engine.structure import Structure
from nnviz.explain.notation import LatexNotation, fold_factors
from nnviz.explain.number import DIGITS
from nnviz.explain.term import Derivative, Equation, Number, Product, Sum, Symbol, Term

Kind = Literal["value", "gradient", "local", "plain"]

_SHOWN = 4
"""Terms before those that are left out, where there is no more room than usual."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a piece of a formula is about. ``key`` is what it leads to ("" for nothing), its gradient where ``gradient``.

    ``keys`` are all that it names; ``number`` is the number it shows, None for a symbol.
    """

    key: str = ""
    gradient: bool = False
    keys: tuple[str, ...] = ()
    kind: Kind = "plain"
    number: float | None = None


def key_of(symbol: Symbol) -> str:
    """A symbol as it is selected: NAME, or NAME[i,j] for an entry."""
    return f"{symbol.name}[{','.join(map(str, symbol.entry))}]" if symbol.entry else symbol.name


class LinkedNotation(LatexNotation):
    r"""LaTeX with \link{k}{...} round what has a link, number k of ``links``, and \fold{n} for n terms left out.

    ``room``: so many terms a sum or product may have before some are left out.
    """

    def __init__(self, graph: Structure, digits: int = DIGITS, room: int = FOLDED) -> None:
        super().__init__(digits)
        self._graph, self._room = graph, room
        self._output = graph.nodes[graph.output].name
        self._plain = LatexNotation(digits)
        self._numbers: dict[Link, int] = {}

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of all that was written, by number."""
        return tuple(self._numbers)

    def operand(self, term: Term) -> Operand:
        """A term within its link."""
        found = self._plain.operand(term) if isinstance(term, Derivative) else super().operand(term)
        link = self._link(term)
        if link is None:
            return found
        number = self._numbers.setdefault(link, len(self._numbers))
        return Operand(rf"\link{{{number}}}{{{found!s}}}", rf"\link{{{number}}}{{{found}}}")

    def sum(self, terms: Sequence[Term]) -> str:
        """Terms, those that begin with a minus in brackets unless they come first; a long sum can be unfolded."""
        head = self._room - FOLDED + _SHOWN
        shown = (*terms[:head], terms[-1]) if len(terms) > self._room else terms
        plain = [self._plain.write(term) for term in shown]
        texts = [self.write(term) for term in shown]
        signed = [t if k == 0 or p[0] != "-" else self.bracket(t) for k, (t, p) in enumerate(zip(texts, plain, strict=True))]
        if len(shown) < len(terms):
            signed.insert(head, rf"\fold{{{len(terms) - len(shown)}}}")
        return " + ".join(signed)

    def product(self, factors: Sequence[Term]) -> str:
        """Factors; a long product can be unfolded."""
        if len(factors) == 1:
            return self.write(factors[0])
        texts = [f"{self.operand(factor)}" for factor in factors]
        sign = self.times if all(isinstance(factor, Number) for factor in factors) else self.dot
        return f" {sign} ".join(texts if FOLDED < len(texts) <= self._room else fold_factors(texts, r"\fold{{count}}"))

    def sides(self, equation: Equation) -> list[str]:
        """The sides of an equation, those left out that read as the one before."""
        plain = [self._plain.write(side) for side in equation.sides]
        texts = [self.write(side) for side in equation.sides]
        kept = [text for k, text in enumerate(texts) if k == 0 or plain[k] != plain[k - 1]]
        return kept if len(kept) > 1 else texts[-2:]

    def _link(self, term: Term) -> Link | None:
        match term:
            case Number(value, None):
                return Link(number=value)
            case Number(value, of):
                assert of is not None
                about = self._about(of)
                return Link(about.key, about.gradient, about.keys, about.kind, value)
            case Symbol() | Derivative():
                return self._about(term)
        return None

    def _about(self, term: Term) -> Link:
        """What a symbol, a derivative, or a product or sum of these is about."""
        match term:
            case Symbol(name) if name in self._graph:
                return Link(key_of(term), False, (key_of(term),), "value")
            case Derivative(Symbol(name), Symbol() as by) if name == self._output and by.name in self._graph:
                return Link(key_of(by), True, (key_of(by),), "gradient")
            case Derivative(Symbol() as of, Symbol() as by) if of.name in self._graph:
                return Link(key_of(of), False, (key_of(of), key_of(by)), "local")
            case Derivative(_, Symbol() as by):
                return Link(key_of(by), True, (key_of(by),), "gradient")
            case Product(parts) | Sum(parts):
                keys = dict.fromkeys(key for part in parts for key in self._about(part).keys)
                return Link("", False, tuple(keys), "gradient")
        return Link()
