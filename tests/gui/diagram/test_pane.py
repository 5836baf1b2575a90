"""The two diagrams' panes following a session."""

import gc
import time
import weakref

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from nnviz.drawing.mark import Text
from nnviz.engine.op import PATTERNS
from nnviz.files.load import load
from nnviz.gui.diagram import graph_pane as graph_module
from nnviz.gui.diagram.graph_pane import GraphPane
from nnviz.gui.diagram.neuron_pane import NeuronPane
from nnviz.session.session import Session

PANES = [GraphPane, NeuronPane]


@pytest.fixture
def session():
    return Session(load("two_two_two"))


@pytest.fixture
def show(qtbot, style, session):
    def show(kind):
        pane = kind(style, session)
        qtbot.addWidget(pane)
        pane.resize(900, 500)
        with qtbot.waitExposed(pane):
            pane.show()
        qtbot.waitUntil(lambda: pane.canvas.scene is not None)
        return pane

    return show


@pytest.fixture
def draws(monkeypatch):
    """Every drawing of the graph that was made."""
    made = []
    draw = graph_module.draw_graph
    monkeypatch.setattr(graph_module, "draw_graph", lambda *args, **more: (made.append(args), draw(*args, **more))[1])
    return made


def texts(pane) -> set[str]:
    return {mark.text for mark in pane.canvas.scene.drawing.marks if isinstance(mark, Text)}


def current(pane, qtbot):
    qtbot.waitUntil(lambda: not pane._stale)


def test_that_values_appear_as_the_walk_reaches_them(qtbot, show, session):
    pane = show(GraphPane)
    assert "0.3775" not in texts(pane)
    session.forward("phase")
    qtbot.waitUntil(lambda: "0.3775" in texts(pane))
    assert "0.05" in texts(pane)


def test_that_the_update_shows_the_new_weights(qtbot, show, session):
    panes = [show(kind) for kind in PANES]
    session.to_end()
    assert session.moment.phase == "update"
    for pane in panes:
        qtbot.waitUntil(lambda pane=pane: any("0.3589" in text for text in texts(pane)))


@pytest.mark.parametrize("kind", PANES)
def test_that_a_picture_takes_the_shape_of_its_pane_until_the_user_zooms(qtbot, show, session, kind):
    pane = show(kind)
    bounds = pane.canvas.scene.drawing.bounds

    def reshaped():
        return pane.canvas.scene.drawing.bounds[3] / pane.canvas.scene.drawing.bounds[2] > 1.2 * bounds[3] / bounds[2]

    pane.resize(500, 900)
    qtbot.waitUntil(reshaped)
    pane.canvas.zoom(2.0)
    bounds = pane.canvas.scene.drawing.bounds
    pane.resize(900, 400)
    session.select("w1")
    current(pane, qtbot)
    assert pane.canvas.scene.drawing.bounds == bounds
    pane.fit()
    qtbot.waitUntil(lambda: pane.canvas.scene.drawing.bounds[3] < bounds[3])


def test_that_the_update_of_a_layer_of_one_neuron_is_drawn(qtbot, show, session):
    pane = show(GraphPane)
    session.open("spiral")
    qtbot.waitUntil(lambda: "inputs" in pane.canvas.scene.places if pane.canvas.scene else False)
    session.to_end()
    qtbot.waitUntil(lambda: any(text.startswith("∂ ") for text in texts(pane)))


def test_that_many_announcements_are_drawn_once(qtbot, show, session, draws):
    pane = show(GraphPane)
    current(pane, qtbot)
    draws.clear()
    for key in ("w1", "w2", "w3"):
        session.select(key)
        session.hover(key)
    session.set_value("i1", 0.25)
    current(pane, qtbot)
    assert len(draws) == 1
    assert draws[0][3] == "w3"


def test_that_a_hidden_pane_draws_nothing_until_it_is_shown(qtbot, show, session, draws):
    pane = show(GraphPane)
    current(pane, qtbot)
    pane.hide()
    draws.clear()
    session.set_value("i1", 0.25)
    with qtbot.waitSignal(pane._frame.timeout):
        pass
    assert draws == []
    pane.show()
    qtbot.waitUntil(lambda: "0.25" in texts(pane))


@pytest.mark.parametrize("kind", PANES)
def test_that_selecting_and_hovering_in_a_pane_reach_the_session_and_the_other_pane(qtbot, show, session, kind):
    pane = show(kind)
    other = show(PANES[1 - PANES.index(kind)])
    pane.canvas.choose("w5")
    assert session.selection == "w5"
    assert other.canvas.selection == "w5"
    pane.canvas.hovered.emit("w6")
    assert session.hovered == "w6"
    for shown in (pane, other):
        qtbot.waitUntil(lambda shown=shown: any(mark.color == "accent" for mark in shown.canvas.scene.marks_of("w6")))


def test_that_numbers_travel_when_the_walk_goes_one_gate_on_and_only_then(qtbot, show, session):
    pane = show(GraphPane)
    session.forward("gate")
    assert pane._motion.running
    qtbot.waitUntil(lambda: len(pane.canvas._overlay) > 0)
    qtbot.waitUntil(lambda: not pane._motion.running)
    assert len(pane.canvas._overlay) == 0
    session.back("gate")
    assert not pane._motion.running
    session.to_end()
    assert not pane._motion.running


def test_that_steps_in_quick_succession_leave_no_time_for_travelling(show, session):
    pane = show(GraphPane)
    session.forward("gate")
    pane._moved_at = time.monotonic() - 0.03
    session.forward("gate")
    assert not pane._motion.running
    assert len(pane.canvas._overlay) == 0


def test_that_another_document_takes_the_place_of_the_first(qtbot, show, session):
    graph, neurons = show(GraphPane), show(NeuronPane)
    assert (graph.head.trail, neurons.head.trail) == ("", "2 - 2 - 2")
    graph.canvas.zoom(3.0)
    session.open("multiply_sum")
    qtbot.waitUntil(lambda: graph.canvas.scene is not None and "x" in graph.canvas.scene.places)
    assert graph.canvas.fitted
    assert neurons.canvas.scene is None
    assert (graph.head.trail, neurons.head.trail) == ("circuit", "")
    assert "weight" not in graph.legend.accessibleName()
    assert neurons.legend.height() == 0
    neurons.grab()


def test_that_a_slow_drawing_is_redrawn_less_often(qtbot, show, session, monkeypatch):
    pane = show(GraphPane)
    current(pane, qtbot)
    assert pane._frame.rest < 150
    monkeypatch.setattr(type(pane.canvas), "painting_time", 0.2)
    session.hover("w1")
    current(pane, qtbot)
    assert pane._frame.rest >= 200
    session.hover("w2")
    assert not pane._stale


@pytest.mark.parametrize("kind", PANES)
def test_that_a_closed_pane_dies_and_leaves_no_subscription(qtbot, style, session, kind):
    pane = kind(style, session)
    pane.show()
    qtbot.waitExposed(pane)
    session.forward("gate")
    gone = weakref.ref(pane)
    pane.close()
    pane.deleteLater()
    del pane
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone() is None
    session.forward("gate")
    assert session._subscriptions == []


def test_that_patterns_are_shown_and_explained_while_they_are_wanted(qtbot, show):
    pane = show(GraphPane)
    worn = lambda: [mark.key for mark in pane.canvas.drawing.marks if getattr(mark, "tip", "").startswith("scaler:")]  # noqa: E731
    assert worn() == []
    plain = pane.legend.accessibleName()
    pane.show_patterns(True)
    qtbot.waitUntil(lambda: worn() == ["out_h1", "out_h2", "out_o1", "out_o2", "E_o1", "E_o2"])
    explained = "; distributor; switcher; scaler; fork: gradients add"
    assert pane.legend.accessibleName() == plain + explained
    pane.show_patterns(False)
    qtbot.waitUntil(lambda: worn() == [])
    assert pane.legend.accessibleName() == plain


@pytest.mark.parametrize("level", ["layers", "tensors", "neurons", "gates"])
def test_that_the_neurons_show_the_new_weights_at_every_level(session, level):
    session.set_level(level)
    session.to_end()
    assert graph_module.new_values(session)["w5"] == pytest.approx(0.358916479718, rel=1e-11)


def test_that_the_legend_tells_no_pattern_while_one_is_asked_for(show, session):
    pane = show(GraphPane)
    pane.show_patterns(True)
    assert "switcher" in pane.legend.accessibleName()
    session.ask(("pattern", "net_o1"))
    assert not [name for name in PATTERNS if name in pane.legend.accessibleName()]
    session.ask(None)
    assert "switcher" in pane.legend.accessibleName()
