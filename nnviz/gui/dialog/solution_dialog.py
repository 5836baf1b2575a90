"""File > Export worked solution: what of it, in which format, and how far it is."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from nnviz.explain.derivation import Explainer
from nnviz.explain.format import FORMATS
from nnviz.explain.solution import LARGEST, MOST_NUMBERS, number_count
from nnviz.explain.writer import Writer
from nnviz.gui.dialog.file_desk import FileDesk
from nnviz.gui.dialog.handout import Handout
from nnviz.gui.explanation.explained import Teller
from nnviz.gui.widget.job import Job
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.session import Session

_POLL = 50  # milliseconds between two looks at the work
_STEPS = 1000


class SolutionDialog(QDialog):
    """Asks whether all, or only the selected number, is worked out; then for a file, whose ending says the format."""

    def __init__(self, style: Style, session: Session, desk: FileDesk) -> None:
        super().__init__(desk.window)
        self._style, self._session, self._desk = style, session, desk
        session.pause()
        self._asked = Teller(session).explained() if session.selection else None
        self._count = number_count(Writer(Explainer(session.trace)))
        self._handout: Handout | None = None
        self._job: Job[str] | None = None
        self._path = ""
        self.whole, self.selected = QPushButton("The whole document"), QPushButton("Nothing is selected")
        self.words = QLabel()
        self.progress = QProgressBar(textVisible=False, maximum=_STEPS)
        self.cancel_button, self.save_button = QPushButton("Cancel"), QPushButton("Save as…")
        self._poll = QTimer(self, interval=_POLL)
        self._poll.timeout.connect(self._look)
        self._arrange()
        self._offer()
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._ask)

    @property
    def running(self) -> bool:
        """Whether it is being written."""
        return self._job is not None

    def done(self, result: int) -> None:
        """However it is closed: what is under way is stopped."""
        if self._handout is not None:
            self._handout.cancel()
        self._job = None
        self._poll.stop()
        super().done(result)

    def _offer(self) -> None:
        if self._asked is not None:
            self.selected.setText(f"{self._asked.title} alone")
        self.selected.setEnabled(self._asked is not None)
        self.whole.setEnabled(self._count <= LARGEST)
        choice = self.whole
        if self._asked is not None and self._count > MOST_NUMBERS:
            choice = self.selected
        choice.setChecked(choice.isEnabled())
        self._describe()

    def _describe(self) -> None:
        """What the choice means."""
        if self.selected.isChecked():
            text = "Its value, its gradient with every factor down to the output, its update."
        else:
            text = f"{self._count:,} numbers"
            if self._count > LARGEST:
                text += " are too many to work through. Select one in the diagrams, and come again."
            elif self._count > MOST_NUMBERS:
                text += " make a long document. One of them can be selected in the diagrams first."
            else:
                text += ": what is given, the forward pass, the loss, the backward pass, and the update where there is one."
        self.words.setText(text)
        self.save_button.setEnabled(self.whole.isChecked() or self.selected.isChecked())

    def _ask(self) -> None:
        kinds = ";;".join(f"{form.title} (*{form.ending})" for form in reversed(FORMATS.values()))
        path = self._desk.ask_path("worked solution", kinds)
        if path is None:
            return
        forms = {form.ending: form for form in FORMATS.values()}
        form = forms.get(Path(path).suffix.lower())
        if form is None:
            self._desk.complain(f"{Path(path).name} can't be written", f"A worked solution ends in {', '.join(forms)}")
            return
        self._path = path
        self._handout = Handout(self._session, self._asked if self.selected.isChecked() else None, form)
        self._job = Job(self._handout.write)
        for button in (self.whole, self.selected, self.save_button):
            button.setEnabled(False)
        self.words.setText(f"Writing {Path(path).name}")
        self._poll.start()

    def _look(self) -> None:
        """How far the work is; the file is written once it is done."""
        if self._handout is None or self._job is None:
            return
        self.progress.setValue(round(_STEPS * self._handout.progress))
        self.progress.setVisible(True)
        if self._job.done:
            job, self._job = self._job, None
            self.accept()  # whatever comes of it
            self._desk.write(self._path, job.result)

    def _arrange(self) -> None:
        px = self._style.px
        self.setWindowTitle("Export worked solution")
        title = QLabel("Worked solution")
        set_role(title, "title")
        set_role(self.words, "mute")
        self.words.setWordWrap(True)
        self.words.setMinimumHeight(px(40))
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        page, buttons, group = QVBoxLayout(self), QHBoxLayout(), QButtonGroup(self)
        page.setContentsMargins(px(20), px(16), px(20), px(16))
        page.setSpacing(px(8))
        page.addWidget(title)
        for button in (self.whole, self.selected):
            set_role(button, "choice")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.toggled.connect(self._describe)
            group.addButton(button)
            page.addWidget(button)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        page.addWidget(self.words)
        page.addWidget(self.progress)
        page.addLayout(buttons)
        self.progress.hide()
        self.cancel_button.setAutoDefault(False)
        self.save_button.setDefault(True)
        self.resize(px(420), self.sizeHint().height())
