"""What the panes of the two diagrams share: a head, a canvas and a legend that follow a session."""

import time
from typing import Generic

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnviz.drawing.stretch import MAGNIFIED, Room
from nnviz.gui.diagram.arranging import Arranging
from nnviz.gui.diagram.camera import MARGIN, Camera
from nnviz.gui.diagram.canvas import Canvas
from nnviz.gui.diagram.content import A, Content
from nnviz.gui.diagram.drafter import Drafter
from nnviz.gui.diagram.legend import Legend
from nnviz.gui.diagram.morph import Morph
from nnviz.gui.diagram.pacer import FRAME, Pacer
from nnviz.gui.diagram.pane_head import PaneHead
from nnviz.gui.diagram.scene import Scene
from nnviz.gui.diagram.wait_card import WaitCard
from nnviz.gui.widget.first_paint import FirstPaint
from nnviz.gui.widget.follower import weakly
from nnviz.gui.widget.motion import Motion
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session

_SLOW = FRAME + 100  # milliseconds of rest between two redraws from which nothing is drawn anew only because the pointer moves
_LONGEST = 280  # milliseconds of a number's way along its wire
_SHORTEST = 60  # below, nobody sees it move
_SHARE = 0.8  # of the time between two moments that moving may take
_DRAWING_TOPICS = frozenset({"values", "selection", "hover", "highlight", "example", "settings", "undo", "asked", "lesson"})


class Pane(QWidget, Generic[A]):
    """Shows one arrangement (A) of the session's document, drawn anew when the session says that something changed.

    It is spread to the shape of the canvas for as long as the user leaves zoom and place alone.
    """

    activated = Signal(str)
    arranged = Signal()

    def __init__(
        self, style: Style, session: Session, title: str, content: Content[A], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._style, self._content = session, style, content
        self._arrangement: A | None = None
        self._shape: Room | None = None
        self._arranged: object = None
        self._position, self._attended, self._followed = -1, "", ("", -1, 0)
        self._moved_at, self._stale = 0.0, True
        self.head = PaneHead(style, title)
        self.canvas = Canvas(style, title)
        self.legend = Legend(style, content.legend(None))
        column = QVBoxLayout(self, spacing=0)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.head, self.canvas, self.legend):
            column.addWidget(part)
        self._frame = Pacer(self, self._redraw)
        self._arranging = Arranging(WaitCard(style, self.canvas), self._take_arrangement, self)
        self._arranging.overdue.connect(self._empty)
        self._arranging.cancelled.connect(self._empty)
        self._drafter = Drafter(self._show, self)
        self._motion = Motion(self, self._move)
        self._leaving: tuple[A, Camera] | None = None
        self._morph = Morph(self.canvas, self._mark_stale)
        self.canvas.resized.connect(self._mark_stale)
        style.changed.connect(self._mark_stale)
        self.canvas.selected.connect(session.select)
        self.canvas.hovered.connect(session.hover)
        self.canvas.activated.connect(self.activated)
        self.destroyed.connect(session.subscribe(weakly(self)).close)
        _unveil(self.head, self.legend, on=False)
        self.canvas.expect_drawing(lingering=False)
        FirstPaint(self.canvas, self._open)

    @property
    def arrangement(self) -> A | None:
        """What is shown, None while there is nothing, or while its layout is under way."""
        return self._arrangement

    @property
    def arranging(self) -> bool:
        """Whether a layout is under way."""
        return self._arranging.running

    def cancel(self) -> bool:
        """Leaves a layout that takes long; False where there is none."""
        return self._arranging.cancel()

    @property
    def natural_size(self) -> tuple[float, float] | None:
        """Width and height of what is shown, not spread; None while there is nothing."""
        return None if self._arrangement is None else (self._arrangement.natural or self._arrangement).bounds[2:]

    def fit(self) -> None:
        """Bring everything into view, spread to the canvas's shape."""
        self.canvas.fit()
        self._mark_stale()

    def refresh(self) -> None:
        """Show it anew, after something about how it is to be shown has changed."""
        self.legend.set_entries(self._content.legend(self._arrangement))
        self._mark_stale()

    def hear(self, topic: str) -> None:
        """One announcement: a move is followed at once, everything else is drawn with the next frame."""
        if topic == "document":
            self._open()
        elif topic == "moment":
            self._attended = ""
            self._follow_moment()
            self._mark_stale()
        elif topic in _DRAWING_TOPICS and not (topic == "hover" and self._frame.rest > _SLOW):
            if topic == "selection":
                self._attended = self._session.selection
            elif topic == "asked" and self._session.asked is not None:
                self._attended = self._session.asked[1]
            elif topic == "lesson" and self._session.asked is None:
                self._attended = next(iter(self._session.highlights), self._session.selection)
            self.canvas.set_selection(self._session.selection)
            (self.refresh if topic == "asked" else self._mark_stale)()

    def _open(self) -> None:
        """Take up the session's document: arrange it, if it is another one than before."""
        self.head.set_trail(self._content.trail())
        self.canvas.set_selection(self._session.selection)
        self._attended = self._session.selection
        subject = self._content.subject()
        if subject is None:
            self._drop(None)
            _unveil(self.head, self.legend)
        elif subject is not self._arranged:
            self._drop(subject)
            self._shape = _room(self.canvas, self._style)
            # What is not in view yet is to come into view complete; else the last picture stays in view so long.
            self._arranging.begin(self._content.arrange(subject, self._shape))
        else:
            self.refresh()

    def _drop(self, subject: object) -> None:
        """Leave what was shown, for another subject; in view it stays where that is another look at it."""
        left = self._arrangement if self.isVisible() and self._content.continues(self._arranged, subject) else None
        self._leaving = None if left is None else (left, self.canvas.camera)
        self._morph.stop()
        self._arranging.drop()
        self._drafter.drop()
        self._arrangement, self._arranged = None, subject
        self._position = -1
        self._motion.stop()
        self.canvas.set_overlay(())
        if subject is None:
            self.canvas.set_drawing(None)
        elif self._leaving is None:
            self.canvas.expect_drawing(lingering=self.isVisible())
        self.legend.set_entries(self._content.legend(None))

    def _empty(self) -> None:
        """Show nothing of what was, unless another look at the same is on its way."""
        _unveil(self.head, self.legend)
        if self._leaving is None or not self.arranging:
            self.canvas.expect_drawing(lingering=False)

    def _take_arrangement(self, arrangement: A) -> None:
        """Use the layout as soon as it is done."""
        self._arrangement = arrangement
        _unveil(self.head, self.legend)
        self.canvas.set_drawing(None)
        self.legend.set_entries(self._content.legend(self._arrangement))
        self._position = self._session.moment.position
        self._stale = True
        self.arranged.emit()
        self._redraw()
        picture = self._content.morph(self._leaving[0], self._arrangement) if self._leaving is not None else None
        if self._leaving is not None and picture is not None:
            self._morph.run(picture, self._leaving[1])

    def _mark_stale(self) -> None:
        self._stale = True
        self._frame.ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was missed while hidden."""
        super().showEvent(event)
        self._redraw()

    def _redraw(self) -> None:
        if not (self._stale and self.isVisible() and self._arrangement) or self._morph.running or self._drafter.busy:
            return
        if self._arranged is self._content.subject():
            self._stale = False
            self._arrangement = self._fitting(self._arrangement)
            self._drafter.begin(self._content.draw(self._arrangement), self._content.is_heavy(self._arrangement))

    def _show(self, scene: Scene, seconds: float) -> None:
        self.canvas.set_scene(scene)
        self._follow()
        self._frame.note(seconds + self.canvas.painting_time)
        if self._stale:
            self._frame.ask()

    def _follow(self) -> None:
        """Look where the walk has come to, or at what has just been selected; once, and then leave the view alone."""
        attended = self._attended, self._session.moment.position, id(self._arranged)
        if attended != self._followed and self._arrangement is not None:
            self._followed = attended
            if (point := self._content.place(self._arrangement, self._attended)) is not None:
                self.canvas.follow(point)

    def _fitting(self, arrangement: A) -> A:
        """The arrangement, spread anew where the canvas has another shape than it was spread for."""
        room = _room(self.canvas, self._style)
        if room == self._shape or not self.canvas.fitted:
            return arrangement
        self._shape = room
        return arrangement.shaped(*room)

    def _follow_moment(self) -> None:
        """One moment further: let the numbers travel. Any other move, and any that comes too fast: none."""
        now = time.monotonic()
        elapsed, self._moved_at = (now - self._moved_at) * 1000.0, now
        before, self._position = self._position, self._session.moment.position
        self._motion.finish()
        duration = min(_LONGEST, int(elapsed * _SHARE))
        if self._position == before + 1 and duration >= _SHORTEST and self.isVisible() and self._arrangement:
            self._motion.run(duration)

    def _move(self, progress: float) -> None:
        if progress >= 1.0 or self._arrangement is None or self._arranged is not self._content.subject():
            self.canvas.set_overlay(())
        else:
            self.canvas.set_overlay(self._content.travel(self._arrangement, progress))


def _room(canvas: Canvas, style: Style) -> Room:
    """What there is to fill: pixels of width and height, and the most of them a unit."""
    return canvas.width() - 2 * MARGIN, canvas.height() - 2 * MARGIN, MAGNIFIED * style.scale


def _unveil(*rim: QWidget, on: bool = True) -> None:
    """Head and legend come with the first drawing when the window opens: it may want the pane to stand elsewhere."""
    for part in rim:
        part.setVisible(on)
