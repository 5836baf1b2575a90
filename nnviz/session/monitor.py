"""What has been measured of a run so far, kept for the plots that show it. Nothing is measured until one asks."""

import time

from nnviz.training.measure import Gauge, Measurement
from nnviz.training.state import RunState
from nnviz.training.trainer import Trainer


class Monitor:
    """Measures the states that a trainer keeps of its past; the work is done in slices."""

    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer
        self._gauge: Gauge | None = None
        self._known: dict[int, tuple[RunState, Measurement]] = {}
        self.complete = True
        """Whether the last ``take`` measured all that there was."""

    def take(self, seconds: float, at_rest: bool) -> list[Measurement]:
        """All measurements there are by step, after up to about so many seconds of measuring, the latest states first.

        The state at which the trainer stands is among them only where it is ``at_rest``: else it belongs to its thread.
        """
        gauge = self._gauge = self._gauge or Gauge(self.trainer.origin)
        deadline = time.perf_counter() + seconds
        # What is kept of the very step it stands at is from before its interventions: the present state comes last, and counts.
        states = {state.step: state for state in self.trainer.states(present=at_rest)}
        known, self._known, self.complete = self._known, {}, True
        for state in reversed(states.values()):
            found = known.get(state.step)
            if found is None or not _same(found[0], state):
                if time.perf_counter() > deadline:
                    self.complete = False
                    continue
                found = (state, gauge.measure(state))
            self._known[state.step] = found
        return [self._known[step][1] for step in sorted(self._known)]


def _same(one: RunState, other: RunState) -> bool:
    """Whether two states of one step are the same; what the parameters are, says most."""
    return one is other or (
        one.document is other.document and one.edits == other.edits and bool((one.parameters == other.parameters).all())
    )
