"""What can be opened: the stack of a closed group, the sign on what is pointed at, the tips."""

import pytest

from nnviz.drawing.arrangement import arrange
from nnviz.drawing.door import Doors
from nnviz.drawing.graph_view import draw_graph
from nnviz.drawing.mark import Circle
from nnviz.files.load import load
from tests.drawing.graph import last

GATE = "multiply_sum"


def circles(doors, hovered=""):
    graph = load(GATE).circuit_graph()
    marks = draw_graph(arrange(graph), graph.trace(), last(graph), hovered=hovered, patterns=False, doors=doors).marks
    return [mark for mark in marks if isinstance(mark, Circle)]


def test_that_a_closed_group_stands_on_cards_and_is_one_thing_to_click():
    plain, stacked = circles(Doors()), circles(Doors({"q": ("×", "+")}, {"q"}))
    cards = [mark for mark in stacked if mark not in circles(Doors({"q": ("×", "+")}))]
    assert len(stacked) == len(plain) + 2
    assert [(card.key, card.tip) for card in cards] == [("", "")] * 2
    (face,) = (mark for mark in stacked if mark.key == "q")
    assert stacked.index(face) > max(stacked.index(card) for card in cards)


@pytest.mark.parametrize("doors", [Doors({"q": ("×", "+")}), Doors({"q": ("×", "+")}, {"q"})])
def test_that_what_opens_says_what_is_inside_and_shows_its_sign_under_the_pointer(doors):
    (face,) = (mark for mark in circles(doors) if mark.key == "q")
    assert face.tip.endswith("inside: ×  +\ndouble click opens it")
    assert [mark.tip for mark in circles(doors, "q") if mark.key == "q"] == [face.tip, "inside: ×  +\ndouble click opens it"]
    assert len(circles(doors, "f")) == len(circles(doors))


def test_that_many_gates_are_counted():
    assert Doors({"q": ("×",) * 20 + ("+",)}).tip("q") == "inside: ×  ×  ×  ×  ×  ×  …  + (21 gates)\ndouble click opens it"
    assert Doors().tip("q") == ""
