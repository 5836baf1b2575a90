import re

import numpy as np
import pytest

from nnviz.drawing.arrangement import arrange
from nnviz.drawing.graph_view import draw_graph
from nnviz.drawing.mark import Arc, Box, Circle, Curve, Drawing, Heat, Text
from nnviz.drawing.theme import THEMES
from nnviz.drawing.tikz import to_tikz
from nnviz.engine.moment import all_done
from tests.drawing.graph import tensors, two_two_two

BOUNDS = (0.0, 0.0, 470.0, 100.0)


def _lines(*marks, bounds=BOUNDS):
    """What is drawn, without the colours, the head, the bounding box and the end."""
    return to_tikz(Drawing(tuple(marks), bounds)).splitlines()[len(THEMES["light"]) + 2 : -1]


@pytest.mark.parametrize("graph", [two_two_two(), tensors()], ids=["network", "tensors"])
def test_that_a_picture_is_plain_tex_with_its_colours_and_brackets_in_pairs(graph):
    text = to_tikz(draw_graph(arrange(graph), graph.trace(), all_done(graph)))
    assert text.isascii()
    assert text.count("{") == text.count("}")
    assert set(re.findall(r"nnviz-(\w+)", text)) == set(THEMES["light"])
    assert "nan" not in text.replace("inan", "")
    assert all(line.endswith(";") for line in text.splitlines()[len(THEMES["light"]) + 1 : -1])


def test_that_a_wide_picture_is_scaled_to_the_page_and_a_small_one_is_not():
    assert r"[x=0.5pt,y=-0.5pt," in to_tikz(Drawing((), (0.0, 0.0, 940.0, 10.0)))
    assert r"[x=0.5pt,y=-0.5pt," in to_tikz(Drawing((), (0.0, 0.0, 10.0, 640.0)))
    assert r"[x=1pt,y=-1pt," in to_tikz(Drawing((), (0.0, 0.0, 10.0, 10.0)))


def test_that_every_kind_of_mark_is_drawn_where_it_is():
    curve, circle, box, arc, full, word, *cells, frame = _lines(
        Curve(((0, 0), (1, 1), (2, 1), (3, 0)), cubic=True), Circle(1, 2, 3), Box(0, 0, 9, 4), Arc(5, 5, 5, 0.75),
        Arc(0, 0, 5, 1.0), Arc(0, 0, 5, 0.0), Text(7, 8, "h_{1} & x", anchor="start"), Heat(0, 0, 4, 4, np.eye(2)),
    )  # fmt: skip
    assert "(0,0) .. controls (1,1) and (2,1) .. (3,0);" in curve
    assert "(1,2) circle[radius=3pt]" in circle
    assert "(0,0) rectangle (9,4)" in box
    assert "(5,0) arc[start angle=90,end angle=-180,radius=5pt]" in arc
    assert "end angle=-270" in full
    assert "anchor=west" in word
    assert re.search(r"at \(7,8\) \{h\\textsubscript\{.* 1\} \\& x\};", word)
    assert len(cells) == 4
    assert "(0,0) rectangle (4,4)" in frame


def test_that_signs_and_greek_letters_are_mathematics():
    (line,) = _lines(Text(0, 0, "σ ½Δ² −1"))
    assert line.endswith(r"{$\sigma$ $\frac{1}{2}$$\Delta$$^2$ $-$1};")
