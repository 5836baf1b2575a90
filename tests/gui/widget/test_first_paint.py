"""What comes after the first paint, and what has not come before it."""

import os
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from nnviz.files.load import load
from nnviz.gui.diagram.graph_pane import GraphPane
from nnviz.gui.widget.first_paint import FirstPaint
from nnviz.session.session import Session

_LATE = (
    "networkx", "pyqtgraph", "scipy", "latex2mathml", "ziamath", "numpy.ma", "urllib.request", "nnviz.layout.place",
    "nnviz.gui.page.data_page", "nnviz.gui.page.loss_page", "nnviz.gui.plot.curve_plot", "nnviz.gui.plot.scatter_plot",
    "nnviz.gui.dialog.check_dialog", "nnviz.gui.dialog.solution_dialog", "nnviz.gui.dialog.data_dialog",
)  # fmt: skip
_START = f"""
import os, sys
from PySide6.QtCore import QEvent, QObject
import nnviz.app as application
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print([name for name in {_LATE!r} if name in sys.modules], flush=True)
            os._exit(0)
        return False
watch = Watch()
carry_on = application._carry_on
def watched(app, window):
    window.installEventFilter(watch)
    return carry_on(app, window)
application._carry_on = watched
application.start("circle")
"""


class Painted(QWidget):
    """Counts how often it was asked to work, and with what it was painted by then."""

    def __init__(self):
        super().__init__()
        self.painted, self.worked = 0, []
        self.first = FirstPaint(self, self.work)

    def paintEvent(self, event):
        self.painted += 1

    def work(self):
        self.worked.append(self.painted)


def test_that_the_window_paints_before_it_imports_what_it_needs_later(tmp_path):
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **dict.fromkeys(homes, str(tmp_path))}
    done = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, env=environment, timeout=60)
    assert done.stdout.split("\n")[0] == "[]", done.stdout + done.stderr


def test_that_work_waits_for_the_first_paint_and_is_done_once(qtbot):
    widget = Painted()
    qtbot.addWidget(widget)
    qtbot.wait(10)
    assert widget.worked == []
    widget.show()
    qtbot.waitUntil(lambda: bool(widget.worked))
    assert widget.worked == [1]
    widget.update()
    qtbot.waitUntil(lambda: widget.painted == 2)
    assert widget.worked == [1]


def test_that_pyqtgraph_is_left_until_the_diagrams_have_had_their_time(qtbot, window):
    plot = window.plot_panel.frames["loss"].plot
    assert "plot" not in vars(plot)
    window.session.forward("step")
    qtbot.waitUntil(lambda: "plot" in vars(plot) and plot.plot.isVisible())


def test_that_a_widget_that_is_gone_is_not_worked_on(qtbot):
    widget, worked = Painted(), []
    widget.worked = worked
    widget.show()
    widget.grab()  # painted; its turn has not come yet
    delete(widget)
    qtbot.wait(5)
    assert worked == []


@pytest.mark.parametrize("example", ["two_two_two", "multiply_sum"])
def test_that_head_and_legend_come_with_the_first_drawing(qtbot, style, example):
    pane = GraphPane(style, Session(load(example)))
    qtbot.addWidget(pane)
    pane.resize(600, 400)
    seen = []
    pane.arranged.connect(lambda: seen.append(pane.head.isVisible()))
    pane.show()
    assert not pane.head.isVisible()
    assert not pane.legend.isVisible()
    before = pane.canvas.grab().toImage()
    pane.canvas.set_empty_text("There is nothing here")
    assert pane.canvas.grab().toImage() == before  # nobody says so before it is known
    qtbot.waitUntil(lambda: pane.canvas.drawing is not None)
    assert seen == [True]
    assert pane.legend.isVisible()
