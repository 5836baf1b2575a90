"""How long the window stood still, and where: an event loop that doesn't come round in time has its stack taken."""

import signal
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType

from PySide6.QtCore import QObject, QTimer

LONGEST = 0.2
"""Seconds that the window may stand still."""
_BEAT = 10  # milliseconds
_FIRST, _NEXT = 0.03, 0.03
"""Seconds after which a beat is missed, and those between looks at what is done instead."""
_DEPTH = 9

Calls = list[tuple[CodeType, int]]


@dataclass(frozen=True, slots=True)
class Freeze:
    """``seconds`` for which the machine let the process run and the window still stood still, of ``gap`` in all.

    ``stacks``: where it was from time to time, each the innermost calls first.
    """

    seconds: float
    gap: float
    deed: str
    stacks: tuple[str, ...]


class Watch(QObject):
    """Beats in the window's event loop; where a beat is missed, the stack is written down. ``deed`` is what is being done."""

    def __init__(self) -> None:
        super().__init__()
        self.freezes: list[Freeze] = []
        self.deed = ""
        self._stacks: list[Calls] = []
        # By a signal, so that the thread looks at its own frames: while another one looks they may go, and Python with them.
        signal.signal(signal.SIGALRM, self._take_stack)
        self._task = str(threading.get_native_id())
        self._timer = QTimer(self, interval=_BEAT)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begins: what was before is of no account."""
        self._last, self._cpu, self._waited, self._stacks = time.perf_counter(), time.thread_time(), self._waits(), []
        self._timer.start()

    def stop(self) -> None:
        """Looks no more, until it is started again."""
        self._timer.stop()
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _take_stack(self, number: int, frame: FrameType | None) -> None:
        calls: Calls = []
        while frame is not None and len(calls) < _DEPTH:
            calls.append((frame.f_code, frame.f_lineno))
            frame = frame.f_back
        self._stacks.append(calls)

    def _beat(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        gap, busy = now - self._last, cpu - self._cpu
        if gap > LONGEST:
            waited = {task: seconds - self._waited.get(task, 0.0) for task, seconds in self._waits().items()}
            queued = waited.pop(self._task)
            # What the window waited for another thread that waited for the machine, was not this program's doing either.
            excused = queued + min(max(gap - busy - queued, 0.0), sum(waited.values()))
            if gap - excused > LONGEST:
                self.freezes.append(Freeze(gap - excused, gap, self.deed, tuple(map(_told, self._stacks))))
        self.start()
        signal.setitimer(signal.ITIMER_REAL, _FIRST, _NEXT)

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


def _told(calls: Calls) -> str:
    return " < ".join(f"{Path(code.co_filename).name}:{line} {code.co_name}" for code, line in calls)
