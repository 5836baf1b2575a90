"""The code of a gate, derived from its op's own functions: its value, and what it sends back to each input."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.engine.dialect import Dialect, Formula, written
from nnviz.engine.op import Array
from nnviz.engine.structure import GraphError, Node
from nnviz.engine.symbol import Symbol, SymbolError, forward_symbol, vjp_symbol

VALUE, UPSTREAM = "y_", "g_"
_PLACES = re.compile(r"\b(?:y_|g_|a\d+_)")


def place(position: int) -> str:
    """What stands for an input in a gate's code."""
    return f"a{position}_"


@dataclass(frozen=True, slots=True)
class GateCode:
    """Formulas over ``place``, ``VALUE`` and ``UPSTREAM``: the value, and for each input what is sent back to it."""

    value: Formula
    sent: tuple[Formula, ...]


class Coder:
    """Derives each kind of gate once; kinds differ in op, attributes, shapes and dtypes."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._codes: dict[object, GateCode] = {}

    def code(self, node: Node, inputs: Sequence[Array]) -> GateCode:
        """The code of a gate whose inputs look like these. Raises GraphError where none can be derived."""
        looks = tuple((x.shape, x.dtype) for x in inputs)
        key = (id(node.gate), tuple(node.attributes.items()), looks)
        code = self._codes.get(key)
        if code is None:
            try:
                code = self._codes[key] = _derived(node, inputs, self._dialect)
            except SymbolError as error:
                raise GraphError(f"{node.name!r} can't be compiled: {error}") from error
        return code


def _derived(node: Node, inputs: Sequence[Array], dialect: Dialect) -> GateCode:
    symbols = tuple(Symbol(place(k), np.asarray(x)) for k, x in enumerate(inputs))
    value = forward_symbol(node.gate, symbols, node.attributes)
    own, upstream = Symbol(VALUE, value.example), Symbol(UPSTREAM, value.example)
    sent = tuple(vjp_symbol(node.gate, k, upstream, own, symbols, node.attributes) for k in range(len(symbols)))
    return GateCode(written(value, dialect), tuple(written(each, dialect) for each in sent))


def filled(text: str, value: str, upstream: str, inputs: Sequence[str]) -> str:
    """A text of a gate's code with its own names in it."""
    def name(match: re.Match[str]) -> str:
        found = match.group()
        return value if found == VALUE else upstream if found == UPSTREAM else inputs[int(found[1:-1])]

    return _PLACES.sub(name, text)
