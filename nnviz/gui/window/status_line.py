"""The line at the foot of the window: where training stands, how fast it goes, and what went wrong."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from nnviz.explain.number import format_number
from nnviz.gui.widget.elided_label import ElidedLabel
from nnviz.gui.widget.figure_label import FigureLabel
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.icon import draw_icon
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.session import Session

HEIGHT = 28


class StatusLine(QWidget):
    """Follows the session; shows nothing of training where there is none, and no loss that may be asked for."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._style = style
        self.setAccessibleName("Status")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._row = QHBoxLayout(self)
        self.facts: dict[str, FigureLabel] = {}
        self._titles: dict[str, QLabel] = {}
        for name in ("step", "epoch", "train loss", "test loss", "gap", "speed"):
            title, fact = QLabel("" if name == "speed" else name), FigureLabel()
            set_role(title, "small")
            set_role(fact, "monosmall")
            fact.setAccessibleName(name)
            self._row.addWidget(title)
            self._row.addWidget(fact)
            self._row.addSpacing(8)
            self._titles[name], self.facts[name] = title, fact
        self._row.addStretch(1)
        self.warning = QLabel()
        self.problem = ElidedLabel(style, minimum=80, token="grad")
        self._row.addWidget(self.warning)
        self._row.addWidget(self.problem)
        style.changed.connect(self._restyle)
        Follower(session, self, self.refresh, "document", "values", "history", "running", "problem", "predict")
        self._restyle()
        self.refresh()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self._style.px(400), self._style.px(HEIGHT))

    def refresh(self) -> None:
        """Shows the session as it is now."""
        session = self._session
        trains = session.trainer is not None
        losses = session.loss if trains and session.hold is None else {}
        speed = session.steps_per_second or 0.0
        self._show("step", f"{session.step:,}" if trains else "")
        self._show("epoch", f"{session.epoch:,}" if trains else "")
        since = self._since()
        for part in ("train", "test"):
            loss = losses.get(part)
            self._show(f"{part} loss", "" if loss is None else format_number(loss) + since, "" if loss is None else repr(loss))
        gap = session.gap if losses else None
        tip = "" if gap is None else f"The test loss has risen since step {gap.since:,}, while the training loss went on falling"
        self._show("gap", "" if gap is None else f"{format_number(gap.size)} since step {gap.since:,}", tip)
        self._show("speed", f"{speed:,.3g} steps/s" if 0 < speed < 100 else f"{speed:,.0f} steps/s" if speed else "")
        self.problem.setText(session.problem)
        self.problem.setVisible(bool(session.problem))
        self.warning.setVisible(bool(session.problem))

    def _since(self) -> str:
        """Where it rests at a step that is not evaluated: which one the losses are of."""
        session = self._session
        last = session.loss_step
        return "" if session.running or last in (None, session.step) else f" at step {last:,}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground and the hairline above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._style.color("panel"))
        painter.setPen(QPen(self._style.color("line"), 1.0))
        painter.drawLine(0, 0, self.width(), 0)

    def _show(self, name: str, text: str, tip: str = "") -> None:
        self.facts[name].setText(text)
        if not self._session.hurried:
            self.facts[name].fit()
        self.facts[name].setToolTip(tip)
        self.facts[name].setVisible(bool(text))
        self._titles[name].setVisible(bool(text) and name != "speed")

    def _restyle(self) -> None:
        px = self._style.px
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(20), 1, px(20), 0)
        self._row.setSpacing(px(6))
        self.warning.setPixmap(draw_icon("triangle-alert", self._style.color("grad"), px(14), self.devicePixelRatio()))
