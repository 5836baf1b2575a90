"""Pointing at a canvas with the mouse and with the keyboard."""

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from nnviz.gui.diagram.canvas import ZOOM_STEP, Canvas
from nnviz.gui.diagram.canvas_key import KEYS
from tests.gui.look import small_drawing

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def canvas(qtbot, style):
    canvas = Canvas(style, "Computational graph")
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    canvas.set_drawing(small_drawing())
    with qtbot.waitExposed(canvas):
        canvas.show()
    return canvas


@pytest.fixture
def heard(canvas):
    """Every signal, in order."""
    signals = []
    for name in ("selected", "hovered", "activated"):
        getattr(canvas, name).connect(lambda key, name=name: signals.append((name, key)))
    return signals


def at(canvas, x, y) -> QPoint:
    return QPointF(*canvas.camera.to_screen(x, y)).toPoint()


def wheel(canvas, point, steps, sideways=0):
    turn = QPoint(sideways * 120, steps * 120)
    where = QPointF(point)
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(canvas, QWheelEvent(where, canvas.mapToGlobal(where), QPoint(), turn, *none, False))


@pytest.mark.parametrize(("place", "key"), [((50, 50), "a"), ((250, 50), "b"), ((110, 52), "w"), ((20, 190), "")])
def test_that_a_click_selects_what_is_under_the_pointer(qtbot, canvas, heard, place, key):
    canvas.set_selection("something else")
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, *place))
    assert [signal for signal in heard if signal[0] == "selected"] == [("selected", key)]
    assert canvas.selection == key


def test_that_hovering_is_told_once_with_the_cursor_that_fits(qtbot, canvas, heard):
    for x in (48, 50, 52):
        qtbot.mouseMove(canvas, at(canvas, x, 50))
    qtbot.waitUntil(lambda: heard == [("hovered", "a")])
    assert canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.mouseMove(canvas, at(canvas, 20, 190))
    qtbot.waitUntil(lambda: heard == [("hovered", "a"), ("hovered", "")])
    assert canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor


def test_that_nothing_is_hovered_once_the_pointer_has_left(qtbot, canvas, heard):
    qtbot.mouseMove(canvas, at(canvas, 50, 50))
    qtbot.waitUntil(lambda: heard == [("hovered", "a")])
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert heard[-1] == ("hovered", "")


def test_that_dragging_pans_and_selects_nothing(qtbot, canvas, heard):
    before = canvas.camera
    start = at(canvas, 20, 190)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(canvas, start + QPoint(30, 0))
    qtbot.waitUntil(lambda: canvas.cursor().shape() == Qt.CursorShape.ClosedHandCursor)
    qtbot.mouseMove(canvas, start + QPoint(40, -25))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(40, -25))
    assert canvas.camera == before.moved(40, -25)
    assert "selected" not in [name for name, _ in heard]


def test_that_the_wheel_zooms_at_the_pointer_and_sideways_pans(canvas):
    point = at(canvas, 250, 50)
    before = canvas.camera
    wheel(canvas, point, 2)
    assert canvas.camera.scale == pytest.approx(before.scale * ZOOM_STEP**2)
    assert canvas.camera.to_canvas(point.x(), point.y()) == pytest.approx(before.to_canvas(point.x(), point.y()))
    wheel(canvas, point, -2)
    assert canvas.camera.scale == pytest.approx(before.scale)
    wheel(canvas, point, 0, sideways=1)
    assert canvas.camera.x == pytest.approx(before.x + 60)


def test_that_a_double_click_opens_a_node_and_fits_on_empty_ground(qtbot, canvas, heard, monkeypatch):
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, 50, 50))
    assert heard.count(("activated", "a")) == 1
    monkeypatch.setattr("nnviz.gui.widget.motion.is_reduced", lambda: True)
    canvas.zoom(0.5)
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert heard.count(("activated", "a")) == 1
    assert canvas.fitted


def test_that_a_tooltip_shows_all_digits(canvas, monkeypatch):
    shown = []  # the offscreen platform can't show a real one
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, widget: shown.append(text))
    for point in (at(canvas, 50, 50), QPoint(1, 1)):
        QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, point, canvas.mapToGlobal(point)))
    assert shown == ["a = 0.5932699921071872", ""]


def test_that_the_clicked_number_is_copied_with_all_digits(qtbot, canvas):
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, 150, 35))
    qtbot.keyClick(canvas, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "0.5932699921071872"
    canvas.set_drawing(small_drawing(value="0.25"))
    canvas.copy_value()
    assert QGuiApplication.clipboard().text() == "0.25"


def test_that_the_menu_copies_the_value_and_the_name(canvas):
    canvas.choose("a")
    actions = {action.text(): action for action in canvas.make_menu().actions()}
    actions["Copy value"].trigger()
    assert QGuiApplication.clipboard().text() == "a = 0.5932699921071872"
    actions["Copy name"].trigger()
    assert QGuiApplication.clipboard().text() == "a"
    canvas.choose("")
    actions = {action.text(): action for action in canvas.make_menu().actions()}
    assert not actions["Copy value"].isEnabled()
    assert not actions["Copy name"].isEnabled()


@pytest.mark.parametrize(
    ("key", "modifiers", "start", "end"),
    [
        (Qt.Key.Key_Right, ALT, "a", "w"),
        (Qt.Key.Key_Right, ALT, "w", "b"),
        (Qt.Key.Key_Left, ALT, "b", "w"),
        (Qt.Key.Key_Down, ALT, "w", "v"),
        (Qt.Key.Key_Up, ALT, "v", "w"),
        (Qt.Key.Key_Right, ALT, "b", "b"),
        (Qt.Key.Key_BracketRight, Qt.KeyboardModifier.NoModifier, "w", "b"),
        (Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.NoModifier, "w", "a"),
        (Qt.Key.Key_Right, ALT, "", "a"),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "a", ""),
    ],
)
def test_that_keys_move_the_selection(qtbot, canvas, heard, key, modifiers, start, end):
    canvas.set_selection(start)
    qtbot.keyClick(canvas, key, modifiers)
    assert heard == [("selected", end)]
    assert canvas.selection == end


def test_that_every_mark_with_a_key_is_reached_by_keyboard(qtbot, canvas):
    reached = set()
    for _ in range(4):
        qtbot.keyClick(canvas, Qt.Key.Key_BracketRight)
        reached.add(canvas.selection)
    assert reached == {"a", "b", "v", "w"}


def test_that_keys_zoom_and_pan(qtbot, canvas):
    before = canvas.camera
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.camera.scale == pytest.approx(before.scale * ZOOM_STEP)
    qtbot.keyClick(canvas, Qt.Key.Key_Minus, CTRL)
    assert canvas.camera.scale == pytest.approx(before.scale)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, ALT | SHIFT)
    assert canvas.camera.x < before.x - 10


def test_that_enter_opens_the_selection_only_if_there_is_one(qtbot, canvas, heard):
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert heard == []
    canvas.set_selection("b")
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert heard == [("activated", "b")]


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_F])
def test_that_the_transports_keys_are_left_to_the_window(qtbot, canvas, heard, key):
    camera = canvas.camera
    canvas.set_selection("a")
    qtbot.keyClick(canvas, key)
    assert (heard, canvas.selection, canvas.camera) == ([], "a", camera)


def test_that_no_two_rows_of_keys_share_a_key():
    pairs = [(binding.key, binding.modifiers) for row in KEYS for binding in row.bindings]
    assert len(pairs) == len(set(pairs))
    assert all(row.label and row.help for row in KEYS)


def test_that_focus_by_keyboard_is_framed_and_by_mouse_is_not(qtbot, canvas):
    canvas.activateWindow()
    canvas.set_selection("a")
    canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(canvas.hasFocus)
    plain = canvas.grab().toImage()
    qtbot.keyClick(canvas, Qt.Key.Key_BracketLeft)
    qtbot.keyClick(canvas, Qt.Key.Key_BracketRight)
    assert canvas.selection == "a"
    framed = canvas.grab().toImage()
    assert framed.pixelColor(300, 2) != plain.pixelColor(300, 2)
    x, y = at(canvas, 50, 50).toTuple()
    ring_at = int(y - 21 * canvas.camera.scale - 2)
    column = [framed.pixelColor(x + dx, ring_at) != plain.pixelColor(x + dx, ring_at) for dx in range(-10, 10)]
    assert any(column)


def test_that_a_screen_reader_is_told_what_is_shown(canvas):
    assert canvas.accessibleName() == "Computational graph"
    canvas.set_selection("a")
    assert canvas.accessibleDescription() == "a = 0.5932699921071872"
    canvas.set_selection("v")
    assert canvas.accessibleDescription() == "v"


def test_that_a_canvas_with_nothing_on_it_can_be_used(qtbot, canvas, heard):
    canvas.set_drawing(None)
    for row in KEYS:
        for binding in row.bindings:
            qtbot.keyClick(canvas, binding.key, binding.modifiers or Qt.KeyboardModifier.NoModifier)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert {key for name, key in heard if name == "selected"} <= {""}


def test_that_a_closed_canvas_dies(qtbot, style):
    canvas = Canvas(style, "short-lived")
    canvas.set_drawing(small_drawing())
    canvas.show()
    qtbot.waitExposed(canvas)
    gone = weakref.ref(canvas)
    canvas.close()
    canvas.deleteLater()
    del canvas
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone() is None
    style.choose("dark")  # nobody left to listen
