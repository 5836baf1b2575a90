"""The lesson at the left: its present step, its question, and the way on."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from nnviz.document.lesson import Question
from nnviz.explain.answer import AnswerError
from nnviz.gui.lesson.comparison_table import ComparisonTable
from nnviz.gui.lesson.lesson_foot import LessonFoot
from nnviz.gui.lesson.question_card import QuestionCard
from nnviz.gui.lesson.step_dots import StepDots
from nnviz.gui.mathematics.math_text import MathText
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.pressing_pane import PressingPane
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.lesson import Lesson
from nnviz.session.lesson_question import LessonQuestion

WIDTH = 336
_ASKS = {"value": "What is the value of", "gradient": "What is the gradient of", "new": "What is the new value of"}
_SAID = {"right": "Right.", "helped": "Right, with help.", "revealed": "Shown."}


class LessonPane(PressingPane):
    """Follows a lesson. What it asks is answered here; where it goes, the session goes.

    ``left``: it is through, and brings the name of the document whose lesson comes next. ``predict_wanted``: the learner
    wants to predict every number.
    """

    left = Signal(str)
    predict_wanted = Signal()

    def __init__(self, style: Style, lesson: Lesson, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._lesson = style, lesson
        self._shown: object = None
        self.setAccessibleName("Lesson")
        set_role(self, "panel")
        self.place, self.title = QLabel(), QLabel()
        for label, role in ((self.place, "heading"), (self.title, "title")):
            set_role(label, role)
            label.setWordWrap(True)
        self.dots = StepDots(style)
        self.text = MathText(style)
        self.table = ComparisonTable(style)
        self.card = QuestionCard(style)
        self.foot = LessonFoot(style, lesson)
        self.predict_button = QPushButton("Predict every number")
        self.predict_button.setToolTip("The walk stops before each number until you have typed it")
        self._arrange()
        self.dots.chosen.connect(lesson.go)
        self.foot.previous_button.clicked.connect(self.previous)
        self.foot.next_button.clicked.connect(self.next)
        self.foot.again_button.clicked.connect(lesson.restart)
        self.predict_button.clicked.connect(self.predict_wanted)
        self.card.answered.connect(self._answer)
        self.card.chosen.connect(lesson.choose)
        self.card.hint_wanted.connect(lesson.hint)
        self.card.reveal_wanted.connect(lesson.reveal)
        style.changed.connect(self._restyle)
        Follower(lesson.session, self, self.refresh, "document", "lesson", "values")
        self._restyle()
        self.refresh()

    def sizeHint(self) -> QSize:
        """Wide enough for a line of mathematics."""
        return QSize(self._style.px(WIDTH), self._style.px(500))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a short formula."""
        return QSize(self._style.px(260), self._style.px(160))

    def lead_on(self, name: str, title: str) -> None:
        """Which document's lesson comes after this one; "" for none."""
        self.foot.following = name, title
        self.refresh()

    def enter(self) -> None:
        """It comes on show: the step is shown from its top, and its question gets the keyboard."""
        self._shown = None
        self.refresh()

    def take_keyboard(self) -> None:
        """Gives the keyboard to a question that waits."""
        if self._lesson.playing and not self._lesson.is_answered and self.isVisible():
            self.card.take_keyboard()

    def next(self) -> None:
        """To the next step; from the last on to the next lesson."""
        if self._lesson.index + 1 < len(self._lesson.steps):
            self._lesson.go(self._lesson.index + 1)
        elif self.foot.following[0]:
            self.left.emit(self.foot.following[0])

    def previous(self) -> None:
        """To the step before."""
        self._lesson.go(self._lesson.index - 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Only now can a question have the keyboard."""
        super().showEvent(event)
        if not event.spontaneous():
            self.take_keyboard()

    def refresh(self) -> None:
        """Shows the present step as it is now."""
        lesson, step = self._lesson, self._lesson.step
        if step is None:
            return
        count, at = len(lesson.steps), lesson.index
        self.place.setText(f"STEP {at + 1} OF {count}")
        self.title.setText(step.title)
        self.dots.show_steps([each.title for each in lesson.steps], [self._token(index) for index in range(count)])
        self.text.show_text(lesson.text(step.text))
        self.table.show_comparison(lesson.session.document, step.compare if lesson.playing else None)
        had_keyboard = self.isAncestorOf(self.focusWidget() or self)
        self._show_question(lesson.question)
        self.predict_button.setVisible(step.predict)
        self.foot.refresh()
        if self._shown is not step:
            self._shown = step
            self._scroll.verticalScrollBar().setValue(0)
            self.take_keyboard()
            if had_keyboard and lesson.is_answered:
                self.foot.way_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _token(self, index: int) -> str:
        """The colour of a step's piece: where one is, what is answered, what has been passed."""
        outcome = self._lesson.outcomes.get(index)
        if index == self._lesson.index:
            return "accent"
        if outcome is not None:
            return "ok" if outcome == "right" else "litline"
        return "gateline" if index < self._lesson.index else "line"

    def _show_question(self, question: LessonQuestion | None) -> None:
        self.card.setVisible(question is not None)
        if question is None:
            return
        lesson, feedback = self._lesson, self._lesson.feedback
        if self._shown is not lesson.step:
            self.card.ask(self._asked(question.question), question.choices)
            self.card.allow_hint(not question.choices or bool(question.question.hint))
        self.card.show_hint(feedback.hint)
        outcome = lesson.outcomes.get(lesson.index)
        if outcome is None:
            self.card.settle(False)
            if feedback.message:
                self.card.complain(feedback.message)
        else:
            had_keyboard = self.card.isAncestorOf(self.focusWidget() or self)
            self.card.settle(True, question.right)
            answer = "" if question.choices else f"It is {lesson.answer_text()}."
            because = f"{answer} {lesson.text(question.question.because)}".strip()
            self.card.say(because, _SAID[outcome], outcome != "revealed")
            if had_keyboard:
                self.foot.way_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _asked(self, question: Question) -> str:
        if question.text or question.asked is None:
            return self._lesson.text(question.text)
        kind, name = question.asked
        return f"{_ASKS[kind]} {self._lesson.symbol(name)}?"

    def _answer(self, text: str) -> None:
        try:
            self._lesson.answer(text)
        except AnswerError as error:
            self.card.refuse(str(error))

    def _arrange(self) -> None:
        inside = QWidget()
        set_role(inside, "panel")
        self._body = QVBoxLayout(inside)
        for part in (self.title, self.text, self.table, self.card):
            self._body.addWidget(part)
        self._body.addWidget(self.predict_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._body.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        self._head = QVBoxLayout()
        self._head.addWidget(self.place)
        self._head.addWidget(self.dots)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.foot)

    def _restyle(self) -> None:
        px = self._style.px
        self._head.setContentsMargins(px(20), px(12), px(20), px(4))
        self._head.setSpacing(px(2))
        self._body.setContentsMargins(px(20), px(6), px(20), px(16))
        self._body.setSpacing(px(12))
        self.updateGeometry()
