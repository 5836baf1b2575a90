"""An arrangement on its way: made off the window's thread, shown with a bar where it takes long, dropped on request."""

import time
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from nnviz.gui.diagram.wait_card import WaitCard
from nnviz.gui.widget.job import Job
from nnviz.layout.progress import Progress
from nnviz.training.way import WAY

A = TypeVar("A")

_POLL = 10  # milliseconds between two looks at the work
_UNNOTED = 0.3  # seconds before it is said that it is under way


class _DroppedError(Exception):
    """Raised within work that nobody waits for any more."""


class _Course:
    """How far work has got, told by its thread; whether it is still wanted, told by the window's."""

    def __init__(self) -> None:
        self.share, self.wanted = 0.0, True

    def tell(self, share: float) -> None:
        """The work is done to that share. Raises where nobody wants it any more."""
        if not self.wanted:
            raise _DroppedError
        self.share = share
        WAY.breathe()


class Arranging(QObject, Generic[A]):
    """Calls ``arranged`` with what the ``work`` that was begun last returns, in the window's thread; raises what it raised.

    ``overdue``: it takes so long that ``card`` tells of it; ``cancelled``: the user won't wait, and may begin again later.
    """

    overdue = Signal()
    cancelled = Signal()

    def __init__(self, card: WaitCard, arranged: Callable[[A], None], parent: QObject) -> None:
        super().__init__(parent)
        self._card, self._arranged = card, arranged
        self._work: Callable[[Progress], A] | None = None
        self._job: Job[A] | None = None
        self._course = _Course()
        self._begun = 0.0
        self._poll = QTimer(self)
        self._poll.timeout.connect(self._look)
        card.cancelled.connect(self.cancel)
        card.wanted.connect(self._begin_again)

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return self._poll.isActive()

    def begin(self, work: Callable[[Progress], A]) -> None:
        """Does this, in place of what was under way, once the window has shown what else there is."""
        self.drop()
        self._work, self._begun, self._course = work, time.monotonic(), _Course()
        self._poll.start(0)

    def drop(self) -> None:
        """Leaves it: something else is to be shown."""
        self._course.wanted = False
        self._poll.stop()
        self._job = self._work = None
        self._card.hide()

    def cancel(self) -> bool:
        """The user won't wait: leaves it, and offers to begin it again. False where nothing takes long."""
        work = self._work
        if not (self.running and self._card.waiting):
            return False
        self.drop()
        self._work = work
        self._card.offer()
        self.cancelled.emit()
        return True

    def _begin_again(self) -> None:
        if self._work is not None:
            self.begin(self._work)

    def _look(self) -> None:
        if self._work is None:
            return
        if self._job is None:
            self._job = Job(partial(self._work, self._course.tell))
            self._poll.start(_POLL)
        elif self._job.done:
            job = self._job
            self.drop()
            self._arranged(job.result)
        elif time.monotonic() - self._begun > _UNNOTED:
            first = not self._card.waiting
            self._card.tell(self._course.share)
            if first:
                self.overdue.emit()
