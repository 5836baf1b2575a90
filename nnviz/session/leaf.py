"""The leaves of the graph on show as rows: what can be typed over, with gradient and update."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.moment import Moment
from nnviz.engine.trace import Trace

Array = NDArray[np.floating]
LeafKind = Literal["input", "target", "parameter"]

MOST_ROWS = 400


@dataclass(frozen=True, slots=True)
class LeafRow:
    """One number of a leaf: ``gradient`` is None before it has been computed, ``new_value`` outside the update."""

    key: str
    value: float
    gradient: float | None
    new_value: float | None
    kind: LeafKind


def leaf_total(trace: Trace) -> int:
    """How many numbers the leaves hold, constants aside."""
    return sum(trace.values[i].size for i in trace.graph.leaves if trace.graph.nodes[i].op != "constant")


def leaf_rows(
    trace: Trace, moment: Moment, updates: Mapping[str, Array], kind_of: Callable[[str], LeafKind], most: int = MOST_ROWS
) -> list[LeafRow]:
    """A row for each number, at most ``most`` of a kind; ``updates`` are new values by key, empty outside the update."""
    counts: dict[LeafKind, int] = {"input": 0, "target": 0, "parameter": 0}
    rows = []
    for index in trace.graph.leaves:
        node = trace.graph.nodes[index]
        if node.op == "constant":
            continue
        kind = kind_of(node.name)
        gradient = trace.gradients[index] if moment.knows_gradient(index) else None
        for row in _entries(node.name, trace.values[index], gradient, updates, kind, most - counts[kind]):
            rows.append(row)
            counts[kind] += 1
    return rows


def _entries(
    name: str, value: Array, gradient: Array | None, updates: Mapping[str, Array], kind: LeafKind, most: int
) -> Iterator[LeafRow]:
    for number, place in enumerate(np.ndindex(value.shape)):
        if number >= most:
            return
        key = f"{name}[{','.join(map(str, place))}]" if place else name
        new = updates.get(key)
        if new is None and name in updates:
            new = updates[name][place]
        yield LeafRow(
            key, float(value[place]), None if gradient is None else float(gradient[place]),
            None if new is None else float(new), kind,
        )
