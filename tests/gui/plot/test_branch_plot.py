"""Branches compared: their curves in one plot, their surfaces side by side."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from nnviz.drawing.mark import Heat, Text
from nnviz.drawing.surface_tile import tile_frames
from nnviz.drawing.theme import BRANCHES
from nnviz.gui.plot.branch_look import branch_names


@pytest.fixture
def session(window):
    session = window.session
    session.open("circle")
    session.trainer.train(steps=120)
    session._show_run()
    session.go_to_step(40)
    session.fork("learning_rate", 0.5)
    session.trainer.train(steps=60)
    session._show_run()
    window.resize(1400, 900)
    return session


def test_that_the_loss_of_each_branch_is_drawn_in_its_colour_and_ends_where_it_does(window, session, style):
    window.plot_panel.pick(["loss"])
    QApplication.processEvents()
    plot = window.plot_panel.frames["loss"].plot.plot
    main = next(iter(session.branches))
    assert plot.lines["main"].zValue() < plot.lines["train"].zValue()
    x, y = plot.lines["main"].getData()
    evaluations = main.trainer.history.evaluations
    np.testing.assert_array_equal(x, evaluations.step)
    np.testing.assert_array_equal(y, evaluations.train_loss)
    colors = {name: plot.lines[name].opts["pen"].color().name() for name in ("train", "main")}
    assert colors == {"train": style.color(BRANCHES[1]).name(), "main": style.color(BRANCHES[0]).name()}
    session.switch(main)
    window.plot_panel.frames["loss"].plot.refresh()
    assert "main" not in plot.lines
    assert plot.lines["train"].opts["pen"].color().name() == style.color(BRANCHES[0]).name()
    session.undo()  # the branch goes
    window.plot_panel.frames["loss"].plot.refresh()
    assert set(plot.lines) == {"batch", "train", "test"}


def test_that_surfaces_stand_side_by_side_and_a_click_shows_the_branch(window, session):
    window.plot_panel.pick(["branches"])
    QApplication.processEvents()
    plot = window.plot_panel.frames["branches"].plot
    plot.refresh()
    marks = plot.chart._drawing.marks
    texts = [mark.text for mark in marks if isinstance(mark, Text)]
    assert texts == ["main", "step 40", "rate 0.5", "step 100"]
    heats = [mark.values for mark in marks if isinstance(mark, Heat)]
    assert len(heats) == 2
    assert not np.array_equal(*heats)
    assert plot.level.isEnabled()
    plot.level.click()
    while session.running:
        session.poll()
    assert [branch.trainer.step for branch in session.branches] == [120, 120]
    plot.refresh()
    assert not plot.level.isEnabled()
    frame = tile_frames(2, plot.chart.room)[0]
    plot.chart.clicked.emit((frame.left + 5.0, frame.top + 5.0))
    assert session.branches[session.branch] == "main"
    assert [row[:3] for row in plot.table().rows] == [["main", 0, 120], ["rate 0.5", 40, 120]]
    session.delete(list(session.branches)[1])
    assert plot.lack()


def test_that_long_names_are_short_beside_their_curves_and_differ(session):
    main = session.branch
    for _ in range(2):
        session.fork()
        session.rename(session.branch, "as long a name as anybody would ever give")
        session.switch(main)
    session.fork()
    session.rename(session.branch, "train")
    session.switch(main)
    assert list(branch_names(session, {"batch", "train", "test"}).values()) == [
        "main", "as long a name as anybo…", "as long a name as anybo… (3)", "branch train",
    ]
