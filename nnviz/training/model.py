"""A network with its numbers: parameters, examples, and the graph that computes loss and gradients from them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnviz.data.compact import Compact, in_pieces
from nnviz.data.dataset import Dataset
from nnviz.document.document import Document
from nnviz.engine.program_chain import chain_of
from nnviz.engine.program_scalar import ScalarTraining
from nnviz.engine.program_tensor import TensorTraining
from nnviz.engine.table import OPS
from nnviz.engine.trace import Trace, forward
from nnviz.network.build import INPUTS, LOSS, TARGETS, Objective, initial_parameters, tensor_graph
from nnviz.training.arena import Arena
from nnviz.training.intervention import Intervention

Array = NDArray[np.floating]
Indices = NDArray[np.intp]


class Work(NamedTuple):
    """Batches for a program, the number of the first one's update, from 1, and what the optimiser is told."""

    program: TensorTraining | ScalarTraining
    batches: Sequence[object]
    step: int
    rate: float
    settings: Mapping[str, float]


class Model:
    """Parameters in an arena, and the graph of one objective over them. Everything is computed on batches of rows."""

    def __init__(self, document: Document) -> None:
        if document.network is None:
            raise ValueError("a circuit has no parameters to train")
        self.network = document.network
        self.precision = document.precision
        initial = initial_parameters(self.network, document.training.seed, self.precision)
        frozen = [f"{layer.name}.bias" for layer in self.network.layers if not layer.train_bias]
        self.arena = Arena(initial, frozen)
        self.use_data(document.dataset())
        self.use_objective(Objective(document.loss, document.training.l1, document.training.l2))

    def use_data(self, dataset: Dataset, edits: tuple[Intervention, ...] = ()) -> None:
        """Trains on these examples from now on; ``edits`` made them what they are out of the document's."""
        self.dataset, self.edits = dataset, edits
        self.examples: tuple[Array | Compact, Array] = (
            dataset.inputs.astype(self.precision), dataset.targets.astype(self.precision),
        )

    def use_objective(self, objective: Objective) -> None:
        """Minimises another objective from now on."""
        self.objective = objective
        inputs, targets = self.example_arrays(np.arange(1))
        self.graph = tensor_graph(self.network, self.arena.parameters, inputs, targets, objective)
        index = self.graph.index
        self._loss = index(LOSS)
        self._data_leaves = (index(INPUTS), index(TARGETS))
        self._prediction = self.graph.nodes[self._loss].inputs[0]
        self._parameter_leaves = {index(name): name for name in self.arena.parameters}
        self.chain = chain_of(self.graph, frozenset(self.arena.frozen))

    def example_arrays(self, rows: Indices) -> tuple[Array, Array]:
        """Inputs (M, D) and targets (M, K) of the examples ``rows``."""
        return self.examples[0][rows], self.examples[1][rows]

    def _leaves(self, inputs: Array, targets: Array, parameters: Mapping[str, Array] | None = None) -> list[Array | None]:
        leaves: list[Array | None] = [None] * len(self.graph)
        source = self.arena.parameters if parameters is None else parameters
        for index, name in self._parameter_leaves.items():
            leaves[index] = source[name]
        leaves[self._data_leaves[0]], leaves[self._data_leaves[1]] = inputs, targets
        for index in self.graph.leaves:
            if leaves[index] is None:
                leaves[index] = self.graph.nodes[index].value
        return leaves

    def backpropagate(self, work: Work) -> list[float]:
        """One update for each batch of ``work``; returns the losses before each, the last NaN where training has failed."""
        return work.program.train(work.batches, work.step, work.rate, work.settings)

    def predict(self, inputs: Array) -> Array:
        """Predictions (M, K) for inputs (M, D), in the dataset's scale of inputs: probabilities under a cross-entropy."""
        inputs = np.asarray(inputs, self.precision).reshape(-1, len(self.network.inputs))
        targets = np.zeros((len(inputs), len(self.network.layers[-1].units)), self.precision)
        return self._link(forward(self.graph, self._leaves(inputs, targets))[self._prediction])

    def answers(self, rows: Indices) -> Array:
        """Predictions (M, K) for the examples ``rows``."""
        parts = [self.predict(self.example_arrays(rows[piece])[0]) for piece in in_pieces(self.examples[0], rows=len(rows))]
        return np.concatenate(parts) if parts else np.empty((0, len(self.network.layers[-1].units)), self.precision)

    def evaluate(self, rows: Indices) -> tuple[float, float | None]:
        """Mean loss, without penalties, and accuracy (None where it means nothing) over the examples ``rows``; NaN for none."""
        if not len(rows):
            return float("nan"), None
        total, predictions = 0.0, []
        for piece in in_pieces(self.examples[0], rows=len(rows)):
            part = rows[piece]
            values = forward(self.graph, self._leaves(*self.example_arrays(part)))
            total += float(values[self._loss]) * len(part)
            predictions.append(self._link(values[self._prediction]))
        targets = self.examples[1][rows].astype(np.float64)
        return total / len(rows), self.dataset.accuracy(np.concatenate(predictions).astype(np.float64), targets)

    def trace(self, rows: Indices) -> Trace:
        """The full trace of one batch, by tensors."""
        inputs, targets = self.example_arrays(rows)
        return self.graph.trace({**self.arena.parameters, INPUTS: inputs, TARGETS: targets})

    def _link(self, outputs: Array) -> Array:
        link = self.objective.entry.link
        return outputs if link is None else OPS[link].forward(outputs)
