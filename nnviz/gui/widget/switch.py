"""A check box painted as a switch."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from nnviz.gui.widget.style import Style


class Switch(QCheckBox):
    """On or off, with its title beside it; Space toggles."""

    def __init__(self, style: Style, title: str, *, show_title: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(title if show_title else "", parent)
        self._style = style
        self.setAccessibleName(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        style.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Room for the switch and its title."""
        metrics = QFontMetrics(self._style.font())
        text = metrics.horizontalAdvance(self.text()) + self._style.px(8) if self.text() else 0
        return QSize(self._style.px(28) + text + 2, max(self._style.px(18), metrics.height()) + 4)

    def minimumSizeHint(self) -> QSize:
        """The same: a title that is cut off says nothing."""
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints track, knob and title."""
        style = self._style
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = style.px(28), style.px(16)
        track = QRectF(1, (self.height() - height) / 2, width, height)
        enabled = self.isEnabled()
        on = self.isChecked()
        painter.setBrush(style.color("accent" if on and enabled else "chip"))
        outline = "accent" if (on and enabled) or self.hasFocus() else "gateline"
        painter.setPen(QPen(style.color(outline if enabled else "line"), 1.0))
        painter.drawRoundedRect(track, height / 2, height / 2)
        knob = height - style.px(6)
        left = track.right() - knob - style.px(3) if on else track.left() + style.px(3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.color("onaccent" if on and enabled else "gateline"))
        painter.drawEllipse(QRectF(left, track.center().y() - knob / 2, knob, knob))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(style.color("text" if on else "accent"), 1.0))
            painter.drawRoundedRect(track, height / 2, height / 2)
        if self.text():
            painter.setFont(style.font())
            painter.setPen(style.color("text" if enabled else "gateline"))
            room = self.rect().adjusted(width + style.px(8), 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
