"""The plots of answers in the window."""

import pytest

from nnviz.drawing.mark import Circle, Text
from nnviz.files.load import load
from nnviz.gui.plot.plot_kind import PLOTS
from nnviz.session.session import Session


@pytest.fixture
def show(qtbot, style):
    def show(name, key):
        session = Session(load(name))
        plot = PLOTS[key].make(style, session)
        qtbot.addWidget(plot)
        plot.resize(420, 300)
        with qtbot.waitExposed(plot):
            plot.show()
        return plot, session

    return show


def test_that_counts_follow_the_training_and_the_choice_of_examples(show, qtbot):
    plot, session = show("iris", "confusion")
    session.forward("epoch")
    before = plot.table()
    assert list(before.header) == ["target", "setosa", "versicolor", "virginica"]
    assert [sum(row[1:]) for row in before.rows] == [15, 15, 15]
    plot.choose("split", "train")
    assert [sum(row[1:]) for row in plot.table().rows] == [35, 35, 35]
    shown = {mark.text for mark in plot.chart._drawing.marks if isinstance(mark, Text)}
    assert {str(count) for row in plot.table().rows for count in row[1:] if count} <= shown


def test_that_numbers_stand_over_their_targets(show):
    plot, session = show("regression_plane", "predictions")
    rows = list(plot.table().rows)
    assert len(rows) == 200
    trainer = session.trainer
    row = trainer.model.dataset.train[0]
    assert rows[0][2] == trainer.model.examples[1][row, 0]
    assert rows[0][3] == pytest.approx(trainer.predict(trainer.model.examples[0][row])[0, 0])
    assert sum(isinstance(mark, Circle) for mark in plot.chart._drawing.marks) == 200


@pytest.mark.parametrize(("name", "confused", "measured"), [
    ("iris", True, False), ("circle", True, False), ("regression_plane", False, True), ("multi_label", False, False),
])
def test_that_each_document_has_the_plots_that_suit_it(name, confused, measured):
    session = Session(load(name))
    assert PLOTS["confusion"].fits(session) == confused
    assert PLOTS["predictions"].fits(session) == measured
