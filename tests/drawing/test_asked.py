"""What a learner is asked for is marked once in the graph, and once where the neuron diagram has it."""

import pytest

from nnviz.drawing.asked import Asked
from nnviz.drawing.graph_view import arrange, draw_graph
from nnviz.drawing.mark import Circle, Text
from nnviz.drawing.neuron_view import arrange_neurons, draw_neurons
from tests.session.pupil import Pupil


def question_marks(drawing):
    """Where question marks stand, within the drawing and each on its lit disc."""
    found = [(mark.x, mark.y) for mark in drawing.marks if isinstance(mark, Text) and mark.text == "?"]
    lights = [mark for mark in drawing.marks if isinstance(mark, Circle) and (mark.fill, mark.color) == ("lit", "litline")]
    left, top, width, height = drawing.bounds
    assert all(left <= x <= left + width and top <= y <= top + height for x, y in found)
    assert set(found) <= {(light.x, light.y) for light in lights}
    return found


@pytest.mark.parametrize(
    ("example", "level"),
    [*(("two_two_two", level) for level in ("layers", "tensors", "neurons", "gates")), ("vectorised", "written")],
)
def test_that_every_question_is_marked_where_its_number_will_stand(example, level):
    pupil = Pupil(example)
    session = pupil.session
    session.set_level(level)
    arrangement = arrange(session.graph)
    places = set()
    assert not question_marks(draw_graph(arrangement, session.trace, session.moment))
    while not pupil.predictor.is_done:
        asked = Asked(*session.asked)
        drawn = draw_graph(arrangement, session.trace, session.moment, asked=asked)
        (place,) = question_marks(drawn)
        places.add((asked.kind == "value", session.locate(asked.key)[0], place))
        written = [(mark.x, mark.y) for mark in drawn.marks if isinstance(mark, Text) and mark.color in ("value", "grad")]
        assert place not in written
        pupil.predictor.reveal()
    assert len(places) == len({place[:2] for place in places}) == len({(place[0], place[2]) for place in places})


@pytest.mark.parametrize("level", ["tensors", "neurons", "gates"])
def test_that_neurons_and_connections_are_marked_too(level):
    pupil = Pupil("two_two_two")
    session = pupil.session
    session.set_level(level)
    arrangement = arrange_neurons(session.trainer.model.network)
    marked = {}
    while not pupil.predictor.is_done:
        asked = Asked(session.asked[0], session.outermost(session.asked[1]))
        marked[session.asked] = question_marks(
            draw_neurons(arrangement, session.parameters, session.trace, session.moment, asked=asked)
        )
        pupil.predictor.reveal()
    elsewhere = {asked for asked, places in marked.items() if not places}
    assert all(len(places) <= 1 for places in marked.values())
    assert all(session.outermost(key).startswith("E") for _, key in elsewhere)
    if level != "tensors":
        assert marked["value", "net_h1"] == marked["value", "out_h1"] != marked["value", "net_h2"]
        assert marked["gradient", "w5"] != marked["gradient", "w7"]
