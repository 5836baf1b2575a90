"""A drop-down list painted as a quiet chip, as the fields beside it."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from nnviz.gui.widget.icon import draw_icon
from nnviz.gui.widget.style import Style


class ChoiceBox(QComboBox):
    """Choices by key and title; ``chosen`` brings the key a user picked, ``done`` says that it was from the open list."""

    chosen = Signal(str)
    done = Signal()

    def __init__(self, style: Style, title: str, choices: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._titles: dict[str, str] = {}
        self._opened = False
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.offer(choices)
        self.activated.connect(self._on_activated)
        style.changed.connect(self.updateGeometry)

    def offer(self, choices: Mapping[str, str]) -> None:
        """Sets the choices, in order; announces nothing."""
        if dict(choices) == self._titles:
            return
        self._titles = dict(choices)
        self.clear()
        for key, text in choices.items():
            self.addItem(text, key)

    @property
    def choice(self) -> str:
        """The key in force, "" where nothing is chosen."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Shows a choice without announcing it; an unknown key shows none."""
        self.setCurrentIndex(self.findData(key))

    def sizeHint(self) -> QSize:
        """As high as a number field; narrow, since its text is elided."""
        return QSize(self._style.px(72), self._style.px(18) + 2 * self._style.px(3) + 2)

    def minimumSizeHint(self) -> QSize:
        """The same as its hint."""
        return self.sizeHint()

    def showPopup(self) -> None:
        """Opens the list."""
        self._opened = True
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the choices of a closed list."""
        self._opened = False
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the panel that scrolls: a setting must not change by accident."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the chip, the text at the right as in a number field, and a chevron."""
        style = self._style
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(style.color("chip"))
        edge = "accent" if self.hasFocus() else "line" if self.underMouse() else "chip"
        painter.setPen(QPen(style.color(edge), 1.0))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), style.px(6), style.px(6))
        size = style.px(12)
        icon = draw_icon("chevron-down", style.color("mute"), size, self.devicePixelRatio())
        painter.drawPixmap(self.width() - size - style.px(6), (self.height() - size) // 2, icon)
        room = self.rect().adjusted(style.px(8), 0, -size - style.px(10), 0)
        font = style.font()
        painter.setFont(font)
        painter.setPen(style.color("text" if self.isEnabled() else "gateline"))
        text = QFontMetrics(font).elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)

    def _on_activated(self) -> None:
        self.chosen.emit(self.choice)
        if self._opened:
            self._opened = False
            self.done.emit()
