"""How long nnviz takes to start: a command; the window up to its first paint, and up to its diagrams, against a bare window.

All start with their bytecode at hand, as what is installed does: it is compiled once, into a folder of its own, by a round
that is not counted. The first paint is the main window's, with its menus, its toolbar, its panes, tables and plots; the
diagrams, laid out off the window's thread, follow.
"""

import os
import subprocess
import sys
import tempfile
import time

_PAINTED = """
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and ready():
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
def ready(): return True
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
    global ready
    ready = lambda: READY
    WIDGET.installEventFilter(watch)
    return carry_on(app, window)
application._carry_on = watched
application.start("circle")
"""
_FIRST = _WINDOW.replace("WIDGET", "window").replace("READY", "True")
_DIAGRAM = _WINDOW.replace("WIDGET", "window.graph_pane.canvas").replace(
    "READY", "window.graph_pane.canvas.drawing is not None and window.neuron_pane.canvas.drawing is not None"
)


def _run(arguments, folder):
    """What a process of its own prints, and its seconds; it knows no session of before."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
    environment |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), f"{folder}/home")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=environment, check=True)
    return done.stdout, time.perf_counter() - begun


def start_rows(rounds):
    """What is started, its seconds, and against a bare window; the best of rounds taken in turns."""
    scripts = {"bare window": _BARE, "nnviz circle": _FIRST, "the same, up to its diagrams": _DIAGRAM}
    best = dict.fromkeys(["nnviz run circle", *scripts], float("inf"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for number in range(rounds + 1):
            taken = {"nnviz run circle": _run(["-m", "nnviz", "run", "circle"], folder)[1]}
            taken |= {name: float(_run(["-c", script], folder)[0].split()[-1]) for name, script in scripts.items()}
            if number:
                best = {name: min(best[name], taken[name]) for name in best}
    for name, seconds in best.items():
        yield [name, f"{seconds:.2f} s", f"{seconds / best['bare window']:.2f}"]
