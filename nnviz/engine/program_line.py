"""A graph as one function of straight-line Python: a line a gate forward, a line an edge backward."""

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from nnviz.engine.dialect import Dialect
from nnviz.engine.op import Array
from nnviz.engine.program_gate import Coder, GateCode, filled
from nnviz.engine.structure import Structure

_SEED = {"math": "1.0", "numpy": "ones_like({})"}
_WORDS = frozenset((*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *dir(np), "step"))
_GRADIENT = "d_"
_WIDTH = 100
"""How many characters a line has that could as well be several."""


def identifiers(names: Iterable[str]) -> list[str]:
    """For each name one that code can use: the same where it can, else as near as may be; none twice, none with a gradient's."""
    taken: set[str] = set()
    result = []
    for name in names:
        plain = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", name)).strip("_") or "v"
        if plain[0].isdigit() or plain.startswith(_GRADIENT) or re.fullmatch(r"t\d+", plain):
            plain = f"v_{plain}"
        if plain in _WORDS:
            plain += "_"
        unique, number = plain, 2
        while unique in taken:
            unique, number = f"{plain}_{number}", number + 1
        taken.add(unique)
        result.append(unique)
    return result


def _summand(text: str) -> str:
    return text if re.fullmatch(r"[\w.*/ ]+", text) and " if " not in text else f"({text})"


def _returned(values: Sequence[str], gradients: Sequence[str]) -> list[str]:
    """The statement that returns both, on one line while it is short."""
    line = f"    return {', '.join([*values, *gradients])}"
    return [line] if len(line) <= _WIDTH else ["    return (", *_rows(values), *_rows(gradients), "    )"]


def _rows(names: Sequence[str]) -> Iterator[str]:
    row = ""
    for name in names:
        if row and len(row) + len(name) > _WIDTH:
            yield row.rstrip()
            row = ""
        row = f"{row or ' ' * 8}{name}, "
    yield row.rstrip()


class Lines:
    """``source`` defines ``step``: from the leaves' values, in order, to all values and then all gradients, by node.

    They come in one tuple: to make two within another takes a small graph half as long again. A gradient is None where nothing
    leads to the output, and for constants. ``places``: where in the source the lines of each gate are, from 0, forward
    (gate, False) and backward (gate, True); of the seed (None, True). Raises GraphError where an op can't be compiled.
    """

    def __init__(self, graph: Structure, dialect: Dialect, leaf_values: Sequence[Array | None]) -> None:
        self._graph, self._dialect = graph, dialect
        self._imports: set[str] = set()
        self._names = identifiers(node.name for node in graph.nodes)
        self._codes = self._derive(leaf_values)
        forward = list(self._forward())
        known: set[int] = set()
        backward = list(self._backward(known))
        values, gradients = self._names, [f"{_GRADIENT}{name}" if k in known else "None" for k, name in enumerate(self._names)]
        arguments = ", ".join(self._names[leaf] for leaf in graph.leaves)
        imports = [f"from {dialect.module} import {', '.join(sorted(self._imports))}", "", ""] if self._imports else []
        head = [*imports, f"def step({arguments}):"]
        self.source = "\n".join([
            *head, *(f"    {line}" for _, line in forward), "", *(f"    {line}" for _, line in backward), "",
            *_returned(values, gradients), "",
        ])
        self.places: dict[tuple[int | None, bool], range] = {}
        for is_backward, lines, first in ((False, forward, len(head)), (True, backward, len(head) + len(forward) + 1)):
            for number, (gate, _) in enumerate(lines, start=first):
                begun = self.places.get((gate, is_backward), range(number, number))
                self.places[gate, is_backward] = range(begun.start, number + 1)

    def _derive(self, leaf_values: Sequence[Array | None]) -> dict[int, GateCode]:
        coder, looks, codes = Coder(self._dialect), list(leaf_values), {}
        for gate in self._graph.gates:
            node = self._graph.nodes[gate]
            inputs = [looks[i] for i in node.inputs]
            codes[gate] = code = coder.code(node, [each for each in inputs if each is not None])
            looks[gate] = code.value.example
        return codes

    def _forward(self) -> Iterator[tuple[int, str]]:
        for gate, code in self._codes.items():
            inputs = [self._names[i] for i in self._graph.nodes[gate].inputs]
            self._imports |= code.value.imports
            for line in (*code.value.lines, f"y_ = {code.value.text}"):
                yield gate, filled(line, self._names[gate], "", inputs)

    def _backward(self, known: set[int]) -> Iterator[tuple[int | None, str]]:
        output, seed = self._graph.output, _SEED[self._dialect.module]
        if "(" in seed:
            self._imports.add("ones_like")
        yield None, f"{_GRADIENT}{self._names[output]} = {seed.format(self._names[output])}"
        known.add(output)
        for gate in reversed(self._graph.gates):
            node = self._graph.nodes[gate]
            if gate not in known:
                continue
            inputs = [self._names[i] for i in node.inputs]
            for position in reversed(range(len(inputs))):
                source = node.inputs[position]
                if self._graph.nodes[source].op == "constant":
                    continue
                formula = self._codes[gate].sent[position]
                self._imports |= formula.imports
                target = f"{_GRADIENT}{self._names[source]}"
                total = formula.text if source not in known else f"{target} + {_summand(formula.text)}"
                for line in (*formula.lines, f"{target} = {total}"):
                    yield gate, filled(line, self._names[gate], f"{_GRADIENT}{self._names[gate]}", inputs)
                known.add(source)
