"""Work under way off the window's thread, at which its owner looks every now and then until it is done."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from nnviz.gui.widget.job import Job

POLL = 60  # milliseconds between two looks at the work
_UNNOTICED = 0.02  # seconds that the window may wait


class Errand(QObject):
    """One piece of work at a time. ``look``, a method of the ``owner``, is called while it is under way and after it is done."""

    def __init__(self, owner: QObject, look: Callable[[], None]) -> None:
        super().__init__(owner)
        self._job: Job[None] | None = None
        self._timer = QTimer(self, interval=POLL)
        self._timer.timeout.connect(look)

    @property
    def running(self) -> bool:
        """Whether it is under way, or done and nobody has asked yet."""
        return self._job is not None

    def begin(self, work: Callable[[], None]) -> None:
        """Begins, and waits for as long as nobody notices; what was under way before is dropped."""
        self._job = Job(work)
        self._timer.start()
        self._job.wait(_UNNOTICED)

    def drop(self) -> None:
        """Nobody waits for it any more."""
        self._job = None
        self._timer.stop()

    def end(self) -> bool:
        """Whether it is done by now; then nothing is under way any more. Raises what the work raised."""
        if self._job is None or not self._job.done:
            return False
        job = self._job
        self.drop()
        job.result  # noqa: B018 (raises what the work raised)
        return True
