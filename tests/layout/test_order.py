import random
from itertools import permutations, product

import networkx as nx
import numpy as np
import pytest

from nnviz.layout.exchange import exchange_neighbours
from nnviz.layout.layer import cut_long_edges
from nnviz.layout.order import _sweep, count_crossings, order_ranks
from nnviz.layout.rank import assign_ranks


def _layered(widths: list[int], edges_each: int, seed: int):
    """A random graph in which every edge spans one rank."""
    rng = random.Random(seed)
    graph = nx.DiGraph()
    for rank in range(1, len(widths)):
        for node in range(widths[rank]):
            for source in rng.sample(range(widths[rank - 1]), min(edges_each, widths[rank - 1])):
                graph.add_edge((rank - 1, source), (rank, node))
    return cut_long_edges(graph, {node: node[0] for node in graph})


def _brute_count(layered, order) -> int:
    slot = {vertex: place for vertices in order for place, vertex in enumerate(vertices.tolist())}
    segments = [(int(layered.rank[a]), slot[a], slot[b]) for a, b in layered.segments.tolist()]
    return sum(
        first[0] == second[0] and (first[1] - second[1]) * (first[2] - second[2]) < 0
        for k, first in enumerate(segments) for second in segments[k + 1 :]
    )


def _starting_order(layered):
    return [np.flatnonzero(layered.rank == rank) for rank in range(layered.rank_count)]


@pytest.mark.parametrize("seed", range(12))
def test_that_crossings_are_counted_as_by_comparing_all_pairs(seed):
    layered = _layered([5, 7, 6, 4], 3, seed)
    order = _starting_order(layered)
    assert count_crossings(layered, order) == _brute_count(layered, order)


@pytest.mark.parametrize("seed", range(8))
def test_that_small_graphs_have_the_fewest_crossings_possible(seed):
    layered = _layered([4, 3, 4], 2, seed)
    choices = [[np.array(choice) for choice in permutations(vertices)] for vertices in _starting_order(layered)]
    fewest = min(count_crossings(layered, list(order)) for order in product(*choices))
    assert count_crossings(layered, order_ranks(layered)) == fewest


@pytest.mark.parametrize("seed", range(5))
def test_that_large_graphs_lose_most_of_their_crossings(seed):
    layered = _layered([30] * 8, 2, seed)
    assert count_crossings(layered, order_ranks(layered)) < 0.6 * count_crossings(layered, _starting_order(layered))


def test_that_a_vertex_without_neighbours_on_the_side_that_a_sweep_looks_at_keeps_its_place():
    graph = nx.DiGraph([("a", "w"), ("b", "v")])
    graph.add_nodes_from(("free", "last"))
    layered = cut_long_edges(graph, {"a": 0, "b": 0, "w": 1, "v": 1, "free": 1, "last": 0})
    a, b, w, v, free, last = (layered.nodes.index(name) for name in ("a", "b", "w", "v", "free", "last"))
    down = _sweep(layered, [np.array([a, b, last]), np.array([v, free, w])], downward=True, flipped=False)
    assert [vertices.tolist() for vertices in down] == [[a, b, last], [w, free, v]]
    up = _sweep(layered, [np.array([b, last, a]), np.array([w, free, v])], downward=False, flipped=True)
    assert [vertices.tolist() for vertices in up] == [[a, last, b], [w, free, v]]


def test_that_a_tree_is_drawn_without_crossings():
    tree = nx.DiGraph((child, (child - 1) // 2) for child in range(1, 63))
    layered = cut_long_edges(tree, assign_ranks(tree))
    assert count_crossings(layered, order_ranks(layered)) == 0


def test_that_the_order_of_a_gates_inputs_is_kept_where_nothing_crosses():
    graph = nx.DiGraph()
    graph.add_nodes_from(["z", "y", "x", "q", "f"])
    graph.add_edges_from([("x", "q"), ("y", "q"), ("q", "f"), ("z", "f")])
    layered = cut_long_edges(graph, assign_ranks(graph))
    names = [[layered.nodes[vertex] for vertex in vertices] for vertices in order_ranks(layered)]
    assert names == [["x", "y"], ["q", "z"], ["f"]]


@pytest.mark.parametrize("seed", range(6))
def test_that_exchanging_neighbours_only_removes_crossings(seed):
    layered = _layered([8, 8, 8], 2, seed)
    order = _starting_order(layered)
    after = exchange_neighbours(layered, order)
    assert [sorted(vertices) for vertices in after] == [sorted(vertices) for vertices in order]
    assert count_crossings(layered, after) < count_crossings(layered, order)
