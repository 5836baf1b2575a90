"""Comparing fold by fold: the document as it is now by itself, or with another, trained off the window's thread."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from nnviz.files.location import example_folder
from nnviz.gui.page.fold_board import FoldBoard
from nnviz.gui.page.page import Page, heading, scrolled
from nnviz.gui.widget.errand import Errand
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.number_field import NumberField
from nnviz.gui.widget.segmented_control import SegmentedControl
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.fold_lab import FILE, HELD, NOBODY, RIVALS, FoldLab, described
from nnviz.session.session import Session

_LEFT = 292
_FILES = "Documents and sessions (*.toml *.nnviz);;All files (*)"
_HOLD = "Hold the document as it is now"
_CIRCUIT = "A circuit is not trained: open a document with a network."
_ABOUT = {
    NOBODY: "How much the numbers of this document vary with the examples it is tested on.",
    HELD: "Hold it, change the network or its training, come back and measure: how much better is it?",
    FILE: "A document of the same data, trained on the same folds.",
}


class FoldPage(Page):
    """Contenders and settings at the left, what came of each fold at the right."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, "Compare by folds", "each part of the examples tests once", parent)
        self._session = session
        self.lab = FoldLab(session)
        self._errand = Errand(self, self._look)
        self.present, self.other, self.compared, self.problem = (QLabel() for _ in range(4))
        self.rivals = SegmentedControl(style, "Compare with", RIVALS)
        self.hold = QPushButton(_HOLD)
        self.fields = {
            "folds": NumberField("Folds", whole=True), "epochs": NumberField("Epochs", whole=True),
            "seed": NumberField("Seed", whole=True),
        }  # fmt: skip
        self.measure, self.copy = QPushButton("Measure"), QPushButton("Copy as text")
        self.progress = QProgressBar(textVisible=False, maximum=1000)
        self.board = FoldBoard(style)
        self._arrange()
        self.rivals.chosen.connect(self._on_rival)
        self.hold.clicked.connect(self._on_hold)
        self.measure.clicked.connect(self._on_measure)
        self.copy.clicked.connect(self._on_copy)
        for field in self.fields.values():
            field.committed.connect(self._on_field)
            field.refused.connect(self.problem.setText)
        Follower(session, self, self._follow_document, "document")
        Follower(session, self, self.refresh, "settings")
        style.changed.connect(self._restyle)
        self._restyle()
        self._follow_document()

    @property
    def measuring(self) -> bool:
        """Whether a race is under way."""
        return self._errand.running

    def enter(self) -> None:
        """Shows the document as it is now."""
        self.refresh()
        self.measure.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Trains on every fold; what was under way before is dropped."""
        self._stop()
        self._session.pause()
        try:
            race = self.lab.begin()
        except ValueError as error:
            self._say(str(error))
            return
        self._say("")
        self._errand.begin(race.run)
        self._look()

    def refresh(self) -> None:
        """Shows who is compared, and what has been found so far."""
        if not self.isVisible() or self._session.trainer is None:
            return
        lab, contenders = self.lab, self.lab.contenders
        self.present.setText(described(contenders[0][1]))
        self.other.setText(": ".join((contenders[1][0], described(contenders[1][1]))) if len(contenders) > 1 else "")
        self.other.setVisible(len(contenders) > 1)
        self.compared.setText(_ABOUT[lab.rival])
        self.rivals.choose(lab.rival)
        self.hold.setVisible(lab.rival == HELD)
        training = self._session.document.training
        self.fields["folds"].show_number(lab.folds)
        self.fields["epochs"].show_number(training.epochs if lab.epochs is None else lab.epochs)
        self.fields["seed"].show_number(training.seed if lab.seed is None else lab.seed)
        self.measure.setText("Cancel" if self.measuring else "Measure")
        self.progress.setVisible(self.measuring)
        self.progress.setValue(0 if lab.race is None else round(1000 * lab.race.progress))
        self.copy.setEnabled(lab.race is not None and any(lab.race.results[-1:]) and not self.measuring)
        self.board.show_race(lab.race, lab.is_stale)

    def _look(self) -> None:
        """How far it is; what can't be compared is known only by then."""
        try:
            if self._errand.end() and self.lab.race is not None:
                self._say(self.lab.race.problem)
        except ValueError as error:
            self.lab.race = None
            self._say(str(error))
        self.refresh()

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)

    def _stop(self) -> None:
        if self.lab.race is not None:
            self.lab.race.cancel()
        self._errand.drop()

    def _on_measure(self) -> None:
        if self.lab.race is not None and self.measuring:
            self.lab.race.cancel()  # the job ends after the updates at hand, and what it has found is shown
        else:
            self.start()

    def _on_rival(self, rival: str) -> None:
        self._say("")
        if rival == HELD:
            self.lab.against_held()
        elif rival == FILE:
            self._ask_file()
        else:
            self.lab.against_nobody()
        self.refresh()

    def _ask_file(self) -> None:
        folder = example_folder() if self._session.path is None else self._session.path.parent
        path, _ = QFileDialog.getOpenFileName(self, "Compare with", str(folder), _FILES)
        try:
            if path:
                self.lab.against_file(Path(path))
        except ValueError as error:
            self._say(str(error))

    def _on_hold(self) -> None:
        self.lab.hold()
        self.refresh()

    def _on_field(self) -> None:
        folds, epochs, seed = (int(field.number) for field in self.fields.values())
        training = self._session.document.training
        if folds != self.lab.folds:
            self.lab.folds = folds
        self.lab.epochs = None if epochs == training.epochs else epochs
        self.lab.seed = None if seed == training.seed else seed

    def _on_copy(self) -> None:
        if self.lab.race is not None:
            QGuiApplication.clipboard().setText(self.lab.race.report())

    def _follow_document(self) -> None:
        """Another file makes what was found worthless; another architecture, or another level of looking, does not."""
        if self.lab.follow():
            self._stop()
            self._say("")
        self.show_lack("" if self._session.trainer is not None else _CIRCUIT)
        self.refresh()

    def _arrange(self) -> None:
        side = QWidget()
        set_role(side, "panel")
        self._side, self._grid = QVBoxLayout(side), QGridLayout()
        for label, role in ((self.present, "strong"), (self.other, "strong"), (self.compared, "small"), (self.problem, "problem")):
            set_role(label, role)
            label.setWordWrap(True)
        for row, (name, field) in enumerate(self.fields.items()):
            title = QLabel(name.capitalize())
            set_role(title, "mute")
            self._grid.addWidget(title, row, 0)
            self._grid.addWidget(field, row, 1)
        for widget in (heading("THE DOCUMENT AS IT IS NOW"), self.present, heading("COMPARED WITH"), self.rivals, self.other,
                       self.hold, self.compared):
            self._side.addWidget(widget)
        self._side.addLayout(self._grid)
        for part in (self.measure, self.progress, self.problem):
            self._side.addWidget(part)
        self._side.addStretch(1)
        set_role(self.measure, "primary")
        self.add_tools(self.copy)
        self._contenders, board = scrolled(side), scrolled(self.board)
        board.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.add_panes(self._contenders, board)

    def _restyle(self) -> None:
        px = self._style.px
        self._side.setContentsMargins(px(16), px(12), px(16), px(12))
        self._side.setSpacing(px(10))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6))
        self._grid.setColumnMinimumWidth(0, px(96))
        self._contenders.setFixedWidth(px(_LEFT))
