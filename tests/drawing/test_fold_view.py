"""Folds as a plot."""

import math
from itertools import pairwise

import pytest

from nnviz.drawing.fold_view import TOKENS, draw_folds
from nnviz.drawing.mark import Box, Circle, Curve, Text

SIZE = (400.0, 200.0)


def test_that_points_stand_higher_the_larger_they_are_and_pairs_are_joined():
    drawing = draw_folds("loss", [[1.0, 2.0], [3.0]], [(1.5, 0.5), (3.0, math.nan)], 2, SIZE)
    points = {token: [mark for mark in drawing.marks if isinstance(mark, Circle) and mark.fill == token] for token in TOKENS}
    first, second = points[TOKENS[0]]
    (other,) = points[TOKENS[1]]
    assert other.y < second.y < first.y
    assert first.x < other.x < second.x
    (pair,) = (mark for mark in drawing.marks if isinstance(mark, Curve) and mark.color == "gateline")
    assert pair.points == ((first.x, first.y), (other.x, other.y))
    scale = first.y - second.y
    (bar,) = (mark for mark in drawing.marks if isinstance(mark, Box))
    assert bar.height == pytest.approx(scale)  # one deviation of 0.5 up and one down
    means = [mark for mark in drawing.marks if isinstance(mark, Curve) and mark.color in TOKENS]
    assert means[0].points[0][1] == pytest.approx(bar.y + bar.height / 2)
    assert means[1].points[0][1] == pytest.approx(other.y)


def test_that_all_is_within_the_plot_and_the_numbers_of_many_folds_have_room():
    drawing = draw_folds("loss", [[float(k % 7) for k in range(40)]], [(3.0, 2.0)], 40, SIZE)
    assert all(0 <= mark.x <= SIZE[0] and 0 <= mark.y <= SIZE[1] for mark in drawing.marks if isinstance(mark, Circle))
    named = [mark.x for mark in drawing.marks if isinstance(mark, Text) and mark.text.isdigit() and mark.y > 180]
    assert min(b - a for a, b in pairwise(named)) > 20


@pytest.mark.parametrize("columns", [[], [[]], [[2.0]]])
def test_that_little_is_no_trouble(columns):
    assert draw_folds("loss", columns, [], 3, SIZE).marks


def test_that_folds_to_come_are_not_drawn_however_many():
    folds = 10**12
    assert len(draw_folds("loss", [[1.0, 2.0]], [(1.5, 0.5)], folds, SIZE).marks) < 100
