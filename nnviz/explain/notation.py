"""Two notations for terms: plain Unicode text and LaTeX."""

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence

from nnviz.engine.op import Entry, Operand, plus
from nnviz.explain.number import DIGITS, split_number
from nnviz.explain.symbol import escape_latex, indexed_factors, is_expression, latex_symbol
from nnviz.explain.term import Derivative, Equation, Formula, Number, Picked, Product, Series, Sum, Symbol, Term, Words

_MOST_FACTORS = 10
_MOST_NUMBERS = 6
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

_OF_LAYER = r"\{(?:\\\w+\{[^{}]*\}|\w)\^\{\\text\{[^{}]*\}\}(?:_\{[\d,]+\})?\}"
_RAISED = re.compile(rf"(\\link\{{\d+\}}\{{{_OF_LAYER}\}}|{_OF_LAYER})(?=\^)")
"""A name with its layer above it, and a power, which would stand beside the layer."""


def fold_factors(texts: list[str], dots: str) -> list[str]:
    """Factors, those in the middle of many left out; ``dots`` may say {count}, how many these are."""
    if len(texts) <= _MOST_FACTORS:
        return texts
    half = _MOST_FACTORS // 2
    left_out = dots.replace("{count}", str(len(texts) - 2 * half + 1))
    return [*texts[:half], left_out, *texts[-half + 1 :]]


class Notation(ABC):
    """How terms are written. ``digits`` significant ones are shown; brackets go where a reader needs them."""

    times: str
    dot: str
    dots: str

    def __init__(self, digits: int = DIGITS) -> None:
        self.digits = digits

    def write(self, term: Term) -> str:
        """A term as it stands by itself."""
        return f"{self.operand(term)!s}"

    def operand(self, term: Term) -> Operand:
        """A term, and how it is written where it needs brackets: negative numbers, powers of ten, sums, products, formulas."""
        match term:
            case Number(value):
                text = self.number(value)
                return Operand(text, text if re.fullmatch(r"[\d.]+", text) else self.bracket(text))
            case Symbol(name, entry, prime):
                if entry and is_expression(name):
                    return Operand(self.picked(self.symbol(name, (), prime), entry))
                text = self.symbol(name, entry, prime)
                return Operand(text, self.bracket(text) if is_expression(name) or indexed_factors(name) else text)
            case Derivative(of, by):
                return Operand(self.derivative(f"{self.operand(of)}", f"{self.operand(by)}"))
            case Words(text):
                return Operand(self.words(text))
            case Series(values):
                return Operand(self.series(values))
            case Picked(inner, entry):
                return Operand(self.picked(self.write(inner), entry))
            case Product(factors):
                text = self.product(factors)
            case Sum(terms):
                text = self.sum(terms)
            case Formula(_, _, arguments):
                text = self.formula(term, [self.operand(argument) for argument in arguments])
        return Operand(text, self.bracket(text))

    def product(self, factors: Sequence[Term]) -> str:
        """Factors, with a cross between numbers and a dot between symbols; a long product is folded."""
        if len(factors) == 1:
            return self.write(factors[0])
        sign = self.times if all(isinstance(factor, Number) for factor in factors) else self.dot
        texts = [f"{self.operand(factor)}" for factor in factors]
        return f" {sign} ".join(fold_factors(texts, self.dots))

    def sum(self, terms: Sequence[Term]) -> str:
        """Terms, those that begin with a minus in brackets unless they come first; a long sum is folded."""
        texts = [self.write(term) for term in terms]
        return plus([t if k == 0 or t[0] not in "-−" else self.bracket(t) for k, t in enumerate(texts)], self.dots)

    def series(self, values: Sequence[float]) -> str:
        """The numbers of an array; many are folded."""
        texts = [self.number(value) for value in values]
        if len(texts) > _MOST_NUMBERS:
            texts = [*texts[: _MOST_NUMBERS - 2], self.dots, texts[-1]]
        return self.listing(", ".join(texts))

    def sides(self, equation: Equation) -> list[str]:
        """The sides of an equation, those left out that read as the one before."""
        texts = [self.write(side) for side in equation.sides]
        kept = [text for k, text in enumerate(texts) if k == 0 or text != texts[k - 1]]
        return kept if len(kept) > 1 else texts[-2:]

    @abstractmethod
    def number(self, value: float) -> str:
        """A number, with its minus."""

    @abstractmethod
    def symbol(self, name: str, entry: Entry, prime: bool) -> str:
        """A name, or an entry of it."""

    @abstractmethod
    def derivative(self, of: str, by: str) -> str:
        """The derivative of one thing by another."""

    @abstractmethod
    def words(self, text: str) -> str:
        """Words within a formula."""

    @abstractmethod
    def bracket(self, text: str) -> str:
        """Round brackets."""

    @abstractmethod
    def listing(self, text: str) -> str:
        """Square brackets."""

    @abstractmethod
    def picked(self, text: str, entry: Entry) -> str:
        """One entry of what is written."""

    @abstractmethod
    def formula(self, formula: Formula, operands: Sequence[Operand]) -> str:
        """A formula over what stands for its arguments."""


class TextNotation(Notation):
    """Plain Unicode, names as they are typed: ∂E/∂w5 = 0.74136507 × (−0.5)."""

    times, dot, dots = "×", "·", "…"

    def number(self, value: float) -> str:
        """With a true minus sign; powers of ten as 1.5×10⁻⁷."""
        if not math.isfinite(value):
            return "NaN" if math.isnan(value) else "∞" if value > 0 else "−∞"
        digits, power = split_number(value, self.digits)
        return digits.replace("-", "−") + ("" if power is None else f"×10{str(power).translate(_SUPERSCRIPT)}")

    def symbol(self, name: str, entry: Entry, prime: bool) -> str:
        """The name, NAME[i,j] for an entry."""
        index = f"[{','.join(map(str, entry))}]" if entry else ""
        return f"{name}{index}{'′' * prime}"

    def derivative(self, of: str, by: str) -> str:
        """On the line: ∂E/∂w5."""
        return f"∂{of}/∂{by}"

    def words(self, text: str) -> str:
        """As they are."""
        return text

    def bracket(self, text: str) -> str:
        """Round ones."""
        return f"({text})"

    def listing(self, text: str) -> str:
        """Square ones."""
        return f"[{text}]"

    def picked(self, text: str, entry: Entry) -> str:
        """The index behind brackets."""
        return f"({text})[{','.join(map(str, entry))}]"

    def formula(self, formula: Formula, operands: Sequence[Operand]) -> str:
        """By its own text."""
        return formula.text(*operands)


class LatexNotation(Notation):
    """LaTeX with amsmath, to stand in mathematics mode."""

    times, dot, dots = r"\times", r"\cdot", r"\cdots"

    def number(self, value: float) -> str:
        r"""Powers of ten as 1.5 \times 10^{-7}."""
        if not math.isfinite(value):
            return r"\text{NaN}" if math.isnan(value) else r"\infty" if value > 0 else r"-\infty"
        digits, power = split_number(value, self.digits)
        return digits + ("" if power is None else rf" \times 10^{{{power}}}")

    def symbol(self, name: str, entry: Entry, prime: bool) -> str:
        """With subscripts."""
        return latex_symbol(name, entry, prime)

    def derivative(self, of: str, by: str) -> str:
        """As a fraction."""
        return rf"\frac{{\partial {of}}}{{\partial {by}}}"

    def words(self, text: str) -> str:
        """Upright."""
        return rf"\text{{{escape_latex(text)}}}"

    def bracket(self, text: str) -> str:
        """Round ones that grow."""
        return rf"\left({text}\right)"

    def listing(self, text: str) -> str:
        """Square ones that grow."""
        return rf"\left[{text}\right]"

    def picked(self, text: str, entry: Entry) -> str:
        """The index below brackets."""
        return rf"\left({text}\right)_{{{','.join(map(str, entry))}}}"

    def formula(self, formula: Formula, operands: Sequence[Operand]) -> str:
        """By its own LaTeX, with crosses between numbers."""
        text = _RAISED.sub(r"\\left(\1\\right)", formula.latex(*operands))
        is_numeric = formula.arguments and all(isinstance(argument, Number | Series) for argument in formula.arguments)
        return text.replace(r"\cdot ", r"\times ") if is_numeric else text
