"""The timeline goes to any step, marks and branches, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

import nnviz
from nnviz.drawing.theme import BRANCHES


@pytest.fixture
def timeline(window):
    window.session.open("circle")
    window.resize(1200, 800)
    window.session.trainer.train(steps=400)
    window.session._show_run()
    QApplication.processEvents()
    return window.timeline


def pressed(qtbot, track, key, *more):
    qtbot.keyClick(track, key, *more)
    QApplication.processEvents()


def place(track, step):
    return QPoint(round(track.place_of(step)), track.height() - 13)


def test_that_it_appears_with_the_first_step_and_goes_with_the_last(qtbot, window):
    assert not window.timeline.isVisible()
    window.session.forward("step")
    qtbot.waitUntil(window.timeline.isVisible)
    window.session.open("multiply_sum")
    assert not window.timeline.isVisible()


def test_that_dragging_and_keys_go_to_the_step_that_is_meant(qtbot, window, timeline):
    session, track = window.session, timeline.track
    straight = nnviz.Trainer(nnviz.load("circle"))
    qtbot.mousePress(track, Qt.MouseButton.LeftButton, pos=place(track, 300))
    qtbot.waitUntil(lambda: abs(session.step - 300) <= 1)
    qtbot.mouseMove(track, place(track, 100))
    qtbot.mouseRelease(track, Qt.MouseButton.LeftButton, pos=place(track, 100))
    qtbot.waitUntil(lambda: abs(session.step - 100) <= 1)
    assert not session.scrubbing
    straight.train(steps=session.step)
    assert all((session.parameters[name] == value).all() for name, value in straight.parameters.items())
    assert session.reached == 400
    length = track.width()
    track.setFocus()
    at = session.step
    for key, step in (
        (Qt.Key.Key_Right, at + 1), (Qt.Key.Key_PageUp, at + 21), (Qt.Key.Key_Left, at + 20), (Qt.Key.Key_End, 400),
        (Qt.Key.Key_Home, 0),
    ):
        pressed(qtbot, track, key)
        qtbot.waitUntil(lambda step=step: session.step == step)
    assert session.moment.position != 0  # Home is the track's here, not the walk's
    qtbot.waitUntil(lambda: timeline.facts.text() == "step 0 of 400")
    assert track.width() == length  # it doesn't shift under the pointer
    qtbot.waitUntil(lambda: not session.scrubbing)


def test_that_marks_are_named_in_place_and_found_by_keys(qtbot, window, timeline):
    session = window.session
    session.go_to_step(120)
    window.named_actions["mark"].trigger()
    assert timeline.name_field.text() == "step 120"
    qtbot.keyClicks(timeline.name_field, "knee")
    qtbot.keyClick(timeline.name_field, Qt.Key.Key_Return)
    assert not timeline.name_field.isVisible()
    assert [(mark.step, mark.name) for mark in session.marks] == [(120, "knee")]
    window.named_actions["next_mark"].trigger()
    assert session.step == 400
    window.named_actions["previous_mark"].trigger()
    assert session.step == 120
    QApplication.processEvents()
    assert timeline.track.step_at(timeline.track.place_of(120) + 4) == 120
    menu = timeline.make_mark_menu(120)
    menu.actions()[-1].trigger()
    assert not session.marks
    window.named_actions["mark"].trigger()
    qtbot.keyClicks(timeline.name_field, "never")
    qtbot.keyClick(timeline.name_field, Qt.Key.Key_Escape)
    assert not timeline.name_field.isVisible()
    assert not session.marks
    menu.close()


def test_that_branches_are_listed_switched_named_and_deleted(qtbot, window, timeline):
    session = window.session
    session.go_to_step(200)
    main = session.branch
    window.named_actions["branch"].trigger()
    session.set_setting("learning_rate", 0.01)
    session.forward("step")
    QApplication.processEvents()
    assert timeline.branch_button.text().strip() == "rate 0.01"
    assert timeline.track.course.token == BRANCHES[1]
    assert [(lane.start, lane.end, lane.token) for lane in timeline.track.course.lanes] == [(200, 400, BRANCHES[0])]
    menu = timeline.make_menu()
    assert [action.text() for action in menu.actions()[:2]] == [
        "main · at step 200", "rate 0.01 · from step 200 · at step 201",
    ]
    menu.actions()[0].trigger()
    assert session.branch is main
    menu.actions()[1].trigger()
    assert session.step == 201
    timeline.name_branch()
    qtbot.keyClicks(timeline.name_field, "slow")
    qtbot.keyClick(timeline.name_field, Qt.Key.Key_Return)
    assert list(session.branches.values()) == ["main", "slow"]
    menu.actions()[-1].trigger()
    assert list(session.branches) == [main]
    menu.close()


def test_that_one_click_leads_to_where_training_failed(qtbot, window):
    session = window.session
    session.open("regression_plane")
    session.set_setting("learning_rate", 1e6)
    session.go_to_step(10_000, 9.0)
    session.to_start()
    qtbot.waitUntil(window.timeline.failure_button.isVisible)
    qtbot.mouseClick(window.timeline.failure_button, Qt.MouseButton.LeftButton)
    assert session.step == session.trainer.diverged.step - 1
    assert session.selection
    qtbot.waitUntil(lambda: "no longer a finite number" in window.status_line.problem.text())
    assert window.timeline.track.course.failure == session.step
    session.undo()
    qtbot.waitUntil(lambda: not window.timeline.failure_button.isVisible())
