"""How long the window stood still, and where: an event loop that doesn't come round in time has its stack taken."""

import signal
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, QTimer

LONGEST = 0.2
"""Seconds that the window may stand still."""
_BEAT = 10  # milliseconds


@dataclass(frozen=True, slots=True)
class Freeze:
    """``seconds`` for which the machine let the process run and the window still stood still, of ``gap`` in all."""

    seconds: float
    gap: float
    deed: str
    stack: str


class Watch(QObject):
    """Beats in the window's event loop; where a beat is missed, the stack is written down. ``deed`` is what is being done."""

    def __init__(self) -> None:
        super().__init__()
        self.freezes: list[Freeze] = []
        self.deed = self._stack = ""
        # By a signal, so that the thread looks at its own frames: while another one looks they may go, and Python with them.
        signal.signal(signal.SIGALRM, self._take_stack)
        self._task = str(threading.get_native_id())
        self._timer = QTimer(self, interval=_BEAT)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begins: what was before is of no account."""
        self._last, self._cpu, self._waited, self._stack = time.perf_counter(), time.thread_time(), self._waits(), ""
        self._timer.start()

    def stop(self) -> None:
        """Looks no more, until it is started again."""
        self._timer.stop()
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _take_stack(self, number: int, frame: FrameType | None) -> None:
        self._stack = "".join(traceback.format_stack(frame)[-14:])

    def _beat(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        gap, busy = now - self._last, cpu - self._cpu
        if gap > LONGEST:
            waited = {task: seconds - self._waited.get(task, 0.0) for task, seconds in self._waits().items()}
            queued = waited.pop(self._task)
            # What the window waited for another thread that waited for the machine, was not this program's doing either.
            excused = queued + min(max(gap - busy - queued, 0.0), sum(waited.values()))
            if gap - excused > LONGEST:
                self.freezes.append(Freeze(gap - excused, gap, self.deed, self._stack))
        self.start()
        signal.setitimer(signal.ITIMER_REAL, LONGEST * 0.7)

    @staticmethod
    def _waits() -> dict[str, float]:
        """Seconds that each thread has stood in the machine's queue, by the thread's number."""
        found = {}
        for task in Path("/proc/self/task").iterdir():
            try:
                found[task.name] = int((task / "schedstat").read_text("ascii").split()[1]) / 1e9
            except OSError:
                continue  # it has ended
        return found
