"""Plots of curves over training steps: one table says what each shows."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from nnviz.explain.number import format_number
from nnviz.gui.plot.branch_look import branch_names, curve_tokens
from nnviz.gui.plot.plot import Option, Plot, Table
from nnviz.gui.plot.series import Curves, Floats, at_step
from nnviz.gui.widget.first_paint import FirstPaint
from nnviz.gui.widget.segmented_control import SegmentedControl
from nnviz.gui.widget.style import Style
from nnviz.network.build import LOSS
from nnviz.session.branch import Branch
from nnviz.session.session import Session
from nnviz.training.history import History
from nnviz.training.measure import Measurement

if TYPE_CHECKING:
    from nnviz.gui.plot.curve_plot import CurvePlot

MEASURING = 0.006
"""Seconds of measuring in the window's thread for one picture, of all branches; what is left is measured for the next."""
SOON = 30
_REST = 1000  # milliseconds in which the diagrams are laid out, before pyqtgraph is imported
_ALL = ""


@dataclass(frozen=True, slots=True)
class StepCurves:
    """Curves over training steps: ``read`` gives those of one branch, by name, ``write`` a word of a number.

    What has to be measured for them is measured until a time, by time.perf_counter.
    ``lead`` is the curve that a branch has beside those of the one on show; "": that of the layer that is chosen.
    ``scaled``: whether the axis can be logarithmic; ``explained``: whether a point clicked is explained, as a loss.
    """

    title: str
    read: Callable[[Session, Branch, float], Curves]
    lead: str = ""
    write: Callable[[float], str] = format_number
    scaled: bool = True
    explained: bool = False


def _history(session: Session, branch: Branch) -> History:
    """That of the branch on show may be at work in its thread, but for what it has handed over."""
    handed = session.history if branch is session.branch else None
    return branch.trainer.history if handed is None else handed


def loss_curves(session: Session, branch: Branch, _until: float) -> Curves:
    """The loss on training and test examples, faintly on each batch."""
    history = _history(session, branch)
    evaluations, batch = history.evaluations, history.batch
    return {
        "batch": (batch.step, batch.loss),
        "train": (evaluations.step, evaluations.train_loss),
        "test": (evaluations.step, evaluations.test_loss),
    }


def accuracy_curves(session: Session, branch: Branch, _until: float) -> Curves:
    """The share of examples that are classified right."""
    evaluations = _history(session, branch).evaluations
    return {
        "train": (evaluations.step, evaluations.train_accuracy), "test": (evaluations.step, evaluations.test_accuracy),
    }


def _measured(part: Callable[[Measurement], Floats]) -> Callable[[Session, Branch, float], Curves]:
    """A curve for each layer, from what is measured of the run."""

    def read(session: Session, branch: Branch, until: float) -> Curves:
        layers, taken = branch.trainer.model.network.layers, _taken(session, branch, until)
        steps = np.array([float(measurement.step) for measurement in taken])
        numbers = np.array([part(measurement) for measurement in taken]).reshape(len(taken), len(layers))
        return {layer.name: (steps, numbers[:, k]) for k, layer in enumerate(layers)} if taken else {}

    return read


def rate_curves(session: Session, branch: Branch, until: float) -> Curves:
    """The learning rate."""
    taken = _taken(session, branch, until)
    return {"rate": (np.array([float(found.step) for found in taken]), np.array([found.rate for found in taken]))} if taken else {}


def _taken(session: Session, branch: Branch, until: float) -> Sequence[Measurement]:
    at_rest = branch is not session.branch or not session.training
    return session.monitor_of(branch).take(until - time.perf_counter(), at_rest)


STEP_CURVES: Mapping[str, StepCurves] = {
    "loss": StepCurves("Loss", loss_curves, "train", explained=True),
    "accuracy": StepCurves("Accuracy", accuracy_curves, "train", lambda number: f"{number:.1%}", scaled=False),
    "gradients": StepCurves("Gradients", _measured(lambda found: found.gradient)),
    "updates": StepCurves("Updates", _measured(lambda found: found.ratio)),
    "rate": StepCurves("Learning rate", rate_curves, "rate"),
    "dead": StepCurves("Dead neurons", _measured(lambda found: found.dead), write=lambda number: f"{number:.0%}", scaled=False),
}
"""Key of the plot -> its curves."""


class StepPlot(Plot):
    """Curves over steps, those of all branches. A click, or the cursor dragged, takes the session to that step.

    Of curves for each layer one can be chosen; where there are several branches, it is one.
    """

    topics = ("document", "history", "values", "timeline")

    def __init__(self, style: Style, session: Session, key: str, parent: QWidget | None = None) -> None:
        self._what = STEP_CURVES[key]
        self._curves: Curves = {}
        self._layer = _ALL
        super().__init__(style, session, self._what.title, parent)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.refresh)
        if self._what.scaled:
            self.scale = SegmentedControl(style, f"{self.title} axis", {"linear": "Linear", "log": "Log"})
            self.scale.chosen.connect(self._on_scale)
            self.tools = (self.scale,)
        FirstPaint(self, self._make, _REST)

    @cached_property
    def plot(self) -> "CurvePlot":
        """The curves. pyqtgraph takes longer to import than the window to paint: they come after that, or when they are drawn."""
        from nnviz.gui.plot.curve_plot import CurvePlot

        plot = CurvePlot(self.look, self.title, self.read_out, self)
        plot.picked.connect(self.session.go_to_step)
        if self._what.explained:
            plot.clicked.connect(self._explain)
        self.set_body(plot)
        return plot

    def _make(self) -> None:
        assert self.plot is not None

    @property
    def options(self) -> tuple[Option, ...]:
        """Which layer."""
        return () if self._what.lead else (Option("layer", "Layer", self._layers(), self._lead()),)

    def choose(self, option: str, choice: str) -> None:
        """Takes a choice of an option."""
        self._layer = choice
        self.refresh()

    def _layers(self) -> Mapping[str, str]:
        """What can be chosen: all of them only where there is no branch to compare with."""
        trainer = self.session.trainer
        names = [] if trainer is None else [layer.name for layer in trainer.model.network.layers]
        return {**({} if len(self.session.branches) > 1 else {_ALL: "All layers"}), **{name: name for name in names}}

    def _lead(self) -> str:
        """The curve in which branches are compared."""
        choices = [] if self._what.lead else list(self._layers())
        return self._what.lead or (self._layer if self._layer in choices else choices[0] if choices else _ALL)

    def draw(self) -> None:
        """Shows the curves as they are now."""
        session, shown = self.session, self.session.branch
        if shown is None:
            return
        until = time.perf_counter() + MEASURING
        others = {branch: self._what.read(session, branch, until) for branch in session.branches if branch is not shown}
        found = dict(self._what.read(session, shown, until))  # last: it may have new steps in each picture, others hardly
        lead, names = self._lead(), branch_names(session, found)
        if not self._what.lead and lead != _ALL:
            found = {name: curve for name, curve in found.items() if name == lead}
        read = {name: others[branch] for branch, name in names.items()}
        found = {name: curves[lead] for name, curves in read.items() if lead in curves} | found  # its own are above the others'
        self._curves = {name: (x, y) for name, (x, y) in found.items() if np.isfinite(y).any()}
        self._stack.setCurrentWidget(self.plot)
        self.plot.show_curves(self._curves, session.step, curve_tokens(shown, lead, names))
        if not all(session.monitor_of(branch).complete for branch in session.branches):
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
        parts = [f"{name} {self._what.write(number)}" for name, number in numbers.items() if not math.isnan(number)]
        return f"step {step:,.0f}\n{' · '.join(parts)}"

    def _explain(self) -> None:
        """Selects the loss, whose explanation tells what the point is the mean of."""
        session = self.session
        session.select(LOSS)
        if not session.moment.knows_value(session.graph.output):
            session.go_to(session.moment.at(len(session.graph.gates)))

    def _on_scale(self, key: str) -> None:
        self.plot.set_logarithmic(key == "log")
