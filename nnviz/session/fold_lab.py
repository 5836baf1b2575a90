"""What is compared fold by fold: the document as it is now, by itself, with one that was held before, or with that of a file."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from nnviz.document.document import Document
from nnviz.files.load import load
from nnviz.session.session import Session
from nnviz.training.fold_race import FoldRace
from nnviz.training.intervention import Intervention

NOBODY, HELD, FILE = "nobody", "held", "file"
RIVALS: Mapping[str, str] = {NOBODY: "Nobody", HELD: "Held", FILE: "A file…"}
"""What the present document can be compared with -> how that is chosen."""
PRESENT = "now"
_FOLDS = 5


class FoldLab:
    """The contenders and what was found of them; ``epochs`` and ``seed`` are each document's own where they are None."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.rival = NOBODY
        self._folds: int | None = None
        self.epochs: int | None = None
        self.seed: int | None = None
        self.others: dict[str, tuple[str, Document]] = {}
        """What was held, and what was loaded from a file: rival -> its name and document."""
        self.race: FoldRace | None = None
        self._raced: object = None
        self._edited: tuple[Document, object, Document] | None = None
        """The present document, the edits of its examples, and what it is with these."""
        self._branches = frozenset(session.branches)

    def against_nobody(self) -> None:
        """The present document by itself."""
        self.rival = NOBODY

    def against_held(self) -> None:
        """Against the one that was held; where none was, the present one is from now on."""
        self.rival = HELD
        if HELD not in self.others:
            self.hold()

    def hold(self) -> None:
        """Keeps the present document to be compared with what becomes of it."""
        self.others[HELD] = HELD, self.present

    def against_file(self, path: Path) -> None:
        """Against the document of a file. Raises DocumentError; then the rival stays who it was."""
        self.others[FILE] = path.stem, load(path)
        self.rival = FILE

    @property
    def present(self) -> Document:
        """The document with its settings and its examples as they are now."""
        document, edits = self._key
        if not edits:
            return document
        if self._edited is None or self._edited[0] is not document or self._edited[1] is not edits:
            self._edited = document, edits, replace(document, data=self._session.as_document().data)
        return self._edited[2]

    @property
    def _key(self) -> tuple[Document, tuple[Intervention, ...]]:
        """What tells the present document from others: it, and the edits of its examples."""
        trainer = self._session.trainer
        return self._session.document, () if trainer is None else trainer.model.edits

    @property
    def folds(self) -> int:
        """How many folds: as set; else five, or as many as there are examples."""
        trainer = self._session.trainer
        if self._folds is not None:
            return self._folds
        return _FOLDS if trainer is None else min(_FOLDS, trainer.model.dataset.count)

    @folds.setter
    def folds(self, folds: int) -> None:
        self._folds = folds

    @property
    def contenders(self) -> list[tuple[str, Document]]:
        """Name and document of each, the present one first."""
        other = self.others.get(self.rival)
        return [(PRESENT, self.present), *([other] if other is not None else [])]

    def begin(self) -> FoldRace:
        """A race of the contenders as they are, to be run in any thread. Raises what FoldRace raises."""
        self.race = FoldRace(self.contenders, self.folds, self.epochs, self.seed)
        self._raced = self._key
        return self.race

    @property
    def is_stale(self) -> bool:
        """Whether what was found is of a document that is another by now."""
        return self._raced is not None and self._raced != self._key

    def follow(self) -> bool:
        """Whether another document is open, none that came of the one before: what was found or held is none of it."""
        before, self._branches = self._branches, frozenset(self._session.branches)
        if before & self._branches:
            return False
        if self.race is not None:
            self.race.cancel()
        self.race = self._raced = None
        self.others.pop(HELD, None)
        self.rival = NOBODY if self.rival == HELD else self.rival
        self.epochs = self.seed = None
        return True


def described(document: Document) -> str:
    """A network in a few words: "2 - 4 - 1, tanh, adam"."""
    network = document.network
    if network is None:
        return "a circuit"
    activations = dict.fromkeys(layer.activation for layer in network.layers)
    return ", ".join((" - ".join(map(str, network.widths)), *activations, document.training.optimizer))
