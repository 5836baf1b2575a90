"""Nothing is seen before the window is."""


import pytest
from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

import nnviz
from nnviz.gui.widget.memory import Memory
from nnviz.gui.window.main_window import MainWindow
from nnviz.session.session import Session


@pytest.fixture
def memory(tmp_path):
    return Memory(QSettings(str(tmp_path / "nnviz.ini"), QSettings.Format.IniFormat))


class Shown(QObject):
    """Remembers which widgets were shown as windows of their own."""

    def __init__(self):
        super().__init__()
        self.widgets = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.widgets.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("example", ["two_two_two", "xor", "multiply_sum", "iris"])
def test_that_nothing_flashes_up_before_the_window(qtbot, style, memory, example):
    shown = Shown()
    QApplication.instance().installEventFilter(shown)
    window = MainWindow(Session(nnviz.load(example)), style, memory)
    window.show()
    QApplication.instance().removeEventFilter(shown)
    assert shown.widgets == ["MainWindow"]
    window.close()
    delete(window)
