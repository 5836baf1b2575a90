"""Whether a network makes sense: names, shapes, numbers, memory."""

from collections.abc import Iterator
from itertools import pairwise

from nnviz.data.memory import available_memory, readable_bytes
from nnviz.document.check_circuit import check_matrix
from nnviz.document.flaw import Flaw, Place, one_of, short, shorten, unfinished
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Layer, Network
from nnviz.network.build import OWN_NAMES
from nnviz.network.initializer import INITIALIZERS

# Characters that structure the names of single numbers, as in hidden.weights[0,1], or of --set NAME=VALUE.
STRUCTURE = frozenset('.[],="')
# Parameters, their gradients, two arrays of optimizer state, and a snapshot.
COPIES = 5
# A neuron's name is a Python string in a tuple; its bias and activations are a few numbers.
BYTES_PER_UNIT = 200


def check_network(network: Network, shape_known: bool = True) -> list[Flaw]:
    """Every flaw of a network, in the order of the file; without its shape only what doesn't depend on it."""
    flaws = [flaw for index, layer in enumerate(network.layers) for flaw in _check_words(layer, _place(index))]
    if not shape_known:
        return flaws
    if not network.inputs:
        flaws.append(Flaw(("network", "inputs"), "is empty, expected names or a count of 1 or more"))
    if not network.layers:
        flaws.append(Flaw(("network", "layers"), "is empty, expected one layer or more"))
    flaws += shorten(list(_check_names(network)))
    width = len(network.inputs)
    for index, layer in enumerate(network.layers):
        flaws += _check_shapes(layer, _place(index), width)
        width = len(layer.units)
    return flaws


def check_memory(widths: tuple[int, ...], place: Place) -> list[Flaw]:
    """Whether a network of so many inputs and neurons a layer fits into memory, counted and not tried."""
    weights = sum(before * after for before, after in pairwise(widths))
    needed = weights * 8 * COPIES + sum(widths) * BYTES_PER_UNIT
    available = available_memory()
    if available is None or needed <= available:
        return []
    message = (
        f"a network with {weights:,} weights needs about {readable_bytes(needed)} of memory, "
        f"expected at most the {readable_bytes(available)} available"
    )
    return [Flaw(place, message)]


def _place(index: int) -> Place:
    return ("network", "layers", index)


def _check_words(layer: Layer, place: Place) -> Iterator[Flaw]:
    if layer.activation not in ACTIVATIONS:
        hint = "softmax belongs to the loss cross_entropy, " if layer.activation == "softmax" else ""
        expected = one_of(ACTIVATIONS, layer.activation)
        yield Flaw((*place, "activation"), f'there is no activation "{short(layer.activation)}", {hint}{expected}')
    if layer.initializer is not None and layer.initializer not in INITIALIZERS:
        expected = one_of(INITIALIZERS, layer.initializer)
        yield Flaw((*place, "initializer"), f'there is no initializer "{short(layer.initializer)}", {expected}')


def _check_shapes(layer: Layer, place: Place, width: int) -> Iterator[Flaw]:
    count = len(layer.units)
    if not count:
        yield Flaw((*place, "units"), "is empty, expected names or a count of 1 or more")
    if not width or not count:
        return
    if layer.weights is not None:
        yield from _for_shape(check_matrix(layer.weights, (*place, "weights"), count, width), count, width)
    if layer.weight_names is not None:
        shape = [len(row) for row in layer.weight_names]
        if shape != [width] * count:
            message = f"has rows of {short(str(shape))} names, expected {count} rows (a row a neuron) of {width}"
            yield Flaw((*place, "weight_names"), message)
    if layer.bias is not None and layer.bias is not False:
        if len(layer.bias) != count:
            yield Flaw((*place, "bias"), f"has {len(layer.bias)} numbers, expected {count}, one a neuron")
        bad = unfinished(layer.bias)
        yield from shorten([Flaw((*place, "bias", at), f"is {layer.bias[at]}, expected a finite number") for at in bad])


def _for_shape(flaws: list[Flaw], count: int, width: int) -> Iterator[Flaw]:
    """The same flaws, those about shape telling what the shape of all the weights should be."""
    for flaw in flaws:
        shape = f" (a row for each of the {count} neurons, a number for each of its {width} inputs)"
        yield Flaw(flaw.place, flaw.message + ("" if "finite" in flaw.message else shape))


def _places(network: Network) -> Iterator[tuple[Place, str]]:
    for index, name in enumerate(network.inputs):
        yield ("network", "inputs", index), name
    for number, layer in enumerate(network.layers):
        place = _place(number)
        yield (*place, "name"), layer.name
        for index, name in enumerate(layer.units):
            yield (*place, "units", index), name
        for row, names in enumerate(layer.weight_names or ()):
            for column, name in enumerate(names):
                yield (*place, "weight_names", row, column), name


def _check_names(network: Network) -> Iterator[Flaw]:
    """Names are of readable characters, used once, and none is that of a number the graph makes, such as net_h1."""
    made = _made_names(network)
    taken: set[str] = set()
    for place, name in _places(network):
        kind = place[-1] if place[-1] == "name" else "unit"
        if not name or not name.isprintable() or name != name.strip() or STRUCTURE.intersection(name):
            expected = 'expected one without spaces around it or any of . [ ] , = "'
            yield Flaw(place, f'"{short(name)}" can\'t be a name, {expected}')
        elif kind == "unit" and name in made:
            yield Flaw(place, f'"{name}" is the name of {made[name]}, expected another name')
        # A layer may be called like its only neuron: a layer's numbers are always NAME.something.
        key = f"{kind} {name}"
        if key in taken:
            yield Flaw(place, f'the name "{short(name)}" is used twice, expected another name')
        taken.add(key)


def _made_names(network: Network) -> dict[str, str]:
    made = dict(OWN_NAMES)
    for layer in network.layers:
        for unit in layer.units:
            if layer.bias is not False:
                made[f"b_{unit}"] = f"the bias of {unit}"
            made[f"net_{unit}"] = f"the net of {unit}"
            made[f"out_{unit}"] = f"the output of {unit}"
    for unit in network.layers[-1].units if network.layers else ():
        made[f"target_{unit}"] = f"the target of {unit}"
        made[f"E_{unit}"] = f"the loss of {unit}"
    return made
