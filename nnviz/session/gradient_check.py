"""The gradient check of what a session shows, to be run in another thread while the session goes on."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.check import CheckResult, Comparison
from nnviz.engine.difference import Difference
from nnviz.engine.structure import Structure
from nnviz.engine.sweep import Swept, choose_numbers, sweep
from nnviz.session.session import Session
from nnviz.training.checkup import check_values
from nnviz.training.way import WAY

ALL, SOME = 400, 50
"""So many numbers are all checked; of more, so many are drawn."""

Array = NDArray[np.floating]


class GradientCheck:
    """Checks the inputs of a circuit, or the parameters of a network, at their present values.

    What it needs is taken from the session when it is made. ``run`` may then be called in any thread, and the rest read meanwhile:
    ``found`` grows to ``count`` numbers out of ``total``.
    """

    def __init__(self, session: Session) -> None:
        trainer = session.trainer
        self.kind = "input" if trainer is None else "parameter"
        self.step = None if trainer is None else session.step
        self._graph = _checked(session)
        self._names: tuple[str, ...] | None = None
        if trainer is None:
            trace = session.trace
            self._values: Mapping[str, Array] = {trace.graph.nodes[k].name: trace.values[k] for k in trace.graph.leaves}
        else:
            parameters = {name: array.copy() for name, array in session.parameters.items()}
            self._names, self._values = tuple(parameters), check_values(trainer.model, parameters)
        self.total = self.count = 0
        self.found: list[Swept] = []
        self._cancelled = False

    def is_of(self, session: Session) -> bool:
        """Whether a session still shows what is checked, at whatever level."""
        return self._graph is _checked(session)

    def run(self) -> None:
        """Compares number by number, until all are or it is cancelled. Raises what computing raises."""
        difference = Difference(self._graph, self._values)
        self.total, numbers = choose_numbers(difference, self._names or difference.leaves, ALL)
        if self.total > ALL:
            self.total, numbers = choose_numbers(difference, self._names or difference.leaves, SOME)
        self.count = len(numbers)
        for swept in sweep(difference, numbers):
            WAY.breathe()
            if self._cancelled:
                break
            self.found.append(swept)

    def cancel(self) -> None:
        """Stops after the number at hand."""
        self._cancelled = True

    @property
    def result(self) -> CheckResult:
        """What the command ``nnviz check`` would say of the numbers compared so far."""
        return CheckResult(tuple(swept.best for swept in self.found))

    def comparisons(self, step: int | None) -> tuple[Comparison, ...]:
        """By one of EPSILONS, or, where it is None, as the command compares."""
        return tuple(swept.best if step is None else swept.by_step[step] for swept in self.found)


def _checked(session: Session) -> Structure:
    """A network's graph by tensors, a circuit's that is on show."""
    return session.graph if session.trainer is None else session.trainer.model.graph
