"""What a leaf is called in a table: by the neurons it belongs to, where its own name is only a place in an array."""

import re

from nnviz.drawing.label import label
from nnviz.gui.widget.subscript import to_plain
from nnviz.network.architecture import Network
from nnviz.network.build import INPUTS, TARGETS

_PLACE = re.compile(r"(?P<array>.+)\[(?P<index>[\d,]+)\]")

_OF_NEURONS = ("net", "out")


def leaf_name(key: str, network: Network | None) -> str:
    """A key as it is read: "w5" or its place as w₅, "hidden.bias[0]" as "b h₁", "hidden.weights[1,0]" without a name as "i₁→h₂"."""
    match = _PLACE.fullmatch(key)
    if network is None:
        return to_plain(label(key))
    if match is None:
        what, _, unit = key.partition("_")
        known = what in _OF_NEURONS and any(unit in row.units for row in network.layers)
        return f"{what} {_name(unit)}" if known else to_plain(label(key))
    place = [int(number) for number in match["index"].split(",")]
    layer, _, what = match["array"].rpartition(".")
    outputs = network.layers[-1].units
    if match["array"] == INPUTS:
        return _name(network.inputs[place[-1]])
    if match["array"] == TARGETS:
        return f"target {_name(outputs[place[-1]])}"
    sources = network.inputs
    for row in network.layers:
        if row.name == layer and what in _OF_NEURONS:
            return f"{what} {_name(row.units[place[-1]])}"
        if row.name == layer and what == "bias":
            return f"b {_name(row.units[place[-1]])}"
        if row.name == layer and what == "weights" and row.weight_names is not None:
            return to_plain(label(row.weight_names[place[0]][place[1]]))
        if row.name == layer and what == "weights":
            return f"{_name(sources[place[1]])}→{_name(row.units[place[0]])}"
        sources = row.units
    return to_plain(label(key))


def _name(unit: str) -> str:
    return to_plain(label(unit))
