"""The loss laboratory: a few outputs and their targets, and what each loss makes of them (lecture, part 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.graph import Graph, GraphBuilder
from nnviz.engine.trace import Trace, forward
from nnviz.network.loss import LOSSES
from nnviz.session.announcer import Announcer
from nnviz.session.session import Session

Array = NDArray[np.float64]
Floating = NDArray[np.floating]

COUNTS = range(1, 6)
"""How many outputs there can be."""

LARGEST = 700.0
"""No output or target is further from 0: its exponential would be infinite."""

SCORES = (3.2, 5.1, -1.7)
"""The scores it begins with, where there is no network to take them from: three classes, the first is right, the second wins.

The lecture prints no numbers in part 6; these are the well-known ones of CS231n, from which its other parts come.
"""

_REACHES = (2.0, 4.0, 6.0, 8.0, 10.0, 15.0, 20.0, 50.0, 100.0, 200.0, 500.0, LARGEST)
_SAMPLES = 161


class LabError(ValueError):
    """Numbers that the laboratory can't take; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What one loss makes of the outputs: its value, its gradient by each (K,), the targets it compares with (K,).

    ``predictions`` (K,) are what it takes the outputs for: probabilities under a cross-entropy.
    """

    loss: float
    gradient: Floating
    targets: Array
    predictions: Floating


@dataclass(frozen=True, slots=True, eq=False)
class SoftmaxTable:
    """Scores on their way to probabilities, a row for each output (K,); ``total`` is the sum of ``exponentials``."""

    exponentials: Floating
    total: float
    shares: Floating
    costs: Array
    """-log of the share: the cross-entropy, were this class the right one."""
    sigmoids: Floating


class LossLab(Announcer):
    """Outputs to be moved, with three kinds of targets: numbers, the right class, and a label for each output.

    ``chosen`` is the output along which the curves are drawn; ``reach`` is how far from 0 their scale goes on both sides.
    It announces "losses".
    """

    def __init__(self) -> None:
        super().__init__()
        self.names: tuple[str, ...] = ()
        self.outputs = self.targets = self.labels = np.zeros(0)
        self.answer = self.chosen = 0
        self.reach = 0.0
        self.restore()

    # ---- where the numbers come from

    def restore(self) -> None:
        """The numbers that it begins with."""
        self._take([f"class {k + 1}" for k in range(len(SCORES))], np.array(SCORES), np.eye(len(SCORES))[0])

    def take(self, session: Session) -> None:
        """Takes outputs and targets of the example on show. Raises LabError where there are none, or too many, or too large."""
        reason = refusal(session)
        if reason:
            raise LabError(reason)
        compared = session.compared()
        assert compared is not None
        self._take(*compared)

    def _take(self, names: Sequence[str], outputs: Floating, targets: Floating) -> None:
        self.names = tuple(names)
        self.outputs, self.targets = np.array(outputs, np.float64), np.array(targets, np.float64)
        self.answer = self.chosen = int(np.argmax(targets))
        is_label = bool(((self.targets >= 0) & (self.targets <= 1)).all())
        self.labels = self.targets.copy() if is_label else np.where(self.targets >= 0.5, 1.0, 0.0)
        self._refit()
        self.announce("losses")

    def resize(self, count: int) -> None:
        """Takes the last outputs away, or adds some with an output, a target and a label of 0. Raises ValueError beyond COUNTS."""
        if count not in COUNTS:
            raise ValueError(f"there can be {COUNTS[0]} to {COUNTS[-1]} outputs, not {count}")
        added = max(count - len(self.names), 0)
        self.names = (*self.names[:count], *(f"class {len(self.names) + k + 1}" for k in range(added)))
        self.outputs, self.targets, self.labels = (
            np.append(row[:count], np.zeros(added)) for row in (self.outputs, self.targets, self.labels)
        )
        self.answer, self.chosen = min(self.answer, count - 1), min(self.chosen, count - 1)
        self._refit()
        self.announce("losses")

    # ---- moving

    def set_output(self, k: int, value: float) -> None:
        """Moves an output, and chooses it. Raises LabError beyond LARGEST."""
        self.outputs = _replaced(self.outputs, k, value)
        self.chosen = k
        self._refit(grow=True)
        self.announce("losses")

    def set_target(self, k: int, value: float) -> None:
        """Changes what an output should be. Raises LabError beyond LARGEST."""
        self.targets = _replaced(self.targets, k, value)
        self._refit(grow=True)
        self.announce("losses")

    def set_answer(self, k: int) -> None:
        """Makes a class the right one."""
        self.answer = k
        self.announce("losses")

    def set_label(self, k: int, holds: bool) -> None:
        """Says whether a label holds."""
        self.labels = _replaced(self.labels, k, float(holds))
        self.announce("losses")

    def choose(self, k: int) -> None:
        """Draws the curves along this output."""
        self.chosen = k
        self.announce("losses")

    def _refit(self, grow: bool = False) -> None:
        """Fits the reach to the numbers; while they are moved it only grows."""
        largest = max(np.abs(self.outputs).max(), np.abs(self.targets).max())
        reach = next(reach for reach in _REACHES if reach >= largest)
        self.reach = max(reach, self.reach) if grow else reach

    # ---- what comes of it

    def targets_of(self, loss: str) -> Array:
        """The targets (K,) that a loss compares with: numbers, one-hot, or labels."""
        match LOSSES[loss].task:
            case "regression":
                return self.targets
            case "one_hot":
                return _one_hot(len(self.names), self.answer)
            case "multi_label":
                return self.labels

    def reading(self, loss: str) -> Reading:
        """What a loss makes of the outputs as they are."""
        trace = _trace(loss, self.outputs, self.targets_of(loss))
        gradient, predictions = trace.gradient["outputs"], trace.value["predictions"]
        return Reading(float(trace.value["loss"]), gradient, self.targets_of(loss), predictions)

    def curve(self, loss: str) -> tuple[Array, Array]:
        """A loss along the chosen output, the others as they are: places (M,) from -reach to reach, losses (M,)."""
        others = _replaced(self.outputs, self.chosen, 0.0)
        return _curve(loss, tuple(others.tolist()), tuple(self.targets_of(loss).tolist()), self.chosen, self.reach)

    def softmax_table(self) -> SoftmaxTable:
        """The outputs as logits: exponentials, softmax, what each class would cost, and sigmoids."""
        trace = _exponential_graph().trace(outputs=self.outputs)
        count = len(self.names)
        costs = [float(_trace("cross_entropy", self.outputs, _one_hot(count, k)).value["loss"]) for k in range(count)]
        value = trace.value
        return SoftmaxTable(value["exponentials"], float(value["total"]), value["softmax"], np.array(costs), value["sigmoid"])


def refusal(session: Session) -> str:
    """Why the laboratory can't take the numbers on show; "" where it can."""
    compared = session.compared()
    if compared is None:
        return "A circuit has no outputs and targets to compare"
    names, outputs, targets = compared
    if len(names) not in COUNTS:
        return f"This network has {len(names)} outputs; here there is room for {COUNTS[-1]}"
    if not all(np.isfinite(row).all() and np.abs(row).max() <= LARGEST for row in (outputs, targets)):
        return f"The numbers of this network lie beyond ±{LARGEST:g}"
    return ""


def _replaced(row: Array, k: int, value: float) -> Array:
    if not abs(value) <= LARGEST:
        raise LabError(f"here numbers go from −{LARGEST:g} to {LARGEST:g}")
    row = row.copy()
    row[k] = value
    return row


def _one_hot(count: int, k: int) -> Array:
    row: Array = np.eye(count)[k]
    return row


@cache
def _graph(loss: str) -> Graph:
    """Outputs (K,) and targets (K,) into a loss; beside it the predictions."""
    entry = LOSSES[loss]
    builder = GraphBuilder()
    outputs, targets = builder.input("outputs"), builder.input("targets")
    builder.op(entry.link or "add", outputs, name="predictions")
    return builder.build(builder.op(entry.op, outputs, targets, name="loss"))


@cache
def _exponential_graph() -> Graph:
    builder = GraphBuilder()
    outputs = builder.input("outputs")
    exponentials = builder.op("exp", outputs, name="exponentials")
    for op in ("softmax", "sigmoid"):
        builder.op(op, outputs, name=op)
    builder.op("sum", exponentials, name="total")
    return builder.build()


def _trace(loss: str, outputs: Array, targets: Array) -> Trace:
    return _graph(loss).trace(outputs=outputs, targets=targets)


@lru_cache(maxsize=64)
def _curve(loss: str, others: tuple[float, ...], targets: tuple[float, ...], k: int, reach: float) -> tuple[Array, Array]:
    graph = _graph(loss)
    places = np.linspace(-reach, reach, _SAMPLES)
    outputs = np.array(others)
    losses = []
    for place in places:
        outputs[k] = place
        losses.append(float(forward(graph, graph.leaf_values({"outputs": outputs, "targets": np.array(targets)}))[graph.output]))
    return places, np.array(losses)
