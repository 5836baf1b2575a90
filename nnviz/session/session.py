"""The session: one open document, walked, trained and edited. Plain Python; views subscribe and pull."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Self

from nnviz.data.dataset import Dataset
from nnviz.document.document import Document
from nnviz.files.archive import SUFFIX, write_archive
from nnviz.files.load import own_file
from nnviz.files.save import save
from nnviz.session.convoy import Convoy
from nnviz.session.example_board import ExampleBoard
from nnviz.session.leaf import LeafRow, leaf_rows, leaf_total
from nnviz.session.record import SessionRecord, archive_of, record_of, subject_at
from nnviz.session.subject import NetworkSubject, Subject, subject_of
from nnviz.session.traveller import Setting
from nnviz.training.example_edit import adding, can_edit, moving, removing
from nnviz.training.setting import SettingError, settings_of


class Session(Convoy):
    """What the window shows and what the user does to it. Raises what loading and settings raise; then nothing has changed."""

    def __init__(self, document: Document | Subject, path: Path | None = None) -> None:
        super().__init__(subject_of(document) if isinstance(document, Document) else document)
        self._rows: tuple[object, list[LeafRow]] | None = None
        self.path = path
        self._saved_at = self._place
        self.board = ExampleBoard(self)

    @classmethod
    def at(cls, source: str | PathLike[str]) -> Self:
        """A session on a file, or on an example by its name. Raises DocumentError."""
        subject, notice = subject_at(source)
        session = cls(subject, own_file(source))
        session.problem = notice
        return session

    # ---- the document

    def open(self, source: str | PathLike[str]) -> None:
        """Opens a file, or an example by its name. Raises DocumentError; the document open before then stays."""
        self.take_up(*subject_at(source), own_file(source))

    def recover(self, source: Path, path: Path | None) -> None:
        """Opens what was kept of a session on the file ``path``, as something that is to be saved yet. Raises DocumentError."""
        self.take_up(*subject_at(source), path)
        self._undo.unsaved()
        self.announce("undo")

    def take_up(self, subject: Subject, notice: str, path: Path | None) -> None:
        """Shows what has been opened, perhaps off the window's thread: see ``subject_at``.

        ``path`` is the file it came from, if it is one's own.
        """
        self.pause()
        self._adopt(subject)
        self.path, self.problem = path, notice
        self._undo.clear()
        self._saved_at = self._place
        self.announce("opened", "document", "example", "values", "moment", "selection", "highlight", "settings", "history")
        self.announce("undo", "problem", "timeline")

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the document as it is now; under a name that ends in .nnviz, the session: its past, its branches, its marks.

        The file before it is kept until the new one is whole. Raises DocumentError where it can't be written.
        """
        self.pause()
        path = Path(path)
        record = self.record()
        if path.suffix == SUFFIX and isinstance(record, SessionRecord):
            write_archive(path, archive_of(record, path.absolute().parent, self.as_document()))
        else:
            save(self.as_document(), path, like=self.path)
        self.path = path
        self._undo.saved()
        self._saved_at = self._place
        self.announce("undo")

    def record(self) -> SessionRecord | Document:
        """All that is worth keeping, frozen; a circuit's is its document. Training stands still for a moment."""
        subject = self._subject
        if not isinstance(subject, NetworkSubject):
            return subject.as_document()
        with self._player.standing_still():
            return record_of(subject.branches)

    @property
    def _place(self) -> object:
        """What training changes of what a save writes: of a session how far each branch has come, of a document its step."""
        if self.path is not None and self.path.suffix == SUFFIX:
            return [branch.trainer.reached for branch in self.branches]
        return self.branch, self.step

    def as_document(self) -> Document:
        """The document as it is now: settings, examples, and parameters where they are not those it began with."""
        return self._subject.as_document()

    @property
    def document(self) -> Document:
        """The document with its settings as they are now."""
        return self._subject.document

    @property
    def modified(self) -> bool:
        """Whether there is something to save: edits, or, in a file of one's own, training since the last save."""
        return self._undo.modified or (self.path is not None and self._place != self._saved_at)

    def report(self, problem: str) -> None:
        """Tells, in the line at the window's foot, why something was not done."""
        self.problem = problem[:1].upper() + problem[1:]
        self.announce("problem")

    @property
    def safe(self) -> bool:
        """Whether nothing would be lost if it ended now: nothing has been done yet, or its own file has all of it."""
        whole = self.path is not None and (self.path.suffix == SUFFIX or self.trainer is None)
        return not self.modified and (whole or (self.reached == 0 and len(self.branches) < 2))

    # ---- examples

    @property
    def examples_editable(self) -> bool:
        """Whether examples can be added, moved and removed."""
        return self.trainer is not None and can_edit(self.trainer.model.dataset)

    def add_example(self, inputs: Sequence[float], targets: Sequence[float]) -> None:
        """Adds an example, inputs (D,) in the data's own units and targets (K,), and shows it. Raises ValueError."""
        subject, _ = self._editable_data(inputs, targets)
        self._edit("Add an example", lambda: subject.edit_examples([adding(self.step, inputs, targets)]))
        self.choose_example(self.example_count - 1)

    def move_example(self, example: int, inputs: Mapping[int, float]) -> None:
        """Gives an example other inputs, by their numbers, in the data's own units. Raises ValueError where not finite."""
        subject, dataset = self._editable_data(inputs.values())
        self._edit("Move an example", lambda: subject.edit_examples(moving(dataset, self.step, example, inputs)))

    def remove_example(self, example: int) -> None:
        """Takes an example away. Raises ValueError where none would be left to train on."""
        subject, dataset = self._editable_data()
        if dataset.train.tolist() == [example]:
            raise ValueError("this is the only example that trains")
        self._edit("Remove an example", lambda: subject.edit_examples([removing(self.step, example)]))

    def _editable_data(self, *numbers: Iterable[float]) -> tuple[NetworkSubject, Dataset]:
        """The network and its examples; raises ValueError where these, or the numbers, don't allow an edit."""
        subject = self._subject
        if not isinstance(subject, NetworkSubject) or not self.examples_editable:
            raise ValueError("these examples can't be edited")
        if not all(math.isfinite(number) for row in numbers for number in row):
            raise ValueError("an example is of finite numbers")
        return subject, subject.trainer.model.dataset

    # ---- editing

    def leaf_rows(self) -> list[LeafRow]:
        """The numbers of inputs, targets and parameters, as many as a table can show."""
        key = (self.trace, self.moment, self.training)
        if self._rows is None or self._rows[0] != key:
            self._rows = (key, leaf_rows(self.trace, self.moment, self.updates, self._subject.kind_of))
        return self._rows[1]

    @property
    def leaf_total(self) -> int:
        """How many there are in all."""
        return leaf_total(self.trace)

    def editable(self, key: str) -> bool:
        """Whether ``set_value`` takes this key."""
        return self._subject.editable(key)

    def set_value(self, key: str, value: float) -> None:
        """Changes one number. Raises KeyError where it is computed, ValueError where it isn't finite or the loss wants another."""
        if not math.isfinite(value):
            raise ValueError(f"{value} is not a finite number")
        change = lambda: self._subject.set_value(key, value, self.example)  # noqa: E731 (it reads as what it does)
        self._edit(f"Change {key}", change, self._subject.keeps(key))

    def settings(self) -> Mapping[str, Setting]:
        """Every training setting with its value; empty for a circuit."""
        return settings_of(self.document) if self.trainer is not None else {}

    def set_setting(self, key: str, value: Setting) -> None:
        """Changes a training setting at once. Raises SettingError.

        Another seed begins the run anew; in a branch, what it shares with others stays, and other batches come from now on.
        """
        if self.trainer is None:
            raise SettingError("a circuit is not trained")
        subject = self._subject
        assert isinstance(subject, NetworkSubject)
        self._edit(f"Change {key.replace('_', ' ')}", lambda: subject.set_setting(key, value))

    def reshape(self, text: str, change: Callable[[Document], Document]) -> None:
        """Another architecture, by one of document/reshape.py's changes; begins anew. Raises ReshapeError; can be undone."""
        self.pause()
        subject, document = self._subject, change(self.as_document())
        if isinstance(subject, NetworkSubject):
            self._edit(text, lambda: subject.restart(document, same=False))

    def restart(self) -> None:
        """Begins anew from step 0 with the settings as they are now; can be undone."""
        if isinstance(self._subject, NetworkSubject):
            subject, document = self._subject, self.document
            self._edit("Restart", lambda: subject.restart(document), False)
