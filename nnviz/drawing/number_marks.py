"""Values above the wires and gradients below them."""

from collections.abc import Iterator
from dataclasses import replace

from nnviz.drawing.face import NUMBER
from nnviz.drawing.mark import Anchor, Mark, Point, Text
from nnviz.drawing.metric import text_width
from nnviz.drawing.scene import Scene
from nnviz.drawing.seat import Seat
from nnviz.explain.number import number_within


def number_marks(scene: Scene) -> Iterator[Mark]:
    """For every single number: its value once computed, its gradient once complete."""
    trace, moment = scene.trace, scene.moment
    for index, seat in scene.arrangement.seats.items():
        name = scene.arrangement.faces[index].name
        if moment.knows_value(index):
            text = number_within(trace.values[index].item(), seat.characters)
            yield replace(_text(seat, seat.value, seat.value_anchor, text), color="value", key=name)
        gradient = trace.gradients[index]
        if gradient is not None and moment.knows_gradient(index):
            text = number_within(gradient.item(), seat.characters)
            mark = _text(seat, seat.gradient, seat.gradient_anchor, text)
            yield replace(mark, color="grad", italic=True, key=name)


def _text(seat: Seat, at: Point, anchor: Anchor, text: str) -> Text:
    x = seat.middle(at[0], text_width(text, NUMBER, mono=True)) if anchor == "middle" else at[0]
    return Text(x, at[1], text, NUMBER, anchor=anchor, mono=True, halo=True)
