"""The level switch in the head of the graph's pane, and opening and closing by the menu."""

import pytest

from nnviz.drawing.stretch import LEGIBLE
from nnviz.drawing.theme import THEMES
from nnviz.files.load import load
from nnviz.gui.diagram.graph_pane import GraphPane
from nnviz.session.session import Session


@pytest.fixture
def pane(qtbot, style):
    pane = GraphPane(style, Session(load("two_two_two")))
    qtbot.addWidget(pane)
    pane.resize(700, 400)
    with qtbot.waitExposed(pane):
        pane.show()
    qtbot.waitUntil(lambda: pane.arrangement is not None)
    return pane


def entries(pane):
    """What the menu offers about groups, as far as it is enabled."""
    menu = pane.canvas.make_menu()
    offered = [action for action in menu.actions() if action.text() in ("Open", "Close the group")]
    return {action.text(): action for action in offered if action.isEnabled()}


def test_that_the_switch_follows_the_session_and_drives_it(pane):
    session, switch = pane._session, pane.levels
    assert switch.keys == session.levels
    assert switch.choice == "neurons"
    switch.button("gates").click()
    assert session.level == "gates"
    session.go_out()
    assert switch.choice == "neurons"
    assert "gate for each addition" in switch.button("gates").toolTip()


def test_that_only_the_levels_that_a_document_has_are_offered(pane):
    session, switch = pane._session, pane.levels
    session.open("sigmoid_neuron")
    assert switch.keys == ("groups", "written")
    assert switch.isVisible()
    session.open("multiply_sum")
    assert not switch.isVisible()
    assert pane.head.trail == "circuit"
    session.open("two_two_two")
    assert switch.isVisible()
    assert switch.button("layers").isVisible()


def test_that_the_title_gives_way_to_the_switch(qtbot, pane):
    wide = pane.head.grab().toImage()
    pane.resize(pane.minimumSizeHint().width(), 400)
    qtbot.waitUntil(lambda: pane.head.width() < 300)
    left = pane.head.grab().toImage().copy(0, 0, pane.levels.x() - 1, pane.head.height())
    assert left != wide.copy(left.rect())
    assert pane.levels.geometry().right() < pane.head.width()


def test_that_the_menu_opens_and_closes(pane):
    session = pane._session
    session.select("out_h1")
    entries(pane)["Open"].trigger()
    assert "exp(-net_h1)" in session.graph
    session.select("exp(-net_h1)")
    assert set(entries(pane)) == {"Close the group"}
    entries(pane)["Close the group"].trigger()
    assert "exp(-net_h1)" not in session.graph
    session.select("")
    assert set(entries(pane)) == set()


def seen(pane, name):
    """Whether a node is within the canvas."""
    x, y = pane.canvas.camera.to_screen(*pane.canvas.scene.places[name])
    return 0 <= x <= pane.canvas.width() and 0 <= y <= pane.canvas.height()


def says_that_it_is_a_part(pane):
    """Whether there is a pill in the lower right corner."""
    canvas = pane.canvas
    return canvas.grab().toImage().pixelColor(canvas.width() - 16, canvas.height() - 12).name().upper() == THEMES["light"]["chip"]


def test_that_the_view_of_many_gates_follows_the_walk_and_the_selection(qtbot, pane):
    session = pane._session
    session.set_level("gates")
    qtbot.waitUntil(lambda: pane.canvas.scene is not None and pane.canvas.is_near)
    assert pane.canvas.camera.scale > LEGIBLE
    assert says_that_it_is_a_part(pane)
    assert seen(pane, "i1")
    assert not seen(pane, "E")
    for _ in range(3):
        session.forward("phase")
        at = session.at_work
        qtbot.waitUntil(lambda at=at: seen(pane, at))
    session.select("E")
    qtbot.waitUntil(lambda: seen(pane, "E"))
    pane.fit()
    qtbot.waitUntil(lambda: seen(pane, "E") and seen(pane, "i1") and not pane.canvas.is_near)
    assert not says_that_it_is_a_part(pane)
    pane.fit()
    qtbot.waitUntil(lambda: pane.canvas.is_near)


def test_that_a_graph_opens_and_closes_before_the_eye_and_arrives(qtbot, pane):
    session, shown = pane._session, []
    qtbot.waitUntil(lambda: pane._arrangement is not None)
    monitor = pane.canvas.show_passing
    pane.canvas.show_passing = lambda drawing, camera: (shown.append(camera), monitor(drawing, camera))
    for act, name in ((session.open_node, "out_h1"), (session.close_node, "out_h1")):
        shown.clear()
        assert act(name)
        qtbot.waitUntil(lambda: pane._morph.running)
        qtbot.waitUntil(lambda: not pane._morph.running)
        assert len(shown) > 1
        assert shown[-1] == pane.canvas.camera
        qtbot.waitUntil(lambda: not pane._stale)
        assert set(pane.canvas.scene.places) >= {node.name for node in session.graph.nodes if not node.is_leaf}
    session.open("multiply_sum")
    assert not pane._morph.running
