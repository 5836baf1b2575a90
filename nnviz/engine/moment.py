"""Where a walk through one pass stands: what has been computed by then, and which gate is at work."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from nnviz.engine.structure import Structure

Phase = Literal["start", "forward", "loss", "backward", "update"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A position in one pass over a graph of G gates.

    0: only the leaves are known. 1 to G: one more gate has been computed. G + 1: the output's gradient is 1.
    G + 2 to 2 G + 1: one more gate has sent its gradient back. 2 G + 2, where there is something to train: the update.
    """

    graph: Structure
    position: int = 0
    has_update: bool = False

    @property
    def last(self) -> int:
        """The largest position."""
        return 2 * len(self.graph.gates) + 1 + self.has_update

    @property
    def phase(self) -> Phase:
        """The phase that the gate at work belongs to."""
        gates = self.graph.gates
        if self.position == 0:
            return "start"
        if self.position <= len(gates):
            return "loss" if gates[self.position - 1] in self.graph.loss_gates else "forward"
        return "update" if self.position > 2 * len(gates) + 1 else "backward"

    @property
    def active(self) -> int | None:
        """The index of the gate at work; None at the start and in the update."""
        gates = self.graph.gates
        if 0 < self.position <= len(gates):
            return gates[self.position - 1]
        if self.position == len(gates) + 1:
            return self.graph.output
        if self.position <= 2 * len(gates) + 1 and self.position:
            return gates[2 * len(gates) + 1 - self.position]
        return None

    @property
    def is_seed(self) -> bool:
        """Whether this is the moment at which the output's gradient, 1, is put in."""
        return self.position == len(self.graph.gates) + 1

    def knows_value(self, index: int) -> bool:
        """Whether a node's value has been computed."""
        return self.graph.nodes[index].is_leaf or _rank(self.graph)[index] <= self.position

    def knows_gradient(self, index: int) -> bool:
        """Whether a node's gradient is complete: every gate it feeds has sent its part."""
        if self.graph.nodes[index].op == "constant":
            return False
        return self.position >= _gradient_position(self.graph)[index]

    def has_contribution(self, gate: int) -> bool:
        """Whether a gate has sent its gradients back to its inputs."""
        gates = self.graph.gates
        return self.position >= 2 * len(gates) + 2 - _rank(self.graph)[gate]

    def at(self, position: int) -> "Moment":
        """The same walk at another position, kept within its ends."""
        return Moment(self.graph, min(max(position, 0), self.last), self.has_update)

    def next_phase(self) -> "Moment":
        """The end of the present phase, or of the next one when the walk stands at an end already."""
        moment = self.at(self.position + 1)
        while moment.position < moment.last and moment.at(moment.position + 1).phase == moment.phase:
            moment = moment.at(moment.position + 1)
        return moment

    def previous_phase(self) -> "Moment":
        """The end of the phase before."""
        moment = self
        while moment.position > 0 and moment.phase == self.phase:
            moment = moment.at(moment.position - 1)
        return moment


def all_done(graph: Structure) -> Moment:
    """The end of a pass: every value and gradient known, no gate at work."""
    moment = Moment(graph, 0, True)
    return moment.at(moment.last)


@lru_cache(maxsize=8)
def _rank(graph: Structure) -> tuple[int, ...]:
    """For each node the position at which its value appears: 0 for leaves."""
    ranks = [0] * len(graph)
    for number, gate in enumerate(graph.gates, start=1):
        ranks[gate] = number
    return tuple(ranks)


@lru_cache(maxsize=8)
def _gradient_position(graph: Structure) -> tuple[int, ...]:
    """For each node the position at which its gradient is complete."""
    count = len(graph.gates)
    ranks = _rank(graph)
    last = [2 * count + 1] * len(graph)
    for node in graph.nodes:
        consumers = graph.consumers(node.index)
        if consumers:
            last[node.index] = max(2 * count + 2 - ranks[gate] for gate, _ in consumers)
    last[graph.output] = count + 1
    return tuple(last)
