"""Plots of what is measured of a run."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from nnviz.drawing.theme import BRANCHES
from nnviz.files.load import load
from nnviz.gui.plot.plot_kind import PLOTS
from nnviz.session.session import Session


@pytest.fixture
def show(qtbot, style):
    def show(name, steps, key):
        session = Session(load(name))
        session.trainer.train(steps=steps)
        session._show_run()
        plot = PLOTS[key].make(style, session)
        qtbot.addWidget(plot)
        plot.resize(400, 240)
        with qtbot.waitExposed(plot):
            plot.show()
        return plot, session

    return show


@pytest.mark.parametrize("key", ["gradients", "updates", "rate", "dead"])
def test_that_what_is_measured_of_a_run_is_plotted_for_each_layer(show, qtbot, key):
    plot, session = show("spiral", 400, key)
    qtbot.waitUntil(lambda: session.monitor.complete and bool(plot.plot.lines))
    names = ["rate"] if key == "rate" else ["hidden1", "hidden2", "output"]
    qtbot.waitUntil(lambda: list(plot.plot.lines) == names)
    steps, numbers = plot.plot.lines[names[0]].getData()
    assert steps[0] == 0
    assert steps[-1] == 400
    assert np.isfinite(numbers).all()


@pytest.mark.parametrize(("key", "own"), [
    ("loss", ["batch", "train"]), ("accuracy", ["train"]), ("gradients", ["hidden1"]), ("updates", ["hidden1"]), ("rate", ["rate"]),
    ("dead", ["hidden1"]),
])
def test_that_every_plot_of_curves_compares_the_branches(show, qtbot, key, own):
    plot, session = show("spiral", 400, key)
    main = session.branch
    session.go_to_step(128)
    session.fork("learning_rate", 0.05)
    session.trainer.train(steps=72)
    session._show_run()
    qtbot.waitUntil(lambda: {*own, "main"} <= plot.plot.lines.keys() and session.monitor_of(main).complete)
    assert [name for name in plot._curves if name != "test"] == ["main", *own]
    assert plot.plot.lines["main"].zValue() < plot.plot.lines[own[-1]].zValue()
    assert plot.plot._tokens == {own[-1]: BRANCHES[1], "main": BRANCHES[0]}
    (x, y), (other, numbers) = plot._curves[own[-1]], plot._curves["main"]
    assert 128 < x[-1] <= 200
    assert 370 < other[-1] <= 400
    if key == "rate":
        assert (y[-1], set(numbers.tolist())) == (0.05, {main.trainer.document.training.learning_rate})
    assert numbers[-1] != y[-1] or key == "dead"
    assert [list(option.choices) for option in plot.options] == [["hidden1", "hidden2", "output"]] * (own == ["hidden1"])
    if plot.options:
        plot.choose("layer", "output")
        assert list(plot._curves) == ["main", "output"]
        assert (plot._curves["main"][1] != numbers).any() or key == "dead"


def test_that_nothing_is_measured_where_no_plot_asks(show):
    _, session = show("spiral", 400, "loss")
    session.forward("step")
    assert session.monitor._known == {}


@pytest.mark.parametrize("key", ["weights", "activations"])
def test_that_distributions_follow_the_layer_and_a_click_goes_to_its_step(show, qtbot, key):
    plot, session = show("spiral", 400, key)
    qtbot.waitUntil(lambda: session.monitor.complete and plot._steps[-1] == 400)
    first = plot._quantiles.copy()
    plot.choose("layer", "1")
    assert (plot._quantiles != first).any()
    qtbot.mouseClick(plot.chart, Qt.MouseButton.LeftButton, pos=plot.chart.rect().center())
    assert 100 < session.step < 300
    assert len(next(iter(plot.table().rows))) == 34


def test_that_the_present_step_is_measured_while_one_walks(show, qtbot):
    plot, session = show("circle", 4, "weights")
    session.play(1.0)
    try:
        session.announce("values")
        qtbot.waitUntil(lambda: plot._steps.tolist() == [0.0, 4.0])
    finally:
        session.pause()
