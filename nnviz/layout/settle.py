"""Settling: straight blocks move towards the middle of their neighbours while that shortens the wires."""

from collections.abc import Sequence
from itertools import pairwise

from nnviz.layout.layer import LayeredGraph

_ROUNDS = 8
_LEAST = 1e-6


def settle(
    layered: LayeredGraph, order: Sequence[Sequence[int]], y: list[float], room: dict[tuple[int, int], float]
) -> list[float]:
    """The heights after every straight block has moved to the nearest point where its wires are shortest in sum.

    ``room``: the least distance of two vertices that follow each other in a rank. No two change places, and what was
    straight stays so: a block whose wires are as short anywhere between two neighbours doesn't move.
    """
    blocks = _blocks(layered, y)
    over: dict[int, int] = {}
    under: dict[int, int] = {}
    for vertices in order:
        for upper, lower in pairwise(vertices):
            under[upper], over[lower] = lower, upper
    places = list(y)
    for _ in range(_ROUNDS):
        moved = 0.0
        for block in blocks:
            shift = _pull(layered, block, places)
            for vertex in block:
                if shift < 0 and vertex in over:
                    shift = min(max(shift, places[over[vertex]] + room[over[vertex], vertex] - places[vertex]), 0.0)
                elif shift > 0 and vertex in under:
                    shift = max(min(shift, places[under[vertex]] - room[vertex, under[vertex]] - places[vertex]), 0.0)
            for vertex in block:
                places[vertex] += shift
            moved = max(moved, abs(shift))
        if moved < _LEAST:
            break
    return places


def _blocks(layered: LayeredGraph, y: list[float]) -> list[list[int]]:
    """Vertices that are linked one to one, or by a long edge, and level: they move as one."""
    blocks: list[list[int]] = []
    for start in range(len(layered.rank)):
        if _next_level(layered, start, y, forward=False) is not None:
            continue
        block = [start]
        while (after := _next_level(layered, block[-1], y, forward=True)) is not None:
            block.append(after)
        blocks.append(block)
    return blocks


def _next_level(layered: LayeredGraph, vertex: int, y: list[float], forward: bool) -> int | None:
    near, back = (layered.after, layered.before) if forward else (layered.before, layered.after)
    if len(near[vertex]) != 1:
        return None
    other = near[vertex][0]
    return other if len(back[other]) == 1 and abs(y[other] - y[vertex]) < _LEAST else None


def _pull(layered: LayeredGraph, block: list[int], places: list[float]) -> float:
    """How far the block is from the nearest median of the offsets of its neighbours outside."""
    inside = set(block)
    offsets = sorted(
        places[near] - places[vertex]
        for vertex in block
        for near in (*layered.before[vertex], *layered.after[vertex])
        if near not in inside
    )
    if not offsets:
        return 0.0
    low, high = offsets[(len(offsets) - 1) // 2], offsets[len(offsets) // 2]
    return low if low > 0 else min(high, 0.0)
