"""Equations broken into lines."""

import pytest

from nnviz.explain.tex import parse
from nnviz.gui.mathematics.math_font import outline
from nnviz.gui.mathematics.math_line import set_equation

SUM = r"aa \cdot bb + cc \cdot dd + ee \cdot ff - gg \cdot hh"


def beginnings(lines):
    """The first letter or sign of each line after the first."""
    signs = {id(outline(sign, False).path): sign for sign in "+−⋅="}
    heights = sorted({round(y, 3) for _, y, _ in lines.boxes})
    firsts = [min((x, k) for k, (x, y, _) in enumerate(lines.boxes) if round(y, 3) == height)[1] for height in heights]
    return [signs.get(id(lines.boxes[k][2].path), "a name") for k in firsts[1:]]


@pytest.mark.parametrize("room", range(110, 260, 10))
def test_that_a_sum_is_broken_between_its_terms_while_each_fits_on_a_line(qapp, room):
    lines = set_equation([parse("y"), parse(SUM)], 16, room)
    assert set(beginnings(lines)) <= {"+", "−"}
    assert lines.width <= room


def test_that_a_term_longer_than_a_line_is_broken_within(qapp):
    lines = set_equation([parse("y"), parse(r"a + bbbbbb \cdot cccccc \cdot dddddd \cdot eeeeee")], 16, 150)
    assert "⋅" in beginnings(lines)
    assert lines.width <= 150


def test_that_what_fits_is_on_one_line(qapp):
    assert beginnings(set_equation([parse("y"), parse(SUM), parse("3")], 16, 900)) == []


@pytest.mark.parametrize("room", range(180, 320, 20))
def test_that_an_array_within_a_function_is_broken_where_it_would_not_fit(qapp, room):
    side = r"-\sum \left[1, 0, 0\right] \log \operatorname{softmax}\left(\left[5.421, 3.577, -2.398\right]\right)"
    assert set_equation([parse("E"), parse(side), parse("0.1473")], 15, room).width <= room


@pytest.mark.parametrize("room", range(140, 320, 20))
def test_that_one_entry_of_a_long_expression_is_broken_within_its_brackets(qapp, room):
    side = r"{\left(\text{1 where the margin is missed, minus their number at the target}\right)}_{0,0}"
    assert set_equation([parse("d"), parse(side), parse("-2")], 15, room).width <= room
