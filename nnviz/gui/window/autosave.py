"""Keeping the session while it changes, off the window's thread, and offering what an earlier start could not save."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox

from nnviz.files.problem import DocumentError
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.job import Job
from nnviz.gui.window.main_window import MainWindow
from nnviz.session.recovery import Lost, Refuge, forget, lost_sessions, since

INTERVAL = 5000
"""Milliseconds between two looks: with the time that writing takes, no more than ten seconds can be lost."""


class Autosave(QObject):
    """Keeps the window's session in a folder while there is something to lose."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._window, self._folder, self._refuge = window, folder, Refuge(folder)
        self._kept: object = None
        self._job: Job[None] | None = None
        self._complained = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.take)
        self._timer.start(INTERVAL)
        Follower(window.session, self, self._clear, "undo")

    def _state(self) -> object:
        """What changes when there is something new to keep."""
        session = self._window.session
        return session.document, session.branch, session.step, session.reached, session.last_edit, tuple(session.marks)

    def take(self) -> None:
        """Keeps the session if it has changed and is nowhere else; what is being written is finished first."""
        state, session, refuge = self._state(), self._window.session, self._refuge
        if self._job is not None:
            if not self._job.done:
                return
            self._tell(self._job)
            self._job = None
        self._clear()
        if state != self._kept and not session.safe:
            self._kept = state
            record, title, path = session.record(), session.document.title, session.path
            self._job = Job(lambda: refuge.keep(record, title, path))

    def _clear(self) -> None:
        """Keeps nothing of a session that has been saved."""
        done = self._job is None or self._job.done
        if done and self._kept is not None and self._window.session.safe:
            self._refuge.clear()
            self._kept = None

    def _tell(self, job: Job[None]) -> None:
        try:
            job.result  # noqa: B018 (raises what went wrong)
        except (DocumentError, OSError) as error:
            self._complain(error)

    def _complain(self, error: Exception) -> None:
        """Says once that the session can't be kept."""
        if not self._complained:
            self._complained = True
            self._window.desk.complain("This session can't be kept for the case of a crash", error)

    def end(self, closed: bool) -> None:
        """Ends it; where the window was ``closed`` as it should be, what was to be saved is, and nothing is kept."""
        self._timer.stop()
        self._finish()
        if closed:
            self._refuge.clear()
        self._refuge.leave()

    def _finish(self) -> None:
        """Waits for what is being written."""
        if self._job is not None:
            self._job.wait(10.0)

    def offer(self) -> None:
        """Asks whether to take up what an earlier start could not save, if there is such: one after another until one is wanted."""
        lost = next(iter(lost_sessions(self._folder)), None)
        if lost is None:
            return
        buttons = QMessageBox.StandardButton
        title = f"“{lost.title}”" if lost.title else "A session"
        box = QMessageBox(
            QMessageBox.Icon.Question, "nnviz", f"{title} was not saved when nnviz ended.", buttons.Open | buttons.Discard,
            self._window,
        )
        box.setInformativeText(f"It was kept {since(lost)}. Open it, or discard it for good?")
        box.buttonClicked.connect(lambda button: self._decide(lost, box.standardButton(button) == buttons.Open))
        box.open()

    def _decide(self, lost: Lost, wanted: bool) -> None:
        if not wanted:
            forget(lost.file)
            self.offer()
        elif self._window.desk.recover(lost.file, lost.path):
            self._finish()
            try:
                self._refuge.adopt(lost)
                self._kept = self._state()
            except OSError as error:
                self._complain(error)
