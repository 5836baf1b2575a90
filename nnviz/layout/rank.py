"""Ranks: which column each node of a graph stands in."""

from collections.abc import Hashable

import networkx as nx
import numpy as np

from nnviz.layout.shorten import shorten


def assign_ranks(graph: nx.DiGraph) -> dict[Hashable, int]:
    """Rank of every node, 0 at the left: its topological generation, pulled to where its edges are short in sum.

    Every edge leads to a higher rank. A leaf stands just before its first consumer. No rank is empty.
    Raises networkx.NetworkXUnfeasible where the graph has a cycle.
    """
    number = {node: index for index, node in enumerate(graph)}
    ranks = np.zeros(len(number), int)
    for rank, generation in enumerate(nx.topological_generations(graph)):
        ranks[[number[node] for node in generation]] = rank
    edges = np.array([(number[start], number[end]) for start, end in graph.edges], int).reshape(-1, 2)
    ranks = np.unique(shorten(ranks, edges), return_inverse=True)[1]
    return dict(zip(graph, ranks.tolist(), strict=True))
