"""Layout: how long it takes for large graphs, and how many crossings it leaves against graphviz dot, where that is installed."""

import random
import re
import shutil
import subprocess
import time

import networkx as nx

from nnviz.layout.layer import cut_long_edges
from nnviz.layout.order import count_crossings, order_ranks
from nnviz.layout.place import place
from nnviz.layout.placement import Reach
from nnviz.layout.rank import assign_ranks

SEEDS = 3


def layered(nodes, edges, width, seed, span=1):
    """A graph in layers of ``width``, its edges over ``span`` layers at most."""
    rng, graph = random.Random(seed), nx.empty_graph(nodes, nx.DiGraph)
    layers = max(2, nodes // width)
    members = {}
    for node in range(nodes):
        members.setdefault(node * layers // nodes, []).append(node)
    while graph.number_of_edges() < edges:
        first = rng.randrange(layers - 1)
        graph.add_edge(rng.choice(members[first]), rng.choice(members[min(layers - 1, first + rng.randint(1, span))]))
    return graph


def sparse(nodes, edges, seed):
    """Edges between any two nodes, from the first to the later one."""
    rng, graph = random.Random(seed), nx.empty_graph(nodes, nx.DiGraph)
    while graph.number_of_edges() < edges:
        graph.add_edge(*sorted(rng.sample(range(nodes), 2)))
    return graph


def circuit(nodes, window, seed):
    """Gates of two inputs each, among the ``window`` nodes before them; a tenth are leaves."""
    rng, graph = random.Random(seed), nx.empty_graph(nodes, nx.DiGraph)
    for node in range(max(4, nodes // 10), nodes):
        graph.add_edges_from((source, node) for source in rng.sample(range(max(0, node - window), node), 2))
    return graph


LARGE = {
    "10,000 in layers of 100": lambda seed: layered(10_000, 20_000, 100, seed),
    "10,000 in layers of 30, edges over 3": lambda seed: layered(10_000, 20_000, 30, seed, 3),
    "10,000 at random": lambda seed: sparse(10_000, 20_000, seed),
    "10,000 gates of two inputs": lambda seed: circuit(10_000, 500, seed),
}
SMALL = {
    "layers": lambda nodes, seed: layered(nodes, 2 * nodes, max(4, nodes // 16), seed),
    "layers, long edges": lambda nodes, seed: layered(nodes, int(1.6 * nodes), max(4, nodes // 16), seed, 3),
    "at random": lambda nodes, seed: sparse(nodes, int(1.2 * nodes), seed),
    "gates of two inputs": lambda nodes, seed: circuit(nodes, max(12, nodes // 8), seed),
}


def seconds(graph, rounds=3):
    """The processor time that it takes, the best of so many rounds."""
    reach, best = dict.fromkeys(graph, Reach(17, 30, 20, 25)), float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        place(graph, reach)
        best = min(best, time.process_time() - begun)
    return best


def crossings(graph):
    """Crossings of our layout."""
    layers = cut_long_edges(graph, assign_ranks(graph))
    return count_crossings(layers, order_ranks(layers))


def dot_crossings(graph):
    """Crossings of dot's layout, as it tells them itself."""
    lines = [*(f"n{node};" for node in graph), *(f"n{start} -> n{end};" for start, end in graph.edges)]
    text = f"digraph {{ {' '.join(lines)} }}"
    done = subprocess.run(["dot", "-v", "-Tplain"], input=text, capture_output=True, text=True, check=True)
    return int(re.findall(r"mincross \S*:? (\d+) crossings", done.stderr)[-1])


def layout_rows():
    """Kind, seconds, crossings; and for small graphs crossings of both, in sum over the seeds."""
    for name, make in LARGE.items():
        graph = make(0)
        yield [name, f"{seconds(graph):.2f} s", f"{crossings(graph)}", "", ""]
    has_dot = shutil.which("dot") is not None
    for name, make in SMALL.items():
        for nodes in (50, 150, 500):
            graphs = [make(nodes, seed) for seed in range(SEEDS)]
            ours = sum(map(crossings, graphs))
            theirs = sum(map(dot_crossings, graphs)) if has_dot else 0
            ratio = [f"{theirs}", f"{ours / theirs:.2f}"] if theirs else ["", ""]
            yield [f"{nodes}, {name}", f"{seconds(graphs[0], 1):.2f} s", f"{ours}", *ratio]
