"""Keeping the session while it changes, off the window's thread, and offering what an earlier start could not save."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox

from nnviz.files.problem import DocumentError
from nnviz.gui.widget.job import Job
from nnviz.gui.window.main_window import MainWindow
from nnviz.session.recovery import Lost, forget, keep, lost_sessions, recovery_file, since

INTERVAL = 5000
"""Milliseconds between two looks: with the time that writing takes, no more than ten seconds can be lost."""


class Autosave(QObject):
    """Keeps the window's session in a folder while there is something to lose."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._window, self._folder = window, folder
        self._kept: object = self._state()
        self._job: Job[None] | None = None
        self._complained = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.take)
        self._timer.start(INTERVAL)

    def _state(self) -> object:
        """What changes when there is something new to keep."""
        session = self._window.session
        return session.document, session.branch, session.step, session.reached, session.last_edit, tuple(session.marks)

    def take(self) -> None:
        """Keeps the session if it has changed; what is being written is finished first."""
        state, session = self._state(), self._window.session
        if self._job is not None:
            if not self._job.done:
                return
            self._tell(self._job)
            self._job = None
        if state != self._kept:
            self._kept = state
            record, title, path, folder = session.record(), session.document.title, session.path, self._folder
            self._job = Job(lambda: keep(record, title, path, folder))

    def _tell(self, job: Job[None]) -> None:
        """Complains once where the session can't be kept."""
        try:
            job.result  # noqa: B018 (raises what went wrong)
        except (DocumentError, OSError) as error:
            if not self._complained:
                self._complained = True
                self._window.desk.complain("This session can't be kept for the case of a crash", error)

    def end(self, closed: bool) -> None:
        """Ends it; where the window was ``closed`` as it should be, what was to be saved is, and nothing is kept."""
        self._timer.stop()
        if self._job is not None:
            self._job.wait(10.0)
        if closed:
            forget(recovery_file(self._folder))

    def offer(self) -> None:
        """Asks whether to take up what an earlier start could not save, if there is such."""
        lost = lost_sessions(self._folder)
        if not lost:
            return
        buttons = QMessageBox.StandardButton
        title = f"“{lost[0].title}”" if lost[0].title else "A session"
        box = QMessageBox(
            QMessageBox.Icon.Question, "nnviz", f"{title} was not saved when nnviz ended.", buttons.Open | buttons.Discard,
            self._window,
        )
        box.setInformativeText(f"It was kept {since(lost[0])}. Open it, or discard it for good?")
        box.buttonClicked.connect(lambda button: self._decide(lost, box.standardButton(button) == buttons.Open))
        box.open()

    def _decide(self, lost: list[Lost], wanted: bool) -> None:
        if wanted and not self._window.desk.recover(lost[0].file, lost[0].path):
            return
        for one in lost:
            forget(one.file)
