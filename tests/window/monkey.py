"""A monkey at the real window: random legal actions, seeded, and what came of them.

    python -m tests.window.monkey SEED COUNT EXAMPLE FOLDER

needs a display, and writes to FOLDER alone (its HOME too should be there): what it did is in trail.txt, line by line. It prints
a report in JSON: exceptions, what Qt said, freezes and what went on in them, and widgets, threads and memory over time.
"""

import ctypes
import gc
import json
import random
import sys
import threading
import time
import traceback
import warnings
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QThread,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from nnviz import app as application
from nnviz.gui.page.page_kind import PAGES
from nnviz.gui.window.main_window import MainWindow
from tests.window.deed import Hand, deeds, do
from tests.window.freeze import Watch
from tests.window.litter import strew

_HARMLESS = ("propagateSizeHints",)
"""What Qt says of a display without a window manager."""
_MODELS = ("nnviz.session.", "nnviz.training.", "nnviz.network.")
"""Rooms whose things belong to a document, and go with it."""
_REST = 6000
"""Milliseconds in which work off the window's thread may end, and what is kept for a crash be kept anew."""


class Record:
    """What went wrong, each thing once with how often, and what was done just before."""

    def __init__(self) -> None:
        self.done = 0
        self.last: deque[str] = deque(maxlen=12)
        self.count: Counter[str] = Counter()
        self.found: dict[str, dict[str, object]] = {}
        sys.excepthook = self._raised
        threading.excepthook = lambda given: self._raised(given.exc_type, given.exc_value, given.exc_traceback)
        sys.unraisablehook = lambda given: self._raised(given.exc_type, given.exc_value, given.exc_traceback)
        qInstallMessageHandler(self._said)
        warnings.simplefilter("always")
        warnings.showwarning = self._warned

    def _raised(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        frames = traceback.extract_tb(trace)
        place = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[:-4:-1])
        self._note(f"{kind.__name__} at {place}", "".join(traceback.format_exception(kind, error, trace)))

    def _warned(self, message: Warning | str, category: type[Warning], place: str, line: int, *_: object) -> None:
        self._note(f"{category.__name__} at {Path(place).name}:{line}: {message}", "".join(traceback.format_stack()[-8:-1]))

    def _said(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if not any(harmless in message for harmless in _HARMLESS):
            self._note(f"Qt: {message}", "")

    def _note(self, what: str, text: str) -> None:
        self.count[what] += 1
        self.found.setdefault(what, {"text": text[-4000:], "at": self.done, "last": list(self.last)})


class Monkey:
    """Does ``count`` deeds in the window's own event loop, also while a dialog has a loop of its own; then it rests and looks."""

    def __init__(self, window: MainWindow, seed: int, count: int, folder: Path) -> None:
        self.dice, self.count = random.Random(seed), count
        self.window, self.record, self.watch = window, Record(), Watch()
        self.hand = Hand(window, self.dice, *strew(folder / "litter"), folder)
        self._deeds = deeds(self.dice)
        self._due = [count // 5, count // 2, count]
        self.looks: list[dict[str, object]] = []
        self._trail = (folder / "trail.txt").open("w", buffering=1, encoding="utf-8")
        self._begun = time.monotonic()
        self._pages = list(PAGES)
        window.named_actions["quit"].setVisible(False)  # else a click in the menu may end the run
        QTimer.singleShot(0, window, self._begin)

    def _begin(self) -> None:
        """Makes every page, one at a time: they are made but once, and so no litter of what is done to them."""
        if self._pages:
            self.window.show_page(self._pages.pop())
            QTimer.singleShot(100, self.window, self._begin)
        else:
            self.window.show_diagrams()
            self.watch.start()
            self._go_on()

    def _go_on(self) -> None:
        """The next deed is due before this one is done: it may open a dialog, which has a loop of its own."""
        if self._due and self.record.done >= self._due[0]:
            self._rest(self._go_on)
            return
        self.record.done += 1
        name = next(self._deeds)
        QTimer.singleShot(self.dice.choice((1, 1, 8, 8, 8, 30)) if name != "wait" else 200, self.window, self._go_on)
        self._trail.write(f"{self.record.done} {name}\n")
        try:
            do(name, self.hand)
        except RuntimeError as error:
            # What the hand holds may go while it does something to it: a list that drops down, a dialog.
            if "already deleted" not in str(error):
                raise
        said = f"{name}: {', '.join(self.hand.words)}"
        self._trail.write(f"    {said}\n")
        self.record.last.append(said)
        self.watch.deed = f"{self.record.done} {said}"

    def _rest(self, then: Callable[[], None]) -> None:
        """Leaves dialogs, whose loops are within the window's, until only that is left; then looks."""
        if _leave_dialog() or QThread.currentThread().loopLevel() > 1:
            QTimer.singleShot(20, self.window, lambda: self._rest(then))
            return
        self._due.pop(0)
        self.watch.stop()
        self._look()
        self.watch.start()
        QTimer.singleShot(0, self.window, then if self._due else self._end)

    def _end(self) -> None:
        self.watch.stop()
        self._trail.close()
        QApplication.exit(0)

    def _look(self) -> None:
        """Brings the window to rest on one and the same document, and counts what there is."""
        session = self.window.session
        session.pause()
        session.open("two_two_two")
        self.window.show_diagrams()
        rest = QEventLoop()
        QTimer.singleShot(_REST, rest.quit)
        rest.exec()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)  # what is free within the process is no leak
        self.looks.append({
            "done": self.record.done, "seconds": time.monotonic() - self._begun, "megabytes": _megabytes(),
            "threads": sorted(thread.name for thread in threading.enumerate()),
            "models": Counter(type(thing).__name__ for thing in gc.get_objects() if type(thing).__module__.startswith(_MODELS)),
            "widgets": Counter(type(widget).__name__ for widget in QApplication.allWidgets()),
        })  # fmt: skip

    def report(self) -> dict[str, object]:
        """All that was seen."""
        freezes = sorted(self.watch.freezes, key=lambda freeze: -freeze.seconds)
        return {
            "done": self.record.done, "looks": self.looks,
            "wrong": [{"what": what, "times": self.record.count[what], **found} for what, found in self.record.found.items()],
            "freezes": [asdict(freeze) for freeze in freezes],
        }


def _leave_dialog() -> bool:
    open_now = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if open_now is not None:
        open_now.close()
    return open_now is not None


def _megabytes() -> int:
    """What the process holds in memory."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) // 1000


def main(seed: int, count: int, example: str, folder: Path) -> None:
    """Starts the application as it is, with a monkey in its loop."""
    carry_on, monkeys = application._carry_on, []

    def carry_on_with_monkey(app: QApplication, window: MainWindow) -> int:
        window.resize(1440, 900)
        monkeys.append(Monkey(window, seed, count, folder))
        return carry_on(app, window)

    application._carry_on = carry_on_with_monkey
    code = application.start(example)
    print(json.dumps({"code": code, **monkeys[0].report()}, indent=1))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
