"""Recognising gates that are an op of the table: neg, exp, + 1 and 1/x are a sigmoid, w0 * x0 + w1 * x1 + b is a weighted sum."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import permutations
from types import MappingProxyType

from nnviz.engine.graph import Graph
from nnviz.engine.group import Group, is_whole
from nnviz.engine.op import Shape
from nnviz.engine.opening import shapes_of, spellings
from nnviz.engine.structure import Node, Structure
from nnviz.engine.table import OPS

_COMMUTATIVE = frozenset(("add", "mul"))
_WEIGHTED_SUM = "weighted_sum"
_MOST_SWAPPED = 3
"""Inputs up to which every order of a sum or a product is tried."""

Bound = Mapping[int, int]


def recognised(graph: Structure) -> dict[str, Group]:
    """The groups of gates that some op opens into, by the name of the last gate; of two that overlap the larger one.

    Only what nothing leads out of but its last gate; what is one gate already is no group.
    """
    shapes = shapes_of(graph)
    found = [group for gate in graph.gates for group in (*_at(graph, gate, shapes), *_weighted(graph, gate, shapes))]
    result: dict[str, Group] = {}
    taken: set[str] = set()
    for group in sorted(found, key=lambda group: -len(group.members)):
        if not group.members & taken:
            result[group.name] = group
            taken |= group.members
    return result


@cache
def _patterns() -> Mapping[str, Sequence[tuple[str, Graph]]]:
    """Op of a last gate -> the ops that open into something ending in it, each with what that is for one of its cases."""
    found: dict[str, list[tuple[str, Graph]]] = {}
    for op in OPS.values():
        for case in op.cases if op.arity is not None else ():
            for pattern in spellings(op.name, case):
                if len(pattern.gates) > 1:
                    found.setdefault(pattern.nodes[pattern.output].op, []).append((op.name, pattern))
    return MappingProxyType(found)


def _at(graph: Structure, gate: int, shapes: Sequence[Shape]) -> Iterator[Group]:
    """The groups that end in a gate."""
    for op, rough in _patterns().get(graph.nodes[gate].op, ()):
        for bound in _matches(graph, gate, rough, rough.output, {}, exact=False):
            exact = _exactly(graph, gate, spellings(op, tuple(shapes[bound[k]] for k in range(len(bound)))), bound)
            if exact is None:
                continue
            inputs = tuple(graph.nodes[exact[k]].name for k in range(len(exact)))
            members = _between(graph, gate, frozenset(exact.values()))
            if is_whole(graph, members, gate):
                names = frozenset(graph.nodes[member].name for member in members)
                yield Group(graph.nodes[gate].name, op, OPS[op].symbol, names, op, inputs)
                break


def _exactly(graph: Structure, gate: int, patterns: Sequence[Graph], bound: Bound) -> Bound | None:
    """What the inputs of one of these patterns are, constants and all; None where a gate is none of them."""
    found = (bind for pattern in patterns for bind in _matches(graph, gate, pattern, pattern.output, bound, exact=True))
    return next(found, None)


def _weighted(graph: Structure, gate: int, shapes: Sequence[Shape]) -> Iterator[Group]:
    """The weighted sum of single numbers that ends in a gate: two products of two numbers or more, and perhaps one more term."""
    if graph.nodes[gate].op != "add":
        return
    members, pairs, plain = {gate}, [], []
    stack = list(reversed(graph.nodes[gate].inputs))
    while stack:
        at = stack.pop()
        node = graph.nodes[at]
        own = len(graph.consumers(at)) == 1 and at != graph.output
        if own and node.op == "add":
            stack.extend(reversed(node.inputs))
        elif own and node.op == "mul":
            pairs.append(node.inputs[::-1])  # a weight stands before its number, and is the op's second input
        else:
            plain.append(at)
            continue
        members.add(at)
    inputs = [*(at for pair in pairs for at in pair), *plain]
    scalar = all(shapes[at] == () for at in (*members, *inputs))
    if len(pairs) > 1 and len(plain) < 2 and scalar and len(set(inputs)) == len(inputs):
        names = frozenset(graph.nodes[member].name for member in members)
        sources = tuple(graph.nodes[at].name for at in inputs)
        yield Group(graph.nodes[gate].name, _WEIGHTED_SUM, OPS[_WEIGHTED_SUM].symbol, names, _WEIGHTED_SUM, sources)


def _between(graph: Structure, last: int, inputs: frozenset[int]) -> set[int]:
    """The gates from the inputs on to the last one."""
    found, stack = set(), [last]
    while stack:
        at = stack.pop()
        if at not in found and at not in inputs and not graph.nodes[at].is_leaf:
            found.add(at)
            stack.extend(graph.nodes[at].inputs)
    return found


def _matches(graph: Structure, at: int, pattern: Structure, like: int, bound: Bound, *, exact: bool) -> Iterator[Bound]:
    """The ways in which a node is what a pattern's node is: input of the pattern -> node; not ``exact``: whatever its constants."""
    node, model = graph.nodes[at], pattern.nodes[like]
    if model.op == "input":
        if bound.get(like, at) == at:
            yield {**bound, like: at}
    elif model.op == "constant":
        if node.op == "constant" and (not exact or _same(node, model)):
            yield bound
    elif node.op == model.op and not node.attributes and len(node.inputs) == len(model.inputs):
        swaps = node.op in _COMMUTATIVE and len(node.inputs) <= _MOST_SWAPPED
        for inputs in permutations(node.inputs) if swaps else (node.inputs,):
            yield from _all_match(graph, inputs, pattern, model.inputs, bound, exact)


def _all_match(
    graph: Structure, nodes: Sequence[int], pattern: Structure, models: Sequence[int], bound: Bound, exact: bool
) -> Iterator[Bound]:
    if not nodes:
        yield bound
        return
    for more in _matches(graph, nodes[0], pattern, models[0], bound, exact=exact):
        yield from _all_match(graph, nodes[1:], pattern, models[1:], more, exact)


def _same(node: Node, model: Node) -> bool:
    if node.value is None or model.value is None:
        return False
    return node.value.size == 1 and float(node.value.item()) == float(model.value.item())
