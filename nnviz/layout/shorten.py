"""Shortening the edges of a ranked graph: parts that hang together move as one, as far as their edges pull them.

After Gansner, Koutsofios, North and Vo, "A technique for drawing directed graphs" (1993), where a network simplex
exchanges one edge of a tight tree at a time. Here all that are worth it are exchanged at once, on arrays.
"""

import numpy as np

from nnviz.layout.layer import Ints

_EXCHANGES = 60
_LARGE, _WORTH_IT = 2000, 0.02
"""Nodes from which an exchange must shorten the edges by such a share for another to follow."""


def shorten(ranks: Ints, edges: Ints) -> Ints:
    """Ranks (N,) with which the edges (E, 2) are as short in sum as can be, or nearly; each spans at least one, as given."""
    ranks = ranks.copy()
    start, end = edges[:, 0], edges[:, 1]
    count = len(ranks)
    pull = np.bincount(end, minlength=count) - np.bincount(start, minlength=count)  # what a step to the right costs
    tight = np.flatnonzero(ranks[end] - ranks[start] == 1)
    total = _length(ranks, edges)
    for _ in range(_EXCHANGES):
        part, tight = _exchange(edges, pull, tight)
        if not np.bincount(part, pull).any():
            break
        part, joined = _gather(ranks, edges, pull, part)
        tight = np.concatenate((tight, joined))
        before, total = total, _length(ranks, edges)
        if total == len(edges) or (count > _LARGE and before - total < _WORTH_IT * total):
            break
    return ranks


def _length(ranks: Ints, edges: Ints) -> int:
    return int((ranks[edges[:, 1]] - ranks[edges[:, 0]]).sum())


def _gather(ranks: Ints, edges: Ints, pull: Ints, part: Ints) -> tuple[Ints, Ints]:
    """Move each part to the first edge that stops it, and join what that edge connects, until nothing is pulled any more.

    ``ranks`` are changed in place; returns the part of each node and the edges that joined them, which are tight.
    """
    joined: list[Ints] = []
    while True:
        moved = False
        for sign in (1, -1):  # to the left, to the right
            own, other = edges[:, ::-sign].T
            pulled = np.bincount(part, sign * pull, len(part)) > 0
            stops = np.flatnonzero((part[own] != part[other]) & pulled[part[own]])
            if len(stops) == 0:
                continue
            moved = True
            slack = np.abs(ranks[own[stops]] - ranks[other[stops]]) - 1
            nearest = np.lexsort((slack, part[own[stops]]))
            first = nearest[np.flatnonzero(np.diff(part[own[stops]][nearest], prepend=-1))]
            shift = np.zeros(len(part), int)
            shift[part[own[stops[first]]]] = slack[first]
            ranks -= sign * shift[part]
            met = stops[first]
            met = met[np.abs(ranks[own[met]] - ranks[other[met]]) == 1]  # the other part may have moved away
            part = _joined(part, part[own[met]], part[other[met]])
            joined.append(met)
        if not moved:
            return part, np.concatenate(joined) if joined else np.empty(0, int)


def _joined(part: Ints, moving: Ints, met: Ints) -> Ints:
    """The parts after each of ``moving`` has become one with what it met (each occurs once; they may meet in a ring)."""
    leader, least = np.arange(len(part)), np.arange(len(part))
    leader[moving] = met
    for _ in range(len(part).bit_length()):
        least = np.minimum(least, least[leader])
        leader = leader[leader]
    return least[leader][part]


def _exchange(edges: Ints, pull: Ints, tight: Ints) -> tuple[Ints, Ints]:
    """Parts again, apart where a tree of tight edges holds them together against their pull; and the edges that still hold."""
    order, parent, edge = _tree(len(pull), edges, tight)
    weight = pull.tolist()
    for node in reversed(order):
        if parent[node] >= 0:
            weight[parent[node]] += weight[node]
    part, held = list(range(len(pull))), []
    ends = edges[:, 1].tolist()
    for node in order:
        if parent[node] >= 0:
            apart = weight[node] < 0 if ends[edge[node]] == node else weight[node] > 0
            if not apart:
                part[node] = part[parent[node]]
                held.append(edge[node])
    return np.array(part, int), np.array(held, int)


def _tree(count: int, edges: Ints, tight: Ints) -> tuple[list[int], list[int], list[int]]:
    """Nodes, each after its parent; the parent of each, -1 of a root; and the edge that leads to it."""
    near: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for edge, (start, end) in zip(tight.tolist(), edges[tight].tolist(), strict=True):
        near[start].append((end, edge))
        near[end].append((start, edge))
    order: list[int] = []
    parent, via = [-2] * count, [-1] * count
    for root in range(count):
        if parent[root] == -2:
            parent[root] = -1
            stack = [root]
            while stack:
                node = stack.pop()
                order.append(node)
                for other, edge in near[node]:
                    if parent[other] == -2:
                        parent[other], via[other] = node, edge
                        stack.append(other)
    return order, parent, via
