"""Work off the window's thread, and who looks at it."""

from threading import Event, current_thread

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest

from nnviz.gui.widget.errand import POLL, Errand


class Owner(QObject):
    def __init__(self):
        super().__init__()
        self.looks, self.ends, self.errand = 0, [], Errand(self, self._look)

    def _look(self):
        self.looks += 1
        self.ends.append(self.errand.end())


@pytest.fixture
def owner(qtbot):
    return Owner()


def test_that_work_is_done_elsewhere_and_looked_at_until_it_ends_once(owner, qtbot):
    go_on, threads = Event(), []
    owner.errand.begin(lambda: (threads.append(current_thread()), go_on.wait(10)))
    assert (owner.errand.running, owner.errand.end()) == (True, False)
    qtbot.waitUntil(lambda: owner.looks >= 2)
    go_on.set()
    qtbot.waitUntil(lambda: not owner.errand.running)
    assert owner.ends[-1]
    assert True not in owner.ends[:-1]
    assert threads != [current_thread()]
    looks = owner.looks
    QTest.qWait(3 * POLL)
    assert owner.looks == looks
    assert not owner.errand.end()


def test_that_what_fails_is_raised_where_its_end_is_asked_for_and_only_there(owner):
    def failing():
        raise ValueError("no")

    owner.errand.begin(failing)
    assert owner.errand.running
    with pytest.raises(ValueError, match="no"):
        owner.errand.end()
    assert not owner.errand.running
    assert not owner.errand.end()


def test_that_nobody_looks_at_what_was_dropped(owner):
    go_on = Event()
    owner.errand.begin(lambda: go_on.wait(10))
    owner.errand.drop()
    go_on.set()
    assert not owner.errand.running
    QTest.qWait(3 * POLL)
    assert owner.looks == 0
