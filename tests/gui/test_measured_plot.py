"""Plots of what is measured of a run."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

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
