"""The examples as points in the plane of any two of their numbers."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nnviz.data.dataset import Dataset
from nnviz.drawing.label import label
from nnviz.drawing.mark import Point
from nnviz.drawing.point_mark import class_color, point_shades
from nnviz.drawing.scatter_view import Scatter, draw_scatter, nearest_point, scatter_frame
from nnviz.explain.number import format_number
from nnviz.gui.plot.answer_field import AnswerField
from nnviz.gui.plot.chart import Chart
from nnviz.gui.plot.example_model import answer_text
from nnviz.gui.plot.example_plot import ExamplePlot
from nnviz.gui.plot.plot import Option
from nnviz.gui.widget.segmented_control import SegmentedControl
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session
from nnviz.training.model import Model

Floats = np.ndarray

_LOSS = "loss"


class ScatterPlot(ExamplePlot):
    """Coloured by the targets; wrong ones bear a cross. A click chooses the example, the pointer reads it.

    Of networks with two inputs, points are dragged elsewhere, and, with the tool for it, added by a click.
    """

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, session, "Scatter", parent)
        self._axes = ("", "")
        self.scatter: Scatter | None = None
        self._held: int | None = None
        self._held_of: object = None
        self.does = SegmentedControl(style, "A click", {"choose": "Choose", "add": "Add"})
        self.does.chosen.connect(self._show_tools)
        self.answer = AnswerField(style)
        edit = QWidget()
        row = QHBoxLayout(edit)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.answer)
        row.addWidget(self.does)
        self.tools = (edit,)
        self.chart = Chart(style, "Scatter of the examples")
        self.chart.hovered.connect(self._on_hover)
        self.chart.clicked.connect(self._on_click)
        self.chart.reset.connect(self.activated)
        self.chart.dragged.connect(self._on_drag)
        self.chart.dropped.connect(self._on_drop)
        self.chart.resized.connect(self.refresh)
        self.chart.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        style.changed.connect(self.refresh)
        self.set_body(self.chart)

    @property
    def options(self) -> tuple[Option, ...]:
        """What is across, and what up."""
        axes = self._choices()
        return tuple(Option(key, title, axes, now) for key, title, now in zip("xy", ("Across", "Up"), self.axes, strict=True))

    def choose(self, option: str, choice: str) -> None:
        """Takes a choice of an axis; where it is the other axis, the two change places."""
        x, y = self.axes
        wanted = (choice, x if choice == y else y) if option == "x" else (y if choice == x else x, choice)
        self._axes = wanted
        self.refresh()

    @property
    def axes(self) -> tuple[str, str]:
        """What is across and up: "0", "1" are inputs, "p0", "p1" predictions, or it is "loss"."""
        known = self._choices()
        x, y = (axis if axis in known else "" for axis in self._axes)
        across, up = map(str, self.model.dataset.plane)
        first, second = x or across, y or up
        return first, second if second in known and second != first else next(axis for axis in known if axis != first)

    def _choices(self) -> dict[str, str]:
        network = self.model.network
        inputs = {str(k): label(name) for k, name in enumerate(network.inputs)}
        outputs = {f"p{k}": f"Prediction {label(name)}" for k, name in enumerate(network.layers[-1].units)}
        return {**inputs, **outputs, _LOSS: "Loss"}

    def show_rows(self, is_new: bool) -> None:
        """Draws all points anew, unless one is being dragged."""
        if self._held is not None:
            return
        self._show_tools()
        self.answer.follow(self.model)
        board, model = self.session.board, self.model
        dataset, targets = model.dataset, model.examples[1].astype(np.float64)
        self.scatter = Scatter(
            np.column_stack([self._numbers(axis) for axis in self.axes]), board.rows, self._names(),
            point_shades(targets, _levels(dataset, targets), None if _whole(model) else 0),
            set(np.flatnonzero(board.wrong).tolist()), set(dataset.test.tolist()), class_colors(model), self.session.example,
        )
        self._paint()

    def _paint(self) -> None:
        if self.scatter is not None:
            self.chart.set_drawing(draw_scatter(self.scatter, self.chart.room))

    @property
    def editable(self) -> bool:
        """Whether the plane is that of all inputs, so that a place in it is an example."""
        return self.session.examples_editable and sorted(self.axes) == ["0", "1"] and len(self.model.network.inputs) == 2

    def _show_tools(self) -> None:
        self.does.setVisible(self.editable)
        self.answer.setVisible(self.editable and self.does.choice == "add")

    def show_example(self, example: int) -> None:
        """Draws the ring elsewhere."""
        self.show_rows(False)

    def _names(self) -> tuple[str, str]:
        network = self.model.network
        names = [
            network.inputs[int(axis)] if axis.isdigit()
            else axis if axis == _LOSS else f"prediction {network.layers[-1].units[int(axis[1:])]}"
            for axis in self.axes
        ]  # fmt: skip
        return names[0], names[1]

    def _numbers(self, axis: str) -> Floats:
        board = self.session.board
        if axis == _LOSS:
            return board.losses
        return self.model.dataset.column(int(axis)) if axis.isdigit() else board.predictions[:, int(axis[1:])]

    def _at(self, place: Point | None) -> int | None:
        if place is None or self.scatter is None or self.session.board.stale:
            return None
        return nearest_point(self.scatter, scatter_frame(self.scatter, self.chart.room), place)

    def _on_hover(self, place: Point | None) -> None:
        row, model = self._at(place), self.session.board.model
        if row is None or place is None or self.scatter is None or model is None:
            self.chart.set_words(())
            return
        board = self.session.board
        words = [("example", f"{row + 1:,}{' (test)' if board.in_test[row] else ''}")]
        places = self.scatter.places[row].tolist()
        words += [(name, format_number(value)) for name, value in zip(self.scatter.names, places, strict=True)]
        words += [("target", answer_text(model, model.examples[1][row])),
                  ("prediction", answer_text(model, board.predictions[row])), (_LOSS, format_number(float(board.losses[row])))]
        wide = max(len(name) for name, _ in words)
        self.chart.set_words([f"{name.ljust(wide)}  {text}" for name, text in dict(words).items()], place)

    def _on_click(self, place: Point) -> None:
        self.chart.setFocus(Qt.FocusReason.MouseFocusReason)
        row, values = self._at(place), self._inputs(place) if self.editable else None
        if self.does.choice == "add" and values is not None:
            targets = self.answer.targets(self.model, self._nearest(values))
            self.edit(lambda: self.session.add_example([values[0], values[1]], targets))
        elif row is not None:
            self.session.choose_example(row)

    def _inputs(self, place: Point) -> dict[int, float] | None:
        """The inputs, by their numbers, that a place stands for."""
        assert self.scatter is not None
        values = scatter_frame(self.scatter, self.chart.room).value(place)
        return None if values is None else {int(axis): value for axis, value in zip(self.axes, values, strict=True)}

    def _nearest(self, inputs: dict[int, float]) -> int:
        given = self.model.dataset.raw(slice(None))
        return int(((given - np.array([inputs[0], inputs[1]])) ** 2).sum(axis=1).argmin())

    def _on_drag(self, start: Point, end: Point) -> None:
        if not self.editable or self.scatter is None:
            return
        if self._held is None:
            self._held = self._at(start)
            if self._held is not None:
                self._held_of = self.model.examples
                self.session.choose_example(self._held)
                self._frame = scatter_frame(self.scatter, self.chart.room)
        if self._held is not None:
            self.chart.set_words(())
            places = self.scatter.places.copy()
            places[self._held] = self._frame.value(self._inside(end)) or places[self._held]
            self.scatter = replace(self.scatter, places=places, example=self._held)
            self._paint()

    def _inside(self, place: Point) -> Point:
        frame = self._frame
        x, y = min(max(place[0], frame.left), frame.left + frame.width), min(max(place[1], frame.top), frame.top + frame.height)
        return x, y

    def _on_drop(self, place: Point) -> None:
        held, self._held = self._held, None
        model = self.session.board.model
        if model is None or model.examples is not self._held_of:
            self.refresh()  # there are others by now
        elif held is not None and self.scatter is not None and self.editable:
            places = self.scatter.places[held].tolist()
            self.edit(lambda: self.session.move_example(held, dict(zip(map(int, self.axes), places, strict=True))))


def class_colors(model: Model) -> list[tuple[str, str]]:
    """The classes by name, each with its colour; none where there are none."""
    classes = model.dataset.classes
    if classes is None:
        return []
    if _whole(model):
        return [(name, class_color(number)) for number, name in enumerate(classes)]
    return list(zip(classes, ("neg", "pos"), strict=True))


def _whole(model: Model) -> bool:
    """Whether each output stands for a class."""
    return model.dataset.classes is not None and model.examples[1].shape[1] > 1


def _levels(dataset: Dataset, targets: Floats) -> tuple[float, float]:
    if dataset.levels is not None:
        return dataset.levels
    low, high = float(targets[:, 0].min()), float(targets[:, 0].max())
    return (low, high) if high > low else (low - 1.0, high + 1.0)
