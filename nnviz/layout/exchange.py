"""Exchanging neighbours in a rank where that removes crossings: the fine work after an ordering sweep."""

from nnviz.layout.layer import Ints, LayeredGraph


def exchange_neighbours(layered: LayeredGraph, order: list[Ints]) -> list[Ints]:
    """The order after exchanging neighbours for as long as that removes crossings; never more crossings than before."""
    result = [vertices.tolist() for vertices in order]
    slot = [0] * len(layered.rank)
    for vertices in result:
        for place, vertex in enumerate(vertices):
            slot[vertex] = place
    pending = set(range(len(result)))
    while pending:
        changed = {rank for rank in sorted(pending) if _exchange_rank(layered, result[rank], slot)}
        pending = {near for rank in changed for near in (rank - 1, rank, rank + 1) if 0 <= near < len(result)}
    return [order[rank][:0] if not vertices else _array(order[rank], vertices) for rank, vertices in enumerate(result)]


def _array(like: Ints, vertices: list[int]) -> Ints:
    array = like.copy()
    array[:] = vertices
    return array


def _exchange_rank(layered: LayeredGraph, vertices: list[int], slot: list[int]) -> bool:
    sides = [
        [(sorted(slot[n] for n in layered.before[v])), sorted(slot[n] for n in layered.after[v])] for v in vertices
    ]
    changed = False
    for place in range(len(vertices) - 1):
        upper, lower = sides[place], sides[place + 1]
        gain = sum(_crossings(a, b) - _crossings(b, a) for a, b in zip(upper, lower, strict=True))
        if gain > 0:
            sides[place], sides[place + 1] = lower, upper
            first, second = vertices[place], vertices[place + 1]
            vertices[place], vertices[place + 1] = second, first
            slot[first], slot[second] = place + 1, place
            changed = True
    return changed


def _crossings(upper: list[int], lower: list[int]) -> int:
    """Pairs that cross when the vertex with ends ``upper`` stands above the one with ends ``lower`` (both sorted)."""
    total = below = 0
    for end in upper:
        while below < len(lower) and lower[below] < end:
            below += 1
        total += below
    return total
