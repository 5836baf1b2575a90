"""What a drawing of a graph folds away: weights onto their wires, constants into their gates; and which leaves hang."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nnviz.engine.composite import Composite
from nnviz.engine.structure import Node, Structure
from nnviz.engine.table import LOSS_OPS
from nnviz.explain.number import format_number

_WITH_CONSTANT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "add": ("+{}", "+{}"),
        "sub": ("{}−", "−{}"),
        "mul": ("×{}", "×{}"),
        "div": ("{}÷", "÷{}"),
        "power": ("{}^", "^{}"),
        "max": ("max {}", "max {}"),
        "min": ("min {}", "min {}"),
    }
)
"""Gate of two inputs -> its symbol where the first, or the second, is a constant."""

_MOST_HANGING = 6
"""Parameters that hang; more of them would make the rows too high to be read."""


@dataclass(frozen=True)
class Folding:
    """What is folded where.

    ``weights``: (gate, position of x) -> index of the weight on that wire; ``symbols``: gate -> symbol with its
    constant in it; ``hanging``: leaf -> the gate it hangs under; ``hidden``: nodes that are not drawn.
    """

    weights: Mapping[tuple[int, int], int]
    symbols: Mapping[int, str]
    hanging: Mapping[int, int]
    hidden: frozenset[int]


def fold(graph: Structure) -> Folding:
    """Decides for every leaf how it is shown."""
    weights: dict[tuple[int, int], int] = {}
    symbols: dict[int, str] = {}
    hanging: dict[int, int] = {}
    hidden: set[int] = set()
    for gate in graph.gates:
        node = graph.nodes[gate]
        if node.op == "weighted_sum":
            pairs = [(node.inputs[k], k - 1) for k in range(1, len(node.inputs), 2)]
            on_wires = {position: leaf for leaf, position in pairs if graph.nodes[leaf].op == "parameter"}
            weights.update({(gate, position): leaf for position, leaf in on_wires.items()})
            hidden.update(on_wires.values())
            if len(node.inputs) % 2 and graph.nodes[node.inputs[-1]].is_leaf:
                hanging[node.inputs[-1]] = gate
        elif isinstance(node.gate, Composite):
            taken, below, held = _fold_group(graph, node, node.gate)
            weights.update(taken)
            hanging.update(dict.fromkeys(below, gate))
            hidden.update(taken.values(), held)
        elif node.op == "affine":
            hanging.update({leaf: gate for leaf in node.inputs[1:] if graph.nodes[leaf].op == "parameter"})
        elif node.op in LOSS_OPS and graph.nodes[node.inputs[1]].op == "input":
            hanging[node.inputs[1]] = gate
        elif node.op in _WITH_CONSTANT and len(node.inputs) == 2:
            found = _constant_of(graph, node)
            if found is not None:
                symbols[gate] = _WITH_CONSTANT[node.op][found].format(_number(graph.nodes[node.inputs[found]]))
                hidden.add(node.inputs[found])
    hidden -= {leaf for leaf in hidden if not _is_held(graph, leaf) and _is_needed(graph, leaf, weights, symbols)}
    hanging = {leaf: gate for leaf, gate in hanging.items() if len(graph.consumers(leaf)) == 1}
    if sum(graph.nodes[leaf].op == "parameter" for leaf in hanging) > _MOST_HANGING:
        hidden.update(leaf for leaf in hanging if graph.nodes[leaf].op == "parameter")
        hanging = {leaf: gate for leaf, gate in hanging.items() if leaf not in hidden}
    return Folding(weights, symbols, hanging, frozenset(hidden))


def _fold_group(graph: Structure, node: Node, group: Composite) -> tuple[dict[tuple[int, int], int], set[int], set[int]]:
    """What of a closed group's inputs are weights on the wires of others, what hangs under it, and what is held."""
    inside, inputs = fold(group.inner), node.inputs
    weights = {}
    for (inner, position), leaf in inside.weights.items():
        source = group.inner.nodes[inner].inputs[position]
        if max(leaf, source) < len(inputs):
            weights[node.index, source] = inputs[leaf]
    held = {i for i in inputs if _is_held(graph, i)}
    return weights, {inputs[leaf] for leaf in inside.hanging if leaf < len(inputs)} - held, held


def is_literal(leaf: Node) -> bool:
    """Whether a constant is called by its number, as one that is written out in an expression is."""
    return leaf.op == "constant" and leaf.value is not None and leaf.name.partition("#")[0] in (f"{leaf.value}", f"{leaf.value:g}")


def _is_held(graph: Structure, leaf: int) -> bool:
    """Whether it is an array that is only held while groups of gates are looked at."""
    node = graph.nodes[leaf]
    groups = (isinstance(graph.nodes[gate].gate, Composite) for gate, _ in graph.consumers(leaf))
    return node.op == "constant" and not is_number(node) and all(groups)


def is_number(leaf: Node) -> bool:
    """Whether a leaf holds a single number, not a vector or matrix."""
    return leaf.value is None or leaf.value.ndim == 0


def _constant_of(graph: Structure, node: Node) -> int | None:
    kinds = [is_number(graph.nodes[i]) and is_literal(graph.nodes[i]) for i in node.inputs]
    return kinds.index(True) if sum(kinds) == 1 else None


def _number(node: Node) -> str:
    return format_number(float(node.value)) if node.value is not None else "?"


def _is_needed(
    graph: Structure, leaf: int, weights: Mapping[tuple[int, int], int], symbols: Mapping[int, str]
) -> bool:
    """Whether some consumer neither has the leaf on a wire nor in its symbol (penalties are told in their tips)."""
    for gate, position in graph.consumers(leaf):
        folded = weights.get((gate, position - 1)) == leaf or gate in symbols
        if not folded and not graph.nodes[gate].op.endswith("_penalty"):
            return True
    return False
