import pytest

from nnviz.drawing.curve import along, wire_points


def test_that_wires_leave_and_arrive_level():
    points = wire_points([(0, 0), (30, 0), (100, 50)])
    assert len(points) == 7
    assert points[3] == (30, 0)
    assert points[0][1] == points[1][1] == points[4][1] == 0
    assert points[5][1] == points[6][1] == 50


def test_that_a_level_wire_is_one_piece():
    assert len(wire_points([(0, 7), (30, 7), (60, 7), (100, 7)])) == 4


@pytest.mark.parametrize(("fraction", "x"), [(0, 0), (1, 100), (0.5, 50), (0.25, 25), (2, 100), (-1, 0)])
def test_that_points_along_a_level_wire_are_evenly_spaced(fraction, x):
    assert along(wire_points([(0, 0), (100, 0)]), fraction)[0] == pytest.approx((x, 0))


def test_that_the_middle_of_a_bend_is_half_way():
    assert along(wire_points([(0, 0), (100, 40)]), 0.5)[0] == pytest.approx((50, 20))
