"""The decision surface in the window."""

import csv
import io

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from nnviz.drawing.surface_view import frame_of
from nnviz.files.load import load
from nnviz.gui.plot.plot_file import numbers
from nnviz.gui.plot.plot_frame import PlotFrame
from nnviz.gui.plot.surface_plot import SurfacePlot
from nnviz.session.session import Session


@pytest.fixture
def show(qtbot, style):
    frames = []

    def show(name):
        session = Session(load(name))
        frame = PlotFrame(style, session, "surface")
        qtbot.addWidget(frame)
        frame.resize(420, 300)
        with qtbot.waitExposed(frame):
            frame.show()
        frames.append(frame)
        return frame, frame.plot, session

    yield show
    frames.clear()


def test_that_it_is_not_shown_for_a_moment_where_it_lacks_something(qtbot, style):
    session = Session(load("two_two_two"))
    plot = SurfacePlot(style, session)
    qtbot.addWidget(plot)
    seen = []
    plot.chart.showEvent = lambda event: seen.append(event.type())
    with qtbot.waitExposed(plot):
        plot.show()
    assert not seen
    session.forward("step")
    qtbot.waitUntil(plot.chart.isVisible)
    assert seen


def _frame(plot):
    return frame_of(plot._subject.surface, plot.chart.room)


def test_that_one_example_makes_no_surface_before_training(show, qtbot):
    _, plot, session = show("two_two_two")
    assert "Not trained" in plot.lack()
    session.forward("step")
    qtbot.waitUntil(plot.chart.isVisible)


def test_that_a_click_chooses_the_nearest_example(show, qtbot):
    _, plot, session = show("circle")
    place = _frame(plot).place(*session.trainer.model.examples[0][57].tolist())
    qtbot.mouseClick(plot.chart, Qt.MouseButton.LeftButton, pos=QPoint(*map(round, place)))
    assert session.example == 57
    assert not session.follows_batch


def test_that_the_pointer_reads_the_prediction(show):
    _, plot, session = show("circle")
    plot._on_hover(_frame(plot).place(1.0, 2.0))
    expected = float(session.trainer.predict([1.0, 2.0])[0, 0])
    assert plot.chart._words[0].split() == ["x1", "1"]
    assert float(plot.chart._words[2].split()[1].replace("−", "-")) == pytest.approx(expected, rel=1e-3)
    plot._on_hover(None)
    assert plot.chart._words == ()


def test_that_the_wheel_looks_closer_and_a_double_click_back(show, qtbot):
    _, plot, _ = show("circle")
    before, place = plot._subject.surface, _frame(plot).place(1.0, 2.0)
    event = QWheelEvent(
        QPointF(*place), QPointF(*place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )
    QApplication.sendEvent(plot.chart, event)
    after = plot._subject.surface
    assert after.x[1] - after.x[0] == pytest.approx(0.85 * (before.x[1] - before.x[0]))
    assert _frame(plot).place(1.0, 2.0) == pytest.approx(place)
    plot.chart.reset.emit()
    assert plot._subject.surface.x == before.x


def test_that_options_choose_inputs_and_output(show):
    frame, plot, _ = show("iris")
    assert [option.key for option in plot.options] == ["x", "y", "output", "shades"]
    plot.choose("x", "1")  # it stood upward: the two change places
    assert plot._subject.surface.columns == (1, 0)
    plot.choose("y", "3")
    plot.choose("output", "2")
    assert (plot._subject.surface.columns, plot._subject.output) == ((1, 3), 2)
    plot.choose("output", "all")
    assert plot._subject.output is None
    menu = frame.make_options_menu()
    next(action for action in menu.actions() if action.text() == "Decisions only").trigger()
    assert plot._subject.discrete


def test_that_another_document_is_seen_whole(show, qtbot):
    _, plot, session = show("iris")
    plot.choose("x", "3")
    session.open("circle")
    assert plot._subject.surface.columns == (0, 1)
    assert plot._subject.surface.predictions.shape[2] == 1


def test_that_the_numbers_are_those_of_the_picture(show):
    _, plot, session = show("circle")
    rows = list(csv.DictReader(io.StringIO(numbers(plot.table()))))
    assert len(rows) == plot._subject.surface.predictions[..., 0].size
    row = rows[777]
    expected = session.trainer.predict([float(row["x1"]), float(row["x2"])])[0, 0]
    assert np.isclose(float(row["o"]), expected, rtol=1e-9)
