"""The examples as a user looks through them: what becomes of each, which are shown, and in what order."""

import time
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nnviz.data.compact import in_pieces
from nnviz.session.announcer import Announcer
from nnviz.session.stage import Stage
from nnviz.training.feed import Examples
from nnviz.training.model import Model
from nnviz.training.outcome import outcome

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

SHOWS: Mapping[str, str] = {"all": "All", "train": "Training", "test": "Test", "wrong": "Wrong"}
"""Which examples can be shown: key -> title."""

_PIECE = 2**16
"""Numbers of the inputs that are looked at in one go: a fraction of a millisecond."""


class ExampleBoard(Announcer):
    """Every example of the stage's network with its prediction and loss, computed piece by piece; the latest parameters win.

    ``rows`` are those that are shown, in order: they are sorted anew when the stage rests, not while it trains. It announces
    "examples" when other rows are shown, or in another order.
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.show = "all"
        self.sort, self.descending = "number", False
        self.rows: Indices = np.zeros(0, np.intp)
        self._data: Examples = (np.zeros((0, 1)), np.zeros((0, 1)))
        self._state: object = None
        self._order: object = None
        self._next = self._fresh = 0
        self.losses = np.zeros(0)
        self.predictions = np.zeros((0, 0))
        self.wrong = np.zeros(0, bool)
        """Which are known to be wrong (N,); all False where nothing is right or wrong."""
        self.in_test = np.zeros(0, bool)

    @property
    def model(self) -> Model | None:
        """The network with its examples, None for a circuit."""
        return None if self._stage.trainer is None else self._stage.trainer.model

    @property
    def stale(self) -> bool:
        """Whether the examples are others by now, so that its rows mean nothing until it takes the next look."""
        return self.model is None or self._data is not self.model.examples

    @property
    def complete(self) -> bool:
        """Whether all is computed with the present parameters."""
        return self._fresh >= len(self.losses)

    def choose(self, show: str) -> None:
        """Shows other examples: one of SHOWS."""
        self.show = show
        self._arrange()

    def arrange(self, sort: str, descending: bool) -> None:
        """Sorts by "number", "set", "target", "prediction", "loss", or an input's number ("0", "1")."""
        self.sort, self.descending = sort, descending
        self._arrange()

    def take(self, seconds: float) -> None:
        """Computes what is not yet known of the present parameters, for about so many seconds."""
        model = self.model
        if model is None:
            return
        self._follow(model)
        deadline = time.perf_counter() + seconds
        while not self.complete:
            self._compute(model)
            if time.perf_counter() > deadline:
                break
        if self.complete and not self._stage.training and self._order != self._key():
            self._arrange(anyway=False)

    def _key(self) -> object:
        return self._state, self.show, self.sort, self.descending

    def _follow(self, model: Model) -> None:
        """Begins anew where the examples are others, and knows nothing any more where the parameters are."""
        # While a run is sought again, its thread may be putting other examples in their place: they are taken once, together.
        examples, dataset = model.examples, model.dataset
        if self._data is not examples and len(examples[1]) == dataset.count:
            self._data, count = examples, dataset.count
            self.losses = np.full(count, np.nan)
            self.predictions = np.full((count, examples[1].shape[1]), np.nan)
            self.wrong, self.in_test = np.zeros(count, bool), np.zeros(count, bool)
            self.in_test[dataset.test] = True
            self._next, self._state = 0, None
            if self.sort.isdigit() and int(self.sort) >= len(model.network.inputs):
                self.sort, self.descending = "number", False
            if (self.show == "wrong" and model.dataset.levels is None) or (self.show == "test" and not self.in_test.any()):
                self.show = "all"
            self._arrange()
        state = self._stage.parameters, model.objective
        if self._state is None or self._state != (id(state[0]), state[1]):
            self._state, self._fresh = (id(state[0]), state[1]), 0
            self._parameters = state[0]  # kept, so that nothing else gets its id

    def _compute(self, model: Model) -> None:
        """The next piece, round and round: while it trains, none waits for ever."""
        height = in_pieces(self._data[0], size=_PIECE)[0].stop
        part = slice(self._next, min(self._next + height, len(self.losses)))
        inputs, targets = self._data
        found = outcome(model, self._stage.parameters, inputs[part], targets[part])
        self.losses[part], self.predictions[part] = found.losses, found.predictions
        self.wrong[part] = False if found.right is None else ~found.right
        self._fresh += part.stop - part.start
        self._next = part.stop % len(self.losses)

    def _arrange(self, anyway: bool = True) -> None:
        """Sorts, and announces it, if need be only where that changes anything."""
        model = self.model
        if model is None:
            return
        if self.stale:
            self._follow(model)  # which arranges them
            return
        self._order = self._key()
        shown = {"all": np.ones_like(self.wrong), "train": ~self.in_test, "test": self.in_test, "wrong": self.wrong}[self.show]
        rows = np.flatnonzero(shown)
        if self.sort != "number":
            rows = rows[np.argsort(self._sorted_by(model)[rows], kind="stable")]
        before, self.rows = self.rows, rows[::-1] if self.descending else rows
        if anyway or not np.array_equal(before, self.rows):
            self.announce("examples")

    def _sorted_by(self, model: Model) -> Floats | Indices | NDArray[np.bool_]:
        """The numbers (N,) that the order is made of."""
        match self.sort:
            case "number":
                return np.arange(len(self.losses))
            case "set":
                return self.in_test
            case "target":
                return _one(model, self._data[1])
            case "prediction":
                return _one(model, self.predictions)
            case "loss":
                return self.losses
            case column:
                return model.dataset.column(int(column))


def _one(model: Model, outputs: NDArray[np.floating]) -> Floats | Indices:
    """One number for each row (N, K): its class where it names one, else its first output."""
    whole = model.dataset.classes is not None and outputs.shape[1] > 1
    return outputs.argmax(axis=1) if whole else outputs[:, 0].astype(np.float64)
