"""Retrieval: the training examples that are nearest to the one on show, by whatever they are compared."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnviz.drawing.label import label
from nnviz.gui.page.page import Page, heading, scrolled
from nnviz.gui.page.retrieved import Retrieved
from nnviz.gui.panel.example_chooser import ExampleChooser
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.job import Job
from nnviz.gui.widget.picture_view import PictureView
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.invariance_lab import refusal
from nnviz.session.retrieval import Retrieval
from nnviz.session.session import Session
from nnviz.training.retrieval import NEAREST, PIXELS

_POLL = 60  # milliseconds between two looks at the work
_LEFT, _PICTURE = 292, 200


class RetrievalPage(Page):
    """The query is the session's example. Precisions are measured off the window's thread whenever the network rests."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, "Retrieval", "the five nearest training examples", parent)
        self._session = session
        self.retrieval: Retrieval | None = None
        self._job: Job[None] | None = None
        self.key = PIXELS
        self.query, self.name = PictureView(style, "What is asked for"), QLabel()
        self.problem, self.measured = QLabel(), QLabel()
        self.found = tuple(Retrieved(style, rank + 1) for rank in range(NEAREST))
        self.choices: dict[str, QPushButton] = {}
        self.shares: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        self._poll = QTimer(self, interval=_POLL)
        self._poll.timeout.connect(self._look)
        self._arrange()
        self._group.buttonClicked.connect(self._on_choice)
        for part in self.found:
            part.asked.connect(session.choose_example)
        Follower(session, self, self._follow_document, "document")
        Follower(session, self, self._follow_session, "running", "values", "example")
        style.changed.connect(self._restyle)
        self._restyle()
        self._follow_document()

    @property
    def measuring(self) -> bool:
        """Whether precisions are being measured."""
        return self._job is not None

    def enter(self) -> None:
        """Looks anew where the network is another than before."""
        self._follow_session()
        if self.choices:
            self.choices[self.key].setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Looks and measures by the network as it is now."""
        self._stop()
        self.retrieval = Retrieval(self._session)
        if tuple(self.choices) != tuple(self.retrieval.representations):
            self._offer(self.retrieval)
        self._job = Job(self.retrieval.run)
        self._poll.start()
        self.refresh()

    def refresh(self) -> None:
        """Shows the query, and what is nearest to it."""
        found = self.retrieval
        if found is None or not self.isVisible():
            return
        example = self._session.example
        self.query.show_picture(found.picture(example))
        self.name.setText(label(found.class_name(example)))
        for part, row in zip(self.found, found.nearest(self.key, example), strict=False):
            part.show_found(found, row)
        self._show_precisions(found)

    def _show_precisions(self, found: Retrieval) -> None:
        for key, share in self.shares.items():
            known = found.precisions.get(key)
            share.setText("…" if known is None else f"{known:.1%}")
        asked = f"{len(found.queries):,} {found.split} examples"
        self.measured.setText(
            f"The share of right classes among the five nearest of {len(found.database):,} training examples, "
            f"mean over {asked}; the network is that of step {found.step:,}."
        )

    def _look(self) -> None:
        if self._job is not None and self._job.done:
            job, self._job = self._job, None
            self._poll.stop()
            job.result  # noqa: B018 (raises what the work raised)
        if self.retrieval is not None:
            self._show_precisions(self.retrieval)

    def _stop(self) -> None:
        if self.retrieval is not None:
            self.retrieval.cancel()
        self.retrieval = self._job = None
        self._poll.stop()

    def _follow_document(self) -> None:
        reason = refusal(self._session)
        self.problem.setText(reason)
        self.problem.setVisible(bool(reason))
        for part in self._parts:
            part.setVisible(not reason)
        self._stop()
        self._follow_session()

    def _follow_session(self) -> None:
        """Once it rests, what has been trained is looked through anew."""
        if refusal(self._session) or not self.isVisible():
            return
        if not self._session.running and (self.retrieval is None or not self.retrieval.is_of(self._session)):
            self.start()
        else:
            self.refresh()

    def _on_choice(self, button: QPushButton) -> None:
        self.key = next(key for key, choice in self.choices.items() if choice is button)
        self.refresh()

    def _offer(self, found: Retrieval) -> None:
        """A line for each representation."""
        for widget in (*self.choices.values(), *self.shares.values()):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.choices, self.shares = {}, {}
        for row, (key, title) in enumerate(found.representations.items()):
            button, share = QPushButton(title, self._board), QLabel(self._board)
            button.setCheckable(True)
            set_role(button, "choice")
            set_role(share, "mono")
            self._group.addButton(button)
            self._grid.addWidget(button, row, 0)
            self._grid.addWidget(share, row, 1, Qt.AlignmentFlag.AlignRight)
            self.choices[key], self.shares[key] = button, share
        self.key = self.key if self.key in self.choices else PIXELS
        self.choices[self.key].setChecked(True)

    def _arrange(self) -> None:
        side, self._board = QWidget(), QWidget()
        self._side, self._middle, self._grid, self._row = QVBoxLayout(side), QVBoxLayout(), QGridLayout(), QHBoxLayout()
        set_role(side, "panel")
        for widget in (heading("WHAT IS ASKED FOR"), ExampleChooser(self._style, self._session), self.query, self.name):
            self._side.addWidget(widget)
        self.name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_role(self.name, "strong")
        self._side.addStretch(1)
        for part in self.found:
            self._row.addWidget(part, 4)
        self._row.addStretch(1)
        self._grid.setColumnStretch(0, 1)
        self._board.setLayout(self._grid)
        body = QWidget()
        set_role(body, "panel")
        body.setLayout(self._middle)
        self._middle.addWidget(heading("NEAREST"))
        self._middle.addLayout(self._row)
        self._middle.addSpacing(8)
        self._middle.addWidget(heading("COMPARED BY: PRECISION AT 5"))
        self._middle.addWidget(self._board)
        self._middle.addWidget(self.measured)
        self._middle.addStretch(1)
        set_role(self.measured, "small")
        self.measured.setWordWrap(True)
        self._parts = (scrolled(side), scrolled(body))
        self.add_panes(*self._parts)
        set_role(self.problem, "mute")
        self.problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page.addWidget(self.problem, 1)

    def _restyle(self) -> None:
        px = self._style.px
        for layout in (self._side, self._middle):
            layout.setContentsMargins(px(16), px(12), px(16), px(12))
            layout.setSpacing(px(10))
        self._row.setSpacing(px(16))
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(px(2))
        self._board.setMaximumWidth(px(620))
        self._parts[0].setFixedWidth(px(_LEFT))
        self.query.setFixedHeight(px(_PICTURE))
