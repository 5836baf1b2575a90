"""What the tests of widgets share."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

import nnviz
from nnviz.gui.widget.memory import Memory
from nnviz.gui.widget.style import Style
from nnviz.gui.window.main_window import MainWindow
from nnviz.session.session import Session
from nnviz.training.way import WAY
from tests.gui.look import fresh_style


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that is gone to is there at once, and every refresh in its turn, however slow the machine: nothing is put off."""
    monkeypatch.setattr("nnviz.session.walker.PATIENCE", math.inf)
    monkeypatch.setattr("nnviz.gui.widget.follower.SHARE", math.inf)
    monkeypatch.setattr("nnviz.training.way.LONG", math.inf)


@pytest.fixture(autouse=True)
def way() -> Iterator[None]:
    """Threads that are left may end: no window is busy any more."""
    yield
    WAY.leave()


@pytest.fixture
def style(qapp: QApplication) -> Iterator[Style]:
    """A light style, taken off again after the test."""
    with fresh_style(qapp) as style:
        yield style


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """Settings of their own, empty."""
    return Memory(QSettings(str(tmp_path / "nnviz.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def window(qtbot: QtBot, style: Style, memory: Memory) -> Iterator[MainWindow]:
    """The main window on two_two_two, its diagrams drawn, at its usual size, whatever the size of the screen."""
    window = MainWindow(Session(nnviz.load("two_two_two")), style, memory)
    window.resize(1440, 900)
    window.show()
    qtbot.waitUntil(lambda: None not in (window.graph_pane.canvas.drawing, window.neuron_pane.canvas.drawing))
    yield window
    window.session.pause()
    window.session._undo.saved()
    window.close()
    delete(window)
    vars(window).clear()  # pytest keeps the fixture's value, and with it pyqtgraph's menus, longer than the test
