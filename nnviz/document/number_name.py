"""The names of the numbers that a document's graph holds, known from the document alone."""

import re
from collections.abc import Iterator

from nnviz.document.document import Document
from nnviz.network.architecture import Network
from nnviz.network.build import INPUTS, LOSS, TARGETS
from nnviz.network.loss import LOSSES

_ENTRY = re.compile(r"\[\d+(?:, ?\d+)*\]$")


def number_names(document: Document) -> frozenset[str]:
    """Every name by which a number of the document can be asked for; an entry NAME[i,j] goes by NAME."""
    if document.circuit is not None:
        return frozenset(name for name, _ in (*document.circuit.inputs, *document.circuit.expressions))
    return frozenset(_of_network(document.network, document.loss)) if document.network is not None else frozenset()


def parameter_names_of(document: Document) -> frozenset[str]:
    """Those of them that training changes: single weights by their own names too."""
    network = document.network
    return frozenset(_parameters(network)) if network is not None else frozenset()


def leaf_names(document: Document) -> frozenset[str]:
    """Those of them that are given, and not computed."""
    if document.circuit is not None:
        return frozenset(name for name, _ in document.circuit.inputs)
    network = document.network
    if network is None:
        return frozenset()
    targets = (f"target_{unit}" for unit in network.layers[-1].units) if network.layers else ()
    return frozenset((INPUTS, TARGETS, *network.inputs, *_parameters(network), *targets))


def base_name(name: str) -> str:
    """A name without the entry behind it: hidden.weights[0,1] -> hidden.weights."""
    return _ENTRY.sub("", name)


def _parameters(network: Network) -> Iterator[str]:
    for layer in network.layers:
        yield f"{layer.name}.weights"
        if layer.bias is not False:
            yield f"{layer.name}.bias"
            yield from (f"b_{unit}" for unit in layer.units)
        for row in layer.weight_names or ():
            yield from row


def _of_network(network: Network, loss: str) -> Iterator[str]:
    yield from (INPUTS, TARGETS, LOSS)
    yield from network.inputs
    yield from _parameters(network)
    for layer in network.layers:
        ends = ("net",) if layer.activation == "linear" else ("net", "out")
        for end in ends:
            yield f"{layer.name}.{end}"
            yield from (f"{end}_{unit}" for unit in layer.units)
    last = network.layers[-1].units if network.layers else ()
    yield from (f"target_{unit}" for unit in last)
    if loss in LOSSES and not LOSSES[loss].coupled and len(last) > 1:
        yield from (f"{LOSS}_{unit}" for unit in last)
