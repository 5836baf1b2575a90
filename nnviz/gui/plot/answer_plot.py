"""Plots of the answers at the present step: which classes are taken for which, and numbers against their targets."""

import numpy as np
from PySide6.QtWidgets import QWidget

from nnviz.data.dataset import Dataset
from nnviz.drawing.answer_view import draw_confusion, draw_predictions
from nnviz.gui.plot.chart import Chart
from nnviz.gui.plot.plot import Option, Plot, Table
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session
from nnviz.training.answer import Floats, answers, class_numbers, confusion
from nnviz.training.model import Model


class _AnswerPlot(Plot):
    """Made of marks, and to be seen before anything is trained."""

    topics = ("document", "history", "values")

    def __init__(self, style: Style, session: Session, title: str, parent: QWidget | None = None) -> None:
        super().__init__(style, session, title, parent)
        self.chart = Chart(style, title)
        self.chart.resized.connect(self.refresh)
        style.changed.connect(self.refresh)
        self.set_body(self.chart)

    def lack(self) -> str:
        """Nothing."""
        return ""

    @property
    def model(self) -> Model:
        """The network with its examples."""
        trainer = self.session.trainer
        assert trainer is not None
        return trainer.model

    def answers(self, split: str) -> tuple[Floats, Floats]:
        """Predictions and targets (M, K) of the "train" or the "test" examples."""
        dataset = self.model.dataset
        return answers(self.model, self.session.parameters, dataset.train if split == "train" else dataset.test)


class ConfusionPlot(_AnswerPlot):
    """How often each class is taken for each, over the test examples, or the training examples where they are wanted."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, session, "Confusion", parent)
        self._split = "test"

    @property
    def options(self) -> tuple[Option, ...]:
        """Over which examples."""
        return (Option("split", "Examples", {"train": "Training", "test": "Test"}, self._present_split()),)

    def choose(self, option: str, choice: str) -> None:
        """Takes a choice of an option."""
        self._split = choice
        self.refresh()

    def draw(self) -> None:
        """Counts anew."""
        self.chart.set_drawing(draw_confusion(self._counts(), class_names(self.model.dataset), self.chart.room))

    def table(self) -> Table:
        """A row for each target."""
        names = class_names(self.model.dataset)
        rows = ([name, *counts] for name, counts in zip(names, self._counts().tolist(), strict=True))
        return Table(["target", *names], rows)

    def _present_split(self) -> str:
        return self._split if len(self.model.dataset.test) else "train"

    def _counts(self) -> np.ndarray:
        dataset = self.model.dataset
        assert dataset.levels is not None
        predictions, targets = (class_numbers(part, dataset.levels) for part in self.answers(self._present_split()))
        return confusion(targets, predictions, len(class_names(dataset)))


class PredictionPlot(_AnswerPlot):
    """Numbers against their targets."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, session, "Predictions", parent)

    def draw(self) -> None:
        """Predicts anew."""
        self.chart.set_drawing(draw_predictions(self.answers("train"), self.answers("test"), self.chart.room))

    def table(self) -> Table:
        """A row for each example and output."""
        units = self.model.network.layers[-1].units
        rows = (
            [split, unit, target, prediction]
            for split in ("train", "test")
            for predictions, targets in zip(*self.answers(split), strict=True)
            for unit, target, prediction in zip(units, targets.tolist(), predictions.tolist(), strict=True)
        )
        return Table(["examples", "output", "target", "prediction"], rows)


def class_names(dataset: Dataset) -> tuple[str, ...]:
    """The names of the classes; of a yes or no that has none, these words."""
    return dataset.classes or ("no", "yes")
