"""Exceptions that nobody expected."""

import signal
import sys

import pytest
from PySide6.QtCore import QTimer

from nnviz.gui.window.alarm import Alarm


class Witness:
    """Hears what an alarm has to say."""

    def __init__(self):
        self.told, self.left, self.logged = [], 0, []

    def complain(self, headline, text):
        self.told.append((headline, text))

    def leave(self):
        self.left += 1

    def log(self, kind, error, trace):
        self.logged.append(str(error))


@pytest.fixture
def witness(qtbot, monkeypatch):
    witness = Witness()
    monkeypatch.setattr(sys, "excepthook", witness.log)
    witness.alarm = Alarm(witness.complain, witness.leave)
    witness.alarm.set()
    yield witness
    witness.alarm.lift()
    assert sys.excepthook == witness.log


def fail(number):
    raise ValueError(f"number {number}")


def test_that_an_error_in_a_slot_is_shown_once_and_always_logged(witness, qtbot):
    for number in range(3):
        QTimer.singleShot(0, lambda number=number: fail(number))
    qtbot.waitUntil(lambda: len(witness.logged) == 3)
    assert witness.logged == ["number 0", "number 1", "number 2"]
    ((headline, text),) = witness.told
    assert "went wrong" in headline
    assert text.startswith("ValueError: number 0\n")


def test_that_another_error_is_shown_too(witness, qtbot):
    QTimer.singleShot(0, lambda: fail(0))
    QTimer.singleShot(0, lambda: {}["nobody"])
    qtbot.waitUntil(lambda: len(witness.told) == 2)
    assert [text.partition(":")[0] for _, text in witness.told] == ["ValueError", "KeyError"]


def test_that_ctrl_c_ends_the_loop_without_a_word(witness, qtbot):
    QTimer.singleShot(0, lambda: signal.raise_signal(signal.SIGINT))
    qtbot.waitUntil(lambda: witness.left == 1)
    assert witness.alarm.interrupted
    assert (witness.told, witness.logged) == ([], [])
