"""Widgets that follow the session: they refresh after its announcements as long as they live, and no longer."""

import weakref
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from nnviz.session.announcer import Announcer


class Follower(QObject):
    """Calls a method of its parent, a widget, once after any number of announcements of ``topics``.

    The session holds the widget only weakly; the subscription ends when the widget is destroyed.
    """

    def __init__(self, session: Announcer, widget: QWidget, refresh: Callable[[], None], *topics: str) -> None:
        super().__init__(widget)
        self._refresh = weakref.WeakMethod(refresh)
        self._topics = frozenset(topics)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._run)
        self._subscription = session.subscribe(_weakly(weakref.ref(self)))
        self.destroyed.connect(self._subscription.close)

    def hear(self, topic: str) -> None:
        """One announcement."""
        if topic in self._topics:
            self._timer.start(0)

    def _run(self) -> None:
        refresh = self._refresh()
        if refresh is not None:
            refresh()


def _weakly(follower: "weakref.ref[Follower]") -> Callable[[str], None]:
    def pass_on(topic: str) -> None:
        target = follower()
        if target is not None and isValid(target):
            target.hear(topic)

    return pass_on
