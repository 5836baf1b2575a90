"""Surfaces side by side fill the room and never overlap."""

from itertools import combinations

import pytest

from nnviz.drawing.surface_tile import tile_frames


@pytest.mark.parametrize("count", range(1, 8))
@pytest.mark.parametrize("size", [(320.0, 200.0), (600.0, 500.0), (200.0, 700.0)])
def test_that_tiles_lie_within_the_picture_and_apart(count, size):
    frames = tile_frames(count, size)
    assert len(frames) == count
    for frame in frames:
        assert frame.left >= 0
        assert frame.top >= 30  # the title stands above
        assert frame.left + frame.width <= size[0]
        assert frame.top + frame.height <= size[1]
        assert frame.width == frame.height
    for one, other in combinations(frames, 2):
        apart = abs(one.left - other.left) >= one.width or abs(one.top - other.top) >= one.height + 30
        assert apart


def test_that_few_tiles_in_a_wide_picture_stand_in_one_row():
    assert len({frame.top for frame in tile_frames(3, (900.0, 200.0))}) == 1
