"""The plots of loss and accuracy."""

import numpy as np
import pytest

from nnviz.files.load import load
from nnviz.gui.plot_panel import PlotPanel
from nnviz.session.session import Session


@pytest.fixture
def show(qtbot, style):
    def show(name, steps=0):
        session = Session(load(name))
        if steps:
            session.trainer.train(steps=steps)
            session._show_run("")
        panel = PlotPanel(style, session)
        qtbot.addWidget(panel)
        panel.resize(800, 240)
        with qtbot.waitExposed(panel):
            panel.show()
        return panel, session

    return show


def test_that_an_empty_plot_says_what_to_do(show):
    panel, _ = show("multiply_sum")
    assert panel.empty.isVisible()
    assert "circuit" in panel.empty.text()
    assert not panel.plots["loss"].isVisible()


def test_that_the_loss_appears_when_training_goes_on(show, qtbot):
    panel, session = show("two_two_two")
    assert "Not trained yet" in panel.empty.text()
    session.forward("step")
    qtbot.waitUntil(lambda: panel.plots["loss"].isVisible())
    _, y = panel.plots["loss"].lines["train"].getData()
    assert y[0] == pytest.approx(0.2983711087600027, rel=1e-9)
    assert panel.plots["loss"].cursor.value() == 1


def test_that_a_logarithmic_axis_shows_logarithms(show):
    panel, session = show("two_two_two", 50)
    panel.scale.button("log").click()
    _, y = panel.plots["loss"].lines["train"].getData()
    assert 10 ** y[-1] == pytest.approx(session.history.evaluations.train_loss[-1])
    panel.scale.button("linear").click()
    _, y = panel.plots["loss"].lines["train"].getData()
    assert y[-1] == pytest.approx(session.history.evaluations.train_loss[-1])


def test_that_accuracy_has_a_tab_where_there_are_classes(show):
    panel, _ = show("iris", 60)
    assert panel.tabs["accuracy"].isVisible()
    panel.tabs["accuracy"].click()
    assert panel.plots["accuracy"].isVisible()
    _, y = panel.plots["accuracy"].lines["test"].getData()
    assert ((y >= 0) & (y <= 1)).all()
    other, _ = show("two_two_two", 10)
    assert not other.tabs["accuracy"].isVisible()


def test_that_the_read_out_tells_the_numbers_at_a_step(show):
    panel, _ = show("two_two_two", 10)
    assert panel._read_out(0).startswith("step 0\n")
    assert "train 0.2984" in panel._read_out(0)
    assert panel._read_out(1000) == ""


def test_that_the_read_out_stays_within_the_plot(show):
    panel, _ = show("spiral", 60)
    plot = panel.plots["loss"]
    area = plot.getPlotItem().getViewBox().sceneBoundingRect()
    for share in (0.02, 0.5, 0.93):
        plot._on_pointer(area.topLeft() + (area.bottomRight() - area.topLeft()) * share)
        if plot.words.isVisible():
            box = plot.words.sceneBoundingRect()
            assert area.left() - 1 <= box.left()
            assert box.right() <= area.right() + 1
    plot._on_pointer(area.topLeft() + (area.bottomRight() - area.topLeft()) * 0.5)
    assert plot.words.isVisible()
    assert plot.hair.isVisible()


def test_that_names_of_curves_do_not_cover_each_other(show):
    panel, _ = show("spiral", 200)
    names = panel.plots["loss"].names
    assert names["train"].isVisible()
    assert names["test"].isVisible()
    boxes = [panel.plots["loss"].mapFromScene(name.sceneBoundingRect().center()).y() for name in names.values()]
    assert abs(boxes[0] - boxes[1]) >= 12


@pytest.mark.parametrize(("example", "steps"), [("spiral", 1), ("iris", 2), ("two_two_two", 1), ("spiral", 200)])
@pytest.mark.parametrize("scale", ["linear", "log"])
def test_that_curves_and_their_names_are_within_the_plot(show, qapp, example, steps, scale):
    panel, _ = show(example, steps)
    panel.scale.button(scale).click()
    plot = panel.plots["loss"]
    box = plot.getPlotItem().getViewBox()
    qapp.processEvents()
    _, (low, high) = box.viewRange()
    for name, text in plot.names.items():
        _, y = plot.lines[name].getData()
        if text.isVisible():
            assert low < y.min() <= y.max() < high
            room, words = box.sceneBoundingRect(), text.sceneBoundingRect()
            assert room.top() <= words.top() + 4
            assert words.bottom() - 4 <= room.bottom()


def test_that_a_single_point_is_a_dot(show):
    panel, session = show("spiral", 1)
    line = panel.plots["loss"].lines["test"]
    assert len(line.getData()[0]) == len(session.history.evaluations.step) == 1
    assert line.opts["symbol"] == "o"
    panel, _ = show("spiral", 200)
    assert panel.plots["loss"].lines["test"].opts["symbol"] is None


def test_that_only_whole_steps_have_ticks(show):
    panel, _ = show("two_two_two", 1)
    axis = panel.plots["loss"].getAxis("bottom")
    for last in (1.1, 2.2, 7, 5000):
        ticks = [value for _, values in axis.tickValues(0, last, 700) for value in values]
        assert len(ticks) >= 2
        assert all(value == int(value) for value in ticks)


def test_that_the_plot_takes_the_theme(show, style):
    panel, _ = show("two_two_two", 10)
    before = panel.plots["loss"].backgroundBrush().color()
    style.choose("dark")
    assert panel.plots["loss"].backgroundBrush().color() == style.color("panel") != before


def test_that_ticks_are_plain_numbers(show):
    panel, _ = show("two_two_two", 10)
    axis = panel.plots["loss"].getAxis("left")
    assert axis.tickStrings([0.3, 12000.0], 1.0, 0.1) == ["0.3", "12,000"]
    panel.scale.button("log").click()
    assert axis.tickStrings([-1.0, np.log10(0.03)], 1.0, 1.0) == ["0.1", "0.03"]
    assert [round(v, 3) for v in axis.logTickValues(-2, 0, 400, [])[0][1]] == [-2.0, -1.0, 0.0, -1.523, -0.523]


def test_that_losses_on_their_way_to_infinity_leave_the_plot_standing(show):
    panel, _ = show("two_two_two", 3)
    plot, steps = panel.plots["loss"], np.arange(5.0)
    for losses in (
        [1.0, 1e300, 1e305, 1.7e308, np.inf],
        [-1.7e308, 1.7e308, 1.0, np.nan, 2.0],
        [np.nan] * 5,
    ):
        plot.show_curves({"train": (steps, np.array(losses))}, 4)
        low, high = plot.getPlotItem().getViewBox().viewRange()[1]
        assert np.isfinite([low, high]).all()
