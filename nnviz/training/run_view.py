"""A run as it stands: its settings and numbers, and what they say about examples. Looking changes nothing."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.document.document import Document
from nnviz.engine.trace import Trace
from nnviz.network.build import parameter_names
from nnviz.network.view import NetworkView
from nnviz.training.model import Model
from nnviz.training.run import Run

Array = NDArray[np.floating]
Indices = NDArray[np.intp]

LOOKED_AT = 64
"""Examples of a batch that are looked at in search of one that fails."""


class RunView:
    """What can be asked of the run of a document, ``origin``. Raises ValueError for a circuit, DataError for bad data."""

    def __init__(self, origin: Document) -> None:
        self.origin, self._run = origin, Run(origin)
        self._view: tuple[object, NetworkView] | None = None

    @property
    def document(self) -> Document:
        """The document with the settings as they are now."""
        return self._run.document

    @property
    def model(self) -> Model:
        """The network with its present numbers."""
        return self._run.model

    @property
    def step(self) -> int:
        """The number of updates done."""
        return self._run.step

    @property
    def epoch(self) -> int:
        """The number of complete passes over the training examples."""
        return self._run.epochs_done

    @property
    def steps_per_epoch(self) -> int:
        """The number of batches in one epoch."""
        return self._run.steps_per_epoch

    @property
    def batch(self) -> Indices:
        """The examples (row numbers) that the next step trains on."""
        return self._run.batch

    @property
    def parameters(self) -> Mapping[str, Array]:
        """LAYER.weights (U, D) and LAYER.bias (U,) as they are now, layer by layer: views that can't be written to."""
        return self.model.arena.read_only(parameter_names(self.model.network))

    def loss(self, split: str = "train") -> float:
        """The mean loss over all "train" or all "test" examples, without penalties; NaN where there are none."""
        return self.model.evaluate(self._rows(split))[0]

    def accuracy(self, split: str = "train") -> float | None:
        """The share of right predictions, 0..1; None where it means nothing."""
        return self.model.evaluate(self._rows(split))[1]

    def predict(self, inputs: ArrayLike) -> Array:
        """Predictions (M, K) for inputs (M, D) or (D,) as the document gives them; features and scale are seen to here."""
        return self.model.predict(self.model.dataset.prepared(np.atleast_2d(np.asarray(inputs, np.float64))))

    @property
    def view(self) -> NetworkView:
        """The network as it is looked at: the graph on show, and what puts numbers in."""
        key = self.model.objective
        if self._view is None or self._view[0] != key:
            inputs, targets = self.model.example_arrays(np.arange(1))
            self._view = (key, NetworkView(self.model.network, self.parameters, inputs[0], targets[0], key))
        return self._view[1]

    def trace(self, example: int = 0) -> Trace:
        """One pass for one example (row number) with the present parameters. Raises IndexError where there is none."""
        inputs, targets = self.model.example_arrays(np.array([example]))
        return self.view.trace(self.model.arena.parameters, inputs[0], targets[0])

    def next_parameters(self) -> Mapping[str, Array] | None:
        """The parameters as the next update will leave them; None where it would not be finite. Changes nothing."""
        return self._run.next_parameters()

    def failing_example(self) -> int:
        """The first example (row number) of the next batch with a number that is not finite, else the first of the batch."""
        batch = self.batch
        with np.errstate(all="ignore"):
            failing = (int(row) for row in batch[:LOOKED_AT] if self.trace(int(row)).first_non_finite() is not None)
            return next(failing, int(batch[0]))

    def _rows(self, split: str) -> Indices:
        return {"train": self.model.dataset.train, "test": self.model.dataset.test}[split]
