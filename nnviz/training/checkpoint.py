"""The few states of a run that are kept so that any other can be recomputed."""

from typing import Self

from nnviz.training.film import Film
from nnviz.training.state import RunState

MOST_BYTES = 128 * 2**20
MOST = 256
FIRST_INTERVAL = 64


class Checkpoints:
    """States at step 0 and every ``interval`` steps, thinned by half when they become too many or too large.

    With them goes a ``film`` of the run, where ``films``; in a copy it begins anew.
    """

    def __init__(self, first: RunState) -> None:
        """For a run that begins so: the fewer parameters it has, the sooner a step is done, and the rarer a state is worth it."""
        self.first_interval = self.interval = max(FIRST_INTERVAL, 2**15 // max(first.parameters.size, 64))
        self._states: dict[int, RunState] = {first.step: first}
        self.films, self.film = Film.suits(first), Film()

    def wants(self, step: int) -> bool:
        """Whether a state at this step should be kept and is not."""
        return step % self.interval == 0 and step not in self._states

    def until_due(self, step: int) -> int:
        """The number of steps from ``step`` to the next one at which a state is due."""
        return self.interval - step % self.interval

    def keep(self, state: RunState) -> None:
        """Keeps a state."""
        limit = max(2, min(MOST, MOST_BYTES // max(state.bytes, 1)))
        if len(self._states) >= limit:
            self.interval *= 2
            self._states = {step: kept for step, kept in self._states.items() if step % self.interval == 0}
            if state.step % self.interval:
                return
        self._states[state.step] = state

    @property
    def states(self) -> list[RunState]:
        """Those that are kept, by step; they can be read while a thread trains."""
        return sorted(list(self._states.values()), key=lambda state: state.step)  # noqa: C414 (one call, not a walk)

    def thinned(self, most: int, leave_out: int) -> Self:
        """Some of the states, evenly: so many bytes of them at ``most``, and none at the step ``leave_out``."""
        other = self.copy()
        while sum(state.bytes for state in other._states.values()) > most and len(other._states) > 1:
            other.interval *= 2
            other._states = {step: kept for step, kept in other._states.items() if step % other.interval == 0}
        other._states.pop(leave_out or -1, None)
        return other

    def copy(self) -> Self:
        """The same states, to be kept apart from now on."""
        other = type(self).__new__(type(self))
        other.films, other.film = self.films, Film()
        other.first_interval, other.interval, other._states = self.first_interval, self.interval, dict(self._states)
        return other

    def before(self, step: int) -> RunState:
        """The last state at or before ``step``; there is always one at 0."""
        kept, filmed = self._states[max(kept for kept in self._states if kept <= step)], self.film.before(step)
        return kept if filmed is None or filmed.step <= kept.step else filmed

    def truncate(self, step: int) -> None:
        """Forgets what came after ``step``, and at it."""
        self.film.truncate(step)
        self._states = {kept: state for kept, state in self._states.items() if kept < step or kept == 0}
        # What is left may be few again, however long the run was: then the next ones are kept as densely as at the start.
        self.interval = min((kept for kept in self._states if kept), default=self.first_interval)
