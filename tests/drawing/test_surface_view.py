"""The legend of the surface names every class."""

from itertools import pairwise

import pytest

from nnviz.drawing.mark import Text
from nnviz.drawing.metric import cut_text, text_width
from nnviz.drawing.surface_view import _class_names


@pytest.mark.parametrize("height", [90.0, 130.0, 180.0, 400.0])
def test_that_ten_classes_are_all_named_and_none_lies_over_another(height):
    texts = [mark for mark in _class_names([str(k) for k in range(10)], 400.0, 20.0, height) if isinstance(mark, Text)]
    assert [text.text for text in texts] == [str(k) for k in range(10)]
    assert all(20.0 <= text.y <= 20.0 + height for text in texts)
    for one, other in pairwise(texts):
        assert abs(one.y - other.y) >= 12.0 or abs(one.x - other.x) > 16 + text_width(one.text, 10.0)


def test_that_classes_without_room_are_counted():
    texts = [mark.text for mark in _class_names([f"kind {k}" for k in range(40)], 400.0, 20.0, 120.0) if isinstance(mark, Text)]
    named, rest = texts[:-1], texts[-1]
    assert rest == f"+ {40 - len(named)}"


def test_that_a_text_is_cut_to_its_room():
    assert cut_text("setosa", 10.0, 60.0) == "setosa"
    cut = cut_text("a name that is far too long", 10.0, 60.0)
    assert cut.endswith("…")
    assert text_width(cut, 10.0) <= 60.0
