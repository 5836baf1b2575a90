"""Retrieval: the training examples that are nearest to the one on show, by whatever they are compared."""

from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnviz.gui.page.page import Page, heading, scroll_area, scrolled
from nnviz.gui.page.precision_board import PrecisionBoard
from nnviz.gui.page.retrieved import Retrieved
from nnviz.gui.panel.example_chooser import ExampleChooser
from nnviz.gui.widget.errand import Errand
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.picture_view import PictureView
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.invariance_lab import refusal
from nnviz.session.retrieval import Retrieval
from nnviz.session.session import Session
from nnviz.training.retrieval import NEAREST

_LEFT, _PICTURE = 292, 200


class RetrievalPage(Page):
    """The query is the session's example. All is looked for and measured off the window's thread, whenever the network rests."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, "Retrieval", "the five nearest training examples", parent)
        self._session = session
        self.retrieval: Retrieval | None = None
        self._errand = Errand(self, self._look)
        self._looked = False
        self.query, self.name = PictureView(style, "What is asked for"), QLabel()
        self.found = tuple(Retrieved(style, rank + 1) for rank in range(NEAREST))
        self.board = PrecisionBoard(style)
        self._arrange()
        self.board.chosen.connect(self._on_choice)
        self.board.pressed.connect(self._on_pressed)
        for part in self.found:
            part.asked.connect(session.choose_example)
        Follower(session, self, self._follow_document, "document")
        Follower(session, self, self._follow_session, "running", "values", "example")
        style.changed.connect(self._restyle)
        self._restyle()
        self._follow_document()

    @property
    def measuring(self) -> bool:
        """Whether it is looking and measuring."""
        return self._errand.running

    def enter(self) -> None:
        """Looks anew where the network is another than before."""
        self._follow_session()
        if self.board.choices:
            self.board.choices[self.board.key].setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Looks and measures by the network as it is now."""
        self._stop()
        self.retrieval = Retrieval(self._session)
        self.board.offer(self.retrieval)
        self._go_on(self.retrieval)

    def _go_on(self, retrieval: Retrieval) -> None:
        """Looks and measures what is still to be."""
        retrieval.wanted = self.board.key
        retrieval.go_on()
        self._errand.begin(retrieval.run)
        self._look()
        self.refresh()

    def refresh(self) -> None:
        """Shows the query, and what is nearest to it as soon as that can be known."""
        found = self.retrieval
        if found is None or not self.isVisible():
            return
        example, key = self._session.example, self.board.key
        self.query.show_picture(found.picture(example))
        self.name.setText(found.class_name(example))
        nearest = found.nearest(key, example) if found.has(key) else []
        self._looked = bool(nearest)
        for part, row in zip_longest(self.found, nearest):
            part.show_found(found, row)
        self.board.show_found(found, self.measuring)

    def _look(self) -> None:
        self._errand.end()
        if self.retrieval is not None and self.retrieval.has(self.board.key) and not self._looked:
            self.refresh()
        elif self.retrieval is not None:
            self.board.show_found(self.retrieval, self.measuring)

    def _stop(self) -> None:
        if self.retrieval is not None:
            self.retrieval.cancel()
        self.retrieval = None
        self._looked = False
        self._errand.drop()

    def _follow_document(self) -> None:
        self.show_lack(refusal(self._session))
        if self.retrieval is not None and not self.retrieval.is_of(self._session):
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

    def _on_choice(self) -> None:
        found = self.retrieval
        if found is not None and not found.has(self.board.key) and not self.measuring:
            self._go_on(found)  # it had been cancelled before it came to this one
        elif found is not None:
            found.wanted = self.board.key
            self.refresh()

    def _on_pressed(self) -> None:
        if self.retrieval is not None and self.measuring:
            self.retrieval.cancel()  # the job ends after the piece at hand, and what it has found stays
        elif self.retrieval is not None:
            self._go_on(self.retrieval)

    def _arrange(self) -> None:
        side, body = QWidget(), QWidget()
        self._side, self._middle, self._row = QVBoxLayout(side), QVBoxLayout(body), QHBoxLayout()
        set_role(side, "panel")
        set_role(body, "panel")
        for widget in (heading("WHAT IS ASKED FOR"), ExampleChooser(self._style, self._session), self.query, self.name):
            self._side.addWidget(widget)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_role(self.name, "strong")
        self._side.addStretch(1)
        for part in self.found:
            self._row.addWidget(part, 4)
        self._row.addStretch(1)
        self._middle.addWidget(heading("NEAREST"))
        self._middle.addLayout(self._row)
        self._middle.addSpacing(8)
        self._middle.addWidget(self.board)
        self._middle.addStretch(1)
        self._asked = scrolled(side)
        answers = scroll_area()  # the pictures beside each other may be wider, too
        answers.setWidget(body)
        self.add_panes(self._asked, answers)

    def _restyle(self) -> None:
        px = self._style.px
        for layout in (self._side, self._middle):
            layout.setContentsMargins(px(16), px(12), px(16), px(12))
            layout.setSpacing(px(10))
        self._row.setSpacing(px(16))
        self._asked.setFixedWidth(px(_LEFT))
        self.query.setFixedHeight(px(_PICTURE))
