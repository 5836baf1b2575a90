"""A proper layered graph on arrays: long edges are cut into segments between neighbouring ranks."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class LayeredGraph:
    """Vertices 0..n-1 are the graph's nodes, in its own order; the rest are dummies where long edges pass a rank.

    ``rank`` (V,); ``segments`` (S, 2) from a vertex to one in the next rank; ``routes`` gives the dummies of an edge.
    """

    nodes: tuple[Hashable, ...]
    rank: Ints
    segments: Ints
    routes: dict[tuple[Hashable, Hashable], tuple[int, ...]]

    @property
    def rank_count(self) -> int:
        """How many ranks there are."""
        return int(self.rank.max()) + 1 if len(self.rank) else 0

    def is_dummy(self, vertex: int) -> bool:
        """Whether the vertex stands for no node."""
        return vertex >= len(self.nodes)

    @cached_property
    def by_rank(self) -> tuple[Ints, ...]:
        """The segments that end in rank 1, 2, ...: arrays (S_r, 2)."""
        order = np.argsort(self.rank[self.segments[:, 1]], kind="stable") if len(self.segments) else np.empty(0, int)
        ends = self.rank[self.segments[order, 1]] if len(order) else np.empty(0, int)
        bounds = np.searchsorted(ends, np.arange(1, self.rank_count + 1))
        return tuple(self.segments[order[bounds[r] : bounds[r + 1]]] for r in range(self.rank_count - 1))

    @cached_property
    def before(self) -> list[list[int]]:
        """For each vertex those of the previous rank that it hangs on."""
        return self._neighbours(1, 0)

    @cached_property
    def after(self) -> list[list[int]]:
        """For each vertex those of the next rank that hang on it."""
        return self._neighbours(0, 1)

    def _neighbours(self, own: int, other: int) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in range(len(self.rank))]
        for vertex, neighbour in zip(self.segments[:, own].tolist(), self.segments[:, other].tolist(), strict=True):
            found[vertex].append(neighbour)
        return found


def cut_long_edges(graph: nx.DiGraph, ranks: dict[Hashable, int]) -> LayeredGraph:
    """The layered graph in which every segment spans one rank."""
    nodes = tuple(graph)
    number = {node: index for index, node in enumerate(nodes)}
    rank = [ranks[node] for node in nodes]
    segments: list[tuple[int, int]] = []
    routes: dict[tuple[Hashable, Hashable], tuple[int, ...]] = {}
    in_order_of_inputs = [(source, node) for node in graph for source in graph.pred[node]]
    for start, end in in_order_of_inputs:
        last, passed = number[start], range(ranks[start] + 1, ranks[end])
        first_dummy = len(rank)
        for place in passed:
            segments.append((last, len(rank)))
            last = len(rank)
            rank.append(place)
        segments.append((last, number[end]))
        routes[start, end] = tuple(range(first_dummy, len(rank)))
    return LayeredGraph(nodes, np.array(rank, int), np.array(segments, int).reshape(-1, 2), routes)
