"""How symbols are written as Python: over NumPy arrays, over single numbers, and over many single numbers at once."""

import ast
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from nnviz.engine.symbol import Symbol, SymbolError

_OPERATORS = {
    "add": "({0} + {1})", "subtract": "({0} - {1})", "multiply": "({0} * {1})", "divide": "({0} / {1})",
    "negative": "(-{0})", "greater": "({0} > {1})", "greater_equal": "({0} >= {1})", "less": "({0} < {1})",
    "less_equal": "({0} <= {1})", "equal": "({0} == {1})", "not_equal": "({0} != {1})", "absolute": "abs({0})",
}
_SINGLE = dict.fromkeys(("sum", "max", "min", "mean", "broadcast_to", "reshape", "T"), "{0}") | {
    "ones_like": "1.0", "zeros_like": "0.0",
}
_OF_ARRAYS = {"power": "({0} ** {1})", "matmul": "({0} @ {1})", "T": "{0}.T", "[]": "{0}[{1}]", "astype": "{0}.astype({1})"}


_DEEPEST = 24
"""Calls within calls; what lies deeper gets a line of its own. Python's parser has a limit, and so have readers."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """``forms`` say how a call is written, over its arguments; any other function is imported from ``module``.

    ``functions`` are those that the module has, None where it has them all.
    """

    module: str
    forms: Mapping[str, str]
    functions: frozenset[str] | None = None


ARRAYS = Dialect("numpy", {**_OPERATORS, **_OF_ARRAYS})
"""Arrays of any shapes."""

NUMBERS = Dialect("math", {
    **_OPERATORS, **_SINGLE, "reciprocal": "(1.0 / {0})", "square": "({0} * {0})", "astype": "(1.0 * {0})",
    "where": "({1} if {0} else {2})", "sign": "(1.0 if {0} > 0.0 else -1.0 if {0} < 0.0 else {0})",
    "maximum": "({0} if {0} >= {1} or {0} != {0} else {1})", "minimum": "({0} if {0} <= {1} or {0} != {0} else {1})",
    "power": "pow({0}, {1})",
}, frozenset(name for name in dir(math) if not name.startswith("_")))
"""Single numbers: NumPy's functions of one number in Python's own. What is not a number stays one."""

GROUPS = Dialect("numpy", {**_OPERATORS, **_SINGLE, **{key: _OF_ARRAYS[key] for key in ("power", "astype")}})
"""Many single numbers in one array, for ops of single numbers."""


@dataclass(frozen=True, slots=True)
class Formula:
    """What a symbol computes: ``lines`` that set ``t0``, ``t1``, ... come before ``text``; ``imports`` are the names it needs."""

    lines: tuple[str, ...]
    text: str
    example: Any = field(repr=False)
    imports: frozenset[str] = frozenset()


def written(symbol: Symbol, dialect: Dialect) -> Formula:
    """A symbol as Python. Raises SymbolError for a function that the dialect doesn't have."""
    uses: Counter[int] = Counter()
    writer = _Writer(dialect)
    for part in _ordered(symbol, uses):
        writer.add(part, uses[id(part)] > 1 and part is not symbol)
    return Formula(tuple(writer.lines), _tidy(writer.texts[id(symbol)]), symbol.example, frozenset(writer.imports))


def _ordered(symbol: Symbol, uses: Counter[int]) -> list[Symbol]:
    """All symbols that it is made of, each after its arguments; ``uses`` counts them. A long sum must not recurse."""
    order: list[Symbol] = []
    waiting = [(symbol, False)]
    while waiting:
        part, is_ready = waiting.pop()
        if is_ready:
            order.append(part)
            continue
        uses[id(part)] += 1
        if uses[id(part)] == 1:
            waiting.append((part, True))
            waiting += [(each, False) for each in reversed(list(_parts(part.arguments)))]
    return order


def _parts(arguments: Any) -> Iterator[Symbol]:
    for argument in arguments:
        if isinstance(argument, Symbol):
            yield argument
        elif isinstance(argument, list | tuple):
            yield from _parts(argument)


class _Writer:
    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.texts: dict[int, str] = {}
        self._depths: dict[int, int] = {}
        self.lines: list[str] = []
        self.imports: set[str] = set()
        self._numbers = count()

    def add(self, symbol: Symbol, is_shared: bool) -> None:
        text = self._text(symbol)
        self._depths[id(symbol)] = 1 + max((self._depths[id(part)] for part in _parts(symbol.arguments)), default=0)
        if self._depths[id(symbol)] > _DEEPEST:
            text, self._depths[id(symbol)] = self._kept(text), 0
        if is_shared and symbol.arguments and text != self._argument(symbol.arguments[0]):
            text = self._kept(text)
        self.texts[id(symbol)] = text

    def _kept(self, text: str) -> str:
        if text.isidentifier() or not any(character in "([" for character in text):
            return text
        name = f"t{next(self._numbers)}"
        self.lines.append(f"{name} = {_tidy(text)}")
        return name

    def _text(self, symbol: Symbol) -> str:
        if not symbol.arguments:
            return symbol.call
        arguments = [self._argument(argument) for argument in symbol.arguments]
        form = self.dialect.forms.get(symbol.call)
        if form is not None:
            if "pow(" in form:
                self.imports.add("pow")
            often = [form.count(f"{{{k}}}") > 1 for k in range(len(arguments))]
            return form.format(*(self._kept(a) if twice else a for a, twice in zip(arguments, often, strict=True)))
        if symbol.method and symbol.call.isidentifier() and self.dialect is ARRAYS:
            return f"{arguments[0]}.{symbol.call}({', '.join(arguments[1:])})"
        if symbol.method or (self.dialect.functions is not None and (symbol.call not in self.dialect.functions or symbol.keywords)):
            raise SymbolError(f"{symbol.call} is no function of single numbers")
        self.imports.add(symbol.call)
        keywords = [f"{key}={value!r}" for key, value in symbol.keywords.items()]
        return f"{symbol.call}({', '.join([*arguments, *keywords])})"

    def _argument(self, argument: Any) -> str:
        if isinstance(argument, Symbol):
            return self.texts[id(argument)]
        if isinstance(argument, list | tuple):
            inner = ", ".join(self._argument(part) for part in argument)
            return f"[{inner}]" if isinstance(argument, list) else f"({inner},)"
        # A whole number among single numbers makes their arithmetic slower.
        return repr(float(argument) if self.dialect is NUMBERS and isinstance(argument, int) else argument)


def _tidy(text: str) -> str:
    """Without the brackets that it doesn't need."""
    return ast.unparse(ast.parse(text, mode="eval"))
