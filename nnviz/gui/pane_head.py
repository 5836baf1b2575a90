"""The head of a canvas pane: its title, and in small print what level it shows."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.drawing.mark import Text
from nnviz.gui.font import SET_SIZE, set_line
from nnviz.gui.painter import color, paint
from nnviz.gui.style import Style

_SIDE = 20.0
_HEIGHT = 44.0
_GAP = 12.0


class PaneHead(QWidget):
    """One line: a title and a trail."""

    def __init__(self, style: Style, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._title = title
        self._trail = ""
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        style.changed.connect(self._resize)
        self._resize()

    @property
    def trail(self) -> str:
        """What level is shown, such as "network › neurons"."""
        return self._trail

    def set_trail(self, trail: str) -> None:
        """Say what level is shown."""
        if trail != self._trail:
            self._trail = trail
            self.setAccessibleDescription(trail)
            self.update()

    def sizeHint(self) -> QSize:
        """A line's height."""
        return QSize(200, self.height())

    def _resize(self) -> None:
        self.setFixedHeight(self._style.px(_HEIGHT))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title in bold; the trail where there is room for it."""
        scale = self._style.scale
        middle = _HEIGHT / 2
        marks = [Text(_SIDE, middle, self._title, size=13.0, anchor="start", bold=True)]
        trail_at = _SIDE + set_line(self._title, bold=True).width * 13.0 / SET_SIZE + _GAP
        trail_width = set_line(self._trail).width * 12.0 / SET_SIZE
        if self._trail and trail_at + trail_width + _SIDE / 2 <= self.width() / scale:
            marks.append(Text(trail_at, middle, self._trail, size=12.0, color="mute", anchor="start"))
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(self._style.theme, "canvas"))
        painter.scale(scale, scale)
        paint(painter, marks, self._style.theme, zoom=scale)
