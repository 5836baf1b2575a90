"""Undo and redo: each edit keeps what was before it and what came after."""

from collections.abc import Callable
from dataclasses import dataclass

from nnviz.session.subject import Memento

LIMIT = 200


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """One edit, named as a menu shows it ("Change w5"); ``saves`` says that it changes what a save would write."""

    text: str
    before: Memento
    after: Memento
    saves: bool = True


class UndoStack:
    """Edits done and undone; ``restore`` is called with what to go back to."""

    def __init__(self, restore: Callable[[Memento], None]) -> None:
        self._restore = restore
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        self._saved: Edit | None = None
        self._lost = False

    @property
    def undo_text(self) -> str:
        """What undo would take back; empty where there is nothing."""
        return self._done[-1].text if self._done else ""

    @property
    def redo_text(self) -> str:
        """What redo would do again; empty where there is nothing."""
        return self._undone[-1].text if self._undone else ""

    @property
    def last(self) -> Edit | None:
        """The edit that undo would take back, None where there is none."""
        return self._done[-1] if self._done else None

    @property
    def modified(self) -> bool:
        """Whether the edits done differ from those at the last save."""
        return self._lost or self._last() is not self._saved

    def _last(self) -> Edit | None:
        return next((edit for edit in reversed(self._done) if edit.saves), None)

    def push(self, edit: Edit) -> None:
        """Adds an edit that has been done."""
        self._done.append(edit)
        self._undone.clear()
        if len(self._done) > LIMIT:
            # The first edit can no longer be undone: if nothing has been saved since before it, that is out of reach for good.
            self._lost = self._lost or (self._done.pop(0).saves and self._saved not in self._done)

    def undo(self) -> bool:
        """Takes back the last edit; False where there is none."""
        if not self._done:
            return False
        edit = self._done.pop()
        self._undone.append(edit)
        self._restore(edit.before)
        return True

    def redo(self) -> bool:
        """Does the last undone edit again; False where there is none."""
        if not self._undone:
            return False
        edit = self._undone.pop()
        self._done.append(edit)
        self._restore(edit.after)
        return True

    def saved(self) -> None:
        """The document has been saved as it is now."""
        self._saved, self._lost = self._last(), False

    def unsaved(self) -> None:
        """What is open was never saved, whatever is undone."""
        self._lost = True

    def clear(self) -> None:
        """Forgets everything: another document."""
        self._done.clear()
        self._undone.clear()
        self._saved, self._lost = None, False
