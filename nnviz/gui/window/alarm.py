"""What becomes of an exception that nobody expected: the window says so once, the terminal has all of it; Ctrl+C ends the loop."""

import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType, TracebackType

from PySide6.QtCore import QObject, QSocketNotifier

_HEADLINE = "Something in nnviz itself went wrong"
_REMEDY = "Your document is still open. The terminal has the details."


class Alarm(QObject):
    """Installed as sys.excepthook from ``set`` to ``lift``; ``complain`` takes a headline and lines, ``leave`` ends the loop."""

    def __init__(self, complain: Callable[[str, str], None], leave: Callable[[], None]) -> None:
        super().__init__()
        self._complain, self._leave = complain, leave
        self._told: set[tuple[type, str, int]] = set()
        self.interrupted = False

    def set(self) -> None:
        """Takes over. An idle window runs no Python, so a signal also has to wake it.

        Ctrl+C must not raise: it may come in the midst of a paint, and Qt does not survive an exception there.
        """
        self._handler = signal.signal(signal.SIGINT, self._interrupt)
        self._before = sys.excepthook
        sys.excepthook = self._raise
        self._ears, self._mouth = socket.socketpair()
        self._mouth.setblocking(False)
        self._ears.setblocking(False)
        self._wakeup = signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ears.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)

    def lift(self) -> None:
        """Gives back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        signal.signal(signal.SIGINT, self._handler)
        self._ears.close()
        self._mouth.close()
        sys.excepthook = self._before

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        self.interrupted = True
        self._leave()

    def _wake(self) -> None:
        """Python's own handler of the signal runs as soon as this does."""
        self._ears.recv(4096)

    def _raise(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self.interrupted = True
            self._leave()
            return
        self._before(kind, error, trace)
        place = _place(kind, trace)
        if place not in self._told:
            self._told.add(place)
            self._complain(_HEADLINE, f"{kind.__name__}: {error}\n{_REMEDY}")


def _place(kind: type[BaseException], trace: TracebackType | None) -> tuple[type, str, int]:
    """What and where: the same error at the same line is the same, whatever numbers its message has."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (kind, "", 0) if trace is None else (kind, trace.tb_frame.f_code.co_filename, trace.tb_lineno)
