"""The panel of plots: which are shown, and that each follows the session."""

import csv

import numpy as np
import pytest
from PySide6.QtCore import Qt

from nnviz.drawing.picture_file import PictureError
from nnviz.files.load import load
from nnviz.gui.plot.plot_file import save_plot
from nnviz.gui.plot.plot_kind import PLOTS
from nnviz.gui.plot.plot_panel import PlotPanel
from nnviz.session.session import Session


@pytest.fixture
def show(qtbot, style):
    def show(name, steps=0, plots=("loss",)):
        session = Session(load(name))
        if steps:
            session.trainer.train(steps=steps)
            session._show_run()
        panel = PlotPanel(style, session)
        panel.pick(plots)
        qtbot.addWidget(panel)
        panel.resize(800, 240)
        with qtbot.waitExposed(panel):
            panel.show()
        return panel, session

    return show


def _plot(panel, key="loss"):
    return panel.frames[key].plot


def test_that_an_empty_plot_says_what_to_do(show):
    panel, _ = show("two_two_two")
    assert panel.idle
    assert "then play" in _plot(panel).words.text()
    assert _plot(panel).words.isVisible()
    assert not _plot(panel).plot.isVisible()
    assert not _plot(panel).scale.isVisible()


def test_that_a_circuit_has_no_plots(show):
    panel, _ = show("multiply_sum")
    assert panel.frames == {}
    assert panel.idle


def test_that_the_loss_appears_when_training_goes_on(show, qtbot):
    panel, session = show("two_two_two")
    session.forward("step")
    plot = _plot(panel).plot
    qtbot.waitUntil(plot.isVisible)
    assert not panel.idle
    _, y = plot.lines["train"].getData()
    assert y[0] == pytest.approx(0.2983711087600027, rel=1e-9)
    assert plot.cursor.value() == 1


def test_that_a_logarithmic_axis_shows_logarithms(show):
    panel, session = show("two_two_two", 50)
    _plot(panel).scale.button("log").click()
    _, y = _plot(panel).plot.lines["train"].getData()
    assert 10 ** y[-1] == pytest.approx(session.history.evaluations.train_loss[-1])
    _plot(panel).scale.button("linear").click()
    _, y = _plot(panel).plot.lines["train"].getData()
    assert y[-1] == pytest.approx(session.history.evaluations.train_loss[-1])


def test_that_plots_stand_side_by_side_where_the_document_can_have_them(show):
    panel, _ = show("iris", 60, ("loss", "accuracy"))
    assert list(panel.frames) == ["loss", "accuracy"]
    assert abs(panel.frames["loss"].width() - panel.frames["accuracy"].width()) <= 2
    _, y = _plot(panel, "accuracy").plot.lines["test"].getData()
    assert ((y >= 0) & (y <= 1)).all()
    other, _ = show("two_two_two", 10, ("loss", "accuracy"))
    assert list(other.frames) == ["loss"]
    other.pick(["accuracy"])  # it can't have it: something is shown all the same
    assert list(other.frames) == ["loss"]


def test_that_a_narrow_panel_shows_fewer_plots_and_gives_them_back(show, qapp):
    panel, _ = show("iris", 60, ("loss", "accuracy"))
    panel.resize(500, 240)
    assert list(panel.frames) == ["loss"]
    panel.resize(800, 240)
    assert list(panel.frames) == ["loss", "accuracy"]
    assert panel.picked == ("loss", "accuracy")


def test_that_a_panel_says_that_other_plots_have_room(show, qtbot):
    panel, _ = show("xor", plots=("loss", "surface"))
    with qtbot.waitSignal(panel.changed):
        panel.resize(500, 240)
    assert panel.idle


def test_that_plots_are_picked_added_and_closed_by_their_menus(show, qtbot):
    panel, _ = show("iris", 60, ("loss", "accuracy"))
    frame = panel.frames["loss"]
    menu = frame.make_menu()
    titles = {action.text(): action for action in menu.actions()}
    assert list(titles) == [kind.title for kind in PLOTS.values() if kind.fits(panel._session)]
    titles["Accuracy"].trigger()
    assert list(panel.frames) == ["accuracy", "loss"]
    panel.frames["loss"].close_button.click()
    assert panel.picked == ("accuracy",)
    assert not panel.frames["accuracy"].close_button.isVisible()
    menu = panel.frames["accuracy"].make_menu(others=True)
    next(action for action in menu.actions() if action.text() == "Loss").trigger()
    assert list(panel.frames) == ["accuracy", "loss"]


def test_that_a_click_goes_to_the_step_under_it(show, qtbot):
    panel, session = show("two_two_two", 50)
    plot = _plot(panel).plot
    box = plot.getPlotItem().getViewBox()
    for step in (20, 0, 37):
        place = plot.mapFromScene(box.mapViewToScene(box.viewRect().center().__class__(step, box.viewRect().center().y())))
        qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.waitUntil(lambda step=step: session.step == step)
        qtbot.waitUntil(lambda step=step: plot.cursor.value() == step)
    assert plot.lines["train"].getData()[0][-1] == 50  # the past is gone to, what came after it is kept
    plot._pick(1e6)
    assert session.step == 50


def test_that_a_point_clicked_in_the_loss_curve_is_explained(show, qtbot):
    panel, session = show("xor", 50)
    plot = _plot(panel).plot
    session.select("net_h1")
    session.to_start()
    plot.picked.emit(20)  # as the cursor does when it is dragged
    assert (session.step, session.selection) == (20, "net_h1")
    session.to_start()
    box = plot.getPlotItem().getViewBox()
    place = plot.mapFromScene(box.mapViewToScene(box.viewRect().center().__class__(20, box.viewRect().center().y())))
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: session.selection == "E")
    assert session.step == 20
    assert session.moment.knows_value(session.graph.output)


def test_that_a_zoom_stays_until_a_double_click(show, qtbot):
    panel, session = show("two_two_two", 50)
    plot = _plot(panel).plot
    box = plot.getPlotItem().getViewBox()
    box.scaleBy((0.2, 1), center=(10, 0))
    box.sigRangeChangedManually.emit([True, False])
    before = box.viewRange()[0]
    assert before[1] - before[0] < 20
    session.go_to_step(12)
    qtbot.waitUntil(lambda: plot.cursor.value() == 12)
    assert box.viewRange()[0] == before
    plot.show_all()
    assert box.viewRange()[0][1] > 50


def test_that_numbers_are_exported_in_full(show, tmp_path):
    panel, session = show("two_two_two", 10)
    target = tmp_path / "loss.csv"
    save_plot(_plot(panel), str(target))
    rows = list(csv.DictReader(target.read_text().splitlines()))
    assert [int(row["step"]) for row in rows] == list(range(11))
    assert [float(row["train"]) for row in rows] == session.history.evaluations.train_loss.tolist()
    assert rows[-1]["batch"] == ""


@pytest.mark.parametrize(("ending", "start"), [(".svg", b"<?xml"), (".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_that_pictures_are_exported(show, tmp_path, ending, start):
    panel, _ = show("two_two_two", 10)
    target = tmp_path / f"loss{ending}"
    save_plot(_plot(panel), str(target))
    assert target.read_bytes().startswith(start)
    assert target.stat().st_size > 2000


def test_that_another_ending_is_refused(show, tmp_path):
    panel, _ = show("two_two_two", 1)
    with pytest.raises(PictureError, match=r"\.csv, not in '\.jpg'"):
        save_plot(_plot(panel), str(tmp_path / "loss.jpg"))


def test_that_the_read_out_tells_the_numbers_at_a_step(show):
    panel, _ = show("two_two_two", 10)
    assert _plot(panel).read_out(0).startswith("step 0\n")
    assert "train 0.2984" in _plot(panel).read_out(0)
    assert _plot(panel).read_out(1000) == ""


def test_that_the_read_out_stays_within_the_plot(show):
    panel, _ = show("spiral", 60)
    plot = _plot(panel).plot
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
    names = _plot(panel).plot.names
    assert names["train"].isVisible()
    assert names["test"].isVisible()
    boxes = [_plot(panel).plot.mapFromScene(name.sceneBoundingRect().center()).y() for name in names.values()]
    assert abs(boxes[0] - boxes[1]) >= 12


@pytest.mark.parametrize(("example", "steps"), [("spiral", 1), ("iris", 2), ("two_two_two", 1), ("spiral", 200)])
@pytest.mark.parametrize("scale", ["linear", "log"])
def test_that_curves_and_their_names_are_within_the_plot(show, qapp, example, steps, scale):
    panel, _ = show(example, steps)
    _plot(panel).scale.button(scale).click()
    plot = _plot(panel).plot
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
    line = _plot(panel).plot.lines["test"]
    assert len(line.getData()[0]) == len(session.history.evaluations.step) == 1
    assert line.opts["symbol"] == "o"
    panel, _ = show("spiral", 200)
    assert _plot(panel).plot.lines["test"].opts["symbol"] is None


def test_that_only_whole_steps_have_ticks(show):
    panel, _ = show("two_two_two", 1)
    axis = _plot(panel).plot.getAxis("bottom")
    for last in (1.1, 2.2, 7, 5000):
        ticks = [value for _, values in axis.tickValues(0, last, 700) for value in values]
        assert len(ticks) >= 2
        assert all(value == int(value) for value in ticks)


def test_that_the_plot_takes_the_theme(show, style, qtbot):
    panel, _ = show("two_two_two", 10)
    before = _plot(panel).plot.backgroundBrush().color()
    with qtbot.waitSignal(style.changed):
        style.choose("dark")
    assert _plot(panel).plot.backgroundBrush().color() == style.color("panel") != before


def test_that_ticks_are_plain_numbers(show):
    panel, _ = show("two_two_two", 10)
    axis = _plot(panel).plot.getAxis("left")
    assert axis.tickStrings([0.3, 12000.0], 1.0, 0.1) == ["0.3", "12,000"]
    _plot(panel).scale.button("log").click()
    assert axis.tickStrings([-1.0, np.log10(0.03)], 1.0, 1.0) == ["0.1", "0.03"]
    assert [round(v, 3) for v in axis.logTickValues(-2, 0, 400, [])[0][1]] == [-2.0, -1.0, 0.0, -1.523, -0.523]


def test_that_losses_on_their_way_to_infinity_leave_the_plot_standing(show):
    panel, _ = show("two_two_two", 3)
    plot, steps = _plot(panel).plot, np.arange(5.0)
    for losses in (
        [1.0, 1e300, 1e305, 1.7e308, np.inf],
        [-1.7e308, 1.7e308, 1.0, np.nan, 2.0],
        [np.nan] * 5,
    ):
        plot.show_curves({"train": (steps, np.array(losses))}, 4)
        low, high = plot.getPlotItem().getViewBox().viewRange()[1]
        assert np.isfinite([low, high]).all()


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_that_a_loss_that_falls_from_very_high_is_shown_whole_at_once(show, scale):
    panel, _ = show("two_two_two", 3)
    _plot(panel).scale.button(scale).click()
    plot, losses = _plot(panel).plot, np.array([2e12, 1.0, 0.1])
    plot.show_curves({"train": (np.arange(3.0), losses)}, 2)
    shown = np.log10(losses) if scale == "log" else losses
    assert plot.lines["train"].getData()[1].tolist() == shown.tolist()
    low, high = plot.getPlotItem().getViewBox().viewRange()[1]
    assert low < shown.min() < shown.max() < high
