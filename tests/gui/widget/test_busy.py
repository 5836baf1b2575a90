"""When the window's thread is busy."""

from PySide6.QtCore import QTimer

from nnviz.gui.widget.busy import busy
from nnviz.training.way import WAY


def test_that_the_way_is_taken_until_the_loop_waits(qapp, qtbot):
    busy()
    assert not WAY._free.is_set()
    qtbot.waitUntil(WAY._free.is_set)


def test_that_what_is_posted_is_work_and_so_is_a_timer_that_says_so(qapp, qtbot):
    seen = []
    busy()
    QTimer.singleShot(20, lambda: (busy(), seen.append(WAY._free.is_set())))
    QTimer.singleShot(0, lambda: seen.append("posted"))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == ["posted", False]


def test_that_every_action_is_work(window, monkeypatch):
    WAY.leave()
    window.named_actions["next_gate"].trigger()
    assert not WAY._free.is_set()
