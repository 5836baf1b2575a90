"""One of the answers to choose from: words and mathematics, in as many lines as they need."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from nnviz.gui.mathematics.math_text import MathText
from nnviz.gui.widget.style import Style, set_role, set_state

_SIZE = 12.5


class AnswerButton(QPushButton):
    """Clicked to choose it."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        set_role(self, "answer")
        self.words = MathText(style, _SIZE, parent=self)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.words)
        style.changed.connect(self._restyle)
        self._restyle()

    def show_outcome(self, done: bool, right: bool) -> None:
        """Whether it can be chosen no more, and whether it was the right one then."""
        self.setEnabled(not done)
        set_state(self, "right", "true" if done and right else "false")
        self.words.show_text(self.words.text, "text" if not done else "ok" if right else "mute")

    def sizeHint(self) -> QSize:
        """As high as its words."""
        return self._column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As high as its words; they break where it is narrow."""
        return self._column.totalMinimumSize()

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setContentsMargins(px(12), px(7), px(12), px(7))
