"""Hit testing, culling and the order in which the keyboard goes through a drawing."""

import numpy as np
import pytest

from nnviz.drawing.mark import Arc, Box, Circle, Curve, Drawing, Heat, Text
from nnviz.gui.diagram.scene import Scene, bounds_of

pytestmark = pytest.mark.usefixtures("qapp")

A = Circle(0, 0, 10, key="a", tip="a = 1")
B = Box(90, -10, 20, 20, key="b")
C = Circle(100, 100, 10, key="c")
WIRE = Curve(((10, 0), (90, 0)), key="w")
BENT = Curve(((10, 0), (50, 0), (50, 100), (90, 100)), cubic=True, key="bent")


def scene(*marks) -> Scene:
    return Scene(Drawing(marks, (-50, -50, 200, 200)))


def key_at(shown, x, y, tolerance=4.0):
    return getattr(shown.at(x, y, tolerance), "key", "")


@pytest.mark.parametrize(
    ("point", "key"),
    [
        ((0, 0), "a"),
        ((10.5, 10.5), ""),  # in the circle's corner, but outside of it, and away from the wire
        ((100, 0), "b"),
        ((50, 3), "w"),
        ((50, 6), ""),
        ((-80, -80), ""),
    ],
)
def test_that_marks_are_hit_by_their_shape(point, key):
    assert key_at(scene(A, B, WIRE), *point, tolerance=3.5) == key


def test_that_a_bent_wire_is_hit_where_it_runs_and_not_in_its_box():
    shown = scene(BENT)
    assert key_at(shown, 50, 50) == "bent"
    assert key_at(shown, 80, 10) == ""


def test_that_the_topmost_of_two_shapes_is_hit():
    assert key_at(scene(A, Circle(0, 0, 5, key="over")), 0, 0) == "over"
    assert key_at(scene(Circle(0, 0, 5, key="under"), A), 0, 0) == "a"


def test_that_the_nearest_of_two_wires_is_hit_and_a_shape_before_a_wire():
    other = Curve(((10, 4), (90, 4)), key="v")
    assert key_at(scene(WIRE, other), 50, 1) == "w"
    assert key_at(scene(WIRE, other), 50, 3.5) == "v"
    assert key_at(scene(A, Curve(((-20, 0), (20, 0)), key="w")), 0, 0) == "a"


def test_that_decoration_is_never_hit():
    assert key_at(scene(A, Circle(0, 0, 40), Arc(0, 0, 10, 0.5)), 0, 0) == "a"


def test_that_a_text_is_hit_over_the_width_that_it_is_painted_with():
    text = Text(0, 0, "0.1234", size=10, anchor="end", mono=True, key="t")
    left, top, right, bottom = bounds_of(text)
    assert (left, right) == pytest.approx((-36, 0), abs=1)
    assert (top, bottom) == (-6, 6)
    assert key_at(scene(text), -30, 0) == "t"
    assert key_at(scene(text), 10, 0) == ""


def test_that_only_what_a_rectangle_touches_is_visible():
    shown = scene(WIRE, A, B, C, Heat(0, 60, 20, 20, np.zeros((2, 2)), key="h"))
    assert list(shown.visible(80, 80, 150, 150)) == [C]
    assert list(shown.visible(-1000, -1000, 1000, 1000)) == list(shown.drawing.marks)
    assert list(shown.visible(85, -2, 95, 2)) == [WIRE, B]


def test_that_the_keyboard_reads_rows_from_left_to_right_and_round_the_end():
    shown = scene(C, B, A, Text(0, 0, "a", key="a"))
    assert list(shown.places) == ["a", "b", "c"]
    assert [shown.neighbor(key, 1) for key in ("a", "b", "c")] == ["b", "c", "a"]
    assert shown.neighbor("a", -1) == "c"
    assert shown.neighbor("not drawn", 1) == "a"


def test_that_an_arrow_goes_to_the_nearest_mark_that_way_and_stays_where_there_is_none():
    shown = scene(A, B, C)
    assert shown.toward("a", 1, 0) == "b"
    assert shown.toward("b", 0, 1) == "c"
    assert shown.toward("c", 0, -1) == "b"
    assert shown.toward("a", -1, 0) == "a"
    assert shown.toward("", 1, 0) == "a"


def test_that_an_arrow_does_not_go_to_what_lies_in_another_direction():
    assert scene(A, Circle(20, 300, 10, key="below")).toward("a", 1, 0) == "a"


@pytest.mark.parametrize("marks", [(A, Text(0, -40, "a", key="a")), (Text(0, -40, "a", key="a"), A)])
def test_that_a_node_is_where_its_shape_is_and_not_where_its_texts_are(marks):
    assert scene(*marks).places == {"a": (0, 0)}


def test_that_an_empty_drawing_has_nothing_to_go_to():
    shown = scene()
    assert shown.at(0, 0, 5) is None
    assert shown.neighbor("", 1) == ""
    assert shown.toward("", 1, 0) == ""
    assert list(shown.visible(0, 0, 1, 1)) == []


def test_that_the_ring_holds_all_solid_marks_of_a_key():
    far = Circle(40, 0, 10, width=0, key="a")
    shown = scene(Circle(0, 0, 10, width=0, key="a"), far, Text(300, 0, "far away", key="a"), WIRE)
    assert shown.ring("a") == (-10, -10, 50, 10)
    assert shown.ring("w") is None
    assert shown.ring("") is None


def test_that_a_mark_without_a_tip_takes_that_of_its_key():
    wire = Curve(((10, 0), (90, 0)), key="a")
    shown = scene(wire, A, B)
    assert shown.tip("a", wire) == "a = 1"
    assert shown.tip("a") == "a = 1"
    assert shown.tip("b", B) == ""
    assert shown.tip("") == ""
