"""How the two diagrams stand."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

import nnviz
from nnviz.gui.window.diagram_splitter import BELOW_SHARE, DiagramSplitter
from nnviz.gui.window.main_window import MainWindow
from nnviz.session.session import Session


@pytest.fixture
def splitter(qtbot):
    splitter = DiagramSplitter()
    for _ in range(2):
        splitter.addWidget(QWidget(splitter))
    qtbot.addWidget(splitter)
    splitter.resize(1000, 500)
    splitter.setSizes([660, 340])
    splitter.show()
    qtbot.waitUntil(lambda: not splitter._rest.isActive())
    return splitter


@pytest.mark.parametrize(("width", "height", "orientation"), [
    (600, 600, Qt.Orientation.Vertical), (670, 446, Qt.Orientation.Horizontal), (1600, 900, Qt.Orientation.Horizontal),
], ids=["square", "wide and low", "a large screen"])  # fmt: skip
def test_that_the_neurons_stand_below_the_graph_where_that_lets_it_be_larger(splitter, qtbot, width, height, orientation):
    splitter.resize(width, height)
    qtbot.waitUntil(lambda: splitter.orientation() == orientation)
    assert splitter.sizes()[0] > splitter.sizes()[1]


def test_that_a_share_that_was_chosen_stays_within_one_orientation(splitter, qtbot):
    splitter.resize(1600, 900)
    qtbot.waitUntil(lambda: splitter.orientation() == Qt.Orientation.Horizontal and not splitter._rest.isActive())
    splitter.setSizes([400, 1199])
    splitter.resize(1500, 900)
    qtbot.waitUntil(lambda: not splitter._rest.isActive())
    assert splitter.sizes()[0] < splitter.sizes()[1]


@pytest.fixture
def circuit(style, memory):
    memory.side = "lesson"
    window = MainWindow(Session(nnviz.load("multiply_sum")), style, memory)
    window.resize(1280, 800)
    window.show()
    yield window
    window.close()
    delete(window)
    vars(window).clear()


def test_that_the_neurons_get_their_share_where_the_diagrams_turned_without_them(qtbot, circuit):
    diagrams = circuit.splitters["diagrams"]
    qtbot.waitUntil(lambda: diagrams.orientation() == Qt.Orientation.Vertical and not diagrams._rest.isActive())
    circuit.desk.open("two_two_two")
    QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: diagrams.sizes()[0] == pytest.approx(BELOW_SHARE * diagrams.height(), abs=5))


@pytest.mark.parametrize(("graph", "neurons", "orientation"), [
    ((617, 270), (320, 220), Qt.Orientation.Vertical),
    ((617, 270), (320, 1000), Qt.Orientation.Horizontal),
    ((300, 200), (200, 220), Qt.Orientation.Horizontal),
], ids=["both are flat", "many neurons in a column", "readable as they stand"])  # fmt: skip
def test_that_it_is_the_diagrams_own_shapes_that_decide(splitter, qtbot, graph, neurons, orientation):
    splitter.resize(670, 600)
    qtbot.waitUntil(lambda: not splitter._rest.isActive())
    splitter.weigh(graph, neurons)
    assert splitter.orientation() == orientation


def test_that_the_diagrams_stand_as_suits_the_document_and_stay_so_at_every_level(qtbot, circuit):
    circuit.desk.open("two_two_two")
    diagrams = circuit.splitters["diagrams"]
    qtbot.waitUntil(lambda: circuit.neuron_pane.natural_size is not None and not diagrams._awaited)
    assert diagrams.orientation() == Qt.Orientation.Vertical
    diagrams.weigh((617, 270), (320, 1000))
    assert diagrams.orientation() == Qt.Orientation.Horizontal
    circuit.session.set_level("gates")
    qtbot.waitUntil(lambda: not circuit.graph_pane.arranging and circuit.session.level == "gates")
    assert diagrams.orientation() == Qt.Orientation.Horizontal
    circuit.desk.open("two_two_two_layerwise")
    qtbot.waitUntil(lambda: diagrams.orientation() == Qt.Orientation.Vertical)


def test_that_diagrams_that_take_their_time_decide_when_they_are_there(qtbot, style, memory):
    memory.side = "document"
    window = MainWindow(Session(nnviz.load("two_two_two")), style, memory)
    window.diagrams.setOrientation(Qt.Orientation.Horizontal)
    window.resize(1280, 800)
    window.show()
    qtbot.waitUntil(lambda: window.diagrams.orientation() == Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: window.neuron_pane.natural_size is not None and not window.diagrams._rest.isActive())
    assert window.diagrams._graph == window.graph_pane.natural_size
    assert window.diagrams._neurons == window.neuron_pane.natural_size
    window.close()
    delete(window)
    vars(window).clear()
