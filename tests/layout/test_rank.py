import networkx as nx

from nnviz.layout.rank import assign_ranks


def test_that_leaves_stand_just_before_their_first_consumer():
    graph = nx.DiGraph([("x", "a"), ("a", "b"), ("b", "c"), ("late", "c"), ("both", "b"), ("both", "c")])
    assert assign_ranks(graph) == {"x": 0, "a": 1, "b": 2, "c": 3, "late": 2, "both": 1}


def test_that_every_edge_leads_to_a_higher_rank_and_no_rank_is_empty():
    graph = nx.DiGraph([(a, b) for a in range(30) for b in (2 * a + 1, 3 * a + 2) if b < 40])
    ranks = assign_ranks(graph)
    assert all(ranks[a] < ranks[b] for a, b in graph.edges)
    assert set(ranks.values()) == set(range(max(ranks.values()) + 1))
