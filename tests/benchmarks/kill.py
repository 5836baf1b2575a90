"""``python -m tests.benchmarks.kill``: a window that trains and keeps its session is killed at random moments.

Every time a file must be there that opens to the same bits, and what it lacks must be no more than the last ten seconds.
"""

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nnviz
from nnviz.session.recovery import lost_sessions
from nnviz.session.session import Session

_WINDOW = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
import nnviz
from nnviz.gui.widget.memory import Memory
from nnviz.gui.widget.style import Style
from nnviz.gui.window import autosave
from nnviz.gui.window.main_window import MainWindow
from nnviz.session.session import Session
folder, autosave.INTERVAL = Path(sys.argv[1]), int(sys.argv[2])
app = QApplication([])
session = Session(nnviz.load("circle"))
memory = Memory(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
window = MainWindow(session, Style(app, "light", False), memory)
keeper = autosave.Autosave(window, folder)
session.go_to_step(200)
session.fork("learning_rate", 0.2)
session.set_setting("epochs", 10**6)
session.granularity = "step"
session.play(200.0)
tell = QTimer(window, interval=20)
tell.timeout.connect(lambda: print(time.time(), session.reached, flush=True))
tell.start()
app.exec()
"""


def killed(seconds, interval):
    """The seconds that were lost when the window is killed ``seconds`` after it has begun to train; None where it kept nothing."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_NO_GLIB": "1"}
        command = [sys.executable, "-c", _WINDOW, folder, str(interval)]
        window = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
        told = [window.stdout.readline()]
        with contextlib.suppress(subprocess.TimeoutExpired):
            window.wait(seconds)
        window.send_signal(signal.SIGKILL)
        end = time.time()
        told += window.communicate()[0].splitlines(keepends=True)
        reached = [(float(when), int(step)) for when, step in (line.split() for line in told if line.endswith("\n"))]
        found = lost_sessions(Path(folder))
        if not found:
            assert end - reached[0][0] < 10.0, "there is no file"
            return None
        (lost,) = found
        session = Session.at(lost.file)
        assert session.problem == "", session.problem
        straight = nnviz.Trainer(session.trainer.origin)
        straight.rewrite(session.trainer.interventions)
        straight.go_to(session.step)
        assert straight.digest == session.trainer.digest, "other bits"
        return end - max((when for when, step in reached if step <= session.reached), default=reached[0][0])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--interval", type=int, default=5000, help="milliseconds between two looks of the autosave")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng, found = random.Random(options.seed), []
    for _ in range(options.kills):
        found.append(killed(rng.uniform(0.0, 3.2 * options.interval / 1000), options.interval))
        kept = [seconds for seconds in found if seconds is not None]
        print(
            f"\r{len(found)} killed, {len(kept)} had kept something and opened to the same bits, "
            f"at most {max(kept, default=0.0):.1f} s lost", end="", flush=True,
        )
    print()
    assert max(kept, default=0.0) <= 10.0


if __name__ == "__main__":
    main()
