"""What a leaf is called in a table: by the neurons it belongs to, where its own name is only a place in an array."""

from nnviz.drawing.label import label
from nnviz.gui.widget.subscript import to_plain
from nnviz.network.architecture import Network
from nnviz.network.level import neuron_key
from nnviz.network.view import entry

_OF_NEURONS = ("net", "out", "b", "target")


def leaf_name(key: str, network: Network | None) -> str:
    """A key as it is read: "w5" or its place as w₅, "hidden.bias[0]" as bₕ₁, "hidden.weights[1,0]" without a name as "i₁→h₂"."""
    if network is None:
        return to_plain(label(key))
    name = neuron_key(network, key) or key
    place = entry(network, name)
    if place is not None and name.endswith("]"):
        index = next(k for k, layer in enumerate(network.layers) if place[0] == f"{layer.name}.weights")
        unit, source = place[1]
        return f"{_name(network.fan_in(index)[source])}→{_name(network.layers[index].units[unit])}"
    what, _, unit_name = name.partition("_")
    known = what in _OF_NEURONS and any(unit_name in layer.units for layer in network.layers)
    return _below(what, unit_name) if known else to_plain(label(name))


def _below(what: str, unit: str) -> str:
    """A neuron's number; its neuron's name below the line where there are signs for it, else beside."""
    text = to_plain(f"{what}_{{{unit}}}")
    return text if " " not in text else f"{what} {_name(unit)}"


def _name(unit: str) -> str:
    return to_plain(label(unit))
