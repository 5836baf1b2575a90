"""Composites: ops made of gates, so that a group of gates is one gate like any other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from nnviz.engine.op import Array, Op, Operand
from nnviz.engine.structure import Node, Structure
from nnviz.engine.trace import backward, forward

_LONGEST = 90
"""Characters of a formula that is put together from those of the gates within; a longer one only says what it is of."""
_MOST = 8
"""Gates up to which that is tried."""
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Composite(Op):
    """An op that runs the gates of ``inner``, whose first leaves are its inputs; the other leaves are constants.

    Forward runs them forward; upstream times local comes of running them backward from the upstream gradient.
    """

    inner: Structure = field(kw_only=True)


def composite(kind: str, symbol: str, inner: Structure, inputs: int, told: int | None = None) -> Composite:
    """The op that the gates of ``inner`` are together, called ``kind``; its first ``inputs`` nodes are leaves, the inputs.

    Its formula is put together from theirs; or it is ``kind`` of the first ``told`` inputs, the others being held.
    """

    def value(*arrays: Array) -> Array:
        return forward(inner, _leaves(inner, arrays))[inner.output]

    def sent(position: int, upstream: Array, _: Array, *arrays: Array) -> Array:
        gradients: list[Array | None] = [None] * len(inner)
        for _step in backward(inner, forward(inner, _leaves(inner, arrays)), gradients, upstream):
            pass
        found = gradients[position]
        return found if found is not None else 0 * arrays[position]

    plain, typeset = _Writing(inner, kind, False, told), _Writing(inner, kind, True, told)
    return Composite(
        kind, symbol, "scaler", None, value, (sent,), plain.formula, plain.local, typeset.formula, typeset.local, (),
        function=False, compares=bool(inner.loss_gates), inner=inner,
    )


def _leaves(inner: Structure, arrays: Sequence[Array]) -> list[Array | None]:
    return [*arrays, *(node.value for node in inner.nodes[len(arrays) :])]


class _Writing:
    """The formulas of a composite, put together from those of its gates where that can be read."""

    def __init__(self, inner: Structure, kind: str, latex: bool, told: int | None) -> None:
        self.inner, self.kind, self.latex, self.told = inner, kind, latex, told
        self.dots, self.times = (r"\ldots", r" \cdot ") if latex else ("…", " × ")

    def formula(self, *names: str) -> str:
        """The value over the inputs' names."""
        written = self.written(names)
        return self.listed(names) if written is None else f"{written[self.inner.output]!s}"

    def local(self, position: int, value: str, *names: str) -> str:
        """The local gradient: the product of those on the way, where there is one way only."""
        way, written = self.way(position), self.written(names)
        if way is None or written is None:
            return rf"\text{{chain rule through {self.kind}}}" if self.latex else f"chain rule through {self.kind}"
        written[self.inner.output] = Operand(value)
        factors = []
        for node, edge in way:
            write = node.gate.local_latex_text if self.latex else node.gate.local_text
            factors.append(write(edge, written[node.index], *(written[i] for i in node.inputs)))
        told = [factor for factor in factors if factor != "1"] or ["1"]
        return self.times.join(told if len(told) == 1 else (self.bracket(factor) for factor in told))

    def listed(self, names: Sequence[str]) -> str:
        names = names[: self.told]
        few = names if len(names) <= _NAMED else (*names[: _NAMED - 1], self.dots, names[-1])
        arguments = ", ".join(f"{name!s}" for name in few)
        return rf"\operatorname{{{self.kind}}}\left({arguments}\right)" if self.latex else f"{self.kind}({arguments})"

    def written(self, names: Sequence[str]) -> list[str] | None:
        """What stands for every node, over the inputs' names; None where it would be too long."""
        if self.told is not None or len(self.inner.gates) > _MOST:
            return None
        result: list[str] = [*names, *(_constant(node) for node in self.inner.nodes[len(names) :])]
        for index in self.inner.gates:
            node = self.inner.nodes[index]
            write: Callable[..., str] = node.gate.latex_text if self.latex else node.gate.formula_text
            text = write(*(result[i] for i in node.inputs))
            if not self.latex and len(text) > _LONGEST:
                return None
            result[index] = Operand(text, self.bracket(text))
        return result

    def bracket(self, text: str) -> str:
        if " " not in text and "\\" not in text:
            return text
        return rf"\left({text}\right)" if self.latex else f"({text})"

    def way(self, position: int) -> list[tuple[Node, int]] | None:
        """The edges from the output down to an input, as (gate, position); None where there is none or more than one."""
        found: list[tuple[Node, int]] = []
        at = position
        while at != self.inner.output:
            edges = self.inner.consumers(at)
            if len(edges) != 1:
                return None
            at, edge = edges[0]
            found.append((self.inner.nodes[at], edge))
        return found[::-1]


def _constant(node: Node) -> str:
    return "" if node.value is None else f"{node.value.item():g}" if node.value.size == 1 else node.name
