"""A document: everything that a file describes."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from nnviz.data.dataset import Dataset
from nnviz.document.example_set import make_dataset
from nnviz.document.lesson import LessonStep
from nnviz.document.part import Circuit, Data, Training, value_array
from nnviz.engine.expression import add_expression
from nnviz.engine.graph import Graph, GraphBuilder
from nnviz.network.architecture import Network


@dataclass(frozen=True)
class Document:
    """Either a circuit, or a network with its data, loss and training; documents of equal content are equal.

    ``folder`` is where the file lies that it came from, None for one made in memory.
    """

    title: str = ""
    description: str = ""
    circuit: Circuit | None = None
    network: Network | None = None
    loss: str = "squared_error"
    data: Data | None = None
    training: Training = field(default_factory=Training)
    precision: str = "float64"
    folder: Path | None = field(default=None, compare=False)
    lesson: tuple[LessonStep, ...] = ()

    def dataset(self) -> Dataset:
        """The examples, made or read once and kept.

        Raises DataError where a data file can't be used, ValueError for a circuit, which has none.
        """
        return self._dataset

    def replaced(self, **parts: Any) -> "Document":
        """The document with other ``parts``; examples that are made or read already, and stay the same, are kept."""
        other = replace(self, **parts)
        if "_dataset" in vars(self) and other._examples == self._examples:
            vars(other)["_dataset"] = self._dataset
        return other

    @property
    def _examples(self) -> tuple[object, ...]:
        """All that the examples depend on."""
        last = None if self.network is None else self.network.layers[-1]
        return self.data, last and (last.units, last.activation), self.loss, self.training.seed, self.folder

    def circuit_graph(self) -> Graph:
        """The circuit's computational graph, built once; raises ExpressionError, and ValueError for a network."""
        return self._circuit_graph

    @cached_property
    def _dataset(self) -> Dataset:
        if self.network is None or self.data is None:
            raise ValueError("a circuit has no data")
        return make_dataset(self.data, self.network, self.loss, self.training.seed)

    @cached_property
    def _circuit_graph(self) -> Graph:
        if self.circuit is None:
            raise ValueError("a network is no circuit")
        builder = GraphBuilder()
        known = {name: builder.input(name, value_array(value)) for name, value in self.circuit.inputs}
        for name, text in self.circuit.expressions:
            known[name] = add_expression(builder, name, text, known)
        return builder.build(output=known[self.circuit.output_name])
