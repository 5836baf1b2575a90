"""Mathematics without a notation: terms, and equations of several sides."""

from collections.abc import Callable
from dataclasses import dataclass, field

from nnviz.engine.op import Entry


@dataclass(frozen=True, slots=True)
class Symbol:
    """A node by name, or one entry of it; ``prime`` for its value after the update."""

    name: str
    entry: Entry = ()
    prime: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number; the notation decides on its digits. ``of`` is what it is the value of, where that has a name."""

    value: float
    of: "Term | None" = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of an array, in order, and what array it is."""

    values: tuple[float, ...]
    of: "Term | None" = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words within a formula."""

    text: str


@dataclass(frozen=True, slots=True)
class Derivative:
    """The derivative of one symbol by another."""

    of: "Term"
    by: "Term"


@dataclass(frozen=True, slots=True)
class Product:
    """Factors, in order."""

    factors: "tuple[Term, ...]"


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms, in order."""

    terms: "tuple[Term, ...]"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula over arguments: ``text`` and ``latex`` put it together from what stands for them (see ``Operand``)."""

    text: Callable[..., str]
    latex: Callable[..., str]
    arguments: "tuple[Term, ...]"


@dataclass(frozen=True, slots=True)
class Picked:
    """One entry of what a term gives."""

    term: "Term"
    entry: Entry


Term = Symbol | Number | Series | Words | Derivative | Product | Sum | Formula | Picked


@dataclass(frozen=True, slots=True)
class Equation:
    """Two or more sides, each equal to the next; what reads the same as the side before it is left out."""

    sides: tuple[Term, ...]
