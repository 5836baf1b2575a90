"""Widgets that follow the session: when they are refreshed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from nnviz.gui.widget.follower import Follower
from nnviz.session.announcer import Announcer


class Owner(QObject):
    """Writes down when it is refreshed."""

    def __init__(self, name: str, record: list[str]) -> None:
        super().__init__()
        self._name, self._record = name, record

    def refresh(self) -> None:
        self._record.append(self._name)


@pytest.fixture
def owners(qtbot: QtBot) -> Callable[[], tuple[Announcer, list[Owner], list[str]]]:
    def make() -> tuple[Announcer, list[Owner], list[str]]:
        announcer, record = Announcer(), []
        found = [Owner(name, record) for name in "abc"]
        for owner in found:
            Follower(announcer, owner, owner.refresh, "values", "document")
        return announcer, found, record

    return make


def test_that_any_number_of_announcements_is_one_refresh(owners, qtbot):
    announcer, found, record = owners()
    for _ in range(3):
        announcer.announce("values")
    assert record == []
    assert len(found) == 3
    qtbot.waitUntil(lambda: len(record) == 3)
    QCoreApplication.processEvents()
    assert sorted(record) == ["a", "b", "c"], found


def test_that_what_has_no_room_in_a_turn_comes_in_a_later_one_each_once(owners, monkeypatch):
    monkeypatch.setattr("nnviz.gui.widget.follower.SHARE", 0.0)
    announcer, found, record = owners()
    announcer.announce("values")
    turns: list[int] = []
    while len(record) < 3:
        QCoreApplication.processEvents()
        turns.append(len(record))
    assert {after - before for before, after in zip([0, *turns], turns, strict=False)} <= {0, 1}
    assert sorted(record) == ["a", "b", "c"], found


def test_that_another_document_is_shown_at_once(owners, monkeypatch):
    monkeypatch.setattr("nnviz.gui.widget.follower.SHARE", 0.0)
    announcer, found, record = owners()
    announcer.announce("document")
    assert record == ["a", "b", "c"], found


class Pane(QWidget):
    """Counts its refreshes."""

    def __init__(self) -> None:
        super().__init__()
        self.refreshed = 0

    def refresh(self) -> None:
        self.refreshed += 1


@pytest.mark.parametrize("topic", ["values", "document"])
def test_that_what_is_hidden_follows_when_it_is_shown(topic, qtbot):
    announcer, pane = Announcer(), Pane()
    qtbot.addWidget(pane)
    Follower(announcer, pane, pane.refresh, "values", "document", only_seen=True)
    pane.show()
    assert pane.refreshed == 0  # it has missed nothing
    pane.hide()
    announcer.announce(topic, topic)
    announcer.announce("history")
    QCoreApplication.processEvents()
    assert pane.refreshed == 0
    pane.show()
    assert pane.refreshed == (topic == "document")  # what else there is, may be seen in the next picture
    qtbot.waitUntil(lambda: pane.refreshed == 1)
    pane.hide()
    pane.show()
    announcer.announce(topic)
    qtbot.waitUntil(lambda: pane.refreshed == 2)
