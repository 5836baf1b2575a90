"""Looking for examples like the one on show, and how often that finds the same class; to be run in another thread."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.session.session import Session
from nnviz.training.answer import class_numbers
from nnviz.training.model import Model
from nnviz.training.retrieval import NEAREST, PIXELS, found_right, nearest, representations, vector_pieces, vectors
from nnviz.training.way import WAY

Array = NDArray[np.floating]
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

MOST = 5000
"""Examples that are searched, and asked for, at most; evenly spread where there are more."""


@dataclass(frozen=True, slots=True)
class Found:
    """An example (row number) that was found, how far away, and whether it is of the same class."""

    example: int
    distance: float
    same: bool


class Retrieval:
    """Takes what it needs from the session when it is made. ``run`` may then be called in any thread, the rest read meanwhile.

    The training examples are searched; each test example (or, without any, each training example) asks for those like it.
    ``precisions`` are by key of ``representations``, as they become known; that of ``wanted`` as soon as may be.
    """

    def __init__(self, session: Session) -> None:
        assert session.trainer is not None, "a circuit has no examples"
        self._model: Model = session.trainer.model
        self._source = session.parameters
        self._parameters: Mapping[str, Array] = {name: array.copy() for name, array in session.parameters.items()}
        self.step = session.step
        dataset = self._model.dataset
        self.split = "test" if len(dataset.test) else "training"
        self.database, self.queries = _few(dataset.train), _few(dataset.test if len(dataset.test) else dataset.train)
        self.representations = representations(self._model)
        self.wanted = PIXELS
        self.precisions: dict[str, float] = {}
        self._vectors: dict[str, Floats] = {}
        self._at_hand = 0
        """Examples of the representation at hand that have been looked at."""
        self._cancelled = False

    def is_of(self, session: Session) -> bool:
        """Whether the session's parameters are still those that are compared by."""
        return session.parameters is self._source

    @property
    def progress(self) -> float:
        """The share of the work that is done, 0..1."""
        share = self._at_hand / (len(self.database) + 2 * len(self.queries))
        return min((len(self.precisions) + share) / len(self.representations), 1.0)

    @property
    def complete(self) -> bool:
        """Whether all is known."""
        return len(self.precisions) == len(self.representations)

    def has(self, key: str) -> bool:
        """Whether the examples have been made what they are compared by, so that looking for the nearest is quick."""
        return key in self._vectors

    def cancel(self) -> None:
        """Stops within a fraction of a second; ``go_on`` before another ``run`` takes it back."""
        self._cancelled = True

    def go_on(self) -> None:
        """Forgets that it was cancelled."""
        self._cancelled = False

    def run(self) -> None:
        """Measures one representation after the other, those that are not measured yet."""
        while not (self._cancelled or self.complete):
            left = [key for key in self.representations if key not in self.precisions]
            self._measure(self.wanted if self.wanted in left else left[0])
            self._at_hand = 0

    def _measure(self, key: str) -> None:
        others = self._searched(key)
        queries = self._taken(vector_pieces(self._model, self._parameters, key, self.queries))
        if others is None or queries is None:
            return
        own = np.searchsorted(self.database, self.queries)
        own = np.where(np.take(self.database, own, mode="clip") == self.queries, own, -1)
        found = found_right(queries, self._classes(self.queries), others, self._classes(self.database), own)
        shares = self._taken(found)
        if shares is not None:
            self.precisions[key] = float(shares.mean())

    def _searched(self, key: str) -> Floats | None:
        """All that is searched, None where it was cancelled."""
        if key not in self._vectors:
            found = self._taken(vector_pieces(self._model, self._parameters, key, self.database))
            if found is None:
                return None
            self._vectors[key] = found
        return self._vectors[key]

    def _taken(self, pieces: Iterator[Floats]) -> Floats | None:
        """The pieces together, None where it was cancelled."""
        parts = []
        for part in pieces:
            WAY.breathe()
            if self._cancelled:
                return None
            parts.append(part)
            self._at_hand += len(part)
        return np.concatenate(parts)

    def nearest(self, key: str, example: int) -> list[Found]:
        """The training examples nearest to an example, itself left out; none where it was cancelled before it could look."""
        others = self._searched(key)
        if others is None:
            return []
        query = vectors(self._model, self._parameters, key, np.array([example]))[0]
        places, distances = nearest(query, others, NEAREST + 1)
        other = self.database[places] != example
        rows, distances = self.database[places][other][:NEAREST], distances[other][:NEAREST]
        same = self._classes(rows) == self._classes(np.array([example]))
        return [Found(*found) for found in zip(rows.tolist(), distances.tolist(), same.tolist(), strict=True)]

    def _classes(self, rows: Indices) -> Indices:
        levels = self._model.dataset.levels
        assert levels is not None, "asked for only where there are classes"
        return class_numbers(self._model.dataset.targets[rows], levels)

    def class_name(self, example: int) -> str:
        """What an example is."""
        dataset, number = self._model.dataset, int(self._classes(np.array([example]))[0])
        names = dataset.classes or dataset.target_names
        return names[number] if number < len(names) else str(number)

    def picture(self, example: int) -> Floats:
        """An example's picture, (H, W) of 0..1."""
        album = self._model.dataset.album
        assert album is not None, "asked for only where there are pictures"
        found: Floats = album.pictures(np.array([example]))[0] / album.white
        return found


def _few(rows: Indices) -> Indices:
    return rows[:: max(-(-len(rows) // MOST), 1)]
