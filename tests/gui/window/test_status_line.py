"""The status line and the sheet of shortcuts."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from nnviz.explain.number import format_number
from nnviz.files.load import load
from nnviz.gui.dialog.shortcut_sheet import ShortcutSheet, native_shortcut
from nnviz.gui.window.status_line import StatusLine
from nnviz.session import stage
from nnviz.session.session import Session


def test_that_it_tells_where_training_stands(qtbot, style):
    session = Session(load("two_two_two"))
    line = StatusLine(style, session)
    qtbot.addWidget(line)
    session.forward("step")
    qtbot.waitUntil(lambda: line.facts["step"].text() == "1")
    assert line.facts["train loss"].text() == "0.291"
    assert line.facts["train loss"].toolTip() == repr(session.loss["train"])
    assert line.facts["test loss"].text() == ""


def test_that_a_circuit_has_no_steps(qtbot, style):
    line = StatusLine(style, Session(load("multiply_sum")))
    qtbot.addWidget(line)
    assert not any(fact.text() for fact in line.facts.values())


def test_that_an_open_gap_is_named_with_the_step_since_when(qtbot, style):
    document = load("circle")
    data = replace(document.data, noise=0.9, examples=60, test_fraction=0.5)
    session = Session(replace(document, data=data, training=replace(document.training, batch_size=50, learning_rate=1.0)))
    line = StatusLine(style, session)
    qtbot.addWidget(line)
    line.refresh()
    assert line.facts["gap"].text() == ""
    session.go_to_step(200)
    line.refresh()
    assert line.facts["gap"].text() == f"{format_number(session.gap.size)} since step {session.gap.since:,}"


def test_that_a_problem_is_told_with_a_sign(qtbot, style):
    session = Session(load("two_two_two"))
    line = StatusLine(style, session)
    qtbot.addWidget(line)
    line.show()
    assert not line.warning.isVisible()
    session.problem = "The loss became infinite at step 12, first in net_o1."
    session.announce("problem")
    qtbot.waitUntil(lambda: line.warning.isVisible())
    assert line.problem.text() == session.problem
    assert not line.warning.pixmap().isNull()


def test_that_the_sheet_lists_every_shortcut_once(qtbot, style):
    rows = [("Open", "Ctrl+O", "File"), ("Fit", "F", "View"), ("Nothing", "", "View")]
    sheet = ShortcutSheet(rows, style)
    qtbot.addWidget(sheet)
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert [text for text in texts if text in ("Open", "Fit")] == ["Open", "Fit"]
    assert native_shortcut("Ctrl+O") in texts
    assert "Nothing" not in texts


def test_that_a_loss_of_an_earlier_step_says_of_which_where_its_own_is_too_much_work(qtbot, style, monkeypatch):
    monkeypatch.setattr(stage, "MOST_WORK", 1000)
    session = Session(load("circle"))
    line = StatusLine(style, session)
    qtbot.addWidget(line)
    session.go_to_step(session.trainer.steps_per_epoch)
    line.refresh()
    assert " at step" not in line.facts["train loss"].text()
    session.go_to_step(session.trainer.steps_per_epoch + 1)
    line.refresh()
    assert line.facts["train loss"].text().endswith(f" at step {session.trainer.steps_per_epoch:,}")
