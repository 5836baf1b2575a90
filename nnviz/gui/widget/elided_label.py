"""A label that shortens its text to the room there is, and tells all of it in its tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from nnviz.gui.widget.style import Style


class ElidedLabel(QLabel):
    """One line of text. A ``pill`` lies at the right of its room, so that its neighbours stay."""

    def __init__(
        self,
        style: Style,
        *,
        pill: bool = False,
        minimum: int = 60,
        token: str = "text",
        mono: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._pill = pill
        self._minimum = minimum
        self._token = token
        self._mono = mono
        width = QSizePolicy.Policy.Ignored if pill else QSizePolicy.Policy.Preferred
        self.setSizePolicy(width, QSizePolicy.Policy.Fixed)
        style.changed.connect(self.updateGeometry)

    def setText(self, text: str) -> None:
        """Shows a text, and all of it as the tooltip where it is elided."""
        if text != self.text():
            super().setText(text)
            self.setAccessibleName(text)
            self.setToolTip(text)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for all of the text."""
        metrics = QFontMetrics(self._style.font(mono=self._mono))
        width = metrics.horizontalAdvance(self.text()) + 2 * self._margin() + 2
        return QSize(width, metrics.height() + 2 * self._style.px(5 if self._pill else 1))

    def minimumSizeHint(self) -> QSize:
        """Room for a few words."""
        hint = self.sizeHint()
        return QSize(self._style.px(self._minimum), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the pill and as much of the text as fits."""
        if not self.text():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.rect()
        if self._pill:
            ground.setLeft(max(ground.left(), ground.right() - self.sizeHint().width() + 1))
            painter.setPen(QPen(Qt.PenStyle.NoPen))
            painter.setBrush(self._style.color("chip"))
            painter.drawRoundedRect(ground, self.height() / 2, self.height() / 2)
        font = self._style.font(mono=self._mono)
        room = ground.adjusted(self._margin(), 0, -self._margin(), 0)
        painter.setFont(font)
        painter.setPen(self._style.color(self._token))
        text = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignHCenter if self._pill else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, text)

    def _margin(self) -> int:
        return self._style.px(12) if self._pill else 0
