"""Values above the wires and gradients below them."""

from collections.abc import Iterator

from nnviz.drawing.face import LINE, NUMBER, Face
from nnviz.drawing.label import format_number
from nnviz.drawing.mark import Anchor, Mark, Text
from nnviz.drawing.scene import Scene

_BESIDE = 31.0
"""From a gate's side to the middle of its number."""
_BEHIND = 8.0
"""From the output's side to the beginning of its number."""
_ASTRIDE = 10.0


def number_marks(scene: Scene) -> Iterator[Mark]:
    """For every single number: its value once computed, its gradient once complete."""
    trace, moment = scene.trace, scene.moment
    for index, face in scene.arrangement.faces.items():
        if face.kind not in ("gate", "leaf"):
            continue
        x, y, below = _place(face, *scene.arrangement.centers[index])
        anchor: Anchor = "middle"
        if index == scene.trace.graph.output and face.kind == "gate":
            x, anchor = x - _BESIDE + _BEHIND, "start"
        if moment.knows_value(index):
            text = format_number(trace.values[index].item())
            yield Text(x, y, text, NUMBER, "value", anchor, mono=True, halo=True, key=face.name)
        gradient = trace.gradients[index]
        if gradient is not None and moment.knows_gradient(index):
            text = format_number(gradient.item())
            yield Text(x, below, text, NUMBER, "grad", anchor, mono=True, italic=True, halo=True, key=face.name)


def _place(face: Face, x: float, y: float) -> tuple[float, float, float]:
    """The middle of the numbers, the height of the value and that of the gradient."""
    if face.kind == "leaf":
        away = face.height / 2 + LINE - 4
        return x, y - away, y + away
    return x + face.width / 2 + _BESIDE, y - _ASTRIDE, y + _ASTRIDE
