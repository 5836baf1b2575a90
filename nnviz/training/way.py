"""The right of way: threads that share the interpreter with the window's rest while that one is busy."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SHORT = 2e-3
"""Seconds after which a thread does a millisecond of work even if the window's is still busy: a third is its own."""
LONG = 0.03
"""Seconds of being busy from which the window's thread has the interpreter to itself: by then one waits for it."""
LONGEST = 0.05
"""Seconds for which a thread rests at most."""
LAPSED = 0.5
"""Seconds after which nobody believes any more that the window's thread is still busy with the same."""

_WORK, _BREATH, _WANTED = 1e-3, 1e-4, 3e-4
"""Seconds of work between two breaths, of a breath, and of lateness after it that tell that another has the interpreter."""


class Way:
    """Taken by the window's thread while it is busy, given by those that work beside it every few milliseconds."""

    def __init__(self) -> None:
        self._free = threading.Event()
        self._free.set()
        self._since = 0.0
        self._breaths = threading.local()

    def take(self) -> None:
        """The window's thread is busy from now on."""
        if self._free.is_set():
            self._since = time.perf_counter()
            self._free.clear()

    def leave(self) -> None:
        """It waits for its user again."""
        self._free.set()

    @contextmanager
    def left(self) -> Iterator[None]:
        """While this lasts, the window's thread only waits for another."""
        was_taken = not self._free.is_set()
        self._free.set()
        try:
            yield
        finally:
            if was_taken:
                self.take()

    def give(self, hurried: Callable[[], bool] = lambda: False) -> None:
        """Rests while the window's thread is busy, though not for long, and no longer where it is ``hurried``, as to end."""
        begun = now = time.perf_counter()
        while now - self._since < LAPSED and not self._free.wait(SHORT) and not hurried():
            now = time.perf_counter()
            if now - self._since < LONG or now - begun > LONGEST:
                return

    def breathe(self, hurried: Callable[[], bool] = lambda: False) -> None:
        """As ``give``, for work that has time: it also lets go of the interpreter every millisecond, and rests if others want it.

        The window's thread can't say that it is busy before it has the interpreter.
        """
        self.give(hurried)
        begun = time.perf_counter()
        if begun - getattr(self._breaths, "last", 0.0) >= _WORK:
            time.sleep(_BREATH)
            if time.perf_counter() - begun - _BREATH > _WANTED:
                time.sleep(SHORT)
            self._breaths.last = time.perf_counter()


WAY = Way()
"""That of this process: there is but one interpreter in it."""
