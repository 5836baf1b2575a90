"""The track of the timeline: all steps of a run from left to right, with its marks and branches; dragging goes to a step."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.gui.widget.style import Style
from nnviz.gui.window.course import Course, CoursePicture

_FRAME, _REST = 12, 150
"""Milliseconds from one step sought to the next, and of rest after a key until it is settled."""
_PAGE = 20  # pages in a run


class Track(QWidget):
    """Drag or click; the arrows move by a step, Page Up and Down by a twentieth of the run, Home and End to its ends.

    ``sought`` brings a step to go to, at most once a frame; ``settled`` says that it was the last for now. ``asked`` brings a step
    whose mark was clicked with the right button, and where.
    """

    sought = Signal(int)
    settled = Signal()
    asked = Signal(int, QPointF)

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.course = Course()
        self._wanted: int | None = None
        self._hovered: int | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._seek)
        self._settling = QTimer(self, singleShot=True)
        self._settling.timeout.connect(self._settle)
        self.setAccessibleName("Timeline")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        style.changed.connect(self.updateGeometry)

    def show_course(self, course: Course) -> None:
        """Shows where the run stands."""
        if not self._soon.isActive():
            self._wanted = None
        if course != self.course:
            if bool(course.reached) != bool(self.course.reached):
                self.setCursor(Qt.CursorShape.PointingHandCursor if course.reached else Qt.CursorShape.ArrowCursor)
            self.course = course
            self.setAccessibleDescription(f"step {course.step:,} of {course.reached:,}")
            self.update()

    def sizeHint(self) -> QSize:
        """A slim strip."""
        return QSize(self._style.px(400), self._style.px(38))

    def minimumSizeHint(self) -> QSize:
        """Wide enough to aim at."""
        return QSize(self._style.px(160), self._style.px(38))

    def event(self, event: QEvent) -> bool:
        """Keeps the keys that move along the track from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._after(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes along the track."""
        step = self._after(event)
        if step is None:
            super().keyPressEvent(event)
        else:
            self._want(step)
            self._settling.start(_REST)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The step comes to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton and self.course.reached:
            self._want(self.step_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """And stays with it."""
        self._hovered = self.step_at(event.position().x()) if self.course.reached else None
        if event.buttons() & Qt.MouseButton.LeftButton and self._hovered is not None:
            self._want(self._hovered)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Here it stays."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._settle()

    def leaveEvent(self, event: QEvent) -> None:
        """Takes the read-out away."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a mark."""
        step = self.step_at(event.pos().x())
        if any(mark.step == step for mark in self.course.marks):
            self.asked.emit(step, QPointF(event.globalPos()))

    def _after(self, event: QKeyEvent) -> int | None:
        """The step that a key leads to; None for another key."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        step = self.course.step if self._wanted is None else self._wanted
        page = max(self.course.reached // _PAGE, 1)
        moves = {
            Qt.Key.Key_Right: step + 1, Qt.Key.Key_Up: step + 1, Qt.Key.Key_Left: step - 1, Qt.Key.Key_Down: step - 1,
            Qt.Key.Key_PageUp: step + page, Qt.Key.Key_PageDown: step - page, Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.course.reached,
        }  # fmt: skip
        found = moves.get(Qt.Key(event.key()))
        return None if found is None else min(max(found, 0), self.course.reached)

    def _want(self, step: int) -> None:
        self._wanted = step
        if not self._soon.isActive():
            self._soon.start(_FRAME)
        self.update()

    def _settle(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self._seek()
        self.settled.emit()

    def _seek(self) -> None:
        if self._wanted is not None:  # it stays wanted until the course shows it
            self.sought.emit(self._wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the course."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = self.course.step if self._wanted is None else self._wanted
        self._picture.paint(painter, at, self._hovered, self.hasFocus())

    @property
    def _picture(self) -> CoursePicture:
        return CoursePicture(self._style, self.course, self.width(), self.height())

    def place_of(self, step: float) -> float:
        """Where a step stands, in pixels from the left."""
        return self._picture.place_of(step)

    def step_at(self, x: float) -> int:
        """The step at a place."""
        return self._picture.step_at(x)
