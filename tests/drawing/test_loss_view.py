import numpy as np
import pytest

from nnviz.drawing.axis import linear_ticks, log_ticks
from nnviz.drawing.loss_view import draw_loss
from nnviz.drawing.mark import Circle, Curve, Text


def _texts(drawing):
    return [mark.text for mark in drawing.marks if isinstance(mark, Text)]


def _curves(drawing):
    return {mark.tip: mark for mark in drawing.marks if isinstance(mark, Curve) and mark.tip}


def test_that_both_curves_are_drawn_and_named_at_their_ends():
    steps = np.arange(0.0, 1001.0)
    drawing = draw_loss(steps, np.exp(-steps / 200), np.exp(-steps / 400))
    assert {name: mark.color for name, mark in _curves(drawing).items()} == {"train": "accent", "test": "value"}
    assert {"train", "test", "0.08208", "0.1", "1", "step"} <= set(_texts(drawing))


def test_that_everything_stays_within_the_picture():
    drawing = draw_loss([0, 50, 100], [3e-5, 1e3, 2e-4], size=(500, 300))
    for mark in drawing.marks:
        points = mark.points if isinstance(mark, Curve) else [(mark.x, mark.y)]
        assert all(0 <= x <= 500 and 0 <= y <= 300 for x, y in points)


@pytest.mark.parametrize("losses", [[1e-200, 1e-150], [5e-324, 1e300], [1e200, 1e250], [0.5, 1.7e308], [-1e308, 1.7e308]])
def test_that_losses_of_any_size_can_be_drawn(losses):
    drawing = draw_loss([0, 1], losses)
    assert all(np.isfinite(mark.points).all() for mark in drawing.marks if isinstance(mark, Curve))


def test_that_gaps_are_left_out_and_long_series_thinned():
    losses = np.ones(50_000)
    losses[::2] = np.nan
    points = _curves(draw_loss(np.arange(50_000), losses))["train"].points
    assert 900 <= len(points) <= 1000


def test_that_a_single_loss_is_a_dot():
    drawing = draw_loss([0], [0.3])
    assert [mark.color for mark in drawing.marks if isinstance(mark, Circle)] == ["accent"]


@pytest.mark.parametrize("train", [[], [np.nan]])
def test_that_without_a_loss_a_sentence_says_so(train):
    assert _texts(draw_loss(range(len(train)), train)) == ["No loss yet: train some steps"]


def test_that_the_axis_is_linear_where_a_loss_is_zero():
    assert "loss" in _texts(draw_loss([0, 1], [0.5, 0.0]))
    assert "loss, logarithmic" in _texts(draw_loss([0, 1], [0.5, 0.1]))


def test_that_ends_that_meet_are_pushed_apart():
    drawing = draw_loss([0, 1], [1.0, 0.5], [1.0, 0.5])
    y = {mark.text: mark.y for mark in drawing.marks if isinstance(mark, Text)}
    assert abs(y["train"] - y["test"]) >= 28


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]), (0, 10_000, [0, 2000, 4000, 6000, 8000, 10_000]), (2, 2, [2])],
)
def test_that_linear_ticks_are_round(low, high, ticks):
    assert linear_ticks(low, high) == ticks


def test_that_log_ticks_are_powers_of_ten_or_finer_on_short_ranges():
    assert log_ticks(3e-5, 0.3) == pytest.approx([1e-4, 1e-3, 1e-2, 1e-1])
    assert log_ticks(0.09, 0.6) == pytest.approx([0.1, 0.2, 0.5])
    assert log_ticks(0, 1) == []
