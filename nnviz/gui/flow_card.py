"""A card for one edge of the selected node: click it, or press Enter on it, to go where it leads."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from nnviz.drawing.label import format_number
from nnviz.gui.elided_label import ElidedLabel
from nnviz.gui.node_fact import Flow
from nnviz.gui.style import Style, set_role

_NOT_YET = "–"


class FlowCard(QFrame):
    """Shows where an edge leads, the local gradient, and the gradient that travels on it."""

    chosen = Signal(str)

    def __init__(self, style: Style, flow: Flow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        set_role(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        px = style.px
        grid = QGridLayout(self)
        grid.setContentsMargins(px(12), px(8), px(12), px(8))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(0, 1)
        self.title, self.amount = ElidedLabel(style), QLabel()
        self.local, self.numbers = ElidedLabel(style, token="mute"), ElidedLabel(style, token="mute", mono=True)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.amount, 0, 1)
        grid.addWidget(self.local, 1, 0, 1, 2)
        grid.addWidget(self.numbers, 2, 0, 1, 2)
        self.show_flow(flow)

    def show_flow(self, flow: Flow) -> None:
        """Shows another edge, or the same one at another moment."""
        self._flow = flow
        self.title.setText(flow.title)
        self.local.setText(flow.local)
        self.numbers.setText(flow.numbers)
        self.numbers.setVisible(bool(flow.numbers))
        set_role(self.amount, "cardgradient" if flow.amount else "mute")
        self.amount.setText(_short(flow.amount))
        self.amount.setToolTip(flow.amount or "not computed yet")
        self.setAccessibleName(f"{flow.title}: {flow.amount or 'not computed yet'}")
        self.setToolTip(f"Go to {flow.title.partition(' ')[2]}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes the press, so that the release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Goes there."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._flow.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes there, by keyboard."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._flow.key)
        else:
            super().keyPressEvent(event)


def _short(amount: str) -> str:
    """4 digits of a number; a tensor's entries are told in the tooltip."""
    if not amount:
        return _NOT_YET
    return "a tensor" if "," in amount else format_number(float(amount))
