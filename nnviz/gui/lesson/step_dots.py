"""How far a lesson has got: a bar of as many pieces as it has steps."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnviz.gui.widget.style import Style

_HEIGHT, _THICK, _GAP = 14.0, 4.0, 3.0


class StepDots(QWidget):
    """A click goes to a step (``chosen`` brings its number, from 0); its title is told under the pointer.

    The keyboard goes by the actions for the next and the previous step.
    """

    chosen = Signal(int)

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._titles: tuple[str, ...] = ()
        self._tokens: tuple[str, ...] = ()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Steps of the lesson")
        style.changed.connect(self.updateGeometry)

    def show_steps(self, titles: Sequence[str], tokens: Sequence[str]) -> None:
        """A piece for each title, in a colour of the theme each."""
        self._titles, self._tokens = tuple(titles), tuple(tokens)
        self.update()

    def sizeHint(self) -> QSize:
        """A line's height."""
        return QSize(self._style.px(200), self._style.px(_HEIGHT))

    def step_at(self, x: float) -> int | None:
        """The number of the step that is drawn there."""
        count = len(self._titles)
        return min(int(x * count / max(self.width(), 1)), count - 1) if count and 0 <= x < self.width() else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Goes to the step that was clicked."""
        step = self.step_at(event.position().x())
        if step is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(step)

    def event(self, event: QEvent) -> bool:
        """Tells the title of the step under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            step = self.step_at(event.pos().x())
            if step is not None:
                QToolTip.showText(event.globalPos(), f"{step + 1}. {self._titles[step]}", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the pieces."""
        count = len(self._tokens)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        thick = self._style.px(_THICK)
        gap = self._style.px(_GAP) if count < 40 else 1
        width = self.width() / max(count, 1)
        for at, token in enumerate(self._tokens):
            painter.setBrush(self._style.color(token))
            piece = QRectF(at * width, (self.height() - thick) / 2, width - (gap if at < count - 1 else 0), thick)
            painter.drawRoundedRect(piece, thick / 2, thick / 2)
