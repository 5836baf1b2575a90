"""Building by hand: what can be done to the layers of the network on show, each an edit that can be undone."""

from functools import partial

from nnviz.document.reshape import ReshapeError, resized, with_activation, with_layer, without_layer, without_neuron
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Network
from nnviz.network.close_up import spot_of
from nnviz.network.view import data_column
from nnviz.session.session import Session

INPUTS = -1
"""The place of the inputs, which stand before layer 0."""


class Architect:
    """Changes the layers of a session's network. All raise ReshapeError where that can't be; then nothing has changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def layer(self) -> int:
        """The layer that the selection is about, or INPUTS; where it is about none, the last hidden one."""
        found = self._layer_of(self._session.selection)
        return max(len(self._network.layers) - 2, 0) if found is None else found

    def _layer_of(self, key: str) -> int | None:
        network, key = self._network, self._session.outermost(key)
        spot = spot_of(network, key)
        if spot is not None:
            return spot.layer
        column = data_column(network, key)
        if column is not None:
            return INPUTS if column[0] == "input" else len(network.layers) - 1
        owners = [index for index, layer in enumerate(network.layers) if key.partition(".")[0] == layer.name]
        return owners[0] if owners else None

    def resize(self, layer: int, units: int) -> None:
        """So many neurons in a hidden layer."""
        self._session.reshape(f"Resize {self._name(layer)}", partial(resized, layer=layer, units=units))

    def add_neuron(self, layer: int) -> None:
        """One more, after the others."""
        text = f"Add a neuron to {self._name(layer)}"
        self._session.reshape(text, partial(resized, layer=layer, units=len(self._network.layers[layer].units) + 1))

    def remove_neuron(self, layer: int) -> None:
        """One less: the selected one, if it is in this layer, whose neighbour is then selected; else the last."""
        text, last = f"Remove a neuron from {self._name(layer)}", len(self._network.layers[layer].units) - 1
        spot = spot_of(self._network, self._session.outermost(self._session.selection))
        chosen = spot is not None and spot.layer == layer and spot.source is None
        unit = spot.unit if spot is not None and chosen else last
        self._session.reshape(text, partial(without_neuron, layer=layer, unit=unit))
        if chosen:
            row = self._network.layers[layer]
            kind = "out" if ACTIVATIONS[row.activation].op else "net"
            self._session.select(self._session.seen_key(f"{row.name}.{kind}[0,{min(unit, last - 1)}]"))

    def insert_layer(self, at: int) -> None:
        """A hidden layer before layer ``at``."""
        self._session.reshape(f"Add a layer before {self._name(at)}", partial(with_layer, at=at))

    def insert_after(self, layer: int) -> None:
        """A hidden layer after a layer or after INPUTS; where it is the last, before it: its neurons are the targets'."""
        self.insert_layer(min(layer + 1, len(self._network.layers) - 1))

    def remove_layer(self, layer: int) -> None:
        """Takes a hidden layer away."""
        self._session.reshape(f"Remove {self._name(layer)}", partial(without_layer, layer=layer))

    def activate(self, layer: int, activation: str) -> None:
        """Another activation of a layer."""
        text = f"Change the activation of {self._name(layer)}"
        self._session.reshape(text, partial(with_activation, layer=layer, activation=activation))

    def _name(self, layer: int) -> str:
        if layer == INPUTS:
            raise ReshapeError("the inputs are those of the data")
        return self._network.layers[layer].name

    @property
    def _network(self) -> Network:
        network = self._session.document.network
        if network is None:
            raise ReshapeError("a circuit has no layers")
        return network
