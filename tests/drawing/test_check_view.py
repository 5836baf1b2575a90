"""The plot of a gradient check."""

import math

import pytest

from nnviz.drawing.check_view import CheckFrame, draw_check, step_text
from nnviz.drawing.mark import Circle, Curve, Text
from nnviz.drawing.theme import THEMES

EPSILONS = tuple(10.0 ** (-k / 2) for k in range(2, 25))
ERRORS = tuple(max(e * e, 1e-16 / e) for e in EPSILONS)
SIZE = (500.0, 200.0)


def test_that_small_steps_are_at_the_left_and_large_errors_at_the_top():
    frame = CheckFrame(SIZE, EPSILONS)
    assert frame.x(1e-12) < frame.x(1e-6) < frame.x(1e-1)
    assert frame.y(1e-12) > frame.y(1e-6) > frame.y(1.0)
    assert frame.y(0.0) == frame.y(1e-14)
    assert frame.y(math.inf) == frame.y(1e2)
    assert frame.epsilon(frame.x(3e-7)) == pytest.approx(3e-7)
    assert (frame.epsilon(-1e4), frame.epsilon(1e4)) == pytest.approx((1e-12, 1e-1))


@pytest.mark.parametrize("errors", [ERRORS, (math.inf,) * 23, (0.0,) * 23])
def test_that_the_curve_the_tolerance_and_the_chosen_step_are_drawn_within_the_picture(errors):
    drawing = draw_check(EPSILONS, errors, 1e-6, 8, SIZE)
    curves = [mark for mark in drawing.marks if isinstance(mark, Curve)]
    assert sum(curve.dash for curve in curves) == 1
    (line,) = [curve for curve in curves if len(curve.points) == len(EPSILONS)]
    (circle,) = [mark for mark in drawing.marks if isinstance(mark, Circle)]
    assert (circle.x, circle.y) == line.points[8]
    assert all(0 <= x <= 500 and 0 <= y <= 200 for curve in curves for x, y in curve.points)
    assert {mark.color for mark in drawing.marks} <= set(THEMES["light"])


def test_that_without_errors_there_are_axes_alone():
    drawing = draw_check(EPSILONS, (), 1e-6, 3, SIZE)
    assert not [mark for mark in drawing.marks if isinstance(mark, Circle)]
    assert "agree below 1e−6" in [mark.text for mark in drawing.marks if isinstance(mark, Text)]


def test_that_steps_are_written_short():
    assert [step_text(step) for step in (1e-1, 10**-5.5, 1e-12, 1.0)] == ["1e−1", "3.2e−6", "1e−12", "1e0"]
