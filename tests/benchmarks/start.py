"""How long nnviz takes to start: a command, and the window up to its first paint, against a bare window."""

import os
import subprocess
import sys
import time

_PAINTED = """
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(time.perf_counter() - begun, flush=True)
            os._exit(0)
        return False
watch = Watch()
"""
_BEGUN = "import os, time\nbegun = time.perf_counter()\n"
_BARE = f"""{_BEGUN}
import pyqtgraph
from PySide6.QtWidgets import QApplication, QMainWindow
{_PAINTED}
app, window, plot = QApplication([]), QMainWindow(), pyqtgraph.PlotWidget()
plot.viewport().installEventFilter(watch)
window.setCentralWidget(plot)
window.resize(1280, 800)
window.show()
app.exec()
"""
_WINDOW = f"""{_BEGUN}
import gc
gc.disable()
import nnviz.app as application
{_PAINTED}
carry_on = application._carry_on
def watched(app, window):
    window.graph_pane.canvas.installEventFilter(watch)
    return carry_on(app, window)
application._carry_on = watched
application.start("circle")
"""


def _seconds(code):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    return float(done.stdout.split()[-1])


def _command():
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "nnviz", "run", "circle"], capture_output=True, check=True)
    return time.perf_counter() - begun


def start_rows(rounds):
    """What is started, its seconds, and against a bare window; the best of rounds taken in turns."""
    kinds = {"nnviz run circle": _command, "bare window": lambda: _seconds(_BARE), "nnviz circle": lambda: _seconds(_WINDOW)}
    best = dict.fromkeys(kinds, float("inf"))
    for _ in range(rounds):
        for name, measure in kinds.items():
            best[name] = min(best[name], measure())
    for name, seconds in best.items():
        yield [name, f"{seconds:.2f} s", f"{seconds / best['bare window']:.2f}"]
