"""Data that are opened: what is asked, and what comes of it."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from nnviz.data.survey import survey
from nnviz.gui.dialog import file_desk
from nnviz.gui.dialog.data_dialog import DataDialog
from nnviz.gui.dialog.job_dialog import JobDialog

CSV = "width,height,name\n1.5,2,small\n3,,large\n4,5,large\n2,1,small\n3.5,4,large\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "boxes.csv"
    path.write_text(CSV)
    return path


def test_that_inputs_and_target_are_picked(qtbot, style, table):
    dialog = DataDialog(style, survey(table))
    qtbot.addWidget(dialog)
    assert dialog.draft().inputs == ("width", "height")
    assert dialog.draft().target == "name"
    assert dialog.draft().skip
    dialog.target.choose("height")
    dialog.target.chosen.emit("height")
    assert dialog.draft().inputs == ("width",)
    dialog.kind.button("numbers").click()
    assert not dialog.draft().classes
    index = dialog.columns.index(0, 0)
    dialog.columns.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert not dialog.open_button.isEnabled()
    assert dialog.problem.text() == "Tick at least one input."
    dialog.all_button.click()
    assert dialog.open_button.isEnabled()


def test_that_words_are_classes_and_no_inputs(qtbot, style, table):
    dialog = DataDialog(style, survey(table))
    qtbot.addWidget(dialog)
    assert not dialog.kind.button("numbers").isEnabled()
    dialog.target.choose("width")
    dialog.target.chosen.emit("width")
    assert not dialog.columns.flags(dialog.columns.index(2, 0)) & Qt.ItemFlag.ItemIsEnabled


def test_that_opening_a_table_asks_and_makes_a_document(window, qtbot, table, tmp_path, monkeypatch):
    session = window.session
    window.desk.open(str(table))
    qtbot.waitUntil(lambda: window.findChild(DataDialog) is not None)
    window.findChild(DataDialog).open_button.click()
    qtbot.waitUntil(lambda: session.document.title == "boxes")
    assert session.trainer.model.dataset.missing == (3,)
    assert window.windowTitle().startswith("boxes")
    assert session.path is None
    monkeypatch.setattr(file_desk.QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "boxes.toml"), ""))
    window.named_actions["save"].trigger()
    assert (tmp_path / "boxes.toml").is_file()


def test_that_a_file_that_cannot_be_used_is_told_and_the_document_stays(window, qtbot, tmp_path):
    path = tmp_path / "broken.npz"
    path.write_bytes(b"not a zip")
    window.desk.open(str(path))
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert box.text() == "broken.npz can't be opened"
    assert "is not a zip" in box.informativeText()
    assert window.session.document.title.startswith("Two inputs")
    box.close()


def test_that_a_large_document_is_opened_off_the_windows_thread_and_can_be_dropped(window, qtbot, tmp_path, monkeypatch):
    np.savez(tmp_path / "large.npz", x=np.zeros((1000, 10)), y=np.arange(1000) % 2)
    text = '[network]\ninputs = 10\n[[network.layers]]\nunits = 1\n[data]\nfile = "large.npz"\ninputs = "x"\ntarget = "y"\n'
    (tmp_path / "large.toml").write_text(f'title = "Large"\n{text}')
    monkeypatch.setattr(file_desk, "_LARGE", 50_000)
    assert not window.desk.open(str(tmp_path / "large.toml"))
    qtbot.waitUntil(lambda: window.session.document.title == "Large")
    assert window.session.path == tmp_path / "large.toml"


def test_that_a_circuit_of_many_gates_is_opened_off_the_windows_thread(window, qtbot, tmp_path):
    gates = "".join(f'gate_{number} = "x * {number}.0"\n' for number in range(2000))
    (tmp_path / "many.toml").write_text(f'title = "Many"\n[inputs]\nx = 1.0\n[circuit]\n{gates}')
    assert not window.desk.open(str(tmp_path / "many.toml"))
    assert window.session.document.title != "Many"
    qtbot.waitUntil(lambda: window.session.document.title == "Many")
    qtbot.waitUntil(lambda: not window.graph_pane.arranging)  # a thread at work may collect what is the window's


def test_that_work_which_was_cancelled_comes_to_nothing(window, qtbot, style):
    import threading

    gate, done = threading.Event(), []
    dialog = JobDialog(style, "Opening a file", gate.wait, done.append, window)
    dialog.start()
    assert dialog.isVisible()
    dialog.cancel_button.click()
    gate.set()
    qtbot.wait(60)
    assert done == []


def test_that_a_document_on_a_large_table_is_opened_off_the_windows_thread(window, qtbot, tmp_path):
    text = '[network]\ninputs = ["a"]\n[[network.layers]]\nunits = 1\n[data]\nfile = "many.csv"\ninputs = ["a"]\ntarget = "b"\n'
    (tmp_path / "many.toml").write_text(f'title = "Many"\n{text}')
    (tmp_path / "many.csv").write_text("a,b\n" + "x,1\n" * 40_000)
    assert not window.desk.open(str(tmp_path / "many.toml"))
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    assert '"x" is not a finite number' in window.findChild(QMessageBox).informativeText()
    window.findChild(QMessageBox).close()
