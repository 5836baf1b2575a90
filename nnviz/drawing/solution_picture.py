"""The pictures in a worked solution: the neuron diagram and the computational graph, with all their numbers."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.graph_view import arrange, draw_graph
from nnviz.drawing.mark import Drawing
from nnviz.drawing.neuron_view import arrange_neurons, draw_neurons
from nnviz.drawing.svg import to_svg
from nnviz.drawing.tikz import to_tikz
from nnviz.engine.graph import Graph
from nnviz.engine.moment import all_done
from nnviz.engine.trace import Trace
from nnviz.explain.block import Picture
from nnviz.network.architecture import Network

Parameters = Mapping[str, NDArray[np.floating]]


def solution_pictures(graph: Graph, trace: Trace, network: tuple[Network, Parameters] | None = None) -> tuple[Picture, ...]:
    """What a finished pass looks like; a network comes with its parameters."""
    last = all_done(graph)
    drawn = _picture(draw_graph(arrange(graph), trace, last), "The computational graph: values above the wires, gradients below")
    if network is None:
        return (drawn,)
    neurons = draw_neurons(arrange_neurons(network[0]), network[1], trace, last)
    return _picture(neurons, "The neuron diagram"), drawn


def _picture(drawing: Drawing, caption: str) -> Picture:
    return Picture(to_svg(drawing), to_tikz(drawing), caption)
