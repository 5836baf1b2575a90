"""How a network is looked at: at which level, at which example, and at which neuron where it is too large to see them all."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.graph import Graph
from nnviz.engine.opening import open_gates
from nnviz.engine.trace import Trace
from nnviz.network.architecture import Network
from nnviz.network.build import INPUTS, TARGETS, Objective
from nnviz.network.close_up import CloseUp, Spot, spot_of
from nnviz.network.level import LEVELS, groups_of, neuron_key, tensor_key
from nnviz.network.view import MOST_CONNECTIONS, NetworkView
from nnviz.session.branch import Branches
from nnviz.session.sight import Entry, Lens, Sight, parse_entry
from nnviz.training.runner import Snapshot, snapshot
from nnviz.training.trainer import Trainer

Array = NDArray[np.floating]


class NetworkLook:
    """A network's run, and the graph of it that is seen through a lens."""

    def __init__(self, branches: Branches) -> None:
        self.branches = branches
        self.disturbance: Callable[[int], Array] | None = None
        """Gives other inputs (1, D) than its own to an example (row number) that is shown."""
        self._tried: dict[tuple[str, int, int], float] = {}
        self._next: tuple[Snapshot, Mapping[str, Array]] | None = None
        self._seen: tuple[Network, Objective, bool, Spot | None] | None = None
        self._spot: Spot | None = None
        self._example = 0
        self.lens = Lens("neurons" if self.trainer.view.by_neuron else "tensors")
        self.refresh()

    @property
    def trainer(self) -> Trainer:
        """The run of the branch on show."""
        return self.branches.current.trainer

    @property
    def graph(self) -> Graph:
        """What is seen of the network."""
        return self.sight.graph

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels at which it can be looked at, from the outermost in."""
        return tuple(LEVELS)

    @property
    def refused(self) -> Mapping[str, str]:
        """Levels that can't be looked at, and why: none."""
        return {}

    def level_tip(self, level: str) -> str:
        """What is seen at a level, in a few words."""
        row = LEVELS[level]
        return row.close_tip or row.tip if self._is_large else row.tip

    @property
    def level_within(self) -> str | None:
        """The level that takes layers apart where they are on show; None where single numbers are."""
        return None if LEVELS[self.lens.level].by_neuron else next(name for name, row in LEVELS.items() if row.by_neuron)

    @property
    def _is_large(self) -> bool:
        return self.trainer.model.network.weight_count > MOST_CONNECTIONS

    @property
    def is_close_up(self) -> bool:
        """Whether only one neuron is seen, the network being too large for all."""
        return self._is_large and LEVELS[self.lens.level].by_neuron

    @property
    def spot(self) -> Spot:
        """The neuron that is seen close up where one is; as long as none was chosen, one of the first layer."""
        if self._spot is None or not self._spot.is_in(self.trainer.model.network):
            self._spot = self._liveliest(0)
        return self._spot

    def _liveliest(self, layer: int) -> Spot:
        """The neuron of a layer with the largest gradient."""
        gradients = self.tensor_trace(self._shown).gradient[f"{self.trainer.model.network.layers[layer].name}.net"]
        return Spot(layer, int(np.argmax(np.abs(gradients[0]))))

    def can_turn_to(self, key: str) -> bool:
        """Whether a key is about a neuron that is not the one seen close up, or about a weight that is not seen of it."""
        found = spot_of(self.trainer.model.network, key) if self._is_large else None
        if found is None or (found.layer, found.unit) != (self.spot.layer, self.spot.unit):
            return found is not None
        return found.source is not None and self.seen_key(key) is None

    def turn_to(self, key: str) -> None:
        """From the next look on a key's neuron is seen close up; of a whole layer the one with the largest gradient."""
        network = self.trainer.model.network
        found = spot_of(network, key) if self._is_large else None
        for index, layer in enumerate(network.layers if self._is_large else ()):
            if found is None and key.partition(".")[0] == layer.name:
                found = self._liveliest(index)
        self._spot = found or self._spot

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
        seen = network, self.trainer.model.objective, row.by_neuron, self.spot if row.by_neuron and self._is_large else None
        if self._seen != seen:
            self.view = self._view_of(row.by_neuron)
        self._next = None
        groups = groups_of(network, self.view.graph)
        # A group that was closed may be gone: that of the penalties is, without a penalty.
        self._seen, self.lens = seen, replace(lens, closed=lens.closed & groups.keys())
        self.sight = Sight(self.view.graph, groups, self.lens)

    def _view_of(self, by_neuron: bool) -> NetworkView | CloseUp:
        model, parameters = self.trainer.model, self.snapshot.parameters
        inputs, targets = (array[0] for array in self._numbers(self._shown))
        if by_neuron and self._is_large:
            return CloseUp(model.network, parameters, inputs, targets, model.objective, self.spot)
        return NetworkView(model.network, parameters, inputs, targets, model.objective, by_neuron)

    @property
    def _shown(self) -> int:
        """The example that was on show; the last one, where there are fewer by now."""
        return min(self._example, self.trainer.model.dataset.count - 1)

    def trace(self, example: int) -> Trace:
        """One pass for one example with the parameters of the latest snapshot."""
        self._example = example
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

    def next_values(self) -> Mapping[str, Array]:
        """What each parameter will be after the next update, by the names of the graph on show; empty where not finite."""
        if self._next is None or self._next[0] is not self.snapshot:
            after = self.trainer.next_parameters() or {}
            self._next = (self.snapshot, self.view.named(after) if after else {})
        return self._next[1]

    def refresh(self) -> None:
        """Takes a new snapshot of the trainer, which must not be running."""
        self.trainer.record()
        self.snapshot: Snapshot = snapshot(self.trainer)
        if not self._is_seen:
            before = self.trainer.model.network if self._seen is None else self._seen[0]
            outgrown = self.is_close_up and before.weight_count <= MOST_CONNECTIONS
            same = before is self.trainer.model.network
            self.look(self.lens if same else self.level_lens("tensors" if outgrown else self.lens.level))

    @property
    def _is_seen(self) -> bool:
        """Whether what is looked at is the network as it is, with the objective as it is."""
        model = self.trainer.model
        return self._seen is not None and self._seen[0] is model.network and self._seen[1] == model.objective
