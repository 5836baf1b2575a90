"""Ranks: which column each node of a graph stands in."""

from collections.abc import Hashable

import networkx as nx


def assign_ranks(graph: nx.DiGraph) -> dict[Hashable, int]:
    """Rank of every node, 0 at the left: its topological generation, pulled towards its consumers.

    Every edge leads to a higher rank. A node with more edges out than in (a leaf above all) stands just before its
    first consumer, because that shortens more edges than it lengthens. No rank is empty.
    Raises networkx.NetworkXUnfeasible where the graph has a cycle.
    """
    ranks: dict[Hashable, int] = {}
    for rank, generation in enumerate(nx.topological_generations(graph)):
        ranks.update(dict.fromkeys(generation, rank))
    for node in sorted(ranks, key=ranks.__getitem__, reverse=True):
        consumers = graph.succ[node]
        if len(consumers) > len(graph.pred[node]):
            ranks[node] = min(ranks[consumer] for consumer in consumers) - 1
    used = {rank: place for place, rank in enumerate(sorted(set(ranks.values())))}
    return {node: used[ranks[node]] for node in graph}
