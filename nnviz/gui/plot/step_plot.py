"""Plots of curves over training steps: one table says what each shows."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from nnviz.drawing.label import format_number
from nnviz.gui.plot.branch_look import branch_curves, curve_tokens
from nnviz.gui.plot.curve_plot import CurvePlot, Curves, shown
from nnviz.gui.plot.plot import Plot, Table
from nnviz.gui.plot.series import Floats, at_step
from nnviz.gui.widget.segmented_control import SegmentedControl
from nnviz.gui.widget.style import Style
from nnviz.network.build import LOSS
from nnviz.session.session import Session
from nnviz.training.measure import Measurement

MEASURING = 0.006
"""Seconds of measuring in the window's thread for one picture; what is left is measured for the next."""
SOON = 30


@dataclass(frozen=True, slots=True)
class StepCurves:
    """Curves over training steps: ``read`` makes them of a session, ``write`` a word of a number.

    ``scaled``: whether the axis can be logarithmic; ``explained``: whether a point clicked is explained, as a loss.
    """

    title: str
    read: Callable[[Session], Curves]
    write: Callable[[float], str] = format_number
    scaled: bool = True
    explained: bool = False


def loss_curves(session: Session) -> Curves:
    """The loss on training and test examples, faintly on each batch, and that on training examples in the other branches."""
    history = session.history
    if history is None:
        return {}
    evaluations, batch = history.evaluations, history.batch
    return {
        "batch": (batch.step, batch.loss),
        "train": (evaluations.step, evaluations.train_loss),
        "test": (evaluations.step, evaluations.test_loss),
        **branch_curves(session, lambda other: other.train_loss),
    }


def accuracy_curves(session: Session) -> Curves:
    """The share of examples that are classified right; that of training examples in the other branches too."""
    history = session.history
    if history is None:
        return {}
    evaluations = history.evaluations
    return {
        "train": (evaluations.step, evaluations.train_accuracy),
        "test": (evaluations.step, evaluations.test_accuracy),
        **branch_curves(session, lambda other: other.train_accuracy),
    }


def _measured(session: Session, part: Callable[[Measurement], Floats]) -> Curves:
    """A curve for each layer, from what is measured of the run."""
    monitor, trainer = session.monitor, session.trainer
    if monitor is None or trainer is None:
        return {}
    taken = monitor.take(MEASURING, at_rest=not session.training)
    steps = np.array([float(measurement.step) for measurement in taken])
    numbers = np.array([part(measurement) for measurement in taken])
    return {layer.name: (steps, numbers[:, k]) for k, layer in enumerate(trainer.model.network.layers)} if taken else {}


def rate_curves(session: Session) -> Curves:
    """The learning rate."""
    layers = _measured(session, lambda found: np.full(len(found.gradient), found.rate))
    return {"rate": next(iter(layers.values()))} if layers else {}


STEP_CURVES: Mapping[str, StepCurves] = {
    "loss": StepCurves("Loss", loss_curves, explained=True),
    "accuracy": StepCurves("Accuracy", accuracy_curves, lambda number: f"{number:.1%}", scaled=False),
    "gradients": StepCurves("Gradients", lambda session: _measured(session, lambda found: found.gradient)),
    "updates": StepCurves("Updates", lambda session: _measured(session, lambda found: found.ratio)),
    "rate": StepCurves("Learning rate", rate_curves),
    "dead": StepCurves(
        "Dead neurons", lambda session: _measured(session, lambda found: found.dead), lambda number: f"{number:.0%}", scaled=False
    ),
}
"""Key of the plot -> its curves."""


class StepPlot(Plot):
    """Curves over steps. A click, or the cursor dragged, takes the session to that step."""

    topics = ("document", "history", "values", "timeline")

    def __init__(self, style: Style, session: Session, key: str, parent: QWidget | None = None) -> None:
        self._what = STEP_CURVES[key]
        self._curves: Curves = {}
        super().__init__(style, session, self._what.title, parent)
        self.plot = CurvePlot(style, self.title, self.read_out, self)
        self.plot.picked.connect(session.go_to_step)
        if self._what.explained:
            self.plot.clicked.connect(self._explain)
        self.set_body(self.plot)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.refresh)
        if self._what.scaled:
            self.scale = SegmentedControl(style, f"{self.title} axis", {"linear": "Linear", "log": "Log"})
            self.scale.chosen.connect(self._on_scale)
            self.tools = (self.scale,)

    def draw(self) -> None:
        """Shows the curves as they are now."""
        found = self._what.read(self.session)
        self._curves = {name: (x, y) for name, (x, y) in found.items() if np.isfinite(y).any()}
        self.plot.show_curves(self._curves, self.session.step, curve_tokens(self.session))
        if self.session.monitor is not None and not self.session.monitor.complete:
            self._soon.start(SOON)

    def table(self) -> Table:
        """A row for each step at which one of the curves has a number."""
        curves = self._curves
        steps = np.unique(np.concatenate([np.empty(0), *(x for x, _ in curves.values())]))
        columns = [dict(zip(x.tolist(), y.tolist(), strict=True)) for x, y in curves.values()]
        rows = ([int(step), *(column.get(step, "") for column in columns)] for step in steps.tolist())
        return Table(["step", *curves], rows)

    def read_out(self, step: float) -> str:
        """What is known at a step under the pointer: the step, and below it a number for each curve."""
        curves = self._curves
        if step > max((float(x[-1]) for x, _ in curves.values() if len(x)), default=-math.inf):
            return ""
        numbers = {name: at_step(x, y, step) for name, (x, y) in curves.items()}
        parts = [f"{name} {self._what.write(number)}" for name, number in numbers.items() if shown(number)]
        return f"step {step:,.0f}\n{' · '.join(parts)}"

    def _explain(self) -> None:
        """Selects the loss, whose explanation tells what the point is the mean of."""
        session = self.session
        session.select(LOSS)
        if not session.moment.knows_value(session.graph.output):
            session.go_to(session.moment.at(len(session.graph.gates)))

    def _on_scale(self, key: str) -> None:
        self.plot.set_logarithmic(key == "log")
