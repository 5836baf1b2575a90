"""The explanation of what is selected."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from nnviz.explain.block import Display
from nnviz.explain.latex import latex_body
from nnviz.explain.markdown import to_markdown
from nnviz.explain.text import to_text
from nnviz.files.example import example_names
from nnviz.files.load import load
from nnviz.gui.explanation.derivation_section import (
    GateSection,
    GradientSection,
    SentSection,
    UpdateSection,
    ValueSection,
    WalkSection,
)
from nnviz.gui.explanation.explained import Teller
from nnviz.gui.explanation.formula_view import FormulaView
from nnviz.gui.explanation.inspector import Inspector
from nnviz.gui.explanation.run_loss_section import RunLossSection
from nnviz.session.session import Session


@pytest.fixture
def show(qtbot, style):
    def show(name, selection="", at_end=True):
        session = Session(load(name))
        if at_end:
            session.to_end()
        session.select(selection)
        inspector = Inspector(style, session)
        qtbot.addWidget(inspector)
        inspector.resize(344, 800)
        with qtbot.waitExposed(inspector):
            inspector.show()
        return inspector, session

    return show


def section(inspector, kind):
    return next(section for section in inspector.sections if isinstance(section, kind))


def text(view):
    return to_text((Display(tuple(formula.equation for formula in view.formulas)),), 4) if view.formulas else ""


def numbers(view):
    return [link.number for formula in view.formulas for link in formula.links if link.number is not None]


def test_that_the_chain_of_w5_is_written_as_in_the_lecture(show):
    inspector, _ = show("two_two_two", "w5")
    assert (inspector.title.text(), inspector.subtitle.text()) == ("w₅", "a parameter, the weight from h₁ to o₁")
    gradient = section(inspector, GradientSection)
    assert gradient.number.text.text() == "0.08217"
    assert gradient.number.text.toolTip() == "0.08216704056423078"
    assert "∂E/∂w5 = ∂E/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5 = 0.7414 × 0.1868 × 0.5933 = 0.08217" in text(gradient.view)
    assert "∂net_o1/∂w5 = out_h1 = 0.5933" in text(gradient.locals)
    assert "w5′ = w5 − 0.5 × ∂E/∂w5 = 0.4 − 0.5 × 0.08217 = 0.3589" in text(section(inspector, UpdateSection).view)


def test_that_w1_sums_over_the_two_outputs(show):
    inspector, _ = show("two_two_two", "w1")
    head = section(inspector, GradientSection).head
    assert head.isVisible()
    assert "∂E/∂out_h1 = ∂E_o1/∂out_h1 + ∂E_o2/∂out_h1" in text(head)
    shown = numbers(head)
    assert any(number == pytest.approx(0.055399424651, rel=1e-9) for number in shown)
    assert any(number == pytest.approx(-0.019049118258, rel=1e-9) for number in shown)


def test_that_no_number_is_shown_before_it_is_computed(show, qtbot):
    inspector, session = show("two_two_two", "net_o1", at_end=False)
    value, gradient = section(inspector, ValueSection), section(inspector, GradientSection)
    assert value.number.text.text() == gradient.number.text.text() == "not computed yet"
    assert not [n for view in (value.view, gradient.view, gradient.locals) for n in numbers(view)]
    assert text(value.view).strip() == "net_o1 = w5 · out_h1 + w6 · out_h2 + b_o1"
    session.forward("phase")
    qtbot.waitUntil(lambda: value.number.text.text() == "1.106")
    assert gradient.number.text.text() == "not computed yet"


@pytest.mark.parametrize("name", example_names())
def test_that_every_node_of_every_example_is_explained_at_every_time(show, name):
    inspector, session = show(name, at_end=False)
    stride = max(len(session.graph) // 6, 1)
    for first, moment in enumerate((session.moment, session.moment.at(5), session.moment.at(session.moment.last))):
        session.moment = moment
        for node in session.graph.nodes[first % stride :: stride]:  # others each time
            session.select(node.name)
            inspector.refresh()
            assert inspector.title.text()
            assert section(inspector, ValueSection).number.text.text()


@pytest.mark.parametrize("name", ["two_two_two", "sigmoid_neuron", "multi_label"])
def test_that_what_is_closed_into_a_group_is_explained(show, name):
    inspector, session = show(name)
    seen = 0
    for level in session.levels:
        session.set_level(level)
        session.to_end()
        nodes = session.graph.nodes
        for node in [node for node in nodes if session.opens(node.name)] + list(nodes[:: max(len(nodes) // 8, 1)]):
            session.select(node.name)
            inspector.refresh()
            assert section(inspector, ValueSection).number.text.text() not in ("", "not computed yet")
            if session.opens(node.name):
                seen += 1
    assert seen


def test_that_an_empty_selection_says_what_to_click(show):
    inspector, _ = show("two_two_two", at_end=False)
    assert inspector.title.text() == "Nothing selected"
    assert "Click" in inspector.subtitle.text()
    assert inspector.formulas == ()


def test_that_with_nothing_selected_the_gate_at_work_is_explained(show, qtbot):
    inspector, session = show("two_two_two", at_end=False)
    session.forward("gate")
    qtbot.waitUntil(lambda: inspector.title.text() == "netₕ₁")
    assert inspector.subtitle.text().endswith("at work now")
    assert section(inspector, GateSection).pattern.text().startswith("gives each input the upstream gradient")


def test_that_a_factor_is_followed_by_a_click_and_back_again(show, qtbot):
    inspector, session = show("two_two_two", "w5")
    view = section(inspector, GradientSection).view
    number = next(k for k, link in enumerate(view.formulas[0].links) if link.key == "out_o1" and link.gradient and link.number)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.place_of((0, number)).toPoint())
    assert session.selection == "out_o1"
    qtbot.waitUntil(lambda: inspector.title.text() == "outₒ₁")
    assert inspector.back_button.isEnabled()
    assert not inspector.forward_button.isEnabled()
    inspector.back()
    assert session.selection == "w5"
    qtbot.waitUntil(lambda: inspector.title.text() == "w₅")
    inspector.forward()
    assert session.selection == "out_o1"


def test_that_factors_are_reached_and_followed_by_keyboard(show, qtbot):
    inspector, session = show("two_two_two", "w5")
    view = section(inspector, GradientSection).view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.accessibleDescription() == "the local gradient ∂outₒ₁/∂netₒ₁"
    assert session.highlights["out_o1"]
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert session.selection == "out_o1"


def test_that_what_is_pointed_at_lights_up_and_goes_out(show, qtbot):
    inspector, session = show("two_two_two", "w5")
    session.highlight(["i1"])
    view = section(inspector, GradientSection).view
    place = view.place_of((0, 1))
    QApplication.sendEvent(view, QEnterEvent(QPointF(view.width() - 1, 1), QPointF(), QPointF()))
    assert session.highlights == dict.fromkeys(("w5", "out_o1", "net_o1"), False)
    qtbot.mouseMove(view, place.toPoint())
    view._point_at(view._at(place))
    assert [key for key, clearly in session.highlights.items() if clearly] == ["out_o1"]
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert session.highlights == {"i1": True}


def test_that_copying_gives_the_renderers_texts(show):
    inspector, _ = show("two_two_two", "w5")
    blocks = (Display(tuple(formula.equation for formula in inspector.formulas)),)
    actions = {action.text(): action for action in inspector.copy_button.menu().actions()}
    for title, render in (("LaTeX", latex_body), ("Markdown", to_markdown), ("text", to_text)):
        actions[f"Copy as {title}"].trigger()
        assert QGuiApplication.clipboard().text() == render(blocks, 4)
    actions["Copy as a picture"].trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert bytes(data.data("image/svg+xml").data()).startswith(b"<svg ")
    assert bytes(data.data("image/png").data()).startswith(b"\x89PNG")
    section(inspector, GradientSection).number.copy_button.click()
    assert QGuiApplication.clipboard().text() == "0.08216704056423078"


def test_that_the_loss_is_told_as_a_part_of_the_run_s(show):
    inspector, session = show("xor", "E")
    part = section(inspector, RunLossSection)
    losses = [float(Session(load("xor")).trainer.model.evaluate(np.array([k]))[0]) for k in range(4)]
    assert numbers(part.view)[-1] == pytest.approx(session.loss["train"], rel=1e-12)
    assert numbers(part.view)[:4] == pytest.approx(losses, rel=1e-12)
    link = next(link for link in part.view.formulas[0].links if link.number == pytest.approx(losses[0]))
    assert link.key == "E"
    session.choose_example(2)
    inspector.refresh()
    assert numbers(part.view)[0] == pytest.approx(losses[2], rel=1e-12)
    session.select("net_h1")
    inspector.refresh()
    assert part.isHidden()


def test_that_a_run_of_one_example_has_no_mean(show):
    inspector, _ = show("two_two_two", "E")
    assert section(inspector, RunLossSection).isHidden()


def test_that_all_digits_are_shown_when_asked_for(show):
    inspector, _ = show("two_two_two", "w5")
    inspector.show_all_digits(True)
    gradient = section(inspector, GradientSection)
    assert gradient.number.text.text() == "0.08216704056423078"
    assert gradient.view.formulas[0].digits >= 17


def test_that_nothing_is_cut_off_in_a_narrow_pane(show):
    inspector, _ = show("sigmoid_neuron", "w0")
    view = section(inspector, GradientSection).view
    for width in (180, 240, 304, 600):
        view.resize(width, view.heightForWidth(width))
        assert all(area.right() <= width and area.bottom() <= view.height() for _, area in view._set().regions)


def test_that_formulas_take_the_height_that_they_need_when_the_pane_changes_its_width(show, qtbot):
    inspector, _ = show("multi_label", "out_h1")
    views = [view for view in inspector.findChildren(FormulaView) if view.isVisible()]
    for width in (344, 330, 400, 300):
        inspector.resize(width, 700)
        QApplication.processEvents()
        assert [view.height() for view in views] == [view.heightForWidth(view.width()) for view in views]


def test_that_what_is_folded_is_only_a_heading(show):
    inspector, _ = show("two_two_two", "net_o1")
    for kind in (WalkSection, SentSection):
        part = section(inspector, kind)
        assert part.height() == part.heading.height()


def test_that_folded_parts_are_told_when_they_are_opened(show, qtbot):
    inspector, _ = show("two_two_two", "net_o1")
    walk, sent = section(inspector, WalkSection), section(inspector, SentSection)
    assert walk.formulas == sent.formulas == ()
    for part in (walk, sent):
        qtbot.keyClick(part.heading, Qt.Key.Key_Return)
    assert "0.1385 × 0.4 = 0.05540" in text(sent.view)
    assert len(sent.view.formulas) == 5
    assert "∂E/∂net_o1 = 0.7414 × 0.1868 = 0.1385" in text(walk.view)


def test_that_a_long_sum_unfolds_by_a_click(show, qtbot):
    inspector, _ = show("spiral", "hidden2.net[0,3]")
    view = section(inspector, ValueSection).view
    height = view.heightForWidth(300)
    fold = next(target for target in view._stops() if target[1] < 0)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.place_of(fold).toPoint())
    assert not [target for target in view._stops() if target[1] == fold[1] and target[0] == fold[0]]
    assert view.heightForWidth(300) > height


@pytest.mark.parametrize(
    ("key", "title"),
    [("hidden1.out[0,0]", "out h1₁"), ("out_h1_1", "out h1₁"), ("hidden2.net[0,15]", "net h2₁₆"), ("hidden1.bias[0]", "b h1₁")],
)
def test_that_an_entry_of_a_layer_is_called_as_its_neuron(key, title):
    session = Session(load("spiral"))
    session.select(key)
    assert Teller(session).explained().title == title


def test_that_an_array_is_told_by_the_entry_with_the_largest_gradient():
    session = Session(load("spiral"))
    session.to_end()
    session.select("hidden1.weights")
    found = Teller(session).explained()
    assert found.is_picked
    assert abs(found.gradient) == abs(session.trace.gradient["hidden1.weights"]).max()


def test_that_an_array_that_fails_is_told_by_the_entry_that_does():
    session = Session(load("spiral"))
    session.set_value("hidden1.weights[3,0]", 1e308)
    session.to_end()
    session.select("hidden1.net")
    found = Teller(session).explained()
    assert (found.place.entry, float(found.value)) == ((0, 3), float("-inf"))


def test_that_the_gate_is_not_told_by_its_pattern_while_that_is_asked_for(show):
    inspector, session = show("gates", "larger")
    gate = section(inspector, GateSection)
    assert "router" in gate.op.text()
    session.ask(("pattern", "larger"))
    inspector.refresh()
    assert ("router" in gate.op.text(), gate.pattern.isVisible()) == (False, False)
