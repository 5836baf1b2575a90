"""A network that is built on before the eye: neurons glide to their new places, new ones fade in, those that go fade out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from nnviz.drawing.connection import Connection
from nnviz.drawing.mark import Drawing, Mark, Point
from nnviz.drawing.neuron_arrangement import Neuron, NeuronArrangement
from nnviz.network.architecture import Network

MOST_MOVED = 600
"""Connections up to which a picture moves."""

Draw = Callable[[NeuronArrangement], Drawing]
_HERE = (0.0, 0.0)


def alike(before: Network, after: Network) -> bool:
    """Whether one can have been built from the other: the same inputs and the same outputs."""
    return before.inputs == after.inputs and before.layers[-1].units == after.layers[-1].units


def neuron_morph(
    before: NeuronArrangement, after: NeuronArrangement, draw_before: Draw, draw_after: Draw
) -> Callable[[float], Drawing] | None:
    """The drawing on its way, by a share in 0..1; None where there is too much of it. What has the same name is the same."""
    if max(len(before.connections), len(after.connections)) > MOST_MOVED:
        return None
    was, will = _Places(before), _Places(after)

    def picture(share: float) -> Drawing:
        gone = was.toward(will, share)
        come = will.toward(was, 1.0 - share)
        marks: list[Mark] = [*_faded(draw_before(was.part(gone, will, shared=False)), 1.0 - share)]
        marks += _faded(draw_after(will.part(come, was, shared=False)), share)
        marks += draw_after(will.part(come, was, shared=True)).marks
        return Drawing(tuple(marks), after.bounds)

    return picture


class _Places:
    """The neurons, connections and captions of an arrangement by name."""

    def __init__(self, arrangement: NeuronArrangement) -> None:
        self.arrangement, network = arrangement, arrangement.network
        self.units = (network.inputs, *(layer.units for layer in network.layers))
        self.layers = ("", *(layer.name for layer in network.layers))
        self.neurons = {self.name(neuron): neuron for neuron in arrangement.neurons}
        self.connections = {self.ends(connection) for connection in arrangement.connections}

    def name(self, neuron: Neuron) -> str:
        """What a neuron or an input is called."""
        return self.units[neuron.column][neuron.unit]

    def ends(self, connection: Connection) -> tuple[str, str]:
        """What a connection connects."""
        return self.units[connection.layer][connection.source], self.units[connection.layer + 1][connection.unit]

    def toward(self, other: "_Places", share: float) -> NeuronArrangement:
        """The arrangement with everything that the ``other`` one has too a ``share`` of the way there."""
        shifts = {
            name: ((there.x - here.x) * share, (there.y - here.y) * share)
            for name, here in self.neurons.items() if (there := other.neurons.get(name)) is not None
        }  # fmt: skip
        return replace(
            self.arrangement,
            neurons=tuple(_moved(neuron, shifts.get(self.name(neuron), _HERE)) for neuron in self.arrangement.neurons),
            connections=tuple(self._bent(connection, shifts) for connection in self.arrangement.connections),
            captions=tuple(self._captions(other, share)),
        )

    def _bent(self, connection: Connection, shifts: Mapping[str, Point]) -> Connection:
        start, end = (shifts.get(name, _HERE) for name in self.ends(connection))
        middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        return replace(
            connection, start=_plus(connection.start, start), end=_plus(connection.end, end),
            label_at=_plus(connection.label_at, middle),
        )  # fmt: skip

    def _captions(self, other: "_Places", share: float) -> Iterator[tuple[Point, str]]:
        for layer, ((x, y), text) in zip(self.layers, self.arrangement.captions, strict=True):
            there_x, there_y = other.arrangement.captions[other.layers.index(layer)][0] if layer in other.layers else (x, y)
            yield (x + (there_x - x) * share, y + (there_y - y) * share), text

    def part(self, moved: NeuronArrangement, other: "_Places", shared: bool) -> NeuronArrangement:
        """Of the arrangement, or of it ``moved``, what the ``other`` one has too, or the rest; folds and pictures are rest."""
        return replace(
            moved,
            neurons=tuple(neuron for neuron in moved.neurons if (self.name(neuron) in other.neurons) is shared),
            connections=tuple(each for each in moved.connections if (self.ends(each) in other.connections) is shared),
            captions=tuple(
                caption for layer, caption in zip(self.layers, moved.captions, strict=True) if (layer in other.layers) is shared
            ),
            folds=() if shared else moved.folds, pictures={} if shared else moved.pictures,
        )  # fmt: skip


def _faded(drawing: Drawing, share: float) -> list[Mark]:
    return [replace(mark, opacity=mark.opacity * share) for mark in drawing.marks]


def _moved(neuron: Neuron, shift: Point) -> Neuron:
    return replace(neuron, x=neuron.x + shift[0], y=neuron.y + shift[1])


def _plus(point: Point, shift: Point) -> Point:
    return point[0] + shift[0], point[1] + shift[1]
