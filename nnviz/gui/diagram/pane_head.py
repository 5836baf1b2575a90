"""The head of a canvas pane: its title, in small print what it shows, and at the right its controls."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from nnviz.drawing.mark import Text
from nnviz.gui.widget.font import SET_SIZE, set_line
from nnviz.gui.widget.painter import color, paint
from nnviz.gui.widget.style import Style

_SIDE = 20.0
_HEIGHT = 44.0
_GAP = 12.0


class PaneHead(QWidget):
    """One line: a title, a trail, controls. Where there is little room the trail goes first, then the title."""

    def __init__(self, style: Style, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._title = title
        self._trail = ""
        self._controls: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, round(_SIDE / 2), 0)
        self._row.addStretch(1)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        style.changed.connect(self._resize)
        self._resize()

    @property
    def trail(self) -> str:
        """What is shown, such as "2 - 2 - 2"."""
        return self._trail

    def set_trail(self, trail: str) -> None:
        """Say what is shown."""
        if trail != self._trail:
            self._trail = trail
            self.setAccessibleDescription(trail)
            self.update()

    def hold(self, control: QWidget) -> None:
        """Take a control in, at the right, before those that are there."""
        self._controls.insert(0, control)
        self._row.insertWidget(1, control)

    def event(self, event: QEvent) -> bool:
        """Another size of the controls leaves the title another room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.update()
        return super().event(event)

    def sizeHint(self) -> QSize:
        """A line's height."""
        return QSize(200, self.height())

    def _resize(self) -> None:
        self.setFixedHeight(self._style.px(_HEIGHT))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title in bold and the trail, as far as there is room for them."""
        scale = self._style.scale
        middle = _HEIGHT / 2
        control = next((control for control in self._controls if control.isVisibleTo(self)), None)
        room = (self.width() if control is None else control.x()) / scale
        trail_at = _SIDE + set_line(self._title, bold=True).width * 13.0 / SET_SIZE + _GAP
        trail_width = set_line(self._trail).width * 12.0 / SET_SIZE
        marks = []
        if trail_at - _GAP / 2 <= room or control is None:
            marks.append(Text(_SIDE, middle, self._title, size=13.0, anchor="start", bold=True))
        if self._trail and trail_at + trail_width + _SIDE / 2 <= room:
            marks.append(Text(trail_at, middle, self._trail, size=12.0, color="mute", anchor="start"))
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(self._style.theme, "canvas"))
        painter.scale(scale, scale)
        paint(painter, marks, self._style.theme, zoom=scale)
