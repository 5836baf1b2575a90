"""The plots below, side by side: the user picks which."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from nnviz.gui.plot.plot_frame import PlotFrame
from nnviz.gui.plot.plot_kind import FIRST, PLOTS
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.session import Session

HEIGHT = 220
NARROWEST = 300
"""Pixels of width for a plot, at normal type; what doesn't fit is not shown until there is room."""


class PlotPanel(QWidget):
    """Frames with the plots that were picked, as far as the document can have them and there is room.

    ``changed``: other plots are picked, or others have room; ``exported`` brings a plot that is to be written to a file.
    """

    changed = Signal()
    exported = Signal(object)

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._session = style, session
        self.picked: tuple[str, ...] = FIRST
        """Keys of PLOTS, from left to right."""
        self.frames: dict[str, PlotFrame] = {}
        """Those that are shown, from left to right."""
        self._made: dict[str, PlotFrame] = {}
        self.setAccessibleName("Plots")
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QSplitter(self)
        self._row.setHandleWidth(1)
        self._row.setChildrenCollapsible(False)
        self._row.splitterMoved.connect(self._on_moved)
        self._shared = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        style.changed.connect(self.refresh)
        Follower(session, self, self.refresh, "document")
        self.refresh()

    @property
    def idle(self) -> bool:
        """Whether no plot has anything to show yet."""
        return all(frame.plot.lack() for frame in self.frames.values())

    def pick(self, keys: Sequence[str]) -> None:
        """Shows these plots, each once; keys that are not known are left out."""
        known = tuple(key for key in dict.fromkeys(keys) if key in PLOTS)
        if known and known != self.picked:
            self.picked, shown = known, list(self.frames)
            self.refresh()
            if shown == list(self.frames):
                self.changed.emit()

    def sizeHint(self) -> QSize:
        """A strip."""
        return QSize(self._style.px(600), self._style.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Low enough for a small window."""
        return QSize(self._style.px(240), self._style.px(96))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows as many as there is room for."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.refresh()

    def refresh(self) -> None:
        """Makes the frames that are missing and hides those that are not wanted; each plot follows the session itself."""
        fitting = [key for key in self.picked if PLOTS[key].fits(self._session)]
        if not fitting and self._session.trainer is not None:
            fitting = [next(key for key, kind in PLOTS.items() if kind.fits(self._session))]
        room = max(self.width() // self._style.px(NARROWEST), 1)
        wanted = fitting[:room]
        if wanted == list(self.frames):
            self._share()
            self._show_buttons(wanted, room)
            return
        # Frames that are not wanted stay in the row, hidden: Qt may be restyling every widget just now, and none may die.
        for key in wanted:
            if key not in self._made:
                self._made[key] = self._make(key)
        self.frames = {key: self._made[key] for key in wanted}
        for key, frame in self._made.items():
            frame.setVisible(key in wanted)
        for place, frame in enumerate(self.frames.values()):
            self._row.insertWidget(place, frame)
        self._shared = True
        self._share()
        self._show_buttons(wanted, room)
        self.changed.emit()

    def _share(self) -> None:
        """Each plot as wide as the others, until a user chose otherwise."""
        if self._shared and self.frames:
            self._row.setSizes([self.width() // len(self.frames)] * len(self.frames))

    def _on_moved(self) -> None:
        self._shared = False

    def _show_buttons(self, wanted: Sequence[str], room: int) -> None:
        for key, frame in self.frames.items():
            frame.close_button.setVisible(len(wanted) > 1)
            frame.add_button.setVisible(key == wanted[-1] and len(wanted) < room)

    def _make(self, key: str) -> PlotFrame:
        frame = PlotFrame(self._style, self._session, key, self._row)
        frame.picked.connect(self._on_picked)
        frame.added.connect(self._on_added)
        frame.closed.connect(self._on_closed)
        frame.exported.connect(self.exported)
        return frame

    def _on_picked(self, here: str, key: str) -> None:
        """Another plot in the place of one; where it is shown already, the two change places."""
        swap = {here: key, key: here}
        self.pick([swap.get(other, other) for other in self.picked])

    def _on_added(self, key: str) -> None:
        """One more at the right."""
        self.pick([*(other for other in self.frames if other != key), key])

    def _on_closed(self, key: str) -> None:
        self.pick([other for other in self.picked if other != key])
