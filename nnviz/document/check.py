"""Whether a document makes sense as a whole."""

from collections.abc import Set as AbstractSet

import numpy as np

from nnviz.data.format import format_of
from nnviz.data.memory import available_memory, readable_bytes
from nnviz.data.problem import DataError
from nnviz.document.check_circuit import check_circuit
from nnviz.document.check_data import check_data, check_data_settings
from nnviz.document.check_lesson import check_lesson
from nnviz.document.check_network import check_memory, check_network
from nnviz.document.check_training import check_loss, check_training
from nnviz.document.document import Document
from nnviz.document.flaw import Flaw, Place, one_of, short
from nnviz.document.part import PRECISIONS, Data
from nnviz.network.architecture import Network
from nnviz.network.loss import LOSSES

# The keys that say what the examples are: without one of them nothing about the data as a whole can be said.
DATA_KEYS = frozenset(("inputs", "targets", "source", "file", "target", "labels", "image", "features"))


LONGEST_TITLE, LONGEST = 200, 1000
"""Characters of a title and of a description: both are one line on the screen."""


def check(document: Document, unread: AbstractSet[Place] = frozenset(), tables: bool = True) -> list[Flaw]:
    """Every flaw of a document, empty for one that can be run.

    ``unread`` are places whose values couldn't be read and stand as defaults: neither they nor what depends on them
    is checked. With ``tables`` a data file is opened where all else is right: raises DataError where it can't be used.
    """
    flaws = [
        Flaw((key,), f"has {len(text):,} characters, expected at most {most:,}")
        for key, text, most in (("title", document.title, LONGEST_TITLE), ("description", document.description, LONGEST))
        if len(text) > most
    ]
    if document.precision not in PRECISIONS and ("precision",) not in unread:
        expected = one_of(PRECISIONS, document.precision)
        flaws.append(Flaw(("precision",), f'there is no precision "{short(document.precision)}", {expected}'))
    if document.circuit is not None and ("circuit",) not in unread:
        flaws += check_circuit(document.circuit, unread)
    if document.circuit is not None and document.network is not None:
        flaws.append(Flaw((), "there are both [circuit] and [network], expected one of them"))
    if document.network is not None:
        flaws += _check_network(document, document.network, unread)
    elif document.circuit is None and ("network",) not in unread:
        flaws.append(Flaw((), "there is neither [circuit] nor [network], expected one of them"))
    flaws += [flaw for flaw in check_lesson(document, not flaws and not unread) if flaw.place not in unread]
    if tables and not flaws and not unread and document.data is not None and document.data.file:
        flaws += _check_file(document)
    return flaws


def _check_network(document: Document, network: Network, unread: AbstractSet[Place]) -> list[Flaw]:
    loss_known = not unread & {("loss",), ("loss", "function")}
    of_network = [place for place in unread if place and place[0] == "network"]
    shape_known = not any(len(place) < 4 or place[3] == "units" for place in of_network)
    flaws = check_loss(document.loss) if loss_known else []
    flaws += check_training(document.training) if ("training",) not in unread else []
    flaws += check_network(network, shape_known)
    if shape_known:
        flaws += check_memory(network.widths, ("network",))
        if loss_known and network.layers:
            flaws += _check_outputs(network, document.loss)
    if document.data is None:
        if ("data",) not in unread:
            flaws.append(Flaw((), "there is no [data], expected examples for the network"))
        return flaws
    if ("data",) in unread:
        return flaws
    flaws += check_data_settings(document.data)
    data_known = not any(place[0] == "data" and place[1] in DATA_KEYS for place in unread if len(place) > 1)
    if data_known and loss_known and shape_known and network.layers and network.inputs:
        flaws += check_data(document.data, len(network.inputs), len(network.layers[-1].units), document.loss)
        flaws += _check_data_memory(document.data, network)
    return flaws


def _check_outputs(network: Network, loss: str) -> list[Flaw]:
    if loss not in LOSSES or LOSSES[loss].task != "one_hot" or len(network.layers[-1].units) > 1:
        return []
    message = f"has 1 neuron, expected 2 or more for {loss}, one for each class"
    return [Flaw(("network", "layers", len(network.layers) - 1, "units"), message)]


def _check_data_memory(data: Data, network: Network) -> list[Flaw]:
    """A source's examples, counted and not drawn: as numbers, while they are drawn and shuffled, and standardized."""
    if not data.source:
        return []
    needed = data.examples * (len(network.inputs) + len(network.layers[-1].units)) * 8 * 4
    available = available_memory()
    if available is None or needed <= available:
        return []
    message = (
        f"{data.examples:,} examples need about {readable_bytes(needed)} of memory, "
        f"expected at most the {readable_bytes(available)} available"
    )
    return [Flaw(("data", "examples"), message)]


def _check_file(document: Document) -> list[Flaw]:
    """Read the data file; flaws where what it holds doesn't fit the network or the loss."""
    assert document.data is not None
    target = next((key for key in ("target", "labels") if key in format_of(document.data.file).keys), "file")
    try:
        dataset = document.dataset()
    except DataError:
        raise
    except ValueError as error:
        return [Flaw(("data", target), str(error))]
    flaws = []
    network = document.network
    if network is not None and dataset.inputs.shape[1] != len(network.inputs):
        key = "features" if document.data.features else "file"
        message = f"has {dataset.inputs.shape[1]} inputs an example, expected {len(network.inputs)}, one for each input"
        flaws.append(Flaw(("data", key), message))
    outputs = len(dataset.target_names)
    if dataset.targets.shape[1] != outputs:
        message = f"names {dataset.targets.shape[1]} columns, expected {outputs}, one for each output"
        return [*flaws, Flaw(("data", target), message)]
    task = LOSSES[document.loss].task
    if task == "multi_label" and not ((dataset.targets >= 0) & (dataset.targets <= 1)).all():
        flaws.append(Flaw(("data", target), f"has values outside 0 to 1, expected 0 to 1 for {document.loss}"))
    one_hot = np.isin(dataset.targets, (0, 1)).all() and (dataset.targets.sum(axis=1) == 1).all()
    if task == "one_hot" and not one_hot:
        flaws.append(Flaw(("data", target), f"is not one-hot in every row, expected one-hot for {document.loss}"))
    return flaws
