import sys

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from shiboken6 import delete

import nnviz
from nnviz.gui.dialog.example_gallery import ExampleGallery
from nnviz.gui.window.action import ACTIONS, MENUS
from nnviz.gui.window.main_window import MainWindow
from nnviz.session.session import Session
from nnviz.training.way import WAY


def test_that_every_action_is_in_its_menu_with_its_shortcut(window):
    for name, row in ACTIONS.items():
        action = window.named_actions[name]
        assert action in window.menus[row.menu].actions()
        assert ", ".join(key.toString() for key in action.shortcuts()) == row.shortcut
        assert row.tip
    shortcuts = [part for row in ACTIONS.values() for part in row.shortcut.split(", ") if part]
    assert len(shortcuts) == len(set(shortcuts))
    assert set(window.menus) == set(MENUS)


def test_that_the_walk_is_driven_by_actions(window):
    for name, position in (("next_gate", 1), ("next_gate", 2), ("previous_gate", 1), ("next_phase", 8), ("end", 24), ("start", 0)):
        window.named_actions[name].trigger()
        assert window.session.moment.position == position
    window.named_actions["next_step"].trigger()
    assert window.session.step == 1
    window.named_actions["previous_step"].trigger()
    assert window.session.step == 0


def test_that_restart_begins_again_and_can_be_undone(qtbot, window):
    window.named_actions["next_step"].trigger()
    window.session.set_setting("learning_rate", 0.25)
    window.named_actions["restart"].trigger()
    assert (window.session.step, window.session.settings()["learning_rate"]) == (0, 0.25)
    qtbot.waitUntil(lambda: window.named_actions["undo"].text() == "Undo “Restart”")
    window.named_actions["undo"].trigger()
    assert window.session.step == 1


def test_that_the_gallery_opens_below_its_button(qtbot, window):
    window.transport.examples_button.click()
    gallery = window.findChild(ExampleGallery)
    qtbot.waitUntil(gallery.isVisible)
    button = window.transport.examples_button
    room = gallery.screen().availableGeometry()
    below = button.mapToGlobal(button.rect().bottomLeft()).y()
    assert room.contains(gallery.geometry())
    assert gallery.y() > below or gallery.geometry().bottom() == room.bottom()
    gallery.reject()
    qtbot.waitUntil(lambda: gallery.idle)


def test_that_undo_says_what_it_takes_back(qtbot, window):
    assert not window.named_actions["undo"].isEnabled()
    window.session.set_value("w5", 0.9)
    qtbot.waitUntil(lambda: window.named_actions["undo"].text() == "Undo “Change w5”")
    assert window.isWindowModified()
    window.named_actions["undo"].trigger()
    qtbot.waitUntil(lambda: window.named_actions["redo"].text() == "Redo “Change w5”")
    assert not window.isWindowModified()


def test_that_a_circuit_has_neither_neurons_nor_training(qtbot, window):
    assert window.neuron_pane.isVisible()
    assert window.desk.open("multiply_sum")
    assert not window.neuron_pane.isVisible()
    assert not window.plot_panel.isVisible()
    assert not window.named_actions["next_step"].isEnabled()
    assert window.desk.open("xor")
    assert window.neuron_pane.isVisible()
    assert window.plot_panel.isVisible()


def test_that_the_first_window_is_no_larger_than_the_screen(style, memory, qtbot):
    window = MainWindow(Session(nnviz.load("two_two_two")), style, memory)
    available = window.screen().availableSize()
    assert window.width() <= max(available.width(), window.minimumWidth())
    assert window.height() <= max(available.height(), window.minimumHeight())
    qtbot.addWidget(window)


def test_that_panes_can_be_hidden_and_restored(window):
    for name, pane in (("document", window.document_panel), ("plots", window.plot_panel), ("inspector", window.inspector)):
        window.named_actions[name].trigger()
        assert not pane.isVisible()
        window.named_actions[name].trigger()
        assert pane.isVisible()


def test_that_a_bad_file_is_told_and_the_open_document_stays(window, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text("[circuit]\nf = 'x + y'\n")
    assert not window.desk.open(str(bad))
    (box,) = window.findChildren(QMessageBox)
    assert "bad.toml" in box.text()
    assert "bad.toml:2" in box.informativeText()
    box.close()
    assert window.session.document.title == nnviz.load("two_two_two").title


def test_that_a_dropped_file_is_opened_and_remembered(window, tmp_path, memory):
    path = tmp_path / "mine.toml"
    nnviz.save(nnviz.load("and_gate"), path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(event)
    assert window.session.document.title == nnviz.load("and_gate").title
    assert memory.recent == [str(path)]
    assert memory.document == str(path)


def test_that_finding_selects_the_best_match(window):
    window.named_actions["find"].trigger()
    window.find_bar.field.setText("o1")
    window.find_bar.field.returnPressed.emit()
    assert window.session.selection in {"E_o1", "net_o1", "out_o1", "b_o1"}
    window.named_actions["find"].trigger()
    window.find_bar.field.setText("W5")
    window.find_bar.field.returnPressed.emit()
    assert window.session.selection == "w5"
    assert not window.find_bar.isVisible()


def test_that_the_window_remembers_its_layout(qtbot, style, memory):
    sizes = None
    for _ in range(2):
        window = MainWindow(Session(nnviz.load("xor")), style, memory)
        window.show()
        if sizes is None:
            window.resize(880, 650)  # the offscreen screen is no wider than this
            window.splitters["rows"].setSizes([300, 200])
            window.splitters["rows"].splitterMoved.emit(300, 1)
            QApplication.processEvents()
            sizes = window.splitters["rows"].sizes()
        else:
            assert window.size().toTuple() == (880, 650)
            assert window.splitters["rows"].sizes() == sizes
        window.close()
        delete(window)
        del window


def play_steps(window):
    window.transport.granularity.button("step").click()
    window.transport.speed.setValue(window.transport.speed.maximum())
    window.named_actions["play"].trigger()


def test_that_training_shows_and_answers(qtbot, window):
    play_steps(window)
    qtbot.waitUntil(lambda: window.session.step > 50)
    window.named_actions["play"].trigger()
    assert not window.session.running
    reached = window.session.step
    qtbot.waitUntil(lambda: window.status_line.facts["step"].text() == f"{reached:,}")


def test_that_threads_give_way_the_sooner_while_nothing_trains(qtbot, window):
    at_rest = sys.getswitchinterval()
    play_steps(window)
    qtbot.waitUntil(lambda: sys.getswitchinterval() > at_rest)
    window.named_actions["play"].trigger()
    qtbot.waitUntil(lambda: sys.getswitchinterval() == at_rest)
    assert at_rest < 0.001


def test_that_training_rests_while_the_window_is_busy(qtbot, window, monkeypatch):
    told = []
    monkeypatch.setattr(WAY, "take", lambda: told.append(True))
    monkeypatch.setattr(WAY, "leave", lambda: told.append(False))
    qtbot.waitUntil(lambda: {True, False} <= set(told))


def test_that_what_breaks_in_the_thread_is_shown(qtbot, window, monkeypatch):
    def fail(rows):
        raise RuntimeError("broken")

    monkeypatch.setattr(window.session.trainer.model, "backpropagate", fail)
    play_steps(window)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    (box,) = window.findChildren(QMessageBox)
    assert "broken" in box.informativeText()
    box.close()
    assert not window.session.running


def test_that_enter_in_a_field_gives_the_keys_back_to_the_walk(qtbot, window):
    qtbot.waitUntil(window.isActiveWindow)
    for field in (window.document_panel.settings.field("learning_rate"), window.document_panel.grid.fields[0]):
        field.setFocus()
        qtbot.keyClicks(field, "0.25")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is window.graph_pane.canvas


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_that_a_choice_from_the_open_list_gives_the_keys_back_and_one_by_arrows_does_not(qtbot, window):
    qtbot.waitUntil(window.isActiveWindow)
    box = window.document_panel.settings.field("optimizer")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is box
    box.showPopup()
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is window.graph_pane.canvas
    assert window.session.settings()["optimizer"] == box.choice


def test_that_undo_takes_an_edit_back_while_the_field_has_the_keyboard(qtbot, window):
    qtbot.waitUntil(window.isActiveWindow)
    field = window.document_panel.grid.fields[0]
    field.setFocus()
    qtbot.keyClicks(field, "0.75")
    field.commit()
    assert float(window.session.trace.value["i1"]) == 0.75
    qtbot.waitUntil(window.named_actions["undo"].isEnabled)
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert float(window.session.trace.value["i1"]) == 0.05
    window.graph_pane.canvas.setFocus()
    assert float(window.session.trace.value["i1"]) == 0.05


def test_that_plots_are_low_until_there_is_something_to_plot(qtbot, window):
    window.resize(1366, 768)
    QApplication.processEvents()
    assert window.plot_panel.height() < 110
    window.named_actions["next_step"].trigger()
    qtbot.waitUntil(lambda: window.plot_panel.height() >= 240)
    window.resize(2560, 1440)
    qtbot.waitUntil(lambda: window.plot_panel.height() >= 360)
    window.resize(1366, 768)
    window.splitters["rows"].setSizes([400, 150])
    window.splitters["rows"].splitterMoved.emit(400, 1)
    window.desk.open("xor")
    QApplication.processEvents()
    assert 120 < window.plot_panel.height() < 200


@pytest.mark.parametrize("name", ["gallery", "shortcuts", "about"])
def test_that_a_closed_dialog_is_gone(qtbot, window, name):
    for _ in range(2):
        window.named_actions[name].trigger()
        window.findChildren(QDialog)[0].close()
        qtbot.waitUntil(lambda: not window.findChildren(QDialog))


def test_that_the_side_buttons_of_a_mouse_go_back_and_forward(qtbot, window):
    window.session.select("w5")
    window.inspector.refresh()
    window.session.select("w1")
    window.inspector.refresh()
    for button, key in ((Qt.MouseButton.BackButton, "w5"), (Qt.MouseButton.ForwardButton, "w1")):
        for widget in (window.graph_pane.canvas, window.inspector.viewport()):
            window.session.select("w1" if key == "w5" else "w5")
            window.inspector.trail.clear()
            for stop in ("w5", "w1"):
                window.inspector.trail.visit(stop)
            if key == "w1":
                window.inspector.trail.back()
            qtbot.mouseClick(widget, button)
            assert window.session.selection == key
