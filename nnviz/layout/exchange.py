"""Exchanging neighbours in a rank where that removes crossings: the fine work after an ordering sweep."""

import numpy as np

from nnviz.layout.layer import Ints, LayeredGraph


def exchange_neighbours(layered: LayeredGraph, order: list[Ints], turning: bool = False) -> list[Ints]:
    """The order after exchanging neighbours for as long as that removes crossings; never more crossings than before.

    ``turning``: those change places, too, that cross as often either way, which opens other ways to go on.
    """
    result = [vertices.tolist() for vertices in order]
    slot = [0] * len(layered.rank)
    for vertices in result:
        for place, vertex in enumerate(vertices):
            slot[vertex] = place
    pending, gained = set(range(len(result))), 1
    while gained:
        gained, ranks, pending = 0, sorted(pending), set()
        for rank in ranks:
            gain, exchanges = _exchange_rank(layered, result[rank], slot, 0 if turning else 1)
            gained += gain
            if exchanges:
                pending.update(near for near in (rank - 1, rank, rank + 1) if 0 <= near < len(result))
    return [np.array(vertices, int) for vertices in result]


def _exchange_rank(layered: LayeredGraph, vertices: list[int], slot: list[int], least: int) -> tuple[int, int]:
    """One walk along a rank: the crossings removed, and the exchanges, each of which removed ``least`` or more."""
    before, after = layered.before, layered.after
    sides = [(sorted(slot[n] for n in before[v]), sorted(slot[n] for n in after[v])) for v in vertices]
    removed = exchanges = 0
    for place in range(len(vertices) - 1):
        upper, lower = sides[place], sides[place + 1]
        now = _crossings(upper[0], lower[0]) + _crossings(upper[1], lower[1])
        if not now:
            continue
        gain = now - _crossings(lower[0], upper[0]) - _crossings(lower[1], upper[1])
        if gain >= least:
            sides[place], sides[place + 1] = lower, upper
            first, second = vertices[place], vertices[place + 1]
            vertices[place], vertices[place + 1] = second, first
            slot[first], slot[second] = place + 1, place
            removed += gain
            exchanges += 1
    return removed, exchanges


def _crossings(upper: list[int], lower: list[int]) -> int:
    """Pairs that cross when the vertex with ends ``upper`` stands above the one with ends ``lower`` (both sorted)."""
    total = below = 0
    for end in upper:
        while below < len(lower) and lower[below] < end:
            below += 1
        total += below
    return total
