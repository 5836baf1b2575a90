"""Work off the window's thread: started here, done there, asked for by the window when it suits it."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from nnviz.training.way import WAY

T = TypeVar("T")


class Job(Generic[T]):
    """Runs ``work`` in a thread of its own. It shares nothing but its result, which is read when ``done``."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._result: list[T] = []
        self._error: list[BaseException] = []
        self._finished = threading.Event()
        threading.Thread(target=self._run, name="nnviz job", daemon=True).start()

    @property
    def done(self) -> bool:
        """Whether the result, or an error, is there."""
        return self._finished.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until it is done, at most so long; whether it is."""
        with WAY.left():
            return self._finished.wait(seconds)

    @property
    def result(self) -> T:
        """What ``work`` returned; raises what it raised. Only when ``done``."""
        if self._error:
            raise self._error[0]
        return self._result[0]

    def _run(self) -> None:
        try:
            self._result.append(self._work())
        except BaseException as error:  # noqa: BLE001  (raised again where the result is read)
            self._error.append(error)
        finally:
            self._finished.set()
