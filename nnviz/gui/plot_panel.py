"""The plots below: loss and accuracy over training steps, live."""

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from nnviz.drawing.label import format_number
from nnviz.gui.curve_plot import CurvePlot, Curves, shown
from nnviz.gui.follower import Follower
from nnviz.gui.segmented_control import SegmentedControl
from nnviz.gui.series import Floats, at_step
from nnviz.gui.style import Style, set_role
from nnviz.session.session import Session
from nnviz.training.history import History

HEIGHT = 220
_NO_TRAINING = "A circuit is not trained. Open a network, and its loss appears here while it learns."
_NOT_TRAINED = "Not trained yet. Choose Step or Epoch above and press play: the loss appears here."


def loss_curves(history: History) -> Curves:
    """The loss on training and test examples, and faintly on each batch."""
    evaluations, batch = history.evaluations, history.batch
    return {
        "batch": (batch.step, batch.loss),
        "train": (evaluations.step, evaluations.train_loss),
        "test": (evaluations.step, evaluations.test_loss),
    }


def accuracy_curves(history: History) -> Curves:
    """The share of examples that are classified right."""
    evaluations = history.evaluations
    return {
        "train": (evaluations.step, evaluations.train_accuracy),
        "test": (evaluations.step, evaluations.test_accuracy),
    }


TABS = {"loss": ("Loss", loss_curves), "accuracy": ("Accuracy", accuracy_curves)}
"""Tab -> title and the curves it shows."""


class PlotPanel(QWidget):
    """Follows the session's history."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._session = style, session
        self.setAccessibleName("Plots")
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tabs = QButtonGroup(self)
        self.tabs: dict[str, QPushButton] = {}
        self.plots: dict[str, CurvePlot] = {}
        for key, (title, _) in TABS.items():
            self.tabs[key] = self._make_tab(title)
            self.plots[key] = CurvePlot(style, title, self._read_out, self)
        self.scale = SegmentedControl(style, "Loss axis", {"linear": "Linear", "log": "Log"})
        self.scale.chosen.connect(self._on_scale)
        self.empty = QLabel(self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        set_role(self.empty, "mute")
        self._arrange()
        self._tabs.buttonToggled.connect(self._on_tab)
        self.tabs["loss"].setChecked(True)
        style.changed.connect(self._restyle)
        Follower(session, self, self.refresh, "document", "history", "values")
        self._restyle()
        self.refresh()

    @property
    def tab(self) -> str:
        """The key of the tab that is open."""
        return next(key for key, button in self.tabs.items() if button.isChecked())

    def sizeHint(self) -> QSize:
        """A strip."""
        return QSize(self._style.px(600), self._style.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Low enough for a small window."""
        return QSize(self._style.px(240), self._style.px(120))

    def refresh(self) -> None:
        """Shows the history as it is now; only the open plot is drawn."""
        history = self._session.history
        classes = history is not None and bool(np.isfinite(history.evaluations.train_accuracy).any())
        self.tabs["accuracy"].setVisible(classes)
        if not classes and self.tab == "accuracy":
            self.tabs["loss"].setChecked(True)
        trained = history is not None and bool(len(history.evaluations.step) > 1 or len(history.batch.step))
        self.scale.setVisible(trained and self.tab == "loss")
        if history is None or not trained:
            self.empty.setText(_NO_TRAINING if history is None else _NOT_TRAINED)
            self._stack.setCurrentWidget(self.empty)
            return
        plot = self.plots[self.tab]
        self._stack.setCurrentWidget(plot)
        plot.show_curves(_without_empty(TABS[self.tab][1](history)), self._session.step)

    def _make_tab(self, title: str) -> QPushButton:
        button = QPushButton(title)
        button.setCheckable(True)
        button.setAccessibleName(f"{title} plot")
        set_role(button, "tab")
        self._tabs.addButton(button)
        return button

    def _arrange(self) -> None:
        self._column, self._head, self._stack = QVBoxLayout(self), QHBoxLayout(), QStackedLayout()
        for button in self.tabs.values():
            self._head.addWidget(button)
        self._head.addStretch(1)
        self._head.addWidget(self.scale)
        self._stack.addWidget(self.empty)
        for plot in self.plots.values():
            self._stack.addWidget(plot)
        self._column.addLayout(self._head)
        self._column.addLayout(self._stack, 1)

    def _read_out(self, step: float) -> str:
        """What is known at a step under the pointer: the step, and below it a number for each curve."""
        history = self._session.history
        if history is None or not len(history.evaluations.step):
            return ""
        last = max(float(x[-1]) for x, _ in loss_curves(history).values() if len(x))
        if step > last:
            return ""
        parts = []
        for name, (x, y) in TABS[self.tab][1](history).items():
            number = at_step(x, y, step)
            if shown(number):
                text = f"{number:.1%}" if self.tab == "accuracy" else format_number(number)
                parts.append(f"{name} {text}")
        return f"step {step:,.0f}\n{' · '.join(parts)}"

    def _on_tab(self, button: QPushButton, checked: bool) -> None:
        if checked:
            self.refresh()

    def _on_scale(self, key: str) -> None:
        self.plots["loss"].set_logarithmic(key == "log")

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setContentsMargins(px(20), px(8), px(20), px(4))
        self._column.setSpacing(px(4))
        self._head.setSpacing(px(20))
        self.updateGeometry()


def _without_empty(curves: Curves) -> dict[str, tuple[Floats, Floats]]:
    return {name: (x, y) for name, (x, y) in curves.items() if np.isfinite(y).any()}
