"""The gradient check in the window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from nnviz.engine import structure
from nnviz.engine.sweep import EPSILONS
from nnviz.engine.table import OPS
from nnviz.files.load import load
from nnviz.gui.dialog import check_dialog
from nnviz.gui.dialog.check_dialog import CheckDialog
from nnviz.session.gradient_check import GradientCheck
from nnviz.session.session import Session


@pytest.fixture
def open_check(qtbot, style):
    def open_check(name, wait=True):
        session = Session(load(name))
        dialog = CheckDialog(style, session)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        if wait:
            qtbot.waitUntil(lambda: not dialog.running, timeout=20_000)
        return dialog, session

    return open_check


def cells(dialog, column):
    return [dialog.model.data(dialog.model.index(row, column)) for row in range(dialog.model.rowCount())]


def test_that_all_parameters_are_compared_the_worst_first(open_check):
    dialog, _ = open_check("two_two_two")
    assert dialog.what.text() == "12 parameters at step 0"
    assert dialog.verdict.text().startswith("●  12 of 12 agree, worst 3.64e−10, w₃")
    assert dialog.verdict.property("verdict") == "ok"
    errors = [row.relative_error for row in dialog.model.rows]
    assert errors == sorted(errors, reverse=True)
    assert set(cells(dialog, 0)) == {f"w{k}" for k in "₁₂₃₄₅₆₇₈"} | {"bₕ₁", "bₕ₂", "bₒ₁", "bₒ₂"}
    assert dialog.model.data(dialog.model.index(0, 3), Qt.ItemDataRole.ToolTipRole) == repr(errors[0])


def test_that_a_row_selects_its_number_in_the_main_window(qtbot, open_check):
    dialog, session = open_check("two_two_two")
    row = cells(dialog, 0).index("w₅")
    place = dialog.table.visualRect(dialog.model.index(row, 0)).center()
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.selection == "w5"


def test_that_the_slider_chooses_the_step_and_shows_what_it_does(open_check):
    dialog, _ = open_check("two_two_two")
    best = dialog.model.rows[0].relative_error
    dialog.slider.setValue(len(EPSILONS) - 1)
    assert (dialog.automatic.isChecked(), dialog.epsilon.text()) == (False, "ε = 1e−1")
    assert dialog.model.rows[0].relative_error > 1e3 * best
    dialog.slider.setValue(0)
    assert dialog.epsilon.text() == "ε = 1e−12"
    assert dialog.model.rows[0].relative_error > 1e3 * best
    assert "12 of 12 agree" in dialog.verdict.text()  # the verdict is that of nnviz check
    dialog.automatic.setChecked(True)
    assert dialog.model.rows[0].relative_error == best
    assert dialog.epsilon.text() == ""


def test_that_the_plot_chooses_the_step_too(open_check):
    dialog, _ = open_check("multiply_sum")
    dialog.chart.clicked.emit((0.0, 50.0))
    assert dialog.step == len(EPSILONS) - 1
    dialog.chart.clicked.emit((dialog.chart.room[0], 50.0))
    assert dialog.step == 0
    assert not dialog.chart.grab().isNull()


def test_that_a_wrong_gradient_is_found_named_and_coloured(open_check, style, monkeypatch):
    wrong = replace(OPS["mul"], vjps=(lambda g, y, a, b: g * b * 1.01, OPS["mul"].vjps[1]))
    monkeypatch.setattr(structure, "OPS", {**OPS, "mul": wrong})
    dialog, _ = open_check("multiply_sum")
    assert dialog.verdict.text().startswith("●  1 of 3 agree, worst 0.0099")
    assert dialog.verdict.property("verdict") == "bad"
    colors = [dialog.model.data(dialog.model.index(row, 3), Qt.ItemDataRole.ForegroundRole) for row in (0, 2)]
    assert colors == [style.color("grad"), style.color("ok")]


def test_that_changed_numbers_are_told_and_checked_again_when_asked(qtbot, open_check):
    dialog, session = open_check("multiply_sum")
    session.set_value("z", 10.0)
    qtbot.waitUntil(lambda: dialog.what.text() == "3 inputs. The numbers have changed since.")
    assert "10" not in cells(dialog, 1)
    dialog.again.click()
    qtbot.waitUntil(lambda: not dialog.running)
    assert dialog.what.text() == "3 inputs"
    assert cells(dialog, 1).count("10") == 2


def test_that_another_document_is_checked_and_none_that_only_passes_by(qtbot, open_check, monkeypatch):
    dialog, session = open_check("multiply_sum")
    checked = []

    def check(session):
        checked.append(session.document.title)
        return GradientCheck(session)

    monkeypatch.setattr(check_dialog, "GradientCheck", check)
    session.open("two_two_two")
    session.open("sigmoid_neuron")
    assert dialog.running
    assert dialog.model.rowCount() == 0
    qtbot.waitUntil(lambda: not dialog.running)
    assert dialog.what.text() == "5 inputs"
    assert dialog.model.rowCount() == 5
    assert checked == [session.document.title]


def test_that_another_level_of_the_same_network_is_not_checked_again(open_check, monkeypatch):
    dialog, session = open_check("two_two_two")
    found = cells(dialog, 3)
    monkeypatch.setattr(check_dialog, "GradientCheck", pytest.fail)
    session.set_level("tensors")
    assert not dialog.running
    assert cells(dialog, 3) == found


def test_that_a_long_check_shows_its_progress_and_can_be_cancelled(qtbot, open_check):
    dialog, _ = open_check("vectorised", wait=False)
    assert dialog.running
    assert dialog.again.text() == "Cancel"
    qtbot.waitUntil(lambda: dialog.progress.value() > 0, timeout=20_000)
    assert dialog.progress.isVisible()
    dialog.again.click()
    qtbot.waitUntil(lambda: not dialog.running, timeout=20_000)
    assert dialog.what.text() == "50 of 413,696 inputs, drawn at random"
    assert f"cancelled after {dialog.model.rowCount()}" in dialog.verdict.text()
    assert not dialog.progress.isVisible()


def test_that_closing_drops_the_work(qtbot, open_check):
    dialog, _ = open_check("spiral", wait=False)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not dialog.running
