"""The chip in the heads of the diagrams: a distorted input is never on show without a word."""

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt

import nnviz
from nnviz.gui.diagram.distortion_chip import DistortionChip
from nnviz.gui.diagram.neuron_pane import NeuronPane
from nnviz.session.invariance_lab import InvarianceLab
from nnviz.session.session import Session


def test_that_a_distorted_input_is_told_and_a_click_shows_the_example_itself(qtbot, style):
    session = Session(nnviz.load("digits"))
    session.choose_example(0)
    pane = NeuronPane(style, session)
    chip = pane.head.findChild(DistortionChip)
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    lab = InvarianceLab(session)
    itself = session.given()["inputs"].copy()
    assert not chip.isVisible()
    lab.set_amount("invert", 1.0)
    QCoreApplication.processEvents()
    qtbot.waitUntil(chip.isVisible)
    assert not np.array_equal(session.given()["inputs"], itself)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    QCoreApplication.processEvents()
    assert not chip.isVisible()
    assert np.array_equal(session.given()["inputs"], itself)
    lab.follow()
    assert not lab.distorted
