"""The examples in a table, as points and as pictures: sorted, chosen, only made when they are looked at."""

import csv
import io
import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

import nnviz
from nnviz.drawing.scatter_view import scatter_frame
from nnviz.gui.page.data_page import DataPage
from nnviz.gui.plot.example_model import FIXED
from nnviz.gui.plot.plot_file import numbers
from nnviz.gui.plot.plot_frame import PlotFrame
from nnviz.session.session import Session

COLUMN = {key: place for place, key in enumerate(FIXED)}


@pytest.fixture
def show(qtbot, style):
    frames = []

    def show(name, key="examples"):
        session = Session(nnviz.load(name))
        frame = PlotFrame(style, session, key)
        qtbot.addWidget(frame)
        frame.resize(560, 300)
        with qtbot.waitExposed(frame):
            frame.show()
        frames.append(frame)
        return frame.plot, session

    yield show
    frames.clear()


def _text(plot, row, key):
    return plot.rows.index(row, COLUMN[key]).data()


def test_that_a_row_says_what_becomes_of_an_example_and_choosing_it_shows_it(show, qtbot):
    plot, session = show("iris")
    assert plot.rows.rowCount() == 150
    row = 70
    trainer = session.trainer
    prediction = trainer.predict(trainer.model.dataset.raw([row]))[0]
    name = trainer.model.dataset.classes[int(prediction.argmax())]
    assert _text(plot, row, "prediction") in (name, f"× {name}")
    assert _text(plot, row, "target") == "versicolor"
    assert float(_text(plot, row, "loss")) == pytest.approx(-math.log(prediction[1]), rel=1e-3)
    assert float(plot.rows.index(row, len(FIXED)).data()) == trainer.model.dataset.column(0)[row]
    plot.view.selectRow(row)
    assert session.example == row
    assert not session.follows_batch
    session.choose_example(3)
    qtbot.waitUntil(lambda: plot.view.currentIndex().row() == 3)


def test_that_a_title_sorts_by_it_and_the_chosen_example_stays_chosen(show, qtbot):
    plot, session = show("iris")
    session.choose_example(42)
    head, loss = plot.view.horizontalHeader(), COLUMN["loss"]
    spot = QPoint(head.sectionViewportPosition(loss) + 10, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: plot.view.currentIndex().row() == plot.rows.row_of(42))
    losses = [float(_text(plot, row, "loss")) for row in range(150)]
    assert losses == sorted(losses, reverse=True)
    assert session.example == 42
    assert plot.rows.headerData(loss, Qt.Orientation.Horizontal) == "↓ Loss"
    plot.rows.turn(loss)
    assert plot.rows.headerData(loss, Qt.Orientation.Horizontal) == "↑ Loss"
    plot.rows.turn(loss)
    assert plot.rows.headerData(loss, Qt.Orientation.Horizontal) == "Loss"
    session.open("circle")
    qtbot.waitUntil(lambda: plot.rows.rowCount() == session.example_count)


def test_that_what_is_wrong_bears_a_cross_and_can_be_shown_alone(show, qtbot):
    plot, session = show("iris")
    session.board.choose("wrong")
    qtbot.waitUntil(lambda: plot.rows.rowCount() == int(session.board.wrong.sum()))
    assert 0 < plot.rows.rowCount() < 150
    assert all(_text(plot, row, "prediction").startswith("× ") for row in range(plot.rows.rowCount()))


def test_that_the_numbers_are_exported_in_full(show):
    plot, session = show("iris")
    rows = list(csv.DictReader(io.StringIO(numbers(plot.table()))))
    assert len(rows) == 150
    assert np.allclose([float(row["loss"]) for row in rows], session.board.losses, rtol=1e-12)
    assert {row["set"] for row in rows} == {"train", "test"}


def _click(qtbot, plot, example):
    place = scatter_frame(plot.scatter, plot.chart.room).place(*plot.scatter.places[example].tolist())
    qtbot.mouseClick(plot.chart, Qt.MouseButton.LeftButton, pos=QPoint(*map(round, place)))


def test_that_a_click_on_a_point_chooses_its_example_in_any_plane(show, qtbot):
    plot, session = show("iris", "scatter")
    plot.choose("x", "2")
    plot.choose("y", "loss")
    assert plot.scatter.names == ("petal length", "loss")
    assert plot.scatter.places[:, 1].tolist() == session.board.losses.tolist()
    example = int(session.board.losses.argmax())
    _click(qtbot, plot, example)
    assert session.example == example
    plot.choose("y", "2")
    assert plot.axes == ("loss", "2"), "they change places"


def test_that_the_pointer_reads_a_point(show):
    plot, _ = show("circle", "scatter")
    place = scatter_frame(plot.scatter, plot.chart.room).place(*plot.scatter.places[57].tolist())
    plot._on_hover(place)
    words = dict(line.split(None, 1) for line in plot.chart._words)
    assert words["example"].startswith("58")
    assert words["target"] in ("inside", "outside")


def test_that_a_picture_is_chosen_by_the_mouse_and_by_keys_and_stays_in_sight(show, qtbot):
    plot, session = show("digits", "pictures")
    session.choose_example(0)
    qtbot.waitUntil(lambda: plot.grid.current == 0)
    place = plot.grid._place(5).center()
    qtbot.mouseClick(plot.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.example == 5
    qtbot.waitUntil(lambda: plot.grid.current == 5)
    qtbot.keyClick(plot.grid, Qt.Key.Key_End)
    assert session.example == session.example_count - 1
    qtbot.waitUntil(lambda: plot.grid.current == session.example)
    assert plot.grid.viewport().rect().contains(plot.grid._place(session.example))
    tile = plot._tile(5)
    assert tile.picture.shape == (8, 8)
    assert tile.picture.max() > 200


def test_that_nothing_scrolls_after_each_batch_of_a_training(show, monkeypatch):
    for key in ("examples", "pictures"):
        plot, session = show("digits", key)
        bar = (plot.view if key == "examples" else plot.grid).verticalScrollBar()
        bar.setValue(0)
        monkeypatch.setattr(session, "training", True)
        plot.show_example(1700)
        assert bar.value() == 0
        monkeypatch.setattr(session, "training", False)
        plot.show_example(1600)
        assert bar.value() > 0


def test_that_the_most_costly_are_in_sight_once_they_are_asked_for(show, qtbot):
    plot, session = show("iris")
    session.choose_example(140)
    qtbot.waitUntil(lambda: plot.view.verticalScrollBar().value() > 0)
    plot.rows.turn(COLUMN["loss"])
    qtbot.waitUntil(lambda: plot.view.verticalScrollBar().value() == 0)


def test_that_only_pictures_in_sight_are_made(show, qtbot, monkeypatch):
    plot, _ = show("digits", "pictures")
    made = []
    make = plot.grid._make
    monkeypatch.setattr(plot.grid, "_make", lambda number: made.append(number) or make(number))
    plot.grid.viewport().repaint()
    assert 0 < len(made) < 100


def test_that_pictures_are_painted_while_other_rows_are_still_to_come(show):
    plot, session = show("digits", "pictures")
    plot.grid.verticalScrollBar().setValue(plot.grid.verticalScrollBar().maximum())
    session.board.choose("wrong")
    session.board.choose("test")
    plot.grid.viewport().repaint()
    assert plot.grid.count == session.example_count


def test_that_a_circuit_has_no_examples_to_show(show):
    plot, session = show("circle", "scatter")
    session.open("multiply_sum")
    assert plot.lack() == "A circuit has no examples."
    assert not plot.chart.isVisible()


def test_that_the_page_shows_wrong_ones_alone_in_all_its_views(qtbot, style):
    session = Session(nnviz.load("digits"))
    page = DataPage(style, session)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    with qtbot.waitExposed(page):
        page.show()
    page.enter()
    qtbot.waitUntil(lambda: "wrong" in page.about.text())
    page.shows.button("wrong").click()
    wrong = int(session.board.wrong.sum())
    qtbot.waitUntil(lambda: page.table.plot.rows.rowCount() == wrong)
    qtbot.waitUntil(lambda: page.frames["pictures"].plot.grid.count == wrong)
    assert f"{wrong:,} wrong" in page.about.text()
    for widget in (page.table.plot.view, page.frames["pictures"].plot.grid):
        with qtbot.waitSignal(page.left):
            qtbot.keyClick(widget, Qt.Key.Key_Return)
    session.open("circle")
    assert not page.views.button("pictures").isEnabled()


def _place(plot, *values):
    return QPoint(*map(round, scatter_frame(plot.scatter, plot.chart.room).place(*values)))


def test_that_points_are_added_dragged_and_deleted_and_all_is_undone(show, qtbot):
    plot, session = show("circle", "scatter")
    before = session.trainer.model.dataset
    plot.does.button("add").click()
    plot.answer.classes.choose("1")
    qtbot.mouseClick(plot.chart, Qt.MouseButton.LeftButton, pos=_place(plot, 2.0, -4.0))
    dataset = session.trainer.model.dataset
    assert session.example == 200
    assert dataset.inputs[200] == pytest.approx([2.0, -4.0], abs=0.05)
    assert dataset.targets[200].tolist() == [dataset.levels[1]]
    qtbot.waitUntil(lambda: len(plot.scatter.places) == 201)
    plot.does.button("choose").click()
    start, end = _place(plot, *dataset.inputs[200]), _place(plot, -3.0, 4.0)
    qtbot.mousePress(plot.chart, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.6, 1.0):
        qtbot.mouseMove(plot.chart, start + (end - start) * share)
    qtbot.mouseRelease(plot.chart, Qt.MouseButton.LeftButton, pos=end)
    assert session.trainer.model.dataset.inputs[200] == pytest.approx([-3.0, 4.0], abs=0.05)
    assert session.undo_text == "Move an example"
    qtbot.keyClick(plot.chart, Qt.Key.Key_Delete)
    assert session.example_count == 200
    for _ in range(4):
        session.undo()
    after = session.trainer.model.dataset
    assert after.inputs.tolist() == before.inputs.tolist()
    assert after.train.tolist() == before.train.tolist()


def test_that_an_input_is_typed_over_in_the_table_by_the_keyboard(show, qtbot):
    plot, session = show("circle")
    index = plot.rows.index(3, len(FIXED) + 1)
    plot.view.setFocus()
    plot.view.setCurrentIndex(index)
    before = session.trainer.model.dataset.column(1)[3]
    qtbot.keyClick(plot.view, Qt.Key.Key_F2)
    editor = plot.view.findChild(QLineEdit)
    assert editor.text() == repr(float(before))
    editor.setText("2.5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.undo_text == "Move an example")  # the delegate commits with the next event
    assert session.trainer.model.dataset.column(1)[3] == pytest.approx(2.5)
    assert (session.undo_text, session.example) == ("Move an example", 3)
    assert not plot.rows.setData(plot.rows.index(3, len(FIXED)), "1,5")
    assert session.problem == "Write decimals with a point: 1.5"
    assert not plot.rows.flags(plot.rows.index(3, 2)) & Qt.ItemFlag.ItemIsEditable


def test_that_a_row_of_examples_that_are_gone_is_not_chosen(show):
    plot, session = show("iris")
    session.choose_example(4)
    session.board.rows = session.board.rows[:50]  # another document is open, and nothing was drawn of it yet
    plot.view.selectRow(100)
    assert session.example == 4


def test_that_the_window_says_why_a_point_cannot_be_added_and_nothing_changes(show, qtbot):
    plot, session = show("circle", "scatter")
    session.set_setting("loss", "binary_cross_entropy")
    plot.does.button("add").click()
    plot.answer.targets = lambda model, like: [9.0]
    qtbot.mouseClick(plot.chart, Qt.MouseButton.LeftButton, pos=_place(plot, 1.0, 1.0))
    assert session.problem == "The targets of the added example would be 9, expected numbers from 0 to 1 for binary_cross_entropy"
    assert session.example_count == 200


def test_that_a_point_that_is_gone_before_it_is_dropped_is_let_go(show, qtbot):
    plot, session = show("circle", "scatter")
    session.add_example((2.0, 2.0), (1.0,))
    qtbot.waitUntil(lambda: len(plot.scatter.places) == 201)
    start = _place(plot, 2.0, 2.0)
    qtbot.mousePress(plot.chart, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(plot.chart, start + QPoint(30, 30))
    session.undo()
    qtbot.mouseRelease(plot.chart, Qt.MouseButton.LeftButton, pos=start + QPoint(30, 30))
    assert session.example_count == 200
    assert session.undo_text == ""
    assert len(plot.scatter.places) == 200


def test_that_pictures_have_no_tools_to_add_points(show):
    plot, session = show("digits", "scatter")
    assert not plot.does.isVisible()
    assert not session.examples_editable
