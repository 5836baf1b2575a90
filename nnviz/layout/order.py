"""The order of the vertices in each rank: few crossings, by sweeps that keep the best order seen."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nnviz.layout.exchange import exchange_neighbours
from nnviz.layout.layer import Ints, LayeredGraph
from nnviz.layout.progress import Progress, untold

Order = list[Ints]

_EXCHANGE_LIMIT = 3000
"""Segments up to which neighbours are also exchanged pair by pair (in Python, hence the bound)."""
_PATIENCE, _SWEEPS, _WORTH_IT = 8, 40, 0.005
"""Sweeps without an improvement by such a share before we stop, and sweeps in all."""
_PATIENCE_LARGE, _SWEEPS_LARGE = 2, 6
"""The same where neighbours are not exchanged."""
_EXPECTED = 6
"""Sweeps after which half of those from one beginning are taken for done."""
_SHUFFLES, _SWEPT = 8, 1200
"""Shuffled orders to begin with, at most; and the segments up to which more than one beginning is tried."""


def order_ranks(layered: LayeredGraph, progress: Progress = untold) -> Order:
    """Each rank's vertices from top to bottom; deterministic; crossings reduced by sweeps and exchanges."""
    best: Order = []
    least = -1
    starts = list(_starts(layered))
    for beginning, start in enumerate(starts):
        for sweep, (order, crossings) in enumerate(_sweeps(layered, start)):
            progress((beginning + sweep / (sweep + _EXPECTED)) / len(starts))
            if least < 0 or crossings < least:
                best, least = order, crossings
            if least == 0:
                return best
    return best


def count_crossings(layered: LayeredGraph, order: Order) -> int:
    """How many pairs of segments cross, over all ranks."""
    if len(layered.segments) == 0:
        return 0
    slot = _slots(layered, order)
    begin, end = layered.segments[:, 0], layered.segments[:, 1]
    by_begin = np.lexsort((slot[end], slot[begin], layered.rank[begin]))
    # Ends ranked over the whole graph: ranks follow each other, so inversions only arise between two segments of a gap;
    # equal ends are ranked in sequence, so that segments that meet don't count as crossing.
    sequence = np.lexsort((np.arange(len(by_begin)), slot[end[by_begin]], layered.rank[end[by_begin]]))
    ranked = np.empty(len(sequence), int)
    ranked[sequence] = np.arange(len(sequence))
    return _count_inversions(ranked)


def _count_inversions(permutation: Ints) -> int:
    """Pairs in the wrong order, bit by bit from the top: a 1 before a 0 under the same higher bits is such a pair."""
    total = 0
    values = permutation
    for bit in range(len(values).bit_length() - 1, -1, -1):
        ones = (values >> bit) & 1
        group = values >> (bit + 1)
        seen = np.cumsum(ones)
        first = np.flatnonzero(np.diff(group, prepend=-1))
        before_group = np.repeat(seen[first] - ones[first], np.diff(np.append(first, len(values))))
        total += int(((seen - before_group) * (1 - ones)).sum())
        values = values[np.argsort(values >> bit, kind="stable")]
    return total


def _slots(layered: LayeredGraph, order: Order) -> NDArray[np.float64]:
    slot = np.empty(len(layered.rank))
    for vertices in order:
        slot[vertices] = np.arange(len(vertices))
    return slot


def _starts(layered: LayeredGraph) -> Iterator[Order]:
    """Orders to begin with: a walk back from the outputs (trees stay uncrossed), the graph's own, shuffles."""
    yield _split(layered, np.array(_walk(layered), int))
    segments = max(len(layered.segments), 1)
    if segments <= _SWEPT:
        yield _split(layered, np.arange(len(layered.rank)))
    rng = np.random.default_rng(0)  # always the same shuffles, so that a graph always gives the same picture
    for _ in range(min(_SHUFFLES, _SWEPT // segments)):
        yield _split(layered, rng.permutation(len(layered.rank)))


def _split(layered: LayeredGraph, sequence: Ints) -> Order:
    in_rank = layered.rank[sequence]
    by_rank = sequence[np.argsort(in_rank, kind="stable")]
    return np.split(by_rank, np.cumsum(np.bincount(layered.rank, minlength=layered.rank_count))[:-1])


def _walk(layered: LayeredGraph) -> list[int]:
    """Vertices in the order in which a depth-first walk from the ends meets them (no recursion: chains may be long)."""
    before, after = layered.before, layered.after
    seen = [False] * len(layered.rank)
    met: list[int] = []
    for end in (v for v in range(len(layered.rank)) if not after[v]):
        stack = [end]
        while stack:
            vertex = stack.pop()
            if seen[vertex]:
                continue
            seen[vertex] = True
            met.append(vertex)
            stack.extend(reversed(before[vertex]))
    return met


def _sweeps(layered: LayeredGraph, start: Order) -> Iterator[tuple[Order, int]]:
    """Orders, each swept from the one before it, with their crossings; until it doesn't get better any more."""
    small = len(layered.segments) <= _EXCHANGE_LIMIT
    patience, sweeps = (_PATIENCE, _SWEEPS) if small else (_PATIENCE_LARGE, _SWEEPS_LARGE)
    current = start
    least, stale, sweep = count_crossings(layered, current), 0, 0
    yield current, least
    while stale < patience and sweep < sweeps:
        flipped = sweep % 4 < 2
        current = _sweep(layered, current, downward=sweep % 2 == 0, flipped=flipped)
        if small:
            current = exchange_neighbours(layered, current, turning=not flipped)
        crossings = count_crossings(layered, current)
        stale = 0 if crossings < (1.0 - _WORTH_IT) * least else stale + 1
        least, sweep = min(least, crossings), sweep + 1
        yield current, crossings


def _sweep(layered: LayeredGraph, order: Order, downward: bool, flipped: bool) -> Order:
    """Every rank ordered by the means of its neighbours in the one before (or after) it; ``flipped``: ties are turned round."""
    slot = _slots(layered, order)
    result = list(order)
    gaps = range(1, len(order)) if downward else range(len(order) - 1, 0, -1)
    for rank in gaps:
        segments = layered.by_rank[rank - 1]
        moved = rank if downward else rank - 1
        own, other = (segments[:, 1], segments[:, 0]) if downward else (segments[:, 0], segments[:, 1])
        vertices = result[moved]
        wish, bound = _wishes(slot[own].astype(int), slot[other], len(vertices))
        places = np.flatnonzero(bound)  # a vertex without a neighbour on this side keeps its place
        vertices = vertices.copy()
        wanted = places[::-1] if flipped else places
        vertices[places] = vertices[wanted[np.argsort(wish[wanted], kind="stable")]]
        result[moved] = vertices
        slot[vertices] = np.arange(len(vertices))
    return result


def _wishes(own: Ints, place: NDArray[np.float64], count: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Where each of ``count`` vertices would like to be, and whether it has a neighbour that says so."""
    degree = np.bincount(own, minlength=count)
    return np.bincount(own, weights=place, minlength=count) / np.maximum(degree, 1), degree > 0
