"""The computational graph as marks: a trace, shown as far as a moment has got, on an arrangement."""

from collections.abc import Mapping
from functools import partial

from nnviz.drawing.arrangement import Arrangement, arrange
from nnviz.drawing.asked import Asked, asked_lights, asked_marks
from nnviz.drawing.door import Doors
from nnviz.drawing.face_marks import face_marks, glow_marks
from nnviz.drawing.highlight import highlight_marks
from nnviz.drawing.mark import Drawing
from nnviz.drawing.motion import draw_motion
from nnviz.drawing.near import near_marks
from nnviz.drawing.number_marks import number_marks
from nnviz.drawing.pattern_marks import pattern_marks
from nnviz.drawing.scene import Scene
from nnviz.drawing.wire_marks import slot_marks, wire_marks
from nnviz.engine.moment import Moment
from nnviz.engine.trace import Trace

__all__ = ["Arrangement", "arrange", "draw_graph", "draw_motion"]


def draw_graph(
    arrangement: Arrangement, trace: Trace, moment: Moment, selected: str = "", hovered: str = "",
    highlights: Mapping[str, bool] | None = None, updates: Mapping[str, float] | None = None, patterns: bool = True,
    doors: Doors | None = None, asked: Asked | None = None,
) -> Drawing:
    """Everything that is known at ``moment``; what has not been computed is not shown.

    ``selected`` and ``hovered`` are keys (node names, NAME[i,j] for one entry); ``highlights``: key -> whether clearly lit,
    else softly; ``updates``: parameter -> new value, shown in the update phase; ``patterns``: whether gates wear what they do
    to a gradient; ``doors``: what can be opened; ``asked``: what a learner is asked for, which nothing tells. Above 400 nodes
    there are shapes and wires alone, and texts for a view that is near.
    """
    tells = asked is None or asked.kind != "pattern"
    patterns = patterns and tells
    scene = Scene(arrangement, trace, moment, selected, hovered, highlights or {}, updates or {}, doors or Doors(), tells)
    lights = () if asked is None else asked_lights(scene, asked)
    marks = [*lights, *highlight_marks(scene), *glow_marks(scene), *wire_marks(scene), *face_marks(scene)]
    if arrangement.has_texts:
        marks += [*(pattern_marks(scene) if patterns else ()), *slot_marks(scene), *number_marks(scene)]
    if asked is not None:
        marks += asked_marks(scene, asked)
    return Drawing(tuple(marks), arrangement.bounds, None if arrangement.has_texts else partial(near_marks, scene, patterns))
