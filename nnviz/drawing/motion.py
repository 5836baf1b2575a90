"""Numbers that travel along their wires between one moment and the next."""

from nnviz.drawing.arrangement import Arrangement
from nnviz.drawing.curve import along
from nnviz.drawing.face import NUMBER
from nnviz.drawing.mark import Box, Mark, Text
from nnviz.drawing.metric import text_width
from nnviz.drawing.scene import Scene
from nnviz.engine.moment import Moment
from nnviz.engine.trace import Trace
from nnviz.explain.number import format_number

_MOST = 60
"""Numbers that travel at once."""


def draw_motion(arrangement: Arrangement, trace: Trace, moment: Moment, progress: float) -> tuple[Mark, ...]:
    """What the gate at work sends, on its way from moment.position - 1 to moment.position; ``progress`` 0..1.

    Forward: its value (green) to each consumer. Backward: each input's share of the gradient (red) back to the input.
    """
    scene = Scene(arrangement, trace, moment)
    if not scene.sends or not arrangement.has_texts:
        return ()
    marks: list[Mark] = []
    for wire in arrangement.wires:
        if not scene.is_lit(wire):
            continue
        backward = scene.sends == "backward"
        number = scene.contribution(wire) if backward else scene.number(wire.source)
        if number is None:
            continue
        ((x, y),) = along(wire.points, 1 - progress if backward else progress)
        text, color = format_number(number), "grad" if backward else "value"
        width = text_width(text, NUMBER, mono=True) + 12
        marks.append(Box(x - width / 2, y - 9, width, 18, 9, "canvas", color, 1.25))
        marks.append(Text(x, y, text, NUMBER, color, mono=True, italic=backward))
        if len(marks) >= 2 * _MOST:
            break
    return tuple(marks)
