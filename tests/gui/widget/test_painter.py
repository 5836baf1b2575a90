"""What is painted, looked at pixel by pixel."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from nnviz.drawing.mark import Arc, Box, Circle, Curve, Heat, Text
from nnviz.drawing.theme import THEMES
from nnviz.gui.widget.painter import heat_image, paint

pytestmark = pytest.mark.usefixtures("qapp")

SIDE = 60


def painted(*marks, theme="light", zoom=1.0, least_text=5.0) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor(THEMES[theme]["canvas"]))
    painter = QPainter(image)
    painter.scale(zoom, zoom)
    paint(painter, marks, theme, zoom=zoom, least_text=least_text)
    painter.end()
    return image


def ink(image) -> int:
    """How many pixels aren't ground."""
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(SIDE, SIDE)
    return int((pixels != pixels[0, 0]).sum())


def name(image, x, y) -> str:
    return image.pixelColor(x, y).name().upper()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_marks_take_their_colours_from_the_theme(theme):
    tokens = THEMES[theme]
    circle = Circle(30, 30, 12, fill="lit", color="litline", width=4)
    image = painted(circle, theme=theme)
    assert name(image, 30, 30) == tokens["lit"]
    assert name(image, 30, 18) == tokens["litline"]
    assert name(painted(Box(10, 10, 40, 40, fill="chip"), theme=theme), 30, 30) == tokens["chip"]
    assert name(painted(Curve(((0, 30), (60, 30)), color="pos", width=6), theme=theme), 30, 30) == tokens["pos"]


def test_that_later_marks_lie_over_earlier_ones():
    below, above = Circle(30, 30, 12, fill="lit"), Box(20, 20, 20, 20, fill="chip")
    assert name(painted(below, above), 30, 30) == THEMES["light"]["chip"]
    assert name(painted(above, below), 30, 30) == THEMES["light"]["lit"]


@pytest.mark.parametrize("count", [3, 400])
def test_that_a_later_curve_lies_over_earlier_ones_even_when_many_are_sorted_by_pen(count):
    flat = ((0, 30), (60, 30))
    others = [Curve(flat, color=("pos", "neg")[k % 2], width=6) for k in range(count)]
    accent = Curve(flat, color="accent", width=6)
    assert name(painted(accent, *others, accent), 30, 30) == THEMES["light"]["accent"]


def test_that_a_cubic_is_bent_and_a_polyline_is_not():
    points = ((0, 50), (0, 0), (59, 0), (59, 50))
    bent, straight = painted(Curve(points, cubic=True, width=4)), painted(Curve(points, width=4))
    ground = THEMES["light"]["canvas"]
    assert name(bent, 30, 12) != ground
    assert name(bent, 30, 0) == ground
    assert name(straight, 30, 0) != ground
    assert name(straight, 30, 12) == ground


def test_that_dashes_have_gaps():
    full = ink(painted(Curve(((0, 30), (60, 30)), width=2)))
    assert 0.4 * full < ink(painted(Curve(((0, 30), (60, 30)), width=2, dash=True))) < 0.9 * full


def test_that_an_arc_runs_clockwise_from_twelve():
    quarter = painted(Arc(30, 30, 20, 0.25, width=4))
    assert name(quarter, 44, 16) == THEMES["light"]["value"]
    for x, y in ((16, 16), (16, 44), (44, 44)):
        assert name(quarter, x, y) == THEMES["light"]["canvas"]


@pytest.mark.parametrize("turn", [0.0, -1.0, float("nan")])
def test_that_an_arc_of_nothing_is_not_painted(turn):
    assert ink(painted(Arc(30, 30, 20, turn))) == 0


def test_that_an_arc_never_turns_more_than_once():
    assert ink(painted(Arc(30, 30, 20, 3.7))) == ink(painted(Arc(30, 30, 20, 1.0)))


def test_that_a_thin_stroke_stays_visible_when_zoomed_out():
    assert ink(painted(Curve(((0, 3000), (6000, 3000)), width=1.0), zoom=0.01)) >= SIDE


def test_that_unreadable_text_is_left_out_on_the_screen_but_not_in_a_picture():
    text = Text(300, 300, "0.75", size=12)
    assert ink(painted(text, zoom=0.1)) == 0
    assert ink(painted(text, zoom=0.1, least_text=0.0)) > 0
    assert ink(painted(Text(30, 30, "0.75", size=12))) > 0


@pytest.mark.parametrize(("anchor", "left", "right"), [("start", 30, 60), ("middle", 15, 45), ("end", 0, 30)])
def test_that_a_text_stands_at_its_anchor(anchor, left, right):
    image = painted(Text(30, 30, "888", size=14, anchor=anchor, mono=True))
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(SIDE, SIDE)
    columns = np.flatnonzero((pixels != pixels[0, 0]).any(axis=0))
    rows = np.flatnonzero((pixels != pixels[0, 0]).any(axis=1))
    assert left <= columns[0] < columns[-1] <= right
    assert (rows[0] + rows[-1] + 1) / 2 == pytest.approx(30, abs=1.1)


def test_that_a_halo_keeps_a_wire_off_the_digits_and_out_of_the_gap_between_words():
    wire = Curve(((0, 30), (60, 30)), color="pos", width=2)
    blue = THEMES["light"]["pos"]
    plain = painted(wire, Text(30, 30, "w  2", size=14))
    haloed = painted(wire, Text(30, 30, "w  2", size=14, halo=True))
    assert name(plain, 33, 30) == blue
    assert name(haloed, 33, 30) == THEMES["light"]["canvas"]
    assert name(haloed, 2, 30) == blue


def test_that_a_heat_shows_signs_by_colour_and_zero_as_ground():
    heat = Heat(0, 0, 60, 20, np.array([[-2.0, 0.0, 5.0]]), limit=2.0)
    image = painted(heat)
    colours = [name(image, x, 10) for x in (10, 30, 50)]
    assert colours == [THEMES["light"][token] for token in ("neg", "canvas", "pos")]


def test_that_a_heat_of_more_cells_than_pixels_is_averaged():
    stripes = np.tile([[1.0, -1.0]], (4, 500))
    image = painted(Heat(0, 0, 50, 20, stripes))
    names = {name(image, x, 10) for x in range(5, 45)}
    assert not names & {THEMES["light"]["pos"], THEMES["light"]["neg"]}


@pytest.mark.parametrize("columns", [1, 3, 5, 7])
def test_that_a_heat_image_has_a_pixel_a_cell_whatever_its_width(columns):
    values = np.linspace(-1, 1, 2 * columns).reshape(2, columns)
    image = heat_image(Heat(0, 0, 1, 1, values), "dark")
    assert (image.width(), image.height()) == (columns, 2)
    assert name(image, columns - 1, 1) == THEMES["dark"]["pos"]
    assert name(image, 0, 0) == THEMES["dark"]["neg"]


def test_that_many_lines_are_as_strong_as_few_and_the_strongest_lie_on_top():
    faint = Curve(((5, 30), (55, 30)), "pos", 8.0, 0.25)
    strong = Curve(((30, 5), (30, 55)), "neg", 8.0)
    few, many = painted(faint), painted(strong, *[faint] * 200)
    assert name(many, 15, 30) == name(few, 15, 30) != THEMES["light"]["pos"]
    assert name(many, 30, 30) == name(many, 30, 12) == THEMES["light"]["neg"]
