"""Widgets that follow the session: they refresh after its announcements as long as they live, and no longer."""

import time
import weakref
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from nnviz.gui.widget.busy import busy
from nnviz.session.announcer import Announcer

CALM = 0.15
"""Seconds between two refreshes while training: figures can't be read faster, and the diagrams need the time."""
SHARE = 0.03
"""Seconds of refreshes in one turn of the event loop; those that are left come in the next, after what the user does."""


class Follower(QObject):
    """Calls a method of its ``owner``, a widget mostly, once after any number of announcements of ``topics``.

    While the session is hurried it is called every ``calm`` seconds at most. ``only_seen``: a widget that can't be seen
    is left as it is, and follows when it is shown. The session holds the owner only weakly; the subscription ends when
    the owner is destroyed.
    """

    def __init__(self, session: Announcer, owner: QObject, refresh: Callable[[], None], *topics: str,
                 calm: float = CALM, only_seen: bool = False) -> None:
        super().__init__(owner)
        self._unseen, self._missed = False, set[str]()
        if only_seen and isinstance(owner, QWidget):
            self._unseen = not owner.isVisible()
            owner.installEventFilter(self)
        self._refresh = weakref.WeakMethod(refresh)
        self._session = weakref.ref(session)
        self._last, self._calm = 0.0, calm
        self._topics = frozenset(topics)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._run_in_turn)
        self._subscription = session.subscribe(weakly(self))
        self.destroyed.connect(self._subscription.close)

    def hear(self, topic: str) -> None:
        """One announcement. Another document is shown at once: nothing may be painted of the old one any more."""
        if topic not in self._topics:
            return
        busy()
        if self._unseen:
            self._missed.add(topic)
        elif topic == "document":
            self._timer.stop()
            self._run()
        elif not self._timer.isActive():
            session = self._session()
            calm = self._calm if session is not None and session.hurried else 0.0
            wait = self._last + calm - time.monotonic()
            self._timer.start(max(0, round(wait * 1000)) if calm else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The owner is shown, or hidden."""
        if event.type() == QEvent.Type.Show:
            self._unseen = False
            if "document" in self._missed:
                self._run()
            elif self._missed:
                self._timer.start(0)
        elif event.type() == QEvent.Type.Hide:
            self._unseen = True
        return False

    def _run_in_turn(self) -> None:
        busy()
        if _TURN.has_room():
            self._run()
        else:
            self._timer.start(0)

    def _run(self) -> None:
        refresh = self._refresh()
        self._missed.clear()
        self._last = time.monotonic()
        if refresh is not None:
            refresh()


class _Turn:
    """The present turn of the event loop: when the first refresh in it began."""

    def __init__(self) -> None:
        self._begun: float | None = None

    def has_room(self) -> bool:
        """Whether there is time for another refresh; for the first there always is."""
        if self._begun is None:
            self._begun = time.monotonic()
            QTimer.singleShot(0, self._end)  # not before the next turn: those that are due in this one are known
            return True
        return time.monotonic() - self._begun < SHARE

    def _end(self) -> None:
        self._begun = None


_TURN = _Turn()


class Hearer(Protocol):
    """What hears announcements."""

    def hear(self, topic: str) -> None: ...


def weakly(hearer: Hearer) -> Callable[[str], None]:
    """A listener that passes announcements on and doesn't keep the hearer alive."""
    reference = weakref.ref(hearer)

    def pass_on(topic: str) -> None:
        target = reference()
        if target is not None and isValid(target):
            target.hear(topic)

    return pass_on
