"""The scalar view: a graph of arrays with a gate for every single number."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nnviz.engine.graph import Graph, GraphBuilder
from nnviz.engine.op import Entry, Shape
from nnviz.engine.opening import open_gates, shapes_of
from nnviz.engine.structure import GraphError, Node, Structure

_SIMPLE = re.compile(r"[\w.]+")


def entry_name(name: str, entry: Entry) -> str:
    """What one number of an array is called: NAME[i,j], (a @ b)[i,j] within an expression; of a single number NAME."""
    index = f"[{','.join(map(str, entry))}]" if entry else ""
    return f"{name}{index}" if not entry or _SIMPLE.fullmatch(name) else f"({name}){index}"


def scalar_count(graph: Structure) -> int:
    """The nodes that the scalar view of a graph has at least: the numbers in it."""
    return sum(int(np.prod(shape)) for shape in shapes_of(graph))


def scalar_graph(graph: Structure) -> Graph:
    """The same computation on single numbers, each called NAME[i,j]; its output is the output's first entry.

    Gates of which an entry depends on whole arrays are opened. Raises GraphError where one can't be.
    """
    while blocked := _blocked(graph, shapes_of(graph)):
        opened = open_gates(graph, blocked.__contains__)
        if blocked - opened.names:
            raise GraphError(f"{min(blocked - opened.names)} can't be told number by number")
        graph = opened.graph
    shapes, builder = shapes_of(graph), GraphBuilder()
    index: dict[tuple[int, Entry], int] = {}
    for node in graph.nodes:
        for entry in np.ndindex(*shapes[node.index]):
            name = entry_name(node.name, entry)
            if node.is_leaf:
                value = None if node.value is None else node.value[entry]
                index[node.index, entry] = builder.copy(replace(node, value=None if value is None else np.asarray(value)), (), name)
            else:
                op, places = _parts(node, entry, shapes)
                index[node.index, entry] = builder.copy(replace(node, op=op), [index[place] for place in places], name)
    return builder.build(index[graph.output, (0,) * len(shapes[graph.output])])


def _blocked(graph: Structure, shapes: Sequence[Shape]) -> set[str]:
    """The gates on arrays that don't say what an entry comes from."""
    return {
        node.name for node in graph.nodes
        if not node.is_leaf and node.gate.parts is None and any(shapes[k] for k in (node.index, *node.inputs))
    }


def _parts(node: Node, entry: Entry, shapes: Sequence[Shape]) -> tuple[str, list[tuple[int, Entry]]]:
    """The op on numbers that gives an entry, and what it takes: (node, entry)."""
    if node.gate.parts is None:
        return node.op, [(i, ()) for i in node.inputs]
    op, places = node.gate.parts(entry, *(shapes[i] for i in node.inputs))
    return op or node.op, [(node.inputs[k], place) for k, place in places]
