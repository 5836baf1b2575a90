"""A pane that is the last column of a splitter, or a drawer over the splitter's right end."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QSplitter, QWidget

from nnviz.gui.widget.style import Style

_WIDTH = 344


class Drawer(QObject):
    """Puts the pane into ``columns``, or over them within ``body``; as a drawer it follows their size."""

    def __init__(self, style: Style, pane: QWidget, columns: QSplitter, body: QWidget) -> None:
        super().__init__(body)
        self._style, self._pane, self._columns, self._body = style, pane, columns, body
        self.over = False
        columns.installEventFilter(self)

    def pull(self, over: bool) -> None:
        """Whether it is a drawer from now on."""
        self.over = over
        if over:
            self._pane.setParent(self._body)
        else:
            self._columns.addWidget(self._pane)
            self._columns.setStretchFactor(1, 1)
        self._pane.setProperty("drawer", over)

    def place(self) -> None:
        """Lays it over the right end of the columns, in front; as a column it stands where it is."""
        if self.over:
            area = self._columns.geometry()
            width = min(self._style.px(_WIDTH), area.width())
            self._pane.setGeometry(area.right() - width + 1, area.top(), width, area.height())
            self._pane.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the size of what it lies over."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.place()
        return super().eventFilter(watched, event)
