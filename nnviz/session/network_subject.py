"""A network with its trainer, one example's numbers put in, and how it is looked at."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnviz.document.document import Document
from nnviz.engine.graph import Graph
from nnviz.engine.opening import open_gates
from nnviz.engine.trace import Trace
from nnviz.network.architecture import Network
from nnviz.network.build import INPUTS, TARGETS, Objective
from nnviz.network.level import LEVELS, groups_of, neuron_key, tensor_key
from nnviz.network.view import MOST_CONNECTIONS, NetworkView, data_column, entry, scalars
from nnviz.session.branch import Branches
from nnviz.session.leaf import LeafKind
from nnviz.session.sight import Entry, Lens, Sight, parse_entry
from nnviz.training.intervention import Intervention, Kind
from nnviz.training.runner import Snapshot, snapshot
from nnviz.training.setting import changed
from nnviz.training.trainer import Trainer

Array = NDArray[np.floating]


class NetworkSubject:
    """A network with its trainer. Inputs written out in the document can be changed; drawn or read ones can be tried out."""

    def __init__(self, document: Document) -> None:
        self.branches = Branches(Trainer(document))
        self.disturbance: Callable[[int], Array] | None = None
        """Gives other inputs (1, D) than its own to an example (row number) that is shown."""
        self._tried: dict[tuple[str, int, int], float] = {}
        self._next: tuple[Snapshot, Mapping[str, Array]] | None = None
        self._seen: tuple[Network, Objective] | None = None
        self.lens = Lens("neurons" if self.trainer.view.by_neuron else "tensors")
        self.refresh()

    @property
    def trainer(self) -> Trainer:
        """The run of the branch on show."""
        return self.branches.current.trainer

    @property
    def document(self) -> Document:
        """The document with its settings as they are now."""
        return self.trainer.document

    @property
    def graph(self) -> Graph:
        """What is seen of the network."""
        return self.sight.graph

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels at which it can be looked at, from the outermost in."""
        small = self.trainer.model.network.weight_count <= MOST_CONNECTIONS
        return tuple(name for name, row in LEVELS.items() if small or not row.by_neuron)

    def level_tip(self, level: str) -> str:
        """What is seen at a level, in a few words."""
        return LEVELS[level].tip

    @property
    def level_within(self) -> str | None:
        """The level that takes layers apart where they are on show; None where single numbers are, or can't be."""
        inner = [name for name in self.levels if LEVELS[name].by_neuron]
        return inner[0] if inner and not LEVELS[self.lens.level].by_neuron else None

    def level_lens(self, level: str) -> Lens:
        """The lens of a level, before anything has been opened or closed by hand. Raises KeyError for an unknown one."""
        row = LEVELS[level]
        graph = self._view_of(row.by_neuron).graph
        closed = groups_of(self.trainer.model.network, graph) if row.closed else ()
        opened = open_gates(graph, lambda name: True).names if row.opened else frozenset()
        return Lens(level, frozenset(closed), opened)

    def look(self, lens: Lens) -> None:
        """Looks through another lens."""
        network, row = self.trainer.model.network, LEVELS[lens.level]
        if LEVELS[self.lens.level].by_neuron != row.by_neuron or not self._is_seen:
            self.view = self._view_of(row.by_neuron)
        self._next = None
        self._seen, self.lens = (network, self.trainer.model.objective), lens
        self.sight = Sight(self.view.graph, groups_of(network, self.view.graph), lens)

    def _view_of(self, by_neuron: bool) -> NetworkView:
        inputs, targets = self.trainer.model.example_arrays(np.arange(1))
        model = self.trainer.model
        return NetworkView(model.network, self.snapshot.parameters, inputs[0], targets[0], model.objective, by_neuron)

    def trace(self, example: int) -> Trace:
        """One pass for one example with the parameters of the latest snapshot."""
        inputs, targets = self._numbers(example)
        return self.graph.trace(self.view.leaf_values(self.snapshot.parameters, inputs[0], targets[0]))

    def tensor_trace(self, example: int) -> Trace:
        """The same pass by tensors, for one example (row number)."""
        inputs, targets = self._numbers(example)
        return self.trainer.model.graph.trace({**self.snapshot.parameters, INPUTS: inputs, TARGETS: targets})

    def _numbers(self, example: int) -> tuple[Array, Array]:
        """Inputs (1, D) and targets (1, K) of one example, with what is tried out in them."""
        inputs, targets = self.trainer.model.example_arrays(np.array([example]))
        if self.disturbance is not None:
            inputs = self.disturbance(example)
        for (kind, row, column), value in self._tried.items():
            if row == example:
                (inputs if kind == "input" else targets)[0, column] = value
        return inputs, targets

    def locate(self, key: str) -> tuple[int, Entry | None] | None:
        """The node that is seen, and the entry of it, where a key is meant; of a tensor or of a neuron, whichever is seen."""
        seen = self.seen_key(key)
        return None if seen is None else parse_entry(self.graph, seen)

    def seen_key(self, key: str, sight: Sight | None = None) -> str | None:
        """What is called that, or holds what is called that, in the graph that is seen; None where nothing does."""
        sight = sight or self.sight
        other = (neuron_key if LEVELS[sight.lens.level].by_neuron else tensor_key)(self.trainer.model.network, key)
        for name in (key, other):
            seen = sight.holder(name) if name else None
            if seen is not None and parse_entry(sight.graph, seen) is not None:
                return seen
        return None

    def editable(self, key: str) -> bool:
        """Inputs, targets, weights and biases are."""
        return data_column(self.trainer.model.network, key) is not None or entry(self.trainer.model.network, key) is not None

    @property
    def examples_written_out(self) -> bool:
        """Whether the document itself holds the inputs and targets, so that changing one changes what is trained on."""
        data = self.document.data
        return data is not None and bool(data.inputs) and not data.features

    def set_value(self, key: str, value: float, example: int) -> None:
        """Changes a parameter or a number of an example; an example that was drawn or read is changed for the eye only."""
        column = data_column(self.trainer.model.network, key)
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
        return data_column(self.trainer.model.network, key) is None or self.examples_written_out

    def kind_of(self, name: str) -> LeafKind:
        """Whether a leaf of the graph on show is a "parameter", a "target" or an "input"."""
        if self.graph[name].op == "parameter":
            return "parameter"
        column = data_column(self.trainer.model.network, name)
        return "target" if name == TARGETS or (column is not None and column[0] == "target") else "input"

    def restart(self, document: Document, same: bool = True) -> None:
        """Begins anew with this document, keeping what was typed over examples, and at step 0 over parameters of the ``same``."""
        kept = [
            replace(i, step=0) for i in self.trainer.interventions
            if i.kind in ("input", "target") or (same and i.kind == "parameter" and i.step == 0)
        ]
        trainer = Trainer(document)
        trainer.rewrite(kept)
        trainer.go_to(0)
        self.branches.current.begin(trainer)
        self.refresh()

    def set_setting(self, key: str, value: float | int | bool | str) -> None:
        """Changes a setting from the present step on, a seed from step 0 unless steps are shared. Raises SettingError."""
        if key == "seed" and self.branches.current.start == 0:
            self.restart(changed(self.document, key, value))
        else:
            self._intervene(Intervention(self.trainer.step, "setting", key, value))

    def _intervene(self, intervention: Intervention) -> None:
        self.trainer.intervene(intervention)
        self.branches.current.cut()
        self.refresh()

    def refresh(self) -> None:
        """Takes a new snapshot of the trainer, which must not be running."""
        self.trainer.record()
        self.snapshot: Snapshot = snapshot(self.trainer)
        if not self._is_seen:
            same = self._seen is None or self._seen[0] is self.trainer.model.network
            level = self.lens.level if self.lens.level in self.levels else self.levels[-1]
            self.look(self.lens if same else self.level_lens(level))

    @property
    def _is_seen(self) -> bool:
        """Whether what is looked at is the network as it is, with the objective as it is."""
        model = self.trainer.model
        return self._seen is not None and self._seen[0] is model.network and self._seen[1] == model.objective

    def past(self) -> tuple[object, int]:
        """The branches with what was done in each, what was tried out, and the step."""
        return (self.branches.past(), self._tried), self.trainer.step

    def rewrite(self, past: object) -> None:
        """Another past; a run is then at or before where it differs."""
        assert isinstance(past, tuple)
        branches, tried = past
        self.branches.recall(branches)
        self._tried = dict(tried)
        self.refresh()

    def as_document(self) -> Document:
        """The document as it is now."""
        return self.trainer.as_document()
