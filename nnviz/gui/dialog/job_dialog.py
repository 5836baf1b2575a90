"""What takes long: done off the window's thread, with a bar that says so and a button that drops it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from nnviz.gui.widget.job import Job
from nnviz.gui.widget.style import Style, set_role

_POLL = 40  # milliseconds between two looks at the work
_AT_ONCE = 0.03
"""Seconds in which what is quick is done, and no dialog is shown."""


class JobDialog(QDialog):
    """Calls ``finish`` with what ``work`` returned, in the window's thread; ``failed`` brings the error that it raised."""

    failed = Signal(object)

    def __init__(
        self, style: Style, title: str, work: Callable[[], Any], finish: Callable[[Any], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._work, self._finish = work, finish
        self._job: Job[Any] | None = None
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.words, self.cancel_button = QLabel(f"{title} …"), QPushButton("Cancel")
        set_role(self.words, "strong")
        self.progress = QProgressBar(textVisible=False, minimum=0, maximum=0)
        self.cancel_button.clicked.connect(self.reject)
        self._poll = QTimer(self, interval=_POLL)
        self._poll.timeout.connect(self._look)
        px = style.px
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(12))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        column.addWidget(self.words)
        column.addWidget(self.progress)
        column.addLayout(row)
        self.setMinimumWidth(px(340))

    def start(self) -> None:
        """Begins; shows itself where it isn't done at once."""
        self._job = Job(self._work)
        if self._job.wait(_AT_ONCE):
            QTimer.singleShot(0, self, self._look)  # what follows has a moment of its own
        else:
            self._poll.start()
            self.open()

    def done(self, result: int) -> None:
        """Closed: what is still under way comes to nothing."""
        self._poll.stop()
        self._job = None
        super().done(result)
        self.deleteLater()

    def _look(self) -> None:
        if self._job is None or not self._job.done:
            return
        job = self._job
        try:
            result = job.result
        except Exception as error:  # noqa: BLE001 (whatever went wrong is told to whoever asked)
            self.reject()
            self.failed.emit(error)
            return
        self.accept()
        self._finish(result)
