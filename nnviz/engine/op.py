"""What an op is: mathematics only, no colour and no icon. The ops themselves are in ``table``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.program_rule import Rule

Array = NDArray[np.floating]
Gate = Literal["distributor", "router", "switcher", "scaler"]
Shape = tuple[int, ...]
Entry = tuple[int, ...]
Parts = tuple[str | None, tuple[tuple[int, Entry], ...]]
Opening = Callable[[Sequence[str], Sequence[Shape]], str | None]

FOLDED = 8
"""Terms up to which a sum is written in full."""

_SHOWN = 4

PATTERNS: dict[Gate, str] = {
    "distributor": "hands the upstream gradient to every input alike",
    "router": "sends the upstream gradient to the input that won, nothing to the others",
    "switcher": "gives each input the upstream gradient times the other input's value",
    "scaler": "multiplies the upstream gradient by its own slope",
}
"""What each gate does to a gradient on its way back (lecture, part 3)."""


class Operand(str):
    """What stands for an input in a formula: bare by itself and as ``{0!s}``, in its brackets as ``{0}`` where it has some.

    So a template writes ``{0}`` where a negative number needs brackets ("{0} × {1}"), ``{0!s}`` where it doesn't ("exp({0!s})").
    """

    __slots__ = ("bracketed",)
    bracketed: str

    def __new__(cls, bare: str, bracketed: str | None = None) -> Self:
        """The same text in brackets where it needs them."""
        operand = super().__new__(cls, bare)
        operand.bracketed = bare if bracketed is None else bracketed
        return operand

    def __format__(self, spec: str) -> str:
        return format(self.bracketed, spec)


def _spelt(expression: str | Opening, names: Sequence[str], shapes: Sequence[Shape]) -> str | None:
    return expression(names, shapes) if callable(expression) else expression.format(*names)


def plus(terms: Sequence[str], dots: str = "…", most: int = FOLDED) -> str:
    """A sum; one of more than ``most`` terms is folded in the middle; ``dots`` may say {count}, the number of those left out."""
    if len(terms) > most:
        terms = (*terms[:_SHOWN], dots.replace("{count}", str(len(terms) - _SHOWN - 1)), terms[-1])
    return " + ".join(terms)


def elementwise(entry: Entry, *shapes: Shape) -> Parts:
    """The parts of an entry of an elementwise op: the entry of each input that broadcasting puts there."""
    return None, tuple((k, stretched(entry, shape)) for k, shape in enumerate(shapes))


def stretched(entry: Entry, shape: Shape) -> Entry:
    """Which entry of an array of this shape stands at ``entry`` after broadcasting."""
    if not shape:
        return ()
    return tuple(0 if size == 1 else k for k, size in zip(entry[-len(shape) :], shape, strict=True))


@dataclass(frozen=True, slots=True)
class Op:
    """One primitive.

    ``forward(*inputs, **attributes)`` gives the value. ``vjps[k](upstream, value, *inputs, **attributes)`` gives upstream times
    local for input k, in the broadcast shape (summing back over broadcast axes is the engine's business, done once).
    A variadic op (``arity`` None) has one vjp, called with the position first.

    ``formula`` and ``local`` are Unicode templates over the inputs' names ({0}, {1}, ...) and the value's ({y}); those of a
    variadic op are functions instead; ``latex`` and ``local_latex`` are the same in LaTeX (amsmath). See ``Operand`` for brackets.
    ``cases`` are input shapes to check, ``low`` and ``high`` the range to draw from.

    ``parts(entry, *shapes)`` says how one entry of the value comes from single entries of the inputs: the op on numbers that it is
    (None: this one), and (input, entry) for each of its arguments. None where an entry depends on whole arrays.

    ``product`` is how upstream times local is done over whole arrays where that is not entry by entry: templates in Unicode and
    in LaTeX over the inputs' names, the value's ({y}) and the upstream gradient ({g}), for each input with a slope other than 1.

    ``rule`` is what training programs are generated from, where the op can be a layer's activation or a loss.

    ``terms(count)`` is for an op that is a sum of products of its ``count`` inputs: which of them each product has.

    ``opening`` is the expression of simpler ops that it stands for, over the inputs ({0}, {1}, ...), or a function that
    gives it from the inputs' names and shapes (None: none for these shapes); its numbers are the op's however large they are.
    ``spellings`` are other ways to write it, by which it is recognised where a circuit has it. ``compares`` says that it is a
    loss, ``entries`` what each entry of predictions and targets (N, K) adds to it, before the sum and the mean.
    """

    name: str
    symbol: str
    gate: Gate
    arity: int | None
    forward: Callable[..., Array]
    vjps: tuple[Callable[..., Array], ...]
    formula: str | Callable[..., str]
    local: tuple[str, ...] | Callable[..., str]
    latex: str | Callable[..., str]
    local_latex: tuple[str, ...] | Callable[..., str]
    cases: tuple[tuple[Shape, ...], ...]
    low: float = -2.0
    high: float = 2.0
    function: bool = True
    parts: Callable[..., Parts] | None = None
    product: tuple[tuple[str, str], ...] = ()
    rule: Rule | None = None
    terms: Callable[[int], tuple[tuple[int, ...], ...]] | None = None
    opening: str | Opening | None = None
    spellings: tuple[str | Opening, ...] = ()
    compares: bool = False
    entries: Callable[[Array, Array], Array] | None = None

    def opening_text(self, names: Sequence[str], shapes: Sequence[Shape]) -> str | None:
        """The expression of simpler ops that it stands for; None where it is as simple as can be."""
        return None if self.opening is None else _spelt(self.opening, names, shapes)

    def spelling_texts(self, names: Sequence[str], shapes: Sequence[Shape]) -> tuple[str, ...]:
        """Every expression of simpler ops by which it is recognised, the one that it opens into first."""
        texts = (self.opening_text(names, shapes), *(_spelt(each, names, shapes) for each in self.spellings))
        return tuple(text for text in texts if text is not None)

    def vjp(self, position: int, upstream: Array, value: Array, inputs: tuple[Array, ...], **attributes: float) -> Array:
        """Upstream times local for one input, in the broadcast shape."""
        if self.arity is None:
            return self.vjps[0](position, upstream, value, *inputs, **attributes)
        return self.vjps[position](upstream, value, *inputs, **attributes)

    def formula_text(self, *names: str) -> str:
        """The formula over the names of the inputs, for instance "q × z"."""
        return self.formula(*names) if callable(self.formula) else self.formula.format(*names)

    def local_text(self, position: int, value: str, *names: str) -> str:
        """The local gradient with respect to one input, over names, for instance "σ(x) (1 − σ(x))"."""
        if callable(self.local):
            return self.local(position, value, *names)
        return self.local[position].format(*names, y=value)

    def latex_text(self, *names: str) -> str:
        """The formula in LaTeX, over the LaTeX of the inputs."""
        return self.latex(*names) if callable(self.latex) else self.latex.format(*names)

    def local_latex_text(self, position: int, value: str, *names: str) -> str:
        """The local gradient with respect to one input, in LaTeX."""
        if callable(self.local_latex):
            return self.local_latex(position, value, *names)
        return self.local_latex[position].format(*names, y=value)
