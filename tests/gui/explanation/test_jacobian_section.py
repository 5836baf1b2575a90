"""The Jacobian in the explanation."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from nnviz.explain.block import Display
from nnviz.explain.text import to_text
from nnviz.files.load import load
from nnviz.gui.explanation.inspector import Inspector
from nnviz.gui.explanation.jacobian_section import PATTERN_WORDS, JacobianSection
from nnviz.session.session import Session


@pytest.fixture
def show(qtbot, style):
    def show(name, selection, position=None):
        session = Session(load(name))
        session.to_end()
        session.select(selection)
        inspector = Inspector(style, session)
        qtbot.addWidget(inspector)
        inspector.resize(344, 1600)
        with qtbot.waitExposed(inspector):
            inspector.show()
        return next(section for section in inspector.sections if isinstance(section, JacobianSection)), session

    return show


def facts(section):
    return [label.text() for label in section.facts.texts]


def test_that_the_minibatch_would_take_more_than_a_terabyte_and_is_not_formed(show):
    section, _ = show("vectorised", "F")
    assert facts(section) == [
        "409,600 × 409,600", "1.34 TB (1,342,177,280,000 bytes)", PATTERN_WORDS["diagonal"],
        "at most 409,600 of 167,772,160,000",
    ]  # fmt: skip
    assert "256 × 256" in section.why_not.text()
    assert section.picture.accessibleName() == "Outline of the Jacobian: diagonal"
    text = to_text((Display(tuple(formula.equation for formula in section.view.formulas)),), 4)
    assert "∂total/∂batch = ∂total/∂F ⊙ ∂F/∂batch" in text
    assert section.cost.text() == "409,600 multiplications; 6.55 MB in and out, not 1.34 TB."


def test_that_4096_numbers_have_the_lectures_jacobian(show):
    section, _ = show("vectorised", "f")
    assert facts(section)[:2] == ["4,096 × 4,096", "134 MB (134,217,728 bytes)"]
    assert section.cost.text().startswith("4,096 multiplications;")


@pytest.mark.parametrize(("name", "selection"), [("vectorised", "x"), ("gates", "product"), ("two_two_two", "net_h1")])
def test_that_leaves_and_gates_on_single_numbers_have_none(show, name, selection):
    assert show(name, selection)[0].isHidden()


def test_that_a_small_one_is_a_picture_whose_cells_tell_their_entries(qtbot, show, monkeypatch):
    section, session = show("spiral", "hidden1.out")
    picture, said = section.picture, []
    monkeypatch.setattr(QToolTip, "showText", lambda at, tip, widget: said.append(tip))
    side = picture._area(picture.width()).width() / 16
    for row, column in ((3, 3), (3, 4), (15, 0)):
        at = QPointF(1 + (column + 0.5) * side, 1 + (row + 0.5) * side)
        assert picture.cell(at) == (row, column)
        QApplication.sendEvent(picture, QHelpEvent(QEvent.Type.ToolTip, at.toPoint(), picture.mapToGlobal(at.toPoint())))
    slope = 1 - session.trace.value["hidden1.out"][0, 3] ** 2
    assert said[0].startswith("∂hidden1.out[0,3]/∂hidden1.net[0,3] = ")
    assert float(said[0].partition(" = ")[2]) == pytest.approx(slope, rel=1e-12)
    assert said[1:] == ["∂hidden1.out[0,3]/∂hidden1.net[0,4] = 0.0", "∂hidden1.out[0,15]/∂hidden1.net[0,0] = 0.0"]
    assert picture.cell(QPointF(picture.width() - 1.0, 0.0)) is None
    image = picture.grab().toImage()
    inside = [image.pixelColor(QPoint(int(1 + (k + 0.5) * side), int(1 + 0.5 * side))) for k in (0, 1)]
    assert inside[0] != inside[1]


def test_that_the_input_is_chosen_and_stays_while_it_is_there(show):
    section, session = show("spiral", "hidden2.net")
    titles = [section.inputs.itemText(k) for k in range(section.inputs.count())]
    assert titles == ["∂hidden2.net/∂hidden1.out", "∂hidden2.net/∂hidden2.weights", "∂hidden2.net/∂hidden2.bias"]
    section.inputs.choose("1")
    section.inputs.chosen.emit("1")
    assert facts(section)[0] == "16 × 256"
    assert "256 multiplications" in section.cost.text()
    section.inputs.choose("2")
    section.inputs.chosen.emit("2")
    assert "No multiplication" in section.cost.text()
    session.select("hidden2.out")
    section.window().refresh()
    assert section.inputs.isHidden()
    assert facts(section)[2] == PATTERN_WORDS["diagonal"]


def test_that_no_entry_is_shown_before_the_gate_has_been_computed(show):
    section, session = show("spiral", "hidden1.out")
    assert section.picture.isVisible()
    session.to_start()
    section.window().refresh()
    assert not section.picture.isVisible()
    assert section.why_not.text() == "Its entries are known once hidden1.out has been computed."
    assert facts(section)[0] == "16 × 16"


def test_that_wide_and_high_matrices_can_be_seen(qtbot, show):
    section, _ = show("spiral", "hidden1.out")
    for shape in ((1, 256), (256, 1), (256, 256), (1, 1)):
        section.picture.show_matrix(np.full(shape, np.nan), "one", None)
        height = section.picture.heightForWidth(300)
        assert 8 <= height <= 264
        section.picture.grab()
