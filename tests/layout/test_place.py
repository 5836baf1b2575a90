import random
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.layout.align import _balance
from nnviz.layout.place import place
from nnviz.layout.placement import Reach, Spacing

REACH = Reach(17, 30, 20, 25)


def _random_graph(seed: int, nodes: int = 40) -> nx.DiGraph:
    rng = random.Random(seed)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(nodes))
    for node in range(4, nodes):
        graph.add_edges_from((rng.randrange(max(0, node - 12), node), node) for _ in range(2))
    return graph


def _place(graph: nx.DiGraph, spacing: Spacing | None = None):
    return place(graph, dict.fromkeys(graph, REACH), spacing or Spacing())


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_that_nothing_overlaps_and_edges_run_to_the_right(seed):
    graph = _random_graph(seed)
    placement = _place(graph)
    columns: dict[int, list[float]] = {}
    for node, (_, y) in placement.centers.items():
        columns.setdefault(placement.ranks[node], []).append(y)
    for heights in columns.values():
        for upper, lower in pairwise(sorted(heights)):
            assert lower - upper >= REACH.below + 24.0 + REACH.above - 1e-6
    for start, end in graph.edges:
        assert placement.centers[start][0] < placement.centers[end][0]


def test_that_sizes_of_single_nodes_are_respected():
    graph = nx.DiGraph([("a", "c"), ("b", "c")])
    reach = {"a": Reach(10, 10, 10, 90), "b": Reach(40, 10, 70, 10), "c": Reach(5, 5, 5, 5)}
    placement = place(graph, reach, Spacing(rank=50, node=12))
    assert placement.centers["b"][1] - placement.centers["a"][1] == pytest.approx(90 + 12 + 70)
    assert placement.centers["a"][0] == 40
    assert placement.centers["c"][0] == 40 + 10 + 50 + 5


def test_that_everything_lies_within_width_and_height():
    placement = _place(_random_graph(5))
    assert all(REACH.left <= x <= placement.width - REACH.right for x, _ in placement.centers.values())
    assert all(REACH.above - 1e-6 <= y <= placement.height for _, y in placement.centers.values())
    points = [point for route in placement.routes.values() for point in route]
    assert points
    assert all(0 <= x <= placement.width and 0 <= y <= placement.height for x, y in points)


def test_that_the_same_graph_gives_the_same_picture():
    assert _place(_random_graph(3)) == _place(_random_graph(3))


def test_that_a_chain_is_straight():
    placement = _place(nx.DiGraph(list(pairwise(range(30)))))
    assert len({y for _, y in placement.centers.values()}) == 1


def test_that_rows_of_a_network_are_straight():
    edges = [(a, b) for a in ("i1", "i2") for b in ("h1", "h2")] + [("h1", "s1"), ("h2", "s2")]
    edges += [(a, b) for a in ("s1", "s2") for b in ("o1", "o2")] + [("o1", "E"), ("o2", "E")]
    y = {node: center[1] for node, center in _place(nx.DiGraph(edges)).centers.items()}
    assert y["i1"] == y["h1"] == y["s1"] == y["o1"] < y["i2"] == y["h2"] == y["s2"] == y["o2"]
    assert y["E"] == pytest.approx((y["o1"] + y["o2"]) / 2)


def test_that_a_long_edge_is_straight_between_its_ends():
    graph = nx.DiGraph([*pairwise("abcdef"), ("a", "f")])
    heights = {round(y, 6) for _, y in _place(graph).routes["a", "f"]}
    assert len(heights) == 1


def test_that_a_wire_that_climbs_far_is_given_more_room():
    fan = nx.DiGraph([(k, "end") for k in range(12)])
    narrow = _place(fan, Spacing(rank=20))
    wide = _place(fan, Spacing(rank=20, turn=10, bend=0.1, most=1000))
    assert wide.width > narrow.width + 30
    assert _place(fan, Spacing(rank=20, turn=10, bend=0.1, most=35)).width == pytest.approx(narrow.width + 15)


@pytest.mark.parametrize("graph", [nx.DiGraph(), nx.empty_graph(1, nx.DiGraph), nx.empty_graph(5, nx.DiGraph)])
def test_that_graphs_without_edges_are_placed(graph):
    assert len(_place(graph).centers) == len(graph)


def test_that_alignments_meet_the_narrowest_at_the_end_from_which_they_were_made():
    layouts = [[0.0, 4.0, 10.0], [0.0, 20.0, 30.0], [5.0, 6.0, 20.0], [-3.0, 0.0, 12.0]]
    shifted = [0.0, -20.0, -10.0, 3.0]  # the second and third were made from below, and end where the first does
    middle = [sorted(places[v] + by for places, by in zip(layouts, shifted, strict=True))[1:3] for v in range(3)]
    assert _balance(layouts, [False, True, True, False]) == [sum(two) / 2 for two in middle] == [-2.5, 1.5, 10.0]


def test_that_a_cycle_is_refused():
    with pytest.raises(nx.NetworkXUnfeasible):
        _place(nx.DiGraph([(1, 2), (2, 1)]))


def test_that_a_chain_of_ten_thousand_needs_no_recursion():
    assert len(_place(nx.DiGraph(list(pairwise(range(10_000))))).centers) == 10_000


def test_that_a_layout_tells_how_far_it_has_got_and_can_be_broken_off():
    graph, told = _random_graph(3), []
    place(graph, dict.fromkeys(graph, REACH), Spacing(), told.append)
    assert told == sorted(told)
    assert len(told) > 5
    assert 0.0 < told[0] < told[-1] <= 1.0

    class LeftError(Exception):
        pass

    def leave(share: float) -> None:
        if share >= told[3]:
            raise LeftError

    with pytest.raises(LeftError):
        place(graph, dict.fromkeys(graph, REACH), Spacing(), leave)
