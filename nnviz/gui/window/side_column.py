"""The column at the left: the document, or its lesson in its place."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnviz.files.example import lesson_after
from nnviz.gui.lesson.lesson_pane import LessonPane
from nnviz.gui.panel.document_panel import DocumentPanel
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.memory import Memory
from nnviz.gui.widget.segmented_control import SegmentedControl
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.lesson import Lesson
from nnviz.session.session import Session
from nnviz.session.tutor import Tutor

FACES = {"lesson": "Lesson", "document": "Document"}
_DROPPED = "The lesson spoke of what is gone, and went with it. Undo brings it back."


class SideColumn(QWidget):
    """Switches between the two where the document has a lesson; keeps which one, and how far each lesson has got.

    ``brought``: which of FACES is in front now.
    """

    brought = Signal(str)

    def __init__(self, style: Style, session: Session, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._memory = style, memory
        self._source = ""
        self._taken_up: object = None
        set_role(self, "panel")
        self.lesson = Lesson(session, Tutor(session))
        self.document_panel = DocumentPanel(style, session)
        self.lesson_pane = LessonPane(style, self.lesson)
        self.switch = SegmentedControl(style, "At the left", FACES)
        self.switch.choose("document")
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.addWidget(self.switch)
        row.addStretch(1)
        self.note = QLabel(_DROPPED)
        set_role(self.note, "small")
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._head, self.note, self.lesson_pane, self.document_panel):
            column.addWidget(part)
        self.switch.chosen.connect(self.show_face)
        style.changed.connect(self._restyle)
        Follower(session, self, self._follow, "document")
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._settle)
        Follower(session, self, self._keep, "lesson")
        self._restyle()
        self._bring("document")

    @property
    def face(self) -> str:
        """One of FACES."""
        return self.switch.choice

    def take_up(self, source: str) -> None:
        """A document of this name is open: its lesson goes on where it was left. One that was saved goes on as it is."""
        self._source = source
        if self._taken_up is not self.lesson.steps:
            self._taken_up = self.lesson.steps
            following = lesson_after(source)
            self.lesson_pane.lead_on(*(following.name, following.title) if following is not None else ("", ""))
            self.lesson.resume(*self._memory.lesson(source))
            self._bring(self._memory.side)

    def show_face(self, face: str) -> None:
        """Brings the lesson or the document to the front; kept for the next document too."""
        self._memory.side = face
        self._bring(face)

    def turn(self, steps: int) -> None:
        """So many steps on, or back, in the lesson; brings it to the front first."""
        if not self.lesson.steps:
            return
        if self.face != "lesson":
            self.show_face("lesson")
        elif steps > 0:
            self.lesson_pane.next()
        else:
            self.lesson_pane.previous()

    def _follow(self) -> None:
        """Most often a lesson is taken up at once; an edit may drop it, and undoing that brings it back."""
        self._soon.start()

    def _settle(self) -> None:
        if self._taken_up is not self.lesson.steps or self._head.isHidden() == bool(self.lesson.steps):
            self._bring("document")

    def _bring(self, face: str) -> None:
        teaches = bool(self.lesson.steps)
        shown = face if teaches else "document"
        self._head.setVisible(teaches)
        self.note.setVisible(bool(self._taken_up) and not teaches)
        self.switch.choose(shown)
        self.lesson_pane.setVisible(shown == "lesson")
        self.document_panel.setVisible(shown == "document")
        self.brought.emit(shown)  # first: a walk that is held isn't any longer when the step puts it where it wants it
        self.lesson.play(shown == "lesson")
        if shown == "lesson":
            self.lesson_pane.enter()

    def _keep(self) -> None:
        if self.lesson.steps and self._taken_up is self.lesson.steps:
            self._memory.keep_lesson(self._source, self.lesson.index, self.lesson.outcomes)

    def _restyle(self) -> None:
        px = self._style.px
        self._head.layout().setContentsMargins(px(20), px(12), px(20), 0)
        self.note.setContentsMargins(px(20), px(12), px(20), 0)
