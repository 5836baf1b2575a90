"""Movement that is eased, finishes what was under way, and is left out where less is asked for."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QProxyStyle, QStyle

from nnviz.gui.widget import motion
from nnviz.gui.widget.motion import Motion, is_reduced


@pytest.fixture
def moves():
    return []


@pytest.fixture
def owner(qapp):
    owner = QObject()
    yield owner
    owner.deleteLater()


def test_that_it_runs_from_start_to_end_once(qtbot, owner, moves):
    movement = Motion(owner, moves.append)
    movement.run(60)
    assert movement.running
    qtbot.waitUntil(lambda: not movement.running)
    assert moves[-1] == 1.0
    assert moves == sorted(moves)
    assert moves.count(1.0) == 1


def test_that_a_new_start_finishes_the_running_one_at_once(owner, moves):
    movement = Motion(owner, moves.append)
    movement.run(10_000)
    moves.clear()
    movement.run(10_000)
    assert moves[0] == 1.0
    assert movement.running
    movement.finish()
    assert moves[-1] == 1.0
    assert not movement.running
    count = len(moves)
    movement.finish()
    assert len(moves) == count


def test_that_no_time_means_no_movement(owner, moves):
    movement = Motion(owner, moves.append)
    movement.run(0)
    assert (moves, movement.running) == ([1.0], False)


def test_that_reduced_motion_goes_straight_to_the_end(owner, moves, monkeypatch):
    monkeypatch.setattr(motion, "is_reduced", lambda: True)
    Motion(owner, moves.append).run(500)
    assert moves == [1.0]


def test_that_a_desktop_style_without_animations_means_reduced_motion(qapp, monkeypatch):
    class Still(QProxyStyle):
        def styleHint(self, hint, option=None, widget=None, data=None):
            still = hint == QStyle.StyleHint.SH_Widget_Animation_Duration
            return 0 if still else super().styleHint(hint, option, widget, data)

    assert not is_reduced()
    still = Still()
    monkeypatch.setattr(motion.QApplication, "style", lambda: still)
    assert is_reduced()
