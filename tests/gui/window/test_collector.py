"""When Python's garbage is collected while there is a window."""

from collections import Counter

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QObject

from nnviz.gui.window import collector
from nnviz.gui.window.collector import YOUNG, Collector


class Garbage:
    """In place of Python's gc: how much there is, and which generations are collected."""

    def __init__(self):
        self.young, self.enabled, self.collected = YOUNG, True, []

    def get_count(self):
        return self.young, 0, 0

    def collect(self, generation):
        self.collected.append(generation)

    def disable(self):
        self.enabled = False

    def freeze(self):
        pass


@pytest.fixture
def garbage(qapp, monkeypatch):
    found = Garbage()
    monkeypatch.setattr(collector, "gc", found)
    return found


def test_that_python_does_not_collect_by_itself(garbage):
    owner = QObject()
    Collector(owner)
    assert not garbage.enabled


def test_that_a_window_that_waits_collects_once_there_is_enough(qtbot, garbage):
    owner = QObject()
    Collector(owner)
    qtbot.waitUntil(lambda: bool(garbage.collected))
    garbage.young = YOUNG - 1
    before, turns = len(garbage.collected), []
    QAbstractEventDispatcher.instance().aboutToBlock.connect(lambda: turns.append(1))
    qtbot.waitUntil(lambda: len(turns) > 3)
    assert len(garbage.collected) == before


def test_that_older_things_are_looked_through_the_more_seldom_but_all_of_them(garbage):
    owner = QObject()
    held = Collector(owner)
    for _ in range(10_000):
        held._collect()
    times = Counter(garbage.collected)
    assert times[0] > 10 * times[1] > 100 * times[2] > 0
