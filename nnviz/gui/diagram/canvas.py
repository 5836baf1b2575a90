"""The canvas: a viewport that tells what the user points at.

Everything that the mouse does the keyboard does, see KEYS in nnviz.gui.diagram.canvas_key.
"""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from nnviz.drawing.mark import Mark
from nnviz.gui.diagram.canvas_key import press_key
from nnviz.gui.diagram.cover import paint_focus, paint_ring
from nnviz.gui.diagram.pinch import pinch_of
from nnviz.gui.diagram.scene import Scene
from nnviz.gui.diagram.viewport import Viewport
from nnviz.gui.widget.style import Style

ZOOM_STEP = 1.2
_TOLERANCE = 6.0  # pixels: how far from a wire a click still means it
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Canvas(Viewport):
    """Shows a Drawing and reports pointing at its marks by their keys; "" stands for empty ground.

    ``menu_asked`` brings the menu for the selection, before it is shown: others may add to it.
    """

    selected = Signal(str)
    hovered = Signal(str)
    activated = Signal(str)
    menu_asked = Signal(QMenu)

    def __init__(self, style: Style, name: str, parent: QWidget | None = None) -> None:
        super().__init__(style, parent)
        self._selection = self._hover = ""
        self._picked: Mark | None = None
        self._press: QPointF | None = None
        self._dragging = self.by_keyboard = False
        """Whether one drags; whether one goes by the keyboard, as far as it has the focus."""
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)

    @property
    def selection(self) -> str:
        """The key of the selected mark."""
        return self._selection

    def set_scene(self, scene: Scene | None, keep_view: bool = True) -> None:
        """Show another drawing (see Viewport); the mark that was clicked may show another number now."""
        super().set_scene(scene, keep_view)
        self._picked = self._successor(self._picked)

    def _successor(self, mark: Mark | None) -> Mark | None:
        """The mark of the new drawing that is what ``mark`` was: same key, kind, place and colour."""
        if mark is None or self._scene is None:
            return None
        alike = [other for other in self._scene.marks_of(_key(mark)) if _identity(other) == _identity(mark)]
        return alike[0] if alike else None

    def set_selection(self, key: str) -> None:
        """Tell the canvas what is selected: where the keyboard goes on from, and what Ctrl+C copies."""
        if key != self._selection:
            self._selection = key
            self._picked = None
            self.setAccessibleDescription(self.value_text() or key)
            self.update()

    def value_text(self) -> str:
        """The tip of the mark last clicked, else of the selection's first mark that has one; "" without any."""
        return self._scene.tip(self._selection, self._picked) if self._scene else ""

    def copy_value(self) -> None:
        """Put the selection's value, all digits, on the clipboard."""
        if text := self.value_text():
            QGuiApplication.clipboard().setText(text)

    def mark_at(self, point: QPointF) -> Mark | None:
        """The mark with a key at a point of the widget."""
        if self._scene is None:
            return None
        return self._scene.at(*self._camera.to_canvas(point.x(), point.y()), _TOLERANCE / self._camera.scale)

    def choose(self, key: str, mark: Mark | None = None) -> None:
        """Select as the user does: by a click on ``mark``, or by the keyboard."""
        self.set_selection(key)
        self._picked = mark
        self.by_keyboard = mark is None and self._press is None
        if self.by_keyboard:
            self.reveal(key)
        self.update()
        self.selected.emit(key)

    def choose_toward(self, dx: int, dy: int) -> None:
        """Select the nearest mark in a direction."""
        if self._scene is not None:
            self.choose(self._scene.toward(self._selection, dx, dy))

    def choose_next(self, step: int) -> None:
        """Select the mark ``step`` places further in reading order."""
        if self._scene is not None:
            self.choose(self._scene.neighbor(self._selection, step))

    def open_selection(self) -> None:
        """What a double click on the selected mark does."""
        if self._selection:
            self.activated.emit(self._selection)

    def make_menu(self) -> QMenu:
        """The menu for the selection."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_asked.emit(menu)
        menu.addAction("Copy value", self.copy_value).setEnabled(bool(self.value_text()))
        copy_name = menu.addAction("Copy name", lambda: QGuiApplication.clipboard().setText(self._selection))
        copy_name.setEnabled(bool(self._selection))
        menu.addSeparator()
        menu.addAction("Fit", self.fit)
        return menu

    def _point_at(self, mark: Mark | None) -> None:
        key = _key(mark)
        self.setCursor(Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.OpenHandCursor)
        if key != self._hover:
            self._hover = key
            self.hovered.emit(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag; other buttons are the window's."""
        event.setAccepted(event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton))
        if event.isAccepted():
            self._press = event.position()
            self._dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan while a button is held, else tell what is under the pointer."""
        if self._press is None:
            self._point_at(self.mark_at(event.position()))
            return
        moved = event.position() - self._press
        if self._dragging or moved.manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pan(moved.x(), moved.y())
            self._press = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or select what was clicked."""
        mark = self.mark_at(event.position())
        if self._press is not None and not self._dragging and event.button() == Qt.MouseButton.LeftButton:
            self.choose(_key(mark), mark)
        self._press = None
        self._dragging = False
        self._point_at(mark)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the pointer; on empty ground, fit."""
        key = _key(self.mark_at(event.position()))
        if key:
            self.activated.emit(key)
        else:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; sideways, pan."""
        turn = event.angleDelta()
        if turn.y():
            self.zoom(ZOOM_STEP ** (turn.y() / 120), event.position())
        elif turn.x():
            self.pan(turn.x() / 2, 0)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere: nothing is hovered."""
        self._point_at(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the mark under the pointer; from the keyboard, with the selected one."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            mark = self.mark_at(QPointF(event.pos()))
            self.choose(_key(mark), mark)
        self.make_menu().popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for; leave the others to the window."""
        if press_key(self, event):
            self.by_keyboard = True
            self.update()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a frame where the focus came by keyboard."""
        self.by_keyboard = event.reason() in _KEYBOARD
        self.update()

    def event(self, event: QEvent) -> bool:
        """Show tips, and zoom by pinching."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self.mark_at(QPointF(event.pos()))
            tip = self._scene.tip(_key(mark), mark) if self._scene else ""
            QToolTip.showText(event.globalPos(), tip, self)  # an empty tip hides the last one
            return True
        if (pinch := pinch_of(event, self)) is not None:
            self.zoom(*pinch)
            return True
        return super().event(event)

    def _paint_cover(self, painter: QPainter) -> None:
        super()._paint_cover(painter)
        if not (self.hasFocus() and self.by_keyboard):
            return
        paint_focus(painter, self._style, self.rect())
        ring = self._scene.ring(self._selection) if self._scene else None
        if ring is not None:
            top_left = QPointF(*self._camera.to_screen(ring[0], ring[1]))
            paint_ring(painter, self._style, top_left, QPointF(*self._camera.to_screen(ring[2], ring[3])))


def _key(mark: Mark | None) -> str:
    return getattr(mark, "key", "")


def _identity(mark: Mark) -> tuple[object, ...]:
    return type(mark), getattr(mark, "x", None), getattr(mark, "y", None), getattr(mark, "color", None)
