"""Fitting, zooming, panning, and what is painted anew and what is not."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QSize

from nnviz.drawing.mark import Circle, Drawing
from nnviz.drawing.theme import THEMES
from nnviz.gui.diagram.camera import Camera, fitted
from nnviz.gui.diagram.layer import Layer
from nnviz.gui.diagram.viewport import Viewport
from tests.gui.look import small_drawing

BOUNDS = small_drawing().bounds


@pytest.fixture
def viewport(qtbot, style):
    viewport = Viewport(style)
    qtbot.addWidget(viewport)
    viewport.resize(600, 400)
    viewport.set_drawing(small_drawing())
    with qtbot.waitExposed(viewport):
        viewport.show()
    return viewport


@pytest.fixture
def paintings(monkeypatch):
    """How often a drawing has been painted into its picture."""
    calls = []
    render = Layer._render
    monkeypatch.setattr(Layer, "_render", lambda *args: (calls.append(1), render(*args))[1])
    return calls


def test_that_a_drawing_is_fitted_at_first_and_while_the_window_is_resized(viewport):
    assert viewport.camera == fitted(BOUNDS, 600, 400)
    viewport.resize(300, 500)
    assert viewport.camera == fitted(BOUNDS, 300, 500)


def test_that_a_users_zoom_is_kept_when_the_window_is_resized_and_numbers_change(viewport):
    viewport.zoom(2.0, QPointF(10, 10))
    zoomed = viewport.camera
    viewport.set_drawing(small_drawing(value="0.1234"))
    assert viewport.camera == zoomed
    viewport.resize(700, 400)
    assert viewport.camera == zoomed.moved(50, 0)
    assert not viewport.fitted


def test_that_another_document_is_fitted_whatever_the_zoom_was(viewport):
    viewport.zoom(3.0)
    viewport.set_drawing(small_drawing(shift=500), keep_view=False)
    assert viewport.camera == fitted((500, 0, 300, 200), 600, 400)
    assert viewport.fitted


def test_that_fit_glides_back_to_the_whole_drawing(qtbot, viewport):
    viewport.pan(500, 0)
    away = viewport.camera
    viewport.fit()
    assert viewport.camera != fitted(BOUNDS, 600, 400)
    qtbot.waitUntil(lambda: viewport.camera not in (away, fitted(BOUNDS, 600, 400)))
    qtbot.waitUntil(lambda: viewport.camera == fitted(BOUNDS, 600, 400))
    assert viewport.fitted


def test_that_fit_is_immediate_where_motion_is_reduced(viewport, monkeypatch):
    monkeypatch.setattr("nnviz.gui.widget.motion.is_reduced", lambda: True)
    viewport.pan(500, 0)
    viewport.fit()
    assert viewport.camera == fitted(BOUNDS, 600, 400)


def test_that_a_user_who_zooms_stops_the_glide(qtbot, viewport):
    viewport.pan(500, 0)
    viewport.fit()
    viewport.pan(7, 0)
    taken = viewport.camera
    with qtbot.waitSignal(viewport._refine.timeout):
        pass
    assert viewport.camera == taken


def test_that_moving_numbers_do_not_paint_the_drawing_again(viewport, paintings):
    viewport.grab()
    paintings.clear()
    for x in range(5):
        viewport.set_overlay([Circle(100.0 + x, 100, 9, fill="accent")])
        viewport.grab()
    assert paintings == []
    viewport.set_drawing(small_drawing(value="0.1"))
    viewport.grab()
    assert len(paintings) == 1


def test_that_an_overlay_is_shown_over_the_drawing_and_goes_away(viewport):
    x, y = viewport.camera.to_screen(150, 120)
    ground = viewport.grab().toImage().pixelColor(int(x), int(y)).name().upper()
    viewport.set_overlay([Circle(150, 120, 9, fill="accent", color="accent")])
    shown = viewport.grab().toImage().pixelColor(int(x), int(y)).name().upper()
    assert (ground, shown) == (THEMES["light"]["canvas"], THEMES["light"]["accent"])
    viewport.set_overlay(())
    assert viewport.grab().toImage().pixelColor(int(x), int(y)).name().upper() == ground


def test_that_a_change_of_theme_paints_anew(qtbot, viewport, style):
    viewport.grab()
    style.choose("dark")
    qtbot.waitUntil(lambda: viewport.grab().toImage().pixelColor(2, 2).name().upper() == THEMES["dark"]["canvas"])


def test_that_a_slow_drawing_is_moved_as_a_picture_and_then_painted_sharp(qtbot, viewport, paintings):
    viewport.grab()
    viewport._layer.cost = 1.0
    paintings.clear()
    viewport.zoom(1.5)
    viewport.pan(10, 10)
    viewport.grab()
    assert paintings == []
    qtbot.waitUntil(lambda: len(paintings) == 1)


def test_that_a_picture_moved_into_place_lies_where_the_sharp_one_will(viewport):
    viewport.grab()
    viewport._layer.cost = 1.0
    viewport.pan(30, 20)
    moved = viewport.grab().toImage()
    viewport._layer = Layer()
    sharp = viewport.grab().toImage()
    assert moved.pixelColor(300, 200) == sharp.pixelColor(300, 200)
    x, y = viewport.camera.to_screen(50, 50)
    assert moved.pixelColor(int(x), int(y)) == sharp.pixelColor(int(x), int(y))


def test_that_revealing_pans_only_where_it_must(viewport):
    viewport.zoom(6.0, QPointF(*viewport.camera.to_screen(50, 50)))
    before = viewport.camera
    viewport.reveal("a")
    assert viewport.camera == before
    viewport.reveal("b")
    x, y = viewport.camera.to_screen(250, 50)
    assert 0 < x < 600
    assert 0 < y < 400
    assert viewport.camera.scale == before.scale
    viewport.reveal("not there")


def test_that_an_empty_viewport_says_what_to_do_and_survives_everything(viewport):
    viewport.set_drawing(None)
    blank = viewport.grab().toImage()
    viewport.set_empty_text("Open a document.")
    assert viewport.grab().toImage() != blank
    viewport.expect_drawing(lingering=False)
    assert viewport.grab().toImage() == blank
    viewport.fit()
    viewport.zoom(2.0)
    viewport.reveal("a")
    viewport.grab()


def test_that_a_drawing_without_extent_is_shown(viewport):
    viewport.set_drawing(Drawing((), (0, 0, 0, 0)), keep_view=False)
    viewport.grab()
    assert viewport.camera.scale > 0


def test_that_the_picture_has_the_screens_sharpness(qapp):
    layer = Layer()
    from PySide6.QtGui import QPainter, QPixmap

    from nnviz.gui.diagram.scene import Scene

    target = QPixmap(10, 10)
    painter = QPainter(target)
    layer.show(painter, Scene(small_drawing()), Camera(), "light", QSize(50, 40), 2.0, False)
    painter.end()
    assert layer._pixmap.size() == QSize(100, 80)


def test_that_texts_of_a_large_drawing_are_asked_for_where_they_can_be_read(viewport):
    asked = []
    whole = small_drawing()
    viewport.set_drawing(replace(whole, near=lambda view: asked.append(view) or (Circle(0.0, 0.0, 3.0),)), keep_view=False)
    viewport.zoom(0.3 / viewport.camera.scale)
    viewport.grab()
    assert asked == []
    viewport.zoom(1.2 / viewport.camera.scale, QPointF(0, 0))
    viewport.grab()
    assert asked[-1] == pytest.approx((*viewport.camera.to_canvas(0, 0), *viewport.camera.to_canvas(600, 400)))
