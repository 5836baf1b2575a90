"""Widgets that follow the session: they hear its announcements as long as they live, and no longer."""

import weakref
from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from nnviz.session.session import Session


def follow(session: Session, widget: QWidget, hear: Callable[[str], None]) -> None:
    """Calls ``hear`` (a method of ``widget``) with each topic that the session announces.

    The session holds the widget only weakly. The subscription ends when the widget is destroyed, or at the first
    announcement after it has gone.
    """
    method = weakref.WeakMethod(hear)
    alive = weakref.ref(widget)

    def pass_on(topic: str) -> None:
        target, owner = method(), alive()
        if target is None or owner is None or not isValid(owner):
            subscription.close()
        else:
            target(topic)

    subscription = session.subscribe(pass_on)
    widget.destroyed.connect(subscription.close)
