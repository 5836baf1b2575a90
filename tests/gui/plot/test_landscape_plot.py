"""The loss surface in the window."""

import pytest
from PySide6.QtCore import QPoint, Qt

import nnviz
from nnviz.drawing.landscape_view import landscape_frame
from nnviz.gui.plot.plot_frame import PlotFrame
from nnviz.session.session import Session


@pytest.fixture
def shown(qtbot, style):
    session = Session(nnviz.load("xor"))
    session.go_to_step(1500)
    while session.running:
        session.poll()
    frame = PlotFrame(style, session, "landscape")
    qtbot.addWidget(frame)
    frame.resize(420, 300)
    with qtbot.waitExposed(frame):
        frame.show()
    qtbot.waitUntil(lambda: frame.plot.subject is not None)
    yield frame.plot, session
    frame.close()


def test_that_a_click_on_the_path_goes_to_that_step(shown, qtbot):
    plot, session = shown
    subject = plot.subject
    assert subject.steps[-1] == 1500
    place = landscape_frame(subject, plot.chart.room).place(*subject.path[0].tolist())
    qtbot.mouseClick(plot.chart, Qt.MouseButton.LeftButton, pos=QPoint(*map(round, place)))
    assert session.step == subject.steps[0] == 0
    qtbot.waitUntil(lambda: plot.subject.step == 0)
    assert plot.subject.steps[-1] >= subject.steps[-2], "the path ahead is still there"


def test_that_the_pointer_reads_the_loss_and_directions_can_be_chosen(shown):
    plot, session = shown
    place = landscape_frame(plot.subject, plot.chart.room).place(*plot.subject.path[-1].tolist())
    plot._on_hover(place)
    words = dict(line.split() for line in plot.chart._words)
    assert words["step"] == "1,500"
    assert float(words["loss"].replace("−", "-")) == pytest.approx(session.trainer.loss("train"), rel=1e-2)
    first = plot.subject
    plot.choose("directions", "random")
    while plot.subject is first:
        plot.draw()
    assert plot.subject.names == ("direction 1", "direction 2")
    assert len(list(plot.table().rows)) == plot.subject.losses.size


def test_that_other_examples_and_another_document_have_another_surface(shown, qtbot):
    plot, session = shown
    session.remove_example(0)
    session.open("circle")
    session.forward("step")
    session.remove_example(0)
    session.remove_example(0)
    qtbot.waitUntil(lambda: plot.subject.step == 1)
    assert plot._landscape.loss_at((0.0, 0.0)) == pytest.approx(session.trainer.loss("train"))
