"""A graph as straight-line code: what trains is what can be read."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnviz.engine.op import Array
from nnviz.engine.structure import Node, Structure
from nnviz.engine.table import OPS
from nnviz.engine.trace import unbroadcast


def execute(source: str, name: str) -> Callable[..., Any]:
    """The function of that name that generated code defines."""
    scope: dict[str, Callable[..., Any]] = {}
    exec(compile(source, "<program>", "exec"), scope)
    return scope[name]


class Result(NamedTuple):
    """Values and gradients by node name; a constant has no gradient."""

    value: Mapping[str, Array]
    gradient: Mapping[str, Array]


class Program:
    """A graph compiled to one straight-line function, without a loop over nodes and without a look-up.

    ``source`` is its code. It calls the ops of the table by name, as ``sigmoid(...)`` and ``sigmoid_vjp(...)``, and computes
    gradients for the leaves and for what leads to them; its numbers equal the trace's bit for bit.
    """

    def __init__(self, graph: Structure) -> None:
        self.graph = graph
        self._leaves = graph.leaves
        self.source = "\n".join(_source(graph))
        scope: dict[str, object] = {"unbroadcast": unbroadcast, "ones_like": np.ones_like}
        for gate in graph.gates:
            op = OPS[graph.nodes[gate].op]
            scope[op.name] = op.forward
            for k, vjp in enumerate(op.vjps):
                scope[_vjp_name(op.name, None if op.arity is None else k)] = vjp
        exec(compile(self.source, "<program>", "exec"), scope)
        self._step = scope["step"]
        self._value_only = scope["value"]

    def run(self, leaf_values: list[Array | None]) -> tuple[tuple[Array, ...], tuple[Array | None, ...]]:
        """One pass: the value and the gradient of every node, by index, from values for the leaves."""
        with np.errstate(all="ignore"):
            return self._step(*[leaf_values[i] for i in self._leaves])  # type: ignore[operator, no-any-return]

    def values(self, leaf_values: list[Array | None]) -> tuple[Array, ...]:
        """The forward pass alone: the value of every node, by index."""
        with np.errstate(all="ignore"):
            return self._value_only(*[leaf_values[i] for i in self._leaves])  # type: ignore[operator, no-any-return]

    def __call__(self, values: Mapping[str, ArrayLike] | None = None, /, **named: ArrayLike) -> Result:
        """One pass; leaves may be given other values by name. Raises KeyError for unknown names."""
        computed, gradients = self.run(self.graph.leaf_values({**(values or {}), **named}))
        names = [node.name for node in self.graph.nodes]
        return Result(
            MappingProxyType(dict(zip(names, computed, strict=True))),
            MappingProxyType({
                name: np.zeros_like(value) if gradient is None else gradient
                for name, value, gradient, node in zip(names, computed, gradients, self.graph.nodes, strict=True)
                if node.op != "constant"
            }),
        )


def _vjp_name(op: str, position: int | None) -> str:
    return f"{op}_vjp" if position is None else f"{op}_vjp{position}"


def _call(graph: Structure, node: Node) -> str:
    arguments = [f"v{i}" for i in node.inputs] + [f"{key}={value!r}" for key, value in node.attributes.items()]
    return f"{node.op}({', '.join(arguments)})"


def _vjp_call(node: Node, position: int) -> str:
    variadic = OPS[node.op].arity is None
    arguments = [f"g{node.index}", f"v{node.index}", *(f"v{i}" for i in node.inputs)]
    arguments += [f"{key}={value!r}" for key, value in node.attributes.items()]
    if variadic:
        arguments.insert(0, str(position))
    return f"{_vjp_name(node.op, None if variadic else position)}({', '.join(arguments)})"


def _forward_lines(graph: Structure) -> list[str]:
    lines = []
    for gate in graph.gates:
        node = graph.nodes[gate]
        lines.append(f"    v{gate} = {_call(graph, node)}  # {_comment(node)}")
    return lines


def _comment(node: Node) -> str:
    """The node's name on one line, whatever it is made of: a name must not become code."""
    return "".join(character if character.isprintable() else "?" for character in node.name)


def _listing(prefix: str, graph: Structure, known: set[int] | None = None) -> str:
    entries = [f"{prefix}{k}" if known is None or k in known else "None" for k in range(len(graph))]
    return f"({', '.join(entries)},)"


def _source(graph: Structure) -> list[str]:
    arguments = ", ".join(f"v{i}" for i in graph.leaves)
    lines = [f"def value({arguments}):", *_forward_lines(graph), f"    return {_listing('v', graph)}", ""]
    lines += [f"def step({arguments}):", *_forward_lines(graph), f"    g{graph.output} = ones_like(v{graph.output})"]
    known = {graph.output}
    for gate in reversed(graph.gates):
        node = graph.nodes[gate]
        if gate not in known:
            continue
        for position in reversed(range(len(node.inputs))):
            source = node.inputs[position]
            if graph.nodes[source].op == "constant":
                continue
            sent = f"unbroadcast({_vjp_call(node, position)}, v{source})"
            before = f"g{source} + " if source in known else ""
            lines.append(f"    g{source} = {before}{sent}  # to {_comment(graph.nodes[source])}")
            known.add(source)
    return [*lines, f"    return {_listing('v', graph)}, {_listing('g', graph, known)}"]
