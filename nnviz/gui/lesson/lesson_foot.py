"""The foot of the lesson: the score so far, and the ways on, back, to the start and to the next lesson."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnviz.gui.widget.style import Style, set_role
from nnviz.session.lesson import Lesson, Outcome


class LessonFoot(QWidget):
    """``following``: the name and title of the document whose lesson comes next, empty for none."""

    def __init__(self, style: Style, lesson: Lesson, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._lesson = style, lesson
        self.following = ("", "")
        self.score, self.way_on = QLabel(), QLabel()
        self.previous_button, self.next_button = QPushButton("Previous"), QPushButton("Next")
        self.again_button = QPushButton("Start again")
        self._column, self._buttons = QVBoxLayout(self), QHBoxLayout()
        for label in (self.score, self.way_on):
            set_role(label, "small")
            label.setWordWrap(True)
            self._column.addWidget(label)
        self._column.addLayout(self._buttons)
        self._buttons.addWidget(self.previous_button)
        self._buttons.addWidget(self.again_button)
        self._buttons.addWidget(self.next_button, 1)
        style.changed.connect(self._restyle)
        self._restyle()

    def refresh(self) -> None:
        """At the end of the lesson to the next one, or again from the start."""
        lesson, (name, title) = self._lesson, self.following
        ends = lesson.index + 1 == len(lesson.steps)
        self.previous_button.setEnabled(lesson.index > 0)
        self.again_button.setVisible(ends)
        self.next_button.setVisible(not ends or bool(name))
        self.next_button.setText("Next lesson" if ends else "Next")
        set_role(self.next_button, "primary" if lesson.is_answered else "")
        self.way_on.setText(f"Next: {title}")
        self.way_on.setVisible(ends and bool(name))
        self._show_score()

    @property
    def way_button(self) -> QPushButton:
        """The button that leads on, or else the one that begins again."""
        return self.again_button if self.next_button.isHidden() else self.next_button

    def _show_score(self) -> None:
        lesson = self._lesson
        answered = sum(lesson.score.values())
        self.score.setVisible(bool(answered))
        words: dict[Outcome, str] = {"right": "right at once", "helped": "with help", "revealed": "shown"}
        parts = [f"{lesson.score[key]} {word}" for key, word in words.items() if lesson.score[key]]
        self.score.setText(f"{answered} of {lesson.question_count} answered: {', '.join(parts)}")

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setContentsMargins(px(20), px(8), px(20), px(14))
        self._column.setSpacing(px(8))
        self._buttons.setSpacing(px(8))
