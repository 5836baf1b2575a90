"""Local gradients between single entries: by how much one entry of a gate's value follows one entry of an input."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nnviz.engine.op import Array, Entry, Op, Parts
from nnviz.engine.table import OPS
from nnviz.engine.trace import Trace, unbroadcast
from nnviz.explain.place import Place

FEW = 256
"""Up to so many entries of a gate are looked at one by one, and so many are named; beyond, what is left is summed."""


WHOLE = 2000
"""A single number that comes from more entries than this is told over the whole arrays."""


@dataclass(frozen=True, slots=True)
class Local:
    """The local gradient of ``of`` (an entry of a gate) by ``by`` (an entry of its input at ``edge``): ``number``.

    It is ``op``'s local gradient number ``position`` over ``inputs``: single entries, or, where ``whole``, all its arrays.
    """

    of: Place
    by: Place
    edge: int
    number: float
    op: Op
    position: int
    inputs: tuple[Place, ...]
    whole: bool


def parts_of(trace: Trace, place: Place) -> tuple[Op, tuple[tuple[int, Place], ...]] | None:
    """The op on single numbers that gives this entry of a gate, and its arguments as (edge, place).

    None where the entry depends on whole arrays in a way that no op on numbers says.
    """
    node = trace.graph.nodes[place.node]
    arrays = [trace.values[i] for i in node.inputs]
    name, entries = _parts(node.gate, place.entry, arrays, trace.values[place.node])
    if not entries:
        return None
    return OPS[name] if name else node.gate, tuple((k, Place(node.inputs[k], entry)) for k, entry in entries)


def _parts(op: Op, entry: Entry, arrays: list[Array], value: Array) -> Parts:
    if value.size == 1 and sum(array.size for array in arrays) > WHOLE:
        return None, ()
    if op.parts is not None:
        return op.parts(entry, *(array.shape for array in arrays))
    if value.size == 1 and all(array.size == 1 for array in arrays):
        return None, tuple((k, (0,) * array.ndim) for k, array in enumerate(arrays))
    return None, ()


def locals_along(trace: Trace, gate: int, edge: int, entry: Entry) -> Iterator[Local]:
    """The local gradients of a gate's entries by one entry of its input at ``edge``; those that are 0 by structure left out."""
    node = trace.graph.nodes[gate]
    for at, number in _column(trace, gate, edge, entry):
        of, by = Place(gate, at), Place(node.inputs[edge], entry)
        found = parts_of(trace, of)
        arguments = () if found is None else found[1]
        if found is not None and (edge, by) in arguments:
            yield Local(of, by, edge, number, found[0], arguments.index((edge, by)), tuple(p for _, p in arguments), False)
        else:
            yield Local(of, by, edge, number, node.gate, edge, tuple(Place(i) for i in node.inputs), True)


def slope_between(trace: Trace, of: Place, edge: int, by: Place) -> float:
    """The local gradient of one entry of a gate's value by one entry of its input at ``edge``."""
    mask = np.zeros(trace.values[of.node].shape)
    mask[of.entry] = 1.0
    return _sent(trace, of.node, edge, mask, by.entry)


def _column(trace: Trace, gate: int, edge: int, entry: Entry) -> Iterator[tuple[Entry, float]]:
    """The column of the Jacobian for one entry of an input: (entry of the value, local gradient), zeros left out."""
    shape = trace.values[gate].shape
    size = trace.values[gate].size
    if size == 1:
        at = (0,) * len(shape)
        yield at, _sent(trace, gate, edge, np.ones(shape), entry)
        return
    probe = np.random.default_rng(0).uniform(1.0, 2.0, size)
    pending = [(0, size)]
    count = 0
    while pending and count < FEW:
        start, stop = pending.pop()
        mask = np.zeros(size)
        mask[start:stop] = probe[start:stop] if stop - start > 1 else 1.0
        number = _sent(trace, gate, edge, mask.reshape(shape), entry)
        if number == 0.0:
            continue
        if stop - start == 1:
            count += 1
            yield tuple(int(k) for k in np.unravel_index(start, shape)), number
        else:
            middle = (start + stop) // 2
            pending += [(middle, stop), (start, middle)]


def _sent(trace: Trace, gate: int, edge: int, upstream: Array, entry: Entry) -> float:
    node = trace.graph.nodes[gate]
    inputs = tuple(trace.values[i] for i in node.inputs)
    with np.errstate(all="ignore"):
        value = trace.values[gate]
        sent = node.gate.vjp(edge, upstream.astype(value.dtype), value, inputs, **node.attributes)
        return float(unbroadcast(np.asarray(sent), inputs[edge])[entry])
