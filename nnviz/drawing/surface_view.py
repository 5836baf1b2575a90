"""The decision surface as marks: the answers as colour, the examples as points, a scale that says which is which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.data.dataset import Dataset
from nnviz.drawing.frame import AXIS, Frame
from nnviz.drawing.label import label
from nnviz.drawing.mark import Box, Circle, Drawing, Heat, Mark, Text
from nnviz.drawing.metric import cut_text
from nnviz.drawing.point_mark import LARGEST, class_color, point_marks, point_shades, ring_marks
from nnviz.explain.number import format_number
from nnviz.training.model import Model
from nnviz.training.surface import Range, Surface, decision_surface, extent

Array = NDArray[np.floating]
Floats = NDArray[np.float64]

SIZE = (560.0, 480.0)
_LEFT, _TOP, _BOTTOM, _SCALE = 46.0, 20.0, 34.0, 92.0
_STRENGTH = 0.6
"""Opacity of the answers, so that points stand out from them."""
_BANDS = 8
"""Into so many steps an answer that is a number is cut."""
_MOST_POINTS = 600
_LINES = 12.0, 16.0
"""From one class's name to the next, where there are many of them and where there are few."""


@dataclass(frozen=True, slots=True)
class Plane:
    """What a user wants to see: two inputs, their ranges (None: all examples), one output (None: all classes), bands or not."""

    columns: tuple[int, int] = (0, 1)
    x: Range | None = None
    y: Range | None = None
    output: int | None = None
    discrete: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceSubject:
    """A surface with the examples; ``targets`` (N, K) as they are now, ``output`` the one shown, None for all classes at once."""

    surface: Surface
    dataset: Dataset
    targets: Floats
    names: Sequence[str]
    output: int | None
    example: int
    discrete: bool = False

    @property
    def levels(self) -> tuple[float, float]:
        """The low and the high end of the colours: the codes of no and yes, or the range of the targets."""
        if self.dataset.levels is not None:
            return self.dataset.levels
        targets = self.targets[:, self.output or 0]
        low, high = float(targets.min()), float(targets.max())
        return (low, high) if high > low else (low - 1.0, high + 1.0)


def see_surface(
    model: Model, parameters: Mapping[str, Array], example: int, plane: Plane, side: int = 100
) -> SurfaceSubject:
    """The surface of a network with at least two inputs as a plane cuts it; the other inputs are held at those of ``example``."""
    network, dataset = model.network, model.dataset
    inputs, targets = model.examples
    ranges = (plane.x or extent(dataset, plane.columns[0]), plane.y or extent(dataset, plane.columns[1]))
    surface = decision_surface(
        network, model.objective.loss, parameters, dataset, inputs[example], plane.columns, *ranges, side
    )
    whole = dataset.classes is not None and targets.shape[1] > 1
    output = plane.output if plane.output is not None or whole else 0
    names = dataset.classes if whole and dataset.classes else network.layers[-1].units
    return SurfaceSubject(surface, dataset, targets.astype(np.float64), names, output, example, plane.discrete)


def frame_of(surface: Surface, size: tuple[float, float]) -> Frame:
    """The square of the surface, at the left of a picture of that size."""
    side = max(min(size[0] - _LEFT - _SCALE, size[1] - _TOP - _BOTTOM), 20.0)
    return Frame(_LEFT, _TOP, side, side, surface.x, surface.y)


def draw_surface(subject: SurfaceSubject, size: tuple[float, float] = SIZE) -> Drawing:
    """The surface in a picture of that size; pointing at examples is by their places, see ``nearest``."""
    surface = subject.surface
    frame = frame_of(surface, size)
    marks: list[Mark] = [surface_ground(subject, frame)]
    marks.extend(surface_points(subject, frame))
    across, up = (label(subject.dataset.input_names[column]) for column in surface.columns)
    marks.extend(frame.axes(across, up))
    marks.extend(_scale(subject, frame))
    return Drawing(tuple(marks), (0.0, 0.0, *size))


def surface_ground(subject: SurfaceSubject, frame: Frame) -> Heat:
    """The answers as colour, in a frame."""
    values, palette = shades(subject)
    place = frame.left, frame.top, frame.width, frame.height
    return Heat(*place, values[::-1], 1.0, _STRENGTH, smooth=not subject.discrete, palette=palette)


def shades(subject: SurfaceSubject) -> tuple[Floats, tuple[str, ...]]:
    """What is coloured: one output from -1 (low) to 1 (high), (S, S); of all classes the first by its lead, (S, S, K)."""
    predictions = subject.surface.predictions
    low, high = subject.levels
    if subject.output is None:
        order = np.sort(predictions, axis=-1)
        lead = np.clip((order[..., -1] - order[..., -2]) / (high - low), 0.0, 1.0)
        first = predictions.argmax(axis=-1)[..., None] == np.arange(predictions.shape[-1])
        lead = np.where(lead > 0, 1.0, lead) if subject.discrete else lead
        return first * lead[..., None], tuple(class_color(k) for k in range(predictions.shape[-1]))
    share = (predictions[..., subject.output] - (low + high) / 2) / ((high - low) / 2)
    if subject.discrete and subject.dataset.levels is not None:
        share = np.sign(share)
    elif subject.discrete:
        share = (np.floor(np.clip(share, -1.0, 1.0 - 1e-9) * _BANDS / 2) + 0.5) / (_BANDS / 2)
    return share, ()


def surface_points(subject: SurfaceSubject, frame: Frame) -> Iterator[Mark]:
    """The examples over the ground, evenly thinned where they are very many; the present one ringed."""
    places = np.column_stack([subject.dataset.column(column) for column in subject.surface.columns])
    rows = range(0, len(places), -(-len(places) // _MOST_POINTS))
    shades = point_shades(subject.targets, subject.levels, subject.output)
    yield from point_marks(frame, places, rows, shades, set(subject.dataset.test.tolist()))
    if len(places) > 1:
        yield from ring_marks(frame, places, subject.example)


def _scale(subject: SurfaceSubject, frame: Frame) -> Iterator[Mark]:
    """At the right: which colour is which answer."""
    left, right = frame.left + frame.width + 16, frame.left + frame.width + 26
    if subject.output is None:
        yield from _class_names(subject.names, left, frame.top, frame.height - (40 if len(subject.dataset.test) else 0))
    else:
        height = min(frame.height * 0.5, 96.0)
        ramp = np.linspace(1.0, -1.0, _BANDS if subject.discrete else 48)[:, None]
        ramp = np.sign(ramp) if subject.discrete and subject.dataset.levels is not None else ramp
        yield Heat(left, frame.top, 10.0, height, ramp, 1.0, _STRENGTH, smooth=not subject.discrete)
        low, high = subject.levels
        for place, answer in ((0.0, high), (0.5, (low + high) / 2), (1.0, low)):
            y = frame.top + 5 + place * (height - 10)
            yield Text(right + 6, y, format_number(answer, 3), AXIS, "faint", "start", mono=True)
    bottom = frame.top + frame.height
    if len(subject.dataset.test):
        for y, text, fill in ((bottom - 20, "train", "mute"), (bottom - 5, "test", "canvas")):
            yield Circle(left + 5, y, LARGEST, fill, "mute", 1.5)
            yield Text(right + 6, y, text, AXIS, "mute", "start")


def _class_names(names: Sequence[str], left: float, top: float, height: float) -> Iterator[Mark]:
    """The classes with their colours, one below the other; closer together, then in two columns, where there are many."""
    columns = 1 if len(names) * _LINES[0] <= height else 2
    rows = -(-len(names) // columns)
    line = min(max(height / rows, _LINES[0]), _LINES[1])
    rows = max(min(int(height // line), rows), 1)
    room = (_SCALE - 16 - 16 * columns) / columns
    shown = len(names) if len(names) <= rows * columns else rows * columns - 1
    for number, name in enumerate(names[:shown]):
        x, y = left + (number // rows) * (room + 16), top + (number % rows + 0.5) * line
        yield Box(x, y - 5, 10, 10, 2.0, class_color(number), class_color(number), 0.0)
        yield Text(x + 16, y, cut_text(label(name), AXIS, room), AXIS, "mute", "start")
    if shown < len(names):
        at = left + (columns - 1) * (room + 16), top + (rows - 0.5) * line
        yield Text(*at, f"+ {len(names) - shown}", AXIS, "mute", "start")


def nearest(subject: SurfaceSubject, frame: Frame, x: float, y: float) -> int:
    """The example (row number) whose point is nearest to a pair of values, as the eye measures it."""
    places = np.column_stack([subject.dataset.column(column) for column in subject.surface.columns])
    scale = np.array([frame.x[1] - frame.x[0], frame.y[1] - frame.y[0]])
    return int((((places - np.array([x, y])) / scale) ** 2).sum(axis=1).argmin())
