"""What every plot of the panel below is: a picture that follows the session while it is shown, and its numbers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.session import Session

NOT_TRAINED = "Not trained yet: choose Step or Epoch, then play."


class Table(NamedTuple):
    """The numbers of a plot, as they are exported: the names of the columns, and the rows."""

    header: Sequence[str]
    rows: Iterable[Sequence[object]]


class Option(NamedTuple):
    """One thing that can be chosen about a plot: its choices by key and title, and the key in force."""

    key: str
    title: str
    choices: Mapping[str, str]
    chosen: str


class Plot(QWidget):
    """Shows its body, or a sentence that says what it lacks. It is drawn only while it is visible, ``calm`` seconds apart.

    A kind of plot sets its ``body`` and ``tools`` and says how it is drawn, what it lacks, and what its numbers are.
    """

    topics: tuple[str, ...] = ("document", "history", "values", "example")
    calm = 1 / 4  # curves are dear to paint, and the diagrams need the time

    def __init__(self, style: Style, session: Session, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.session, self.title = style, session, title
        self.tools: tuple[QWidget, ...] = ()
        """Controls for the head of its frame."""
        self.setAccessibleName(f"{title} plot")
        self.words = QLabel()
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        set_role(self.words, "mute")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.words)
        Follower(session, self, self.refresh, *self.topics, calm=self.calm)

    def set_body(self, body: QWidget) -> None:
        """What is shown where nothing is lacking."""
        self._stack.addWidget(body)

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen about it, in the menu of its frame."""
        return ()

    def choose(self, option: str, choice: str) -> None:
        """Takes a choice of an option, both by their keys."""
        raise KeyError(f"{self.title} has no option {option!r}")

    def lack(self) -> str:
        """What is missing for it to show something, in a sentence; "" where nothing is."""
        return "" if is_trained(self.session) else NOT_TRAINED

    def draw(self) -> None:
        """Shows the session as it is now; called only where nothing is lacking."""
        raise NotImplementedError

    def table(self) -> Table:
        """The numbers that are shown."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Draws it, if it is visible."""
        if not self.isVisible():
            return
        lack = self.lack()
        for tool in self.tools:
            tool.setVisible(not lack)
        self.words.setText(lack)
        self._stack.setCurrentIndex(0 if lack else 1)
        if not lack:
            self.draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draws what was missed while hidden."""
        super().showEvent(event)
        self.refresh()


def is_trained(session: Session) -> bool:
    """Whether a step has been trained, however far one has gone back since."""
    history = session.history
    return history is not None and bool(len(history.evaluations.step) > 1 or len(history.batch.step))
