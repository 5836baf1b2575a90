"""What a session is about: a circuit or a network, with the numbers put in, behind one face."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nnviz.document.document import Document
from nnviz.document.drawn import Drawn
from nnviz.engine.graph import Graph
from nnviz.engine.trace import Trace
from nnviz.network.build import INPUTS, TARGETS
from nnviz.network.view import entry, scalars
from nnviz.session.leaf import LeafKind
from nnviz.training.intervention import Intervention, Kind
from nnviz.training.runner import Snapshot, snapshot
from nnviz.training.trainer import Trainer

Array = NDArray[np.floating]
Entry = tuple[int, ...]


def parse_entry(graph: Graph, key: str) -> tuple[int, Entry | None] | None:
    """A node's name, or NAME[i,j]: the node's index and the entry."""
    if key in graph:
        return graph.index(key), None
    name, bracket, rest = key.partition("[")
    parts = rest.rstrip("]").split(",")
    if bracket and name in graph and all(part.strip().isdigit() for part in parts):
        return graph.index(name), tuple(int(part) for part in parts)
    return None


class CircuitSubject:
    """A circuit. Inputs written out in the document can be changed; drawn ones can be tried out."""

    trainer = None

    def __init__(self, document: Document) -> None:
        self.document = document
        self.graph = document.circuit_graph()
        self._given: dict[str, Array] = {}
        inputs = document.circuit.inputs if document.circuit is not None else ()
        self._drawn = frozenset(name for name, value in inputs if isinstance(value, Drawn))

    def trace(self, example: int) -> Trace:
        """One pass over the present inputs; ``example`` is of no account."""
        return self.graph.trace(self._given)

    def locate(self, key: str) -> tuple[int, Entry | None] | None:
        """The node, and the entry of it, that a key is about."""
        return parse_entry(self.graph, key)

    def editable(self, key: str) -> bool:
        """Inputs are, and their entries."""
        place = self.locate(key)
        return place is not None and self.graph.nodes[place[0]].op == "input"

    def set_value(self, key: str, value: float, example: int) -> None:
        """Changes an input, or one entry of it."""
        place = self.locate(key)
        if place is None or not self.editable(key):
            raise KeyError(f"{key!r} is computed and can't be set")
        node = self.graph.nodes[place[0]]
        present = self._given.get(node.name, node.value)
        assert present is not None
        array = np.array(present)
        array[place[1] if place[1] is not None else ()] = value
        self._given = {**self._given, node.name: array}

    def keeps(self, key: str) -> bool:
        """Changing an input changes the document, unless it is drawn: then it is changed for the eye only."""
        place = self.locate(key)
        return place is None or self.graph.nodes[place[0]].name not in self._drawn

    def kind_of(self, name: str) -> LeafKind:
        """All its leaves are inputs."""
        return "input"

    def past(self) -> tuple[object, int]:
        """The inputs that were changed."""
        return self._given, 0

    def rewrite(self, past: object) -> None:
        """Puts these inputs back."""
        assert isinstance(past, dict)
        self._given = past

    def as_document(self) -> Document:
        """The document with the inputs as they are now."""
        circuit = self.document.circuit
        assert circuit is not None
        inputs = tuple(
            (name, _tuples(self._given[name].tolist()) if name in self._given and name not in self._drawn else value)
            for name, value in circuit.inputs
        )
        return replace(self.document, circuit=replace(circuit, inputs=inputs))


def _tuples(value: object) -> float:
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value  # type: ignore[return-value]


class NetworkSubject:
    """A network with its trainer. Inputs written out in the document can be changed; drawn or read ones can be tried out."""

    def __init__(self, document: Document) -> None:
        self.base = document
        self.trainer = Trainer(document)
        self.refresh()
        self._tried: dict[tuple[str, int, int], float] = {}
        self._next: tuple[Snapshot, Mapping[str, Array]] | None = None

    @property
    def document(self) -> Document:
        """The document with its settings as they are now."""
        return self.trainer.document

    @property
    def graph(self) -> Graph:
        """The graph by which the network is looked at."""
        return self.view.graph

    def trace(self, example: int) -> Trace:
        """One pass for one example with the parameters of the latest snapshot."""
        inputs, targets = self._numbers(example)
        return self.view.trace(self.snapshot.parameters, inputs[0], targets[0])

    def tensor_trace(self, example: int) -> Trace:
        """The same pass by tensors, for one example (row number)."""
        inputs, targets = self._numbers(example)
        return self.trainer.model.graph.trace({**self.snapshot.parameters, INPUTS: inputs, TARGETS: targets})

    def _numbers(self, example: int) -> tuple[Array, Array]:
        """Inputs (1, D) and targets (1, K) of one example, with what is tried out in them."""
        inputs, targets = self.trainer.model.example_arrays(np.array([example]))
        for (kind, row, column), value in self._tried.items():
            if row == example:
                (inputs if kind == "input" else targets)[0, column] = value
        return inputs, targets

    def locate(self, key: str) -> tuple[int, Entry | None] | None:
        """The node, and the entry of it, that a key is about; a neuron's name in the tensor graph is an entry of its layer's."""
        found = parse_entry(self.graph, key)
        if found is not None or self.view.by_neuron:
            return found
        place = entry(self.trainer.model.network, key) or self._column(key)
        if place is None:
            return None
        return self.graph.index(place[0]), place[1]

    def _column(self, key: str) -> tuple[str, Entry] | None:
        """Where an input, a target or a neuron stands in the tensor graph's arrays (1, K)."""
        network = self.trainer.model.network
        if key in network.inputs:
            return INPUTS, (0, network.inputs.index(key))
        prefix, _, unit = key.partition("_")
        for layer in network.layers:
            if unit in layer.units and prefix in ("net", "out") and f"{layer.name}.{prefix}" in self.graph:
                return f"{layer.name}.{prefix}", (0, layer.units.index(unit))
        if prefix == "target" and unit in network.layers[-1].units:
            return TARGETS, (0, network.layers[-1].units.index(unit))
        return None

    def _data_column(self, key: str) -> tuple[str, int] | None:
        network = self.trainer.model.network
        if key in network.inputs:
            return "input", network.inputs.index(key)
        for kind, name in (("input", INPUTS), ("target", TARGETS)):
            if key.startswith(f"{name}[0,") and key[len(name) + 3 : -1].isdigit():
                return kind, int(key[len(name) + 3 : -1])
        unit = key.removeprefix("target_")
        if unit != key and unit in network.layers[-1].units:
            return "target", network.layers[-1].units.index(unit)
        return None

    def editable(self, key: str) -> bool:
        """Inputs, targets, weights and biases are."""
        return self._data_column(key) is not None or entry(self.trainer.model.network, key) is not None

    @property
    def examples_written_out(self) -> bool:
        """Whether the document itself holds the examples, so that changing one changes what is trained on."""
        data = self.document.data
        return data is not None and bool(data.inputs)

    def set_value(self, key: str, value: float, example: int) -> None:
        """Changes a parameter or a number of an example; an example that was drawn or read is changed for the eye only."""
        column = self._data_column(key)
        place = entry(self.trainer.model.network, key)
        if column is not None and not self.examples_written_out:
            self._tried = {**self._tried, (column[0], example, column[1]): value}
            return
        if column is not None:
            kind: Kind = "target" if column[0] == "target" else "input"
            self._intervene(Intervention(self.trainer.step, kind, key, value, (example, column[1])))
        elif place is not None:
            self._intervene(Intervention(self.trainer.step, "parameter", place[0], value, place[1]))
        else:
            raise KeyError(f"{key!r} is computed and can't be set")

    def next_values(self) -> Mapping[str, Array]:
        """What each parameter will be after the next update, by the names of the graph on show; empty where not finite."""
        if self._next is None or self._next[0] is not self.snapshot:
            after = self.trainer.next_parameters() or {}
            named = scalars(self.trainer.model.network, after) if self.view.by_neuron and after else after
            self._next = (self.snapshot, named)
        return self._next[1]

    def keeps(self, key: str) -> bool:
        """Whether changing this number changes the document, and not what is shown of it only."""
        return self._data_column(key) is None or self.examples_written_out

    def kind_of(self, name: str) -> LeafKind:
        """Whether a leaf of the graph on show is a "parameter", a "target" or an "input"."""
        if self.graph[name].op == "parameter":
            return "parameter"
        column = self._data_column(name)
        return "target" if name == TARGETS or (column is not None and column[0] == "target") else "input"

    def restart(self, document: Document) -> None:
        """Begins anew with this document, keeping what was typed over the examples, and over parameters at step 0."""
        kept = [
            replace(i, step=0) for i in self.trainer.interventions
            if i.kind in ("input", "target") or (i.kind == "parameter" and i.step == 0)
        ]
        self._begin(document, kept)

    def _begin(self, document: Document, interventions: Sequence[Intervention]) -> None:
        self.base = document
        self.trainer = Trainer(document)
        self.trainer.rewrite(interventions)
        self.trainer.go_to(0)
        self.refresh()

    def set_setting(self, key: str, value: float | int | bool | str) -> None:
        """Changes a setting from the present step on. Raises SettingError."""
        self._intervene(Intervention(self.trainer.step, "setting", key, value))

    def _intervene(self, intervention: Intervention) -> None:
        self.trainer.intervene(intervention)
        self.refresh()

    def refresh(self) -> None:
        """Takes a new snapshot of the trainer, which must not be running."""
        self.trainer.record()
        self.snapshot: Snapshot = snapshot(self.trainer)
        self.view = self.trainer.view

    def past(self) -> tuple[object, int]:
        """The document it began with, the interventions, what was tried out, and the step."""
        return (self.base, tuple(self.trainer.interventions), self._tried), self.trainer.step

    def rewrite(self, past: object) -> None:
        """Another past; the run is then at or before where it differs."""
        assert isinstance(past, tuple)
        base, interventions, tried = past
        if base is not self.base:
            self._begin(base, interventions)
        self.trainer.rewrite(interventions)
        self._tried = dict(tried)

    def as_document(self) -> Document:
        """The document as it is now."""
        return self.trainer.as_document()


Subject = CircuitSubject | NetworkSubject


def subject_of(document: Document) -> Subject:
    """A subject for a document, with its first numbers. Raises TableError where its CSV file can't be used."""
    return NetworkSubject(document) if document.network is not None else CircuitSubject(document)


@dataclass(frozen=True, slots=True)
class Memento:
    """What undo goes back to: what had been done, and the step."""

    past: object
    step: int
