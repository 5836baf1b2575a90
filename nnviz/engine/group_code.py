"""The code of many gates of one kind at once: calls that write into arrays that are there, wherever a formula allows it."""

import re

import numpy as np

from nnviz.engine.dialect import GROUPS, Formula
from nnviz.engine.program_code import ArrayCode
from nnviz.engine.program_gate import UPSTREAM, VALUE, Coder, place
from nnviz.engine.structure import Node

_ONE = np.array(1.0)
_OUT = "o_"
_PLACES = re.compile(r"\b[agoty]\d*_(?!\w)")


class GroupCode:
    """For gates like ``node``: lines for the ``value``, and for what is ``sent`` to each input, None where that is the upstream.

    ``depth`` says how many arrays of a group's size they compute in; ``constants`` and ``imports`` are what they need.
    """

    def __init__(self, node: Node) -> None:
        code = Coder(GROUPS).code(node, [_ONE] * len(node.inputs))
        self._arity = len(node.inputs)
        self.depth = 0
        self.constants: dict[str, str] = {}
        self.imports: set[str] = set()
        self.value = self._lines(code.value)
        self.sent = tuple(None if sent.text == UPSTREAM else self._lines(sent) for sent in code.sent)

    def _lines(self, formula: Formula) -> tuple[str, ...]:
        names = {name: name for name in (VALUE, UPSTREAM, *(place(k) for k in range(self._arity)))}
        writer = ArrayCode(names, self._constant, self._scratch)
        if not formula.lines:
            try:
                writer.assign(_OUT, formula.text)
            except (KeyError, ValueError):
                pass  # a choice or a comparison: written as it stands, into arrays of its own
            else:
                self.imports |= writer.used
                return tuple(writer.lines)
        self.imports |= formula.imports
        return (*formula.lines, f"{_OUT}[:] = {formula.text}")

    def _constant(self, text: str) -> str:
        name = "c" + "".join(character if character.isalnum() else f"_{ord(character):x}_" for character in text)
        self.constants[name] = f"array({text}, 'float64')"
        self.imports.add("array")
        return name

    def _scratch(self, depth: int) -> str:
        self.depth = max(self.depth, depth + 1)
        return f"t{depth}_"

    def filled(self, lines: tuple[str, ...], number: int, out: str, size: int) -> list[str]:
        """The lines with the names of one group in them, which has ``size`` gates."""
        names = {VALUE: f"v{number}", UPSTREAM: f"g{number}", _OUT: out}
        names |= {place(k): f"a{number}_{k}" for k in range(self._arity)}
        names |= {f"t{depth}_": f"t{depth}_{size}" for depth in range(self.depth)}
        return [_PLACES.sub(lambda match: names[match.group()], line) for line in lines]
