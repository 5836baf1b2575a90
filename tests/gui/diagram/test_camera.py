"""Zooming, panning and fitting as arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.gui.diagram.aim import Aim
from nnviz.gui.diagram.camera import FIT_LARGEST, LARGEST, MARGIN, SMALLEST, Camera, fitted, focused

places = st.floats(-1e3, 1e3)
cameras = st.builds(Camera, st.floats(0.05, 10.0), places, places)


@given(cameras, places, places)
def test_that_a_point_goes_to_the_screen_and_back(camera, x, y):
    assert camera.to_canvas(*camera.to_screen(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(cameras, st.floats(0.01, 100.0), places, places)
def test_that_the_point_under_the_pointer_stays_while_zooming(camera, factor, x, y):
    zoomed = camera.zoomed(factor, x, y)
    assert SMALLEST <= zoomed.scale <= LARGEST
    assert zoomed.to_canvas(x, y) == pytest.approx(camera.to_canvas(x, y), abs=1e-3)


def test_that_panning_moves_by_pixels_whatever_the_zoom():
    assert Camera(3.0, 10.0, 20.0).moved(5.0, -5.0).to_screen(1.0, 1.0) == (18.0, 18.0)


@given(
    st.tuples(places, places, st.floats(1.0, 5e3), st.floats(1.0, 5e3)), st.floats(100.0, 2e3), st.floats(100.0, 2e3)
)
def test_that_a_fitted_drawing_is_in_view_and_in_the_middle(bounds, width, height):
    camera = fitted(bounds, width, height)
    x, y, wide, high = bounds
    left, top = camera.to_screen(x, y)
    right, bottom = camera.to_screen(x + wide, y + high)
    assert left >= MARGIN - 1e-6 or camera.scale == SMALLEST
    assert top >= MARGIN - 1e-6 or camera.scale == SMALLEST
    assert (left + right, top + bottom) == pytest.approx((width, height))


def test_that_a_small_drawing_is_not_blown_up_except_for_a_projector():
    assert fitted((0, 0, 10, 10), 1000, 1000).scale == FIT_LARGEST
    assert fitted((0, 0, 10, 10), 1000, 1000, enlarged=1.6).scale == FIT_LARGEST * 1.6


def test_that_a_way_between_cameras_ends_exactly_there():
    start, end = Camera(1.0, 0.0, 0.0), Camera(3.0, 0.1, 7.7)
    assert start.toward(end, 1.0) is end
    assert start.toward(end, 0.5) == Camera(2.0, 0.05, 3.85)


def test_that_a_large_drawing_is_looked_at_part_by_part_and_never_beyond_its_edge():
    bounds = (-8.0, -8.0, 2000.0, 300.0)
    for x, left in ((0.0, -8.0), (1000.0, 1000.0 - 300.0), (1990.0, 1992.0 - 600.0)):
        camera = focused(bounds, 600, 400, 1.0, (x, 150.0))
        assert camera.to_canvas(0, 0)[0] == pytest.approx(left, abs=MARGIN)
        assert camera.to_screen(0, 142.0)[1] == pytest.approx(200.0)  # it is low enough: all of its height is shown


def test_that_the_aim_is_the_whole_drawing_while_that_can_be_read():
    aim = Aim()
    aim.focus = (0.0, 0.0)
    for width, near in ((1000.0, False), (400.0, True)):
        assert aim.is_near((0, 0, 1000, 100), width, 400, 1.0) == near
    aim.overview = True
    assert aim.camera((0, 0, 1000, 100), 400, 400, 1.0) == fitted((0, 0, 1000, 100), 400, 400)


@pytest.mark.parametrize(("height", "scale", "below"), [(400, 0.9, 30), (120, 0.74, 30), (78, 0.62, 0), (40, 0.9, 0)])
def test_that_a_part_is_seen_in_all_its_height_and_above_the_hint_where_it_can_be_read_so(height, scale, below):
    aim = Aim()
    aim.focus = (0.0, 0.0)
    camera = aim.camera((0, 0, 5000, 100), 400, height, 1.0)
    assert camera.scale == pytest.approx(scale)
    if height > 40:
        assert camera.to_screen(0, 100)[1] <= height - below - MARGIN + 1e-9
