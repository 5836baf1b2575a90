"""The examples as points in the plane of any two of their numbers."""

import numpy as np
from PySide6.QtWidgets import QWidget

from nnviz.data.dataset import Dataset
from nnviz.drawing.label import format_number, label
from nnviz.drawing.mark import Point
from nnviz.drawing.point_mark import class_color, point_shades
from nnviz.drawing.scatter_view import Scatter, draw_scatter, nearest_point, scatter_frame
from nnviz.gui.chart import Chart
from nnviz.gui.example_model import answer_text
from nnviz.gui.example_plot import ExamplePlot
from nnviz.gui.plot import Option
from nnviz.gui.style import Style
from nnviz.session.session import Session
from nnviz.training.model import Model

Floats = np.ndarray

_LOSS = "loss"


class ScatterPlot(ExamplePlot):
    """Coloured by the targets; wrong ones bear a cross. A click chooses the example, the pointer reads it."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, session, "Scatter", parent)
        self._axes = ("0", "1")
        self.scatter: Scatter | None = None
        self.chart = Chart(style, "Scatter of the examples")
        self.chart.hovered.connect(self._on_hover)
        self.chart.clicked.connect(self._on_click)
        self.chart.resized.connect(self.refresh)
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
        first = x or "0"
        return first, y if y and y != first else next(axis for axis in known if axis != first)

    def _choices(self) -> dict[str, str]:
        network = self.model.network
        inputs = {str(k): label(name) for k, name in enumerate(network.inputs)}
        outputs = {f"p{k}": f"Prediction {label(name)}" for k, name in enumerate(network.layers[-1].units)}
        return {**inputs, **outputs, _LOSS: "Loss"}

    def show_rows(self, is_new: bool) -> None:
        """Draws all points anew."""
        board, model = self.session.board, self.model
        dataset, targets = model.dataset, model.examples[1].astype(np.float64)
        self.scatter = Scatter(
            np.column_stack([self._numbers(axis) for axis in self.axes]), board.rows, self._names(),
            point_shades(targets, _levels(dataset, targets), None if _whole(model) else 0),
            set(np.flatnonzero(board.wrong).tolist()), set(dataset.test.tolist()), class_colors(model), self.session.example,
        )
        self.chart.set_drawing(draw_scatter(self.scatter, self.chart.room))

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
        if place is None or self.scatter is None:
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
        row = self._at(place)
        if row is not None:
            self.session.choose_example(row)


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
