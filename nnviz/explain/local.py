"""Local gradients between single entries: by how much one entry of a gate's value follows one entry of an input."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from nnviz.engine.op import Array, Entry, Op, Parts, elementwise
from nnviz.engine.structure import Node
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


@dataclass(frozen=True, slots=True)
class Makeup:
    """The op on single numbers that gives an entry of a gate, and its arguments: of each the gate's input, by edge, and the place.

    ``first`` says which argument each of them is, the first of equal ones.
    """

    op: Op
    edges: tuple[int, ...]
    inputs: tuple[Place, ...]
    first: Mapping[tuple[int, Place], int]


def makeup_of(trace: Trace, place: Place) -> Makeup | None:
    """What an entry of a gate is made of; None where it depends on whole arrays in a way that no op on numbers says."""
    node = trace.graph.nodes[place.node]
    arrays = [trace.values[i] for i in node.inputs]
    name, entries = _parts(node.gate, place.entry, arrays, trace.values[place.node])
    if not entries:
        return None
    edges, inputs = tuple(edge for edge, _ in entries), tuple(Place(node.inputs[edge], entry) for edge, entry in entries)
    first = {(edge, by): k for k, (edge, by) in reversed(list(enumerate(zip(edges, inputs, strict=True))))}
    return Makeup(OPS[name] if name else node.gate, edges, inputs, first)


def _parts(op: Op, entry: Entry, arrays: list[Array], value: Array) -> Parts:
    if value.size == 1 and sum(array.size for array in arrays) > WHOLE:
        return None, ()
    if op.parts is not None:
        return op.parts(entry, *(array.shape for array in arrays))
    if value.size == 1 and all(array.size == 1 for array in arrays):
        return None, tuple((k, (0,) * array.ndim) for k, array in enumerate(arrays))
    return None, ()


def locals_along(
    trace: Trace, gate: int, edge: int, entry: Entry, makeup: Callable[[Place], Makeup | None]
) -> Iterator[Local]:
    """The local gradients of a gate's entries by one entry of its input at ``edge``; those that are 0 by structure left out.

    ``makeup`` says what an entry is made of, as :func:`makeup_of` does.
    """
    node = trace.graph.nodes[gate]
    by = Place(node.inputs[edge], entry)
    for at, number in _Passage.of(trace, gate, edge, entry).column():
        of = Place(gate, at)
        found = makeup(of)
        if found is not None and (edge, by) in found.first:
            yield Local(of, by, edge, number, found.op, found.first[edge, by], found.inputs, False)
        else:
            yield Local(of, by, edge, number, node.gate, edge, tuple(Place(i) for i in node.inputs), True)


def slope_between(trace: Trace, of: Place, edge: int, by: Place) -> float:
    """The local gradient of one entry of a gate's value by one entry of its input at ``edge``."""
    return _Passage.of(trace, of.node, edge, by.entry).slope(of.entry)


@dataclass(frozen=True, slots=True)
class _Passage:
    """How one entry of an input of a gate goes into its value; of an elementwise gate, only the entries that it can go into.

    ``start`` is where ``value``, a part of the whole one, begins in it; ``is_single``: the whole one is a single number.
    """

    node: Node
    edge: int
    value: Array
    inputs: tuple[Array, ...]
    entry: Entry
    start: Entry
    is_single: bool

    @classmethod
    def of(cls, trace: Trace, gate: int, edge: int, entry: Entry) -> "_Passage":
        node, value = trace.graph.nodes[gate], trace.values[gate]
        inputs = tuple(trace.values[i] for i in node.inputs)
        start = (0,) * value.ndim
        if value.size == 1 or not _is_elementwise(node.gate, value, inputs):
            return cls(node, edge, value, inputs, entry, start, value.size == 1)
        kept = [slice(None)] * value.ndim
        for axis, (k, size) in enumerate(zip(entry, inputs[edge].shape, strict=True), value.ndim - len(entry)):
            if size > 1:
                kept[axis] = slice(k, k + 1)
        start = tuple(axis.start or 0 for axis in kept)
        return cls(node, edge, value[tuple(kept)], tuple(_cut(x, kept) for x in inputs), (0,) * len(entry), start, False)

    def column(self) -> Iterator[tuple[Entry, float]]:
        """The column of the Jacobian for the entry: (entry of the value, local gradient), an array's zeros left out.

        Where all are 0, those that would not be for other numbers.
        """
        found = list(self._search())
        for own in () if found else (3.0, 0.5):  # the largest, for a max; the smallest
            found = found or [(at, 0.0) for at, _ in self._elsewhere(own)._search()]
        return iter(found)

    def _elsewhere(self, own: float) -> "_Passage":
        """The same for other numbers, of which none is 0: ``own`` for the input itself, others between 1 and 2."""
        draw = np.random.default_rng(1)
        inputs = tuple(
            np.full(x.shape, own) if k == self.edge else draw.uniform(1.0, 2.0, x.shape) for k, x in enumerate(self.inputs)
        )
        with np.errstate(all="ignore"):
            value = np.asarray(self.node.gate.forward(*inputs, **self.node.attributes))
        return replace(self, value=value.reshape(self.value.shape), inputs=inputs)

    def _search(self) -> Iterator[tuple[Entry, float]]:
        shape, size = self.value.shape, self.value.size
        if self.is_single:
            yield self.start, self.sent(np.ones(shape))
            return
        probe = np.random.default_rng(0).uniform(1.0, 2.0, size)
        pending = [(0, size)]
        count = 0
        while pending and count < FEW:
            start, stop = pending.pop()
            mask = np.zeros(size)
            mask[start:stop] = probe[start:stop] if stop - start > 1 else 1.0
            number = self.sent(mask.reshape(shape))
            if number == 0.0:
                continue
            if stop - start == 1:
                count += 1
                at = np.unravel_index(start, shape)
                yield tuple(int(k) + first for k, first in zip(at, self.start, strict=True)), number
            else:
                middle = (start + stop) // 2
                pending += [(middle, stop), (start, middle)]

    def slope(self, at: Entry) -> float:
        """The local gradient of one entry of the gate's value."""
        mask = np.zeros(self.value.shape)
        mask[tuple(k - first for k, first in zip(at, self.start, strict=True))] = 1.0
        return self.sent(mask)

    def sent(self, upstream: Array) -> float:
        """What the entry gets of an upstream gradient in the shape of ``value``."""
        with np.errstate(all="ignore"):
            given = upstream.astype(self.value.dtype, copy=False)
            sent = self.node.gate.vjp(self.edge, given, self.value, self.inputs, **self.node.attributes)
            return float(unbroadcast(np.asarray(sent), self.inputs[self.edge])[self.entry])


def _is_elementwise(op: Op, value: Array, inputs: tuple[Array, ...]) -> bool:
    """Whether each entry of the value comes from the entries that broadcasting puts there; the last one tells."""
    if op.parts is None or 0 in value.shape:
        return False
    last, shapes = tuple(size - 1 for size in value.shape), [x.shape for x in inputs]
    name, entries = op.parts(last, *shapes)
    return name is None and (name, entries) == elementwise(last, *shapes)


def _cut(array: Array, kept: list[slice]) -> Array:
    """What a part of the value comes from; axes that are broadcast stay."""
    axes = kept[len(kept) - array.ndim :]
    return array[tuple(slice(None) if size == 1 else axis for axis, size in zip(axes, array.shape, strict=True))]
