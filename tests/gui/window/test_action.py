"""Every action of the table does what it says, in a network and in a circuit."""

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from shiboken6 import delete

import nnviz
from nnviz.gui.widget.memory import Memory
from nnviz.gui.window.action import ACTIONS
from nnviz.gui.window.main_window import MainWindow
from nnviz.session.session import Session
from tests.gui.look import fresh_style

MAGIC = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}


@pytest.fixture
def open_window(qapp, qtbot, tmp_path):
    windows = []
    with fresh_style(qapp) as style:

        def open_window(example):
            memory = Memory(QSettings(str(tmp_path / "nnviz.ini"), QSettings.Format.IniFormat))
            windows.append(MainWindow(Session(nnviz.load(example)), style, memory))
            windows[0].show()
            qtbot.waitUntil(lambda: windows[0].graph_pane.arrangement is not None)
            return windows[0]

        yield open_window
        for window in windows:
            window.session.pause()
            window.session._undo.saved()
            window.close()
            delete(window)
            vars(window).clear()  # pytest keeps the fixture's value, and with it pyqtgraph's menus, longer than the test


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
@pytest.mark.parametrize("example", ["two_two_two", "multiply_sum", "spiral"])
def test_that_every_action_can_be_carried_out(open_window, monkeypatch, tmp_path, example):
    window = open_window(example)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: ("", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a: "")
    for name, row in ACTIONS.items():
        if name == "quit" or not window.named_actions[name].isEnabled():
            continue
        for _ in range(2 if row.switch else 1):
            window.named_actions[name].trigger()
            QApplication.processEvents()
        for opened in (*window.findChildren(QDialog), QApplication.activePopupWidget()):
            if opened is not None:
                opened.close()
    window.session.pause()


def test_that_patterns_are_on_at_first_and_remembered_when_switched_off(open_window, qtbot):
    window = open_window("gates")
    assert "router" in window.graph_pane.legend.accessibleName()
    window.named_actions["patterns"].trigger()
    assert not window.memory.patterns
    other = MainWindow(window.session, window.style_in_force, window.memory)
    assert not other.named_actions["patterns"].isChecked()
    other.show()
    qtbot.waitUntil(lambda: other.graph_pane.arrangement is not None)
    assert [w.graph_pane.legend.accessibleName().count("router") for w in (window, other)] == [0, 0]
    delete(other)


def test_that_pictures_are_exported_from_the_window(open_window, monkeypatch, tmp_path):
    window = open_window("two_two_two")
    window.session.forward("step")
    window.session.forward("step")
    for what in ("graph", "neurons", "loss"):
        for ending, magic in MAGIC.items():
            path = tmp_path / f"{what}.{ending}"
            monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, path=path: (str(path), ""))
            window.named_actions[f"export_{what}"].trigger()
            assert magic in path.read_bytes()[:200], path.name


@pytest.mark.parametrize("name", ["train.py", "train"])
def test_that_the_network_as_it_is_is_exported_as_code(open_window, monkeypatch, tmp_path, name):
    window = open_window("two_two_two")
    window.session.set_value("w5", 0.875)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / name), "Python (*.py)"))
    window.named_actions["export_code"].trigger()
    code = (tmp_path / "train.py").read_text("utf-8")
    assert "0.875" in code
    compile(code, "train.py", "exec")


def test_that_a_document_is_saved_under_a_name_that_is_asked_for(open_window, monkeypatch, tmp_path):
    window = open_window("two_two_two")
    window.session.set_value("w5", 0.875)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "mine"), ""))
    window.named_actions["save"].trigger()
    assert nnviz.Trainer(nnviz.load(tmp_path / "mine.toml")).parameters["output.weights"][0, 0] == 0.875
    assert not window.isWindowModified()
    window.session.set_value("w5", 0.5)
    window.named_actions["save"].trigger()  # it has a name now
    assert nnviz.Trainer(nnviz.load(tmp_path / "mine.toml")).parameters["output.weights"][0, 0] == 0.5


def test_that_no_two_actions_share_a_shortcut():
    keys = [key for row in ACTIONS.values() for key in row.shortcut.split(", ") if key]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)
