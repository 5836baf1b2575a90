"""The explanation of what is selected."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from nnviz.drawing.label import format_number
from nnviz.files.load import load
from nnviz.gui.inspector import Inspector
from nnviz.gui.node_fact import describe
from nnviz.session.session import Session


def _at_end(name, selection):
    session = Session(load(name))
    session.to_end()
    session.select(selection)
    return session


def test_that_a_weight_says_what_it_connects():
    fact = describe(_at_end("two_two_two", "w5"))
    assert (fact.title, fact.subtitle) == ("w₅", "a parameter, the weight from h₁ to o₁")
    assert describe(_at_end("two_two_two", "hidden.bias[1]")).subtitle.endswith("the bias of h₂")


def test_that_the_numbers_of_the_lecture_are_there():
    fact = describe(_at_end("two_two_two", "w5"))
    assert fact.value == "0.4"
    assert float(fact.gradient) == pytest.approx(0.08216704056423078, rel=1e-9)
    old, new = fact.update.split(" → ")
    assert (float(old), float(new)) == (0.4, pytest.approx(0.35891647971788465, rel=1e-9))
    (flow,) = fact.outgoing
    assert flow.numbers == "0.1385 × 0.5933"
    assert flow.local == "∂net o₁/∂w₅ = out h₁"


def test_that_the_branches_of_a_fork_add_up():
    fact = describe(_at_end("two_two_two", "out_h1"))
    assert len(fact.outgoing) == 2
    assert sum(float(flow.amount) for flow in fact.outgoing) == pytest.approx(float(fact.gradient), rel=1e-12)
    assert fact.formula == "out h₁ = σ(net h₁)"
    assert fact.pattern == "scaler"


def test_that_nothing_is_told_before_it_is_computed():
    session = Session(load("two_two_two"))
    session.select("out_o1")
    fact = describe(session)
    assert (fact.value, fact.gradient, fact.filled, fact.update) == ("", "", "", "")
    assert all(flow.amount == "" and flow.numbers == "" for flow in (*fact.outgoing, *fact.incoming))


def test_that_a_tensor_shows_its_shape_and_a_few_entries():
    session = _at_end("spiral", "")
    tensors = [node.name for node in session.graph.nodes if session.trace.values[node.index].size > 1]
    for name in tensors:
        session.select(name)
        fact = describe(session)
        assert fact.shape in ("×".join(map(str, session.trace.value[name].shape)), "16 numbers")
        assert fact.value.count(",") >= 1


def test_that_an_entry_of_a_tensor_is_explained_as_one_number():
    fact = describe(_at_end("spiral", "hidden1.weights[3,1]"))
    assert fact.subtitle == "a parameter, an entry of hidden1.weights"
    assert fact.shape == ""
    (flow,) = fact.outgoing
    assert flow.amount == fact.gradient
    assert float(fact.gradient) != 0


@pytest.mark.parametrize("name", ["gates", "iris", "multi_label", "hinge_classes", "l1_regression", "spiral"])
def test_that_every_node_of_every_kind_can_be_explained(name):
    session = Session(load(name))
    for moment in (session.moment, session.moment.at(5), session.moment.at(session.moment.last)):
        session.moment = moment
        for node in session.graph.nodes:
            session.select(node.name)
            assert describe(session).title


@pytest.fixture
def pane(qtbot, style):
    session = Session(load("two_two_two"))
    inspector = Inspector(style, session)
    qtbot.addWidget(inspector)
    inspector.resize(344, 800)
    with qtbot.waitActive(inspector):
        inspector.show()
    return inspector, session


def test_that_an_empty_selection_says_what_to_click(pane):
    inspector, _ = pane
    assert inspector.title.text() == "Nothing selected"
    assert "Click" in inspector.subtitle.text()
    assert not inspector.value.isVisible()


def test_that_the_selection_is_followed_and_the_number_copied(pane, qtbot):
    inspector, session = pane
    session.to_end()
    session.select("w5")
    qtbot.waitUntil(lambda: inspector.title.text() == "w₅")
    assert inspector.update_line.isVisible()
    inspector.gradient.copy_button.click()
    assert QApplication.clipboard().text() == repr(float(session.trace.gradient["w5"]))


def test_that_a_card_leads_on_by_mouse_and_by_key(pane, qtbot):
    inspector, session = pane
    session.select("w5")
    qtbot.waitUntil(lambda: len(inspector.outgoing.cards) == 1)
    qtbot.mouseClick(inspector.outgoing.cards[0], Qt.MouseButton.LeftButton)
    assert session.selection == "net_o1"
    qtbot.waitUntil(lambda: len(inspector.incoming.cards) == 5)
    inspector.incoming.cards[0].setFocus()
    qtbot.keyClick(inspector.incoming.cards[0], Qt.Key.Key_Return)
    assert session.selection == "out_h1"


def test_that_cards_survive_another_scale(pane, qtbot, style):
    inspector, session = pane
    session.select("out_h1")
    qtbot.waitUntil(lambda: len(inspector.outgoing.cards) == 2)
    style.present(True)
    assert len(inspector.outgoing.cards) == 2
    style.present(False)


def test_that_with_nothing_selected_the_gate_at_work_is_explained():
    session = Session(load("two_two_two"))
    assert describe(session) is None
    session.forward("gate")
    assert describe(session).title == "net h₁"
    session.select("w5")
    assert describe(session).title == "w₅"
    session.select("")
    session.to_end()
    assert describe(session) is None


@pytest.mark.parametrize(
    ("key", "title"),
    [("hidden1.out[0,0]", "out h1₁"), ("out_h1_1", "out h1₁"), ("hidden2.net[0,15]", "net h2₁₆"), ("hidden1.bias[0]", "b h1₁")],
)
def test_that_an_entry_of_a_layer_is_called_as_its_neuron(key, title):
    assert describe(_at_end("spiral", key)).title == title


def test_that_an_entry_tells_what_it_alone_sends_back():
    session = _at_end("spiral", "hidden1.out[0,3]")
    (flow,) = describe(session).incoming
    assert (flow.key, flow.title) == ("hidden1.net[0,3]", "to net h1₄")
    assert float(flow.amount) == session.trace.gradient["hidden1.net"][0, 3] != 0
    session.select("hidden1.net[0,3]")
    inputs, weights, bias = describe(session).incoming
    assert float(bias.amount) == session.trace.gradient["hidden1.bias"][3]
    assert (bias.key, bias.title) == ("hidden1.bias[3]", "to b h1₄")
    assert weights.amount == ", ".join(format_number(number) for number in session.trace.gradient["hidden1.weights"][3])
    upstream, row = session.trace.gradient["hidden1.net"][0, 3], session.trace.value["hidden1.weights"][3]
    assert inputs.amount == ", ".join(format_number(number) for number in upstream * row)


def test_that_an_entry_tells_nothing_before_it_is_computed():
    session = Session(load("spiral"))
    session.select("hidden1.net[0,3]")
    assert {flow.amount for flow in describe(session).incoming} == {""}
