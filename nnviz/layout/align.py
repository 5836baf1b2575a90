"""Vertical coordinates in ranks of fixed order.

After Brandes and Köpf, "Fast and simple horizontal coordinate assignment" (2001), turned by a right angle.

Four extreme alignments (to the previous or next rank, from above or below) are computed and balanced, so that chains
and long edges run straight and forks are symmetric.
"""

from collections.abc import Sequence
from itertools import pairwise

from nnviz.layout.layer import LayeredGraph

Conflicts = set[tuple[int, int]]

_LARGE = 8000
"""Vertices from which two opposite alignments have to do."""


def align(
    layered: LayeredGraph, order: Sequence[Sequence[int]], above: Sequence[float], below: Sequence[float], gap: float
) -> list[float]:
    """The y of every vertex; ``above`` and ``below`` (V,) say how far each reaches from it, ``gap`` is the least space.

    In each rank, y[v] - y[u] >= below[u] + gap + above[v] where u stands just above v.
    """
    slot = [0] * len(layered.rank)
    for vertices in order:
        for place, vertex in enumerate(vertices):
            slot[vertex] = place
    before = [sorted(near, key=slot.__getitem__) for near in layered.before]
    after = [sorted(near, key=slot.__getitem__) for near in layered.after]
    conflicts = _conflicts(layered, order, before, slot)
    layouts: list[list[float]] = []
    signs: list[bool] = []
    for ranks, near, ways in ((order, before, (False, True)), (order[::-1], after, (True, False))):
        for upside_down in ways[: 1 if len(slot) > _LARGE else 2]:
            turned = [list(reversed(rank)) for rank in ranks] if upside_down else ranks
            root = _blocks(turned, near, slot, conflicts, upside_down)
            reach = (below, above) if upside_down else (above, below)
            places = _compact(turned, root, reach[0], reach[1], gap)
            layouts.append([-place for place in places] if upside_down else places)
            signs.append(upside_down)
    return _balance(layouts, signs)


def _conflicts(
    layered: LayeredGraph, order: Sequence[Sequence[int]], before: list[list[int]], slot: list[int]
) -> Conflicts:
    """Segments that cross a piece of a long edge (between two dummies), which has priority for being straight."""
    found: Conflicts = set()
    dummy = layered.is_dummy
    for upper, lower in pairwise(order):
        low, scanned = 0, 0
        for place, vertex in enumerate(lower):
            inner = next((n for n in before[vertex] if dummy(n)), None) if dummy(vertex) else None
            if inner is None and place < len(lower) - 1:
                continue
            high = slot[inner] if inner is not None else len(upper)
            for scan in lower[scanned : place + 1]:
                for near in before[scan]:
                    if not low <= slot[near] <= high and not (dummy(scan) and dummy(near)):
                        found.add((near, scan))
            low, scanned = high, place + 1
    return found


def _blocks(
    ranks: Sequence[Sequence[int]], near: list[list[int]], slot: list[int], conflicts: Conflicts, upside_down: bool
) -> list[int]:
    """Root of each vertex's straight block: a vertex joins its median neighbour where no other block is crossed."""
    root = list(range(len(slot)))
    taken = [False] * len(slot)
    sign = -1 if upside_down else 1
    for rank in ranks[1:]:
        reached = float("-inf")
        for vertex in rank:
            around = near[vertex][::sign]
            if not around:
                continue
            middle = (len(around) - 1) / 2
            for neighbour in around[int(middle) : int(middle + 0.5) + 1]:
                free = not taken[neighbour] and (neighbour, vertex) not in conflicts
                if free and (vertex, neighbour) not in conflicts and reached < sign * slot[neighbour]:
                    root[vertex] = root[neighbour]
                    taken[neighbour] = True
                    reached = sign * slot[neighbour]
                    break
    return root


def _compact(
    ranks: Sequence[Sequence[int]], root: list[int], above: Sequence[float], below: Sequence[float], gap: float
) -> list[float]:
    """The least place of each block below those above it, then each moved down as far as its lower neighbours allow."""
    room: dict[int, dict[int, float]] = {}
    waits: dict[int, int] = {}
    for rank in ranks:
        for upper, lower in pairwise(rank):
            a, b = root[upper], root[lower]
            space = below[upper] + gap + above[lower]
            lowers = room.setdefault(a, {})
            if b not in lowers:
                waits[b] = waits.get(b, 0) + 1
            lowers[b] = max(lowers.get(b, 0.0), space)
    place = [0.0] * len(root)
    ready = [v for v in range(len(root)) if root[v] == v and not waits.get(v)]
    done = []
    while ready:
        block = ready.pop()
        done.append(block)
        for lower, space in room.get(block, {}).items():
            place[lower] = max(place[lower], place[block] + space)
            waits[lower] -= 1
            if not waits[lower]:
                ready.append(lower)
    for block in reversed(done):
        if block in room:
            limit = min(place[lower] - space for lower, space in room[block].items())
            place[block] = max(place[block], limit)
    return [place[r] for r in root]


def _balance(layouts: list[list[float]], from_below: list[bool]) -> list[float]:
    """The mean of the two middle ones of four layouts, or of two, each shifted against the narrowest."""
    if not layouts[0]:
        return []
    spans = [(min(places), max(places)) for places in layouts]
    low, high = min(spans, key=lambda span: span[1] - span[0])
    shifted = []
    for places, span, below in zip(layouts, spans, from_below, strict=True):
        shift = high - span[1] if below else low - span[0]
        shifted.append([place + shift for place in places])
    half = len(layouts) // 2
    return [(places[half - 1] + places[half]) / 2 for places in map(sorted, zip(*shifted, strict=True))]
