"""Predict, then reveal: the number that is asked for below the diagrams, what was said of the last one, and the score."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnviz.drawing.plan import TEXT_LIMIT
from nnviz.explain.answer import AnswerError
from nnviz.explain.question import Question
from nnviz.gui.lesson.question_card import QuestionCard
from nnviz.gui.mathematics.math_text import MathText
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.icon import IconButton
from nnviz.gui.widget.pressing_pane import PressingPane
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.predictor import OUTCOMES, Outcome, Predictor

_LEAST = 162  # pixels of height: enough for a question with what was said before, so that the diagrams stay where they are
_SAID: dict[Outcome, str] = {
    "right": "Right at once.", "corrected": "Right, after a mistake.", "helped": "Right, with a hint.", "shown": "Shown.",
}
_BACK = "These numbers are answered"
_DONE = "The pass is done"


class PredictPane(PressingPane):
    """Follows a predictor; hidden while that is off."""

    def __init__(self, style: Style, predictor: Predictor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._predictor = style, predictor
        self._shown: Question | None = None
        self.setAccessibleName("Predict")
        self.heading, self.score, self.verdict, self.place, self.result = (QLabel() for _ in range(5))
        self.heading.setText("PREDICT")
        for label, role in ((self.heading, "heading"), (self.score, "small"), (self.place, "title"), (self.result, "mute")):
            set_role(label, role)
        self.result.setWordWrap(True)
        self.derived = MathText(style, 12.5)
        self.card = QuestionCard(style, wide=True)
        self.leave_button = IconButton(style, "x", "Leave Predict", "F3", size=14)
        self.on_button, self.again_button = QPushButton(), QPushButton("The same again")
        set_role(self.on_button, "primary")
        self._arrange()
        self.card.answered.connect(self._answer)
        self.card.hint_wanted.connect(self._hint)
        self.card.reveal_wanted.connect(self._reveal)
        self.leave_button.clicked.connect(predictor.stop)
        self.on_button.clicked.connect(self._go_on)
        self.again_button.clicked.connect(self._again)
        style.changed.connect(self._restyle)
        Follower(predictor.session, self, self.refresh, "predict", "document")
        Follower(predictor.session, self, self.take_keyboard, "held")
        self._restyle()
        self.setVisible(False)

    def take_keyboard(self) -> None:
        """Puts the keyboard into the field, or on the button that goes on."""
        if self._predictor.question is not None:
            self.card.take_keyboard()
        else:
            button = self.again_button if self.on_button.isHidden() else self.on_button
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Shows the present question, or how the pass went."""
        predictor = self._predictor
        if not predictor.is_on:
            self._shown = None
            return
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        question = predictor.question
        self._show_settled()
        if question is not self._shown and question is not None:
            self.card.ask(predictor.tutor.asked(question))
            self.card.show_given(predictor.tutor.given(question, len(predictor.session.graph) > TEXT_LIMIT))
        self.card.setVisible(question is not None)
        if question is not None:
            self.card.show_hint(predictor.hint_shown)
            if predictor.message:
                self.card.complain(predictor.message)
        self._show_end(question is None)
        self.score.setText(self._score())
        if had_keyboard and question is not self._shown:
            self.take_keyboard()
        self._shown = question

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the hairline above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._style.color("panel"))
        painter.setPen(QPen(self._style.color("line"), 1.0))
        painter.drawLine(0, 0, self.width(), 0)

    def _show_settled(self) -> None:
        settled = self._predictor.settled
        self.verdict.setVisible(settled is not None)
        self.derived.show_text("" if settled is None else settled.derived)
        if settled is not None:
            self.verdict.setText(_SAID[settled.outcome])
            set_role(self.verdict, "strong" if settled.outcome == "shown" else "right")

    def _show_end(self, ends: bool) -> None:
        """What there is where nothing is asked: the end of the pass, or numbers that are answered already."""
        predictor = self._predictor
        done = predictor.is_done
        trains = predictor.session.trainer is not None
        self._end.setVisible(ends)
        self.score.setVisible(not ends)
        self.place.setText(_DONE if done else _BACK)
        self.result.setText(self._score())
        self.again_button.setVisible(done)
        self.on_button.setVisible(not done or trains)
        self.on_button.setText("Train a step, then the next pass" if done else "On to the question")

    def _score(self) -> str:
        score = self._predictor.score
        count = sum(score.values())
        parts = [f"{score[outcome]} {words}" for outcome, words in OUTCOMES.items() if score[outcome]]
        return f"{count} number{'s' * (count != 1)}: {', '.join(parts)}" if count else "Type the number that is asked for."

    def _answer(self, text: str) -> None:
        try:
            self._predictor.answer(text)
        except AnswerError as error:
            self.card.refuse(str(error))
        else:
            self.refresh()  # at once: what is typed next is typed into an empty field

    def _hint(self) -> None:
        self._predictor.hint()
        self.card.take_keyboard()

    def _reveal(self) -> None:
        self._predictor.reveal()
        self.refresh()

    def _again(self) -> None:
        self._predictor.again()
        self.refresh()

    def _go_on(self) -> None:
        session = self._predictor.session
        if self._predictor.is_done:
            session.forward("gate")
        else:
            session.to_end()
        self.refresh()

    def _arrange(self) -> None:
        self._column = QVBoxLayout(self)
        self._head, self._last = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self.heading)
        self._head.addWidget(self.score)
        self._head.addStretch(1)
        self._head.addWidget(self.leave_button)
        self._last.addWidget(self.verdict)
        self._last.addWidget(self.derived, 1)
        self._end = QFrame(self)
        set_role(self._end, "question")
        self._row, self._told = QHBoxLayout(self._end), QVBoxLayout()
        self._told.addWidget(self.place)
        self._told.addWidget(self.result)
        self._row.addLayout(self._told, 1)
        self._row.addWidget(self.again_button)
        self._row.addWidget(self.on_button)
        self._column.addLayout(self._head)
        self._column.addLayout(self._last)
        self._column.addWidget(self.card)
        self._column.addWidget(self._end)
        self._column.addStretch(1)

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setContentsMargins(px(20), px(8), px(20), px(14))
        self._column.setSpacing(px(6))
        self._head.setSpacing(px(12))
        self._last.setSpacing(px(10))
        self._row.setContentsMargins(px(14), px(12), px(14), px(12))
        self._told.setSpacing(px(2))
        self._row.setSpacing(px(8))
        self.setMinimumHeight(px(_LEAST))
