"""Opening, saving and exporting: the dialogs, and what is said when it goes wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from nnviz.data.format import FORMATS
from nnviz.data.survey import Survey, survey
from nnviz.drawing.mark import Drawing
from nnviz.drawing.picture_file import PictureError
from nnviz.files.archive import SUFFIX
from nnviz.files.draft import Draft, draft_document
from nnviz.files.load import is_data, own_file, weight
from nnviz.files.location import example_folder
from nnviz.files.problem import DocumentError
from nnviz.gui.diagram.picture import save_picture
from nnviz.gui.plot.plot import Plot
from nnviz.gui.plot.plot_file import save_plot
from nnviz.gui.widget.memory import Memory
from nnviz.gui.widget.style import Style
from nnviz.session.record import subject_at
from nnviz.session.session import Session
from nnviz.session.subject import Subject, subject_of
from nnviz.training.script import script

T = TypeVar("T")

_DATA = " ".join(f"*{ending}" for row in FORMATS.values() for ending in row.endings)
_OPENED = f"Documents, sessions and data (*.toml *{SUFFIX} {_DATA});;Documents and sessions (*.toml *{SUFFIX});;All files (*)"
_SESSION, _DOCUMENT = f"Session: the run with its past and its branches (*{SUFFIX})", "Document as it is now (*.toml)"
_LARGE = 4_000_000
"""Bytes of arrays that are read while the window waits; of text and tables as many as take no longer."""
_PICTURES = "SVG (*.svg);;PNG (*.png);;PDF (*.pdf)"
_MOST_PROBLEMS = 12


def takes_long(source: str) -> bool:
    """Whether the window opens this while one looks on: data, of which it asks first; much of it; many gates. "" is nothing."""
    return bool(source) and (is_data(source) or weight(source) > _LARGE)


class FileDesk(QObject):
    """Does what the File menu says; ``opened`` tells that another document is open, or that this one has another name."""

    opened = Signal()

    def __init__(self, session: Session, style: Style, memory: Memory, window: QWidget) -> None:
        super().__init__(window)
        self.window = window
        self._session, self._style, self._memory = session, style, memory

    def ask_open(self) -> None:
        """Asks for a file and opens it."""
        path, _ = QFileDialog.getOpenFileName(self.window, "Open a document, or data", self._folder(), _OPENED)
        if path:
            self.open(path)

    def ask_open_folder(self) -> None:
        """Asks for a folder of pictures and opens it."""
        path = QFileDialog.getExistingDirectory(self.window, "Open a folder of pictures", self._folder())
        if path:
            self.open(path)

    def open(self, source: str) -> bool:
        """Opens a file or an example, and says whether it is open; where it is bad, the open document stays as it was.

        What takes long is opened off the window's thread, and of data it is asked first what is given and what is asked for.
        """
        if not self.settle():
            return False
        if is_data(source):
            self._ask_about(Path(source))
            return False
        if takes_long(source):
            self._work(source, lambda: subject_at(source), lambda found: self._take_up(*found, source))
            return False
        try:
            self._session.open(source)
        except DocumentError as error:
            self.complain(f"{Path(source).name} can't be opened", error)
            return False
        self._remember(source)
        return True

    def _take_up(self, subject: Subject, notice: str, source: str) -> None:
        self._session.take_up(subject, notice, own_file(source))
        self._remember(source)

    def _remember(self, source: str) -> None:
        self._memory.remember_document(source, own_file(source))
        self.opened.emit()

    def _ask_about(self, path: Path) -> None:
        """Data: looks through it, asks what to make of it, and opens that."""
        from nnviz.gui.dialog.data_dialog import DataDialog

        def ask(found: Survey) -> None:
            dialog = DataDialog(self._style, found, self.window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.drafted.connect(begin)
            dialog.open()

        def begin(draft: Draft) -> None:
            self._work(str(path), lambda: subject_of(draft_document(draft)), take_up)

        def take_up(subject: Subject) -> None:
            self._session.take_up(subject, "", None)
            self.opened.emit()

        self._work(str(path), lambda: survey(path), ask)

    def _work(self, source: str, work: Callable[[], T], finish: Callable[[T], None]) -> None:
        """Does what takes long in a thread of its own; what goes wrong there is said."""
        from nnviz.gui.dialog.job_dialog import JobDialog

        name = Path(source).name
        dialog = JobDialog(self._style, f"Opening {name}", work, finish, self.window)
        dialog.failed.connect(lambda error: self.complain(f"{name} can't be opened", error))
        dialog.start()

    def save(self) -> bool:
        """Saves under the present name; an example, or what has none, under a name that is asked for."""
        path = self._session.path
        if path is None or example_folder() in path.absolute().parents:
            return self.save_as()
        return self._save(str(path))

    def save_as(self) -> bool:
        """Asks for a name and saves; False where that was cancelled or went wrong."""
        session = self._session
        ending = SUFFIX if session.reached or len(session.branches) > 1 else ".toml"
        name = session.path.name if session.path else f"{self.name() or 'network'}{ending}"
        kinds = [_SESSION, _DOCUMENT] if name.endswith(SUFFIX) else [_DOCUMENT, _SESSION]
        if session.trainer is None:
            kinds = [_DOCUMENT]
        path, chosen = QFileDialog.getSaveFileName(
            self.window, "Save the document", str(Path(self._folder()) / name), ";;".join(kinds)
        )
        if not path:
            return False
        return self._save(path if Path(path).suffix else path + (SUFFIX if chosen == _SESSION else ".toml"))

    def _save(self, path: str) -> bool:
        try:
            self._session.save(path)
        except (DocumentError, OSError) as error:
            self.complain(f"{Path(path).name} can't be saved", error)
            return False
        self._memory.remember_document(path, Path(path))
        self.opened.emit()
        return True

    def recover(self, source: Path, path: Path | None) -> bool:
        """Opens what was kept of a session that was never saved on ``path``; False where that can't be read or nobody wants to."""
        if not self.settle():
            return False
        try:
            self._session.recover(source, path)
        except DocumentError as error:
            self.complain("What was kept can't be opened", error)
            return False
        self.opened.emit()
        return True

    def export(self, drawing: Drawing | None, what: str) -> None:
        """Asks for a name and saves a picture."""
        if drawing is not None:
            self._export(what, _PICTURES, lambda path: save_picture(drawing, path, self._style.theme))

    def export_plot(self, plot: Plot) -> None:
        """Asks for a name and saves a plot's picture or its numbers."""
        self._export(plot.title.lower(), f"{_PICTURES};;CSV, the numbers (*.csv)", lambda path: save_plot(plot, path))

    def export_code(self) -> None:
        """Asks for a name and saves a script that trains the network as it is now on NumPy alone."""
        self._session.pause()
        code = script(self._session.as_document())
        self._export("Python code", "Python (*.py)", lambda path: Path(path).write_text(code, "utf-8"))

    def write(self, path: str, text: str) -> None:
        """Writes a file; says so where that can't be."""
        self._write(path, lambda path: Path(path).write_text(text, "utf-8"))

    def ask_path(self, what: str, kinds: str) -> str | None:
        """Asks where something is to be exported to; None where that was cancelled. Without an ending it gets one of ``kinds``."""
        ending = kinds.partition(";;")[0].partition("*")[2].rstrip(")")
        start = str(Path(self._folder()) / f"{self.name() or 'nnviz'}-{what.lower().replace(' ', '-')}{ending}")
        path, chosen = QFileDialog.getSaveFileName(self.window, f"Export the {what}", start, kinds)
        if not path:
            return None
        return path if Path(path).suffix else path + (chosen.partition("*")[2].rstrip(")") or ending)

    def _export(self, what: str, kinds: str, write: Callable[[str], object]) -> None:
        path = self.ask_path(what, kinds)
        if path is not None:
            self._write(path, write)

    def _write(self, path: str, write: Callable[[str], object]) -> None:
        try:
            write(path)
        except PictureError as error:
            self.complain(f"{Path(path).name} can't be written", error)
        except OSError as error:
            self.complain(f"{Path(path).name} can't be written", f"{path}: {error.strerror or error}")

    def settle(self) -> bool:
        """Where there are unsaved edits, asks what to do with them; False means: stay."""
        if not self._session.modified:
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self.window, "Unsaved changes", f"Save the changes to “{self._session.document.title}”?",
            buttons.Save | buttons.Discard | buttons.Cancel, buttons.Save,
        )
        if answer == buttons.Save:
            return self.save()
        return answer == buttons.Discard

    def complain(self, headline: str, error: Exception | str) -> None:
        """A dialog with what is wrong and where, one line a problem; it does not block."""
        lines = str(error).splitlines() or [type(error).__name__]
        if len(lines) > _MOST_PROBLEMS:
            lines = [*lines[:_MOST_PROBLEMS], f"… and {len(lines) - _MOST_PROBLEMS} more"]
        box = QMessageBox(QMessageBox.Icon.Warning, "nnviz", headline, QMessageBox.StandardButton.Ok, self.window)
        box.setInformativeText("\n".join(lines))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def name(self) -> str:
        """The file's or example's name without its ending; the title of what has never been saved."""
        document = self._session.document
        unsaved = self._session.path is None and document.folder is None
        return document.title if unsaved else Path(self._memory.document).stem

    def _folder(self) -> str:
        path = self._session.path
        if path is not None and example_folder() not in path.absolute().parents:
            return str(path.absolute().parent)
        return next((str(Path(recent).parent) for recent in self._memory.recent), str(Path.home()))
