"""The right of way: who rests, and for how long."""

import threading

import pytest

from nnviz.training.way import _BREATH, _WORK, LAPSED, LONG, LONGEST, SHORT, Way


@pytest.fixture
def way():
    return Way()


def test_that_nobody_rests_while_the_way_is_free(way):
    asked = []
    way.give(lambda: bool(asked.append(1)))
    assert asked == []


def test_that_one_rests_shortly_at_first_and_longer_once_the_window_is_late(way, monkeypatch):
    waited = []
    monkeypatch.setattr(way._free, "wait", lambda seconds: waited.append(seconds))
    way.take()
    way.give()
    assert waited == [SHORT]
    way._since -= LONG
    clock = iter(range(1000))
    monkeypatch.setattr("nnviz.training.way.time.perf_counter", lambda: way._since + LONG + LONGEST * next(clock) / 10)
    way.give()
    assert 10 <= len(waited) - 1 <= 13


def test_that_nobody_rests_who_is_hurried_or_let_go(way):
    way.take()
    way._since -= LONG
    asked = []
    way.give(lambda: bool(asked.append(1)) or len(asked) == 3)
    assert len(asked) == 3
    resting = threading.Thread(target=way.give)
    resting.start()
    way.leave()
    resting.join(1.0)
    assert not resting.is_alive()


def test_that_a_way_that_was_taken_long_ago_keeps_nobody(way, monkeypatch):
    way.take()
    way._since -= LAPSED
    monkeypatch.setattr(way._free, "wait", pytest.fail)
    way.give()


@pytest.mark.parametrize(("late", "rests"), [(0.0, [_BREATH]), (1.0, [_BREATH, SHORT])])
def test_that_a_breath_is_longer_where_the_interpreter_was_wanted(way, monkeypatch, late, rests):
    clock, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        clock[0] += seconds + late

    monkeypatch.setattr("nnviz.training.way.time.perf_counter", lambda: clock[0])
    monkeypatch.setattr("nnviz.training.way.time.sleep", sleep)
    clock[0] += 2 * _WORK
    way.breathe()
    way.breathe()  # there has been no work since
    assert slept == rests
    clock[0] += 2 * _WORK
    way.breathe()
    assert slept == 2 * rests


@pytest.mark.parametrize("taken", [False, True])
def test_that_the_way_is_left_for_as_long_as_another_is_waited_for(way, taken):
    if taken:
        way.take()
    with way.left():
        assert way._free.is_set()
    assert way._free.is_set() == (not taken)


def test_that_it_is_taken_since_the_first_time(way):
    way.take()
    since = way._since
    way.take()
    assert way._since == since
    way.leave()
    way.take()
    assert way._since > since
