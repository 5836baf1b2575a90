"""A question with a field or choices for its answer, a hint and the answer on request, and what is said of an answer."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from nnviz.gui.lesson.answer_button import AnswerButton
from nnviz.gui.mathematics.math_text import MathText
from nnviz.gui.widget.style import Style, set_role, set_state

_FIELD = 196  # pixels of width beside a question


class _AnswerField(QLineEdit):
    """Keeps Enter to itself: a button that gets the keyboard because of the answer isn't pressed by the same stroke."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class QuestionCard(QFrame):
    """Asks for a number (``answered`` brings the text typed) or to choose (``chosen`` brings the position, from 1).

    ``wide``: question and answer stand side by side, else one under the other.
    """

    answered = Signal(str)
    chosen = Signal(int)
    hint_wanted = Signal()
    reveal_wanted = Signal()

    def __init__(self, style: Style, *, wide: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._wide = wide
        set_role(self, "question")
        self.question, self.given, self.message = MathText(style), MathText(style, 12.5), MathText(style, 12.5)
        self.hint = MathText(style, 12.5, "mute")
        self.verdict = QLabel()
        self.field = _AnswerField()
        self.field.setAccessibleName("Your answer")
        self.field.setPlaceholderText("a number, or 0.5 * 3")
        set_role(self.field, "number")
        self.check_button, self.hint_button, self.reveal_button = (QPushButton(text) for text in ("Check", "Hint", "Show it"))
        set_role(self.check_button, "primary")
        for button in (self.hint_button, self.reveal_button):
            set_role(button, "quiet")
        self.check_button.setToolTip("Enter")
        self.hint_button.setToolTip("The formula")
        self.reveal_button.setToolTip("Shows the answer; the question then counts as shown")
        self.choices: list[AnswerButton] = []
        self._arrange()
        self.field.returnPressed.connect(self._submit)
        self.check_button.clicked.connect(self._submit)
        self.hint_button.clicked.connect(self.hint_wanted)
        self.reveal_button.clicked.connect(self.reveal_wanted)
        self.field.textEdited.connect(self._unmark)
        style.changed.connect(self._restyle)
        self._restyle()

    def ask(self, question: str, choices: Sequence[str] = ()) -> None:
        """Another question; the field is empty and nothing is said yet."""
        self.question.show_text(question)
        self.field.clear()
        self._unmark()
        for button in self.choices[len(choices) :]:
            button.hide()
            button.deleteLater()
        self.choices = self.choices[: len(choices)]
        while len(self.choices) < len(choices):
            self.choices.append(self._choice(len(self.choices) + 1))
        for position, (button, text) in enumerate(zip(self.choices, choices, strict=True), start=1):
            button.words.show_text(text, "text")
            button.setAccessibleName(f"Answer {position}: {text}")
        self.say("")
        self.show_hint("")
        self.show_given("")
        self.settle(False)

    def complain(self, message: str) -> None:
        """What is wrong with an answer, as Markdown with mathematics."""
        self.verdict.hide()
        self.message.show_text(message, "grad")
        if not self.choices:
            set_state(self.field, "bad", "true")
            self.field.selectAll()

    def refuse(self, message: str) -> None:
        """Why an answer can't be read; the message has the answer in it, which is no Markdown."""
        self.complain(re.sub(r"([\\`*_<$])", r"\\\1", message))

    def say(self, message: str, verdict: str = "", right: bool = False) -> None:
        """What is said once the question is done with: a word or two, in green where it was right, and a message."""
        self.verdict.setText(verdict)
        self.verdict.setVisible(bool(verdict))
        set_role(self.verdict, "right" if right else "strong")
        self.message.show_text(message, "text")

    def show_hint(self, hint: str) -> None:
        """The hint; none where it is empty."""
        self.hint.show_text(hint)

    def show_given(self, given: str) -> None:
        """Numbers that the answer takes and that stand nowhere else; none where it is empty."""
        self.given.show_text(given)

    def settle(self, done: bool, answer: int = 0) -> None:
        """Whether there is nothing left to ask; ``answer`` is then the right choice, counted from 1."""
        numeric = not self.choices
        for part in (self.field, self.check_button):
            part.setVisible(numeric and not done)
        self.hint_button.setVisible(not done and (numeric or self._has_hint))
        self.reveal_button.setVisible(not done)
        for position, button in enumerate(self.choices, start=1):
            button.show_outcome(done, position == answer)

    def allow_hint(self, allowed: bool) -> None:
        """Whether a question with choices has a hint."""
        self._has_hint = allowed
        self.hint_button.setVisible(allowed and not self.reveal_button.isHidden())

    def take_keyboard(self) -> None:
        """Puts the keyboard into the field, or on the first choice."""
        target: QWidget = self.choices[0] if self.choices else self.field
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choice(self, position: int) -> AnswerButton:
        button = AnswerButton(self._style, self)
        button.clicked.connect(lambda: self.chosen.emit(position))
        self._column.insertWidget(position, button)
        return button

    def _submit(self) -> None:
        self.answered.emit(self.field.text())

    def _unmark(self) -> None:
        set_state(self.field, "bad", "false")

    def _arrange(self) -> None:
        self._has_hint = True
        self._column = QVBoxLayout(self)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight if self._wide else QBoxLayout.Direction.TopToBottom)
        self._row, self._help = QHBoxLayout(), QHBoxLayout()
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self.check_button)
        for button in (self.hint_button, self.reveal_button):
            self._help.addWidget(button)
        self._head.addWidget(self.question, 1)
        self._column.addLayout(self._head)
        if self._wide:
            self._head.addLayout(self._row)
            self._head.addLayout(self._help)
        else:
            self._column.addLayout(self._row)
            self._column.addLayout(self._help)
            self._help.addStretch(1)
        for part in (self.given, self.verdict, self.message, self.hint):
            self._column.addWidget(part)

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setContentsMargins(px(14), px(12), px(14), px(12))
        self._column.setSpacing(px(8))
        self._head.setSpacing(px(16))
        if self._wide:
            self.field.setFixedWidth(px(_FIELD))
        self._row.setSpacing(px(6))
        self._help.setSpacing(px(2))
