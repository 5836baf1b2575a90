import random

import networkx as nx
import pytest

from nnviz.layout.rank import assign_ranks


def _random_graph(nodes: int, edges: int, seed: int) -> nx.DiGraph:
    rng = random.Random(seed)
    graph = nx.empty_graph(nodes, nx.DiGraph)
    while graph.number_of_edges() < edges:
        graph.add_edge(*sorted(rng.sample(range(nodes), 2)))
    return graph


def _length(graph: nx.DiGraph, ranks: dict[object, int]) -> int:
    return sum(ranks[end] - ranks[start] for start, end in graph.edges)


def _least_length(graph: nx.DiGraph) -> int:
    """By the dual: the dearest flow that every node takes and gives as many units of as it has edges."""
    flow = nx.DiGraph()
    for node in graph:
        flow.add_node(node, demand=graph.in_degree(node) - graph.out_degree(node))
    flow.add_edges_from(graph.edges, weight=-1)
    return -nx.min_cost_flow_cost(flow)


def test_that_leaves_stand_just_before_their_first_consumer():
    graph = nx.DiGraph([("x", "a"), ("a", "b"), ("b", "c"), ("late", "c"), ("both", "b"), ("both", "c")])
    assert assign_ranks(graph) == {"x": 0, "a": 1, "b": 2, "c": 3, "late": 2, "both": 1}


def test_that_a_group_of_gates_moves_as_one_to_its_consumer():
    graph = nx.DiGraph([*nx.utils.pairwise("abcdef"), ("p", "q"), ("r", "q"), ("q", "f")])
    ranks = assign_ranks(graph)
    assert (ranks["p"], ranks["r"], ranks["q"], ranks["f"]) == (3, 3, 4, 5)


def test_that_every_edge_leads_to_a_higher_rank_and_no_rank_is_empty():
    graph = nx.DiGraph([(a, b) for a in range(30) for b in (2 * a + 1, 3 * a + 2) if b < 40])
    ranks = assign_ranks(graph)
    assert all(ranks[a] < ranks[b] for a, b in graph.edges)
    assert set(ranks.values()) == set(range(max(ranks.values()) + 1))


@pytest.mark.parametrize("seed", range(8))
def test_that_edges_are_as_short_in_sum_as_a_minimum_cost_flow_proves_possible(seed):
    graph = _random_graph(30, 30 + 5 * seed, seed)
    assert _length(graph, assign_ranks(graph)) == _least_length(graph)


@pytest.mark.parametrize("seed", range(2))
def test_that_large_graphs_come_close_to_it(seed):
    graph = _random_graph(300, 600, seed)
    assert _length(graph, assign_ranks(graph)) <= 1.05 * _least_length(graph)


def test_that_a_long_chain_with_a_leaf_at_every_gate_has_no_long_edge():
    chain = nx.DiGraph(nx.utils.pairwise(range(5000)))
    chain.add_edges_from((-gate, gate) for gate in range(1, 5000))
    assert _length(chain, assign_ranks(chain)) == chain.number_of_edges()
