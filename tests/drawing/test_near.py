"""A graph that is too large to be read whole has its texts where the view is near."""

import pytest

from nnviz.drawing.graph_view import arrange, draw_graph
from nnviz.drawing.mark import Text
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.moment import all_done
from nnviz.explain.number import number_within


@pytest.fixture(scope="module")
def drawn():
    """A picture of a chain of products with a leaf at every gate, the arrangement, and the trace."""
    builder = GraphBuilder()
    last = builder.input("x", 1.0)
    for number in range(300):
        leaf = builder.input(f"a{number}", 1.0 + number / 1000)
        last = builder.op("mul", last, leaf, name=f"g{number}")
    graph = builder.build(output=last)
    arrangement, trace = arrange(graph), graph.trace()
    return draw_graph(arrangement, trace, all_done(graph)), arrangement, trace


def test_that_a_large_graph_has_no_texts_from_afar(drawn):
    drawing, arrangement, _ = drawn
    assert not any(isinstance(mark, Text) for mark in drawing.marks)
    x, y, width, height = arrangement.bounds
    assert drawing.near((x, y, x + width, y + height)) == ()


def test_that_a_view_that_is_near_shows_the_numbers_of_what_is_in_it_and_no_others(drawn):
    drawing, arrangement, trace = drawn
    graph = trace.graph
    x, y = arrangement.centers[graph.index("g150")]
    texts = [mark for mark in drawing.near((x - 100, y - 50, x + 100, y + 50)) if isinstance(mark, Text)]
    value = number_within(trace.values[graph.index("g150")].item(), arrangement.faces[graph.index("g150")].characters)
    shown = {mark.text for mark in texts if mark.key == "g150"}
    assert any(text == value for text in shown), (value, shown)
    assert any(mark.color == "grad" for mark in texts)
    assert all(abs(arrangement.centers[graph.index(mark.key)][0] - x) < 200 for mark in texts if mark.key)


def test_that_a_small_graph_has_nothing_more_to_show_from_near(drawn):
    builder = GraphBuilder()
    graph = builder.build(output=builder.op("exp", builder.input("x", 0.5), name="y"))
    assert draw_graph(arrange(graph), graph.trace(), all_done(graph)).near is None
