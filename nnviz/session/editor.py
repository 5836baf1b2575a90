"""A walk in which things are edited: every edit can be undone, and what was on show comes back with it."""

from collections.abc import Callable

from nnviz.session.subject import Memento, NetworkSubject, Subject
from nnviz.session.undo import Edit, UndoStack
from nnviz.session.walker import Walker


class Editor(Walker):
    """Edits, undo and redo."""

    def __init__(self, subject: Subject) -> None:
        self._undo = UndoStack(self._restore)
        super().__init__(subject)

    def _edit(self, text: str, change: Callable[[], None], saves: bool = True) -> None:
        """Makes a change that can be undone; playing goes on after it."""
        rate = self._player.rate
        self.pause()
        before = self._memento()
        try:
            self._change(change, before)
            self._undo.push(Edit(text, before, self._memento(), saves))
            self._show_edit()
        finally:
            if rate is not None:
                self.play(rate)

    def _change(self, change: Callable[[], None], before: Memento) -> None:
        """Makes all of a change, or, where it is refused half way, nothing of it."""
        try:
            change()
        except Exception:
            self._restore(before)
            raise

    def _memento(self) -> Memento:
        return Memento(*self._subject.past())

    def _restore(self, memento: Memento) -> None:
        self._subject.rewrite(memento.past)
        position = self.moment.position
        if isinstance(self._subject, NetworkSubject):
            self._perform(self._subject.trainer.seek(memento.step))
        self.moment = self.moment.at(position)
        if self.training:
            self.announce("settings", "undo", "problem", "timeline")
        else:
            self._show_edit()

    def _show_edit(self) -> None:
        self.problem = ""
        self._adapt()
        self.announce("example", "values", "moment", "settings", "history", "undo", "problem", "timeline")

    def undo(self) -> None:
        """Takes back the last edit, and what followed from it."""
        self.pause()
        self._undo.undo()

    def redo(self) -> None:
        """Does it again."""
        self.pause()
        self._undo.redo()

    @property
    def last_edit(self) -> Edit | None:
        """The edit that undo would take back: no two are the same; None where there is none."""
        return self._undo.last

    @property
    def undo_text(self) -> str:
        """What undo would take back; empty where there is nothing."""
        return self._undo.undo_text

    @property
    def redo_text(self) -> str:
        """What redo would do again; empty where there is nothing."""
        return self._undo.redo_text
