"""A pane that is the last column of a splitter, or a drawer over the splitter's right end."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QSplitter, QWidget

from nnviz.gui.widget.style import Style, set_state

_WIDTH = 344
_NARROW = 1180  # pixels of the window, at normal type, below which there is no room for one more column
_MOST = 0.7  # of a diagram that may be covered for it to draw itself into what is left


class Drawer(QObject):
    """Puts the pane into ``columns``, or over them within ``body``; as a drawer it follows their size.

    The ``diagrams`` under it draw themselves beside it.
    """

    def __init__(
        self, style: Style, pane: QWidget, columns: QSplitter, diagrams: Sequence[QWidget], body: QWidget
    ) -> None:
        super().__init__(body)
        self._style, self._pane, self._columns, self._body, self._diagrams = style, pane, columns, body, diagrams
        self.over = False
        for watched in (pane, columns, *diagrams):
            watched.installEventFilter(self)

    def pull(self) -> bool:
        """Makes it a drawer where there is no room for one more column, else that; says whether it is another now, still hidden."""
        over = self._style.presentation or self._body.window().width() < _NARROW * self._style.scale
        if over == self.over:
            return False
        self.over = over
        if over:
            self._pane.setParent(self._body)
        else:
            self._columns.addWidget(self._pane)
            self._columns.setStretchFactor(1, 1)
        set_state(self._pane, "drawer", "true" if over else "false")
        return True

    def place(self) -> None:
        """Lays it over the right end of the columns, in front; as a column it stands where it is."""
        if self.over:
            area = self._columns.geometry()
            width = min(self._style.px(_WIDTH), area.width())
            self._pane.setGeometry(area.right() - width + 1, area.top(), width, area.height())
            self._pane.raise_()

    def _make_room(self) -> None:
        """Gives each diagram what of it isn't covered; one that is gone under the drawer keeps its size."""
        for diagram in self._diagrams:
            right = diagram.mapTo(self._body, QPoint(diagram.width(), 0)).x()
            covered = right - self._pane.x() if self.over and self._pane.isVisible() else 0
            diagram.layout().setContentsMargins(0, 0, covered if 0 < covered < _MOST * diagram.width() else 0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the size of what it lies over."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide):
            if watched is self._columns:
                self.place()
            self._make_room()
        return super().eventFilter(watched, event)
