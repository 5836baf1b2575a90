"""The examples in a table: sorted, chosen, and smooth where they are very many."""

import csv
import io
import math

import numpy as np
import pytest
from PySide6.QtCore import Qt

import nnviz
from nnviz.gui.example_model import FIXED
from nnviz.gui.plot_file import numbers
from nnviz.gui.plot_frame import PlotFrame
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
    plot.view.sortByColumn(COLUMN["loss"], Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: plot.view.currentIndex().row() == plot.rows.row_of(42))
    losses = [float(_text(plot, row, "loss")) for row in range(150)]
    assert losses == sorted(losses, reverse=True)
    assert session.example == 42
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
