"""What it costs to keep every step, and to keep a state now and then, beside training that keeps nothing."""

import nnviz.training.updater as updater
from nnviz.training.checkpoint import Checkpoints
from nnviz.training.film import Film
from tests.benchmarks.peer import Nnviz
from tests.benchmarks.update import two_classes
from tests.benchmarks.workload import circle, digits, two_two_two


class Checkpointed(Nnviz):
    """A copy of the state every so many steps."""

    def __init__(self, workload):
        super().__init__(workload)
        self.kept = Checkpoints(self.training.state())

    def run(self, n):
        end = self.training.step + n
        while self.training.step < end:
            if self.kept.wants(self.training.step):
                self.kept.keep(self.training.state())
            self.training.advance(min(end - self.training.step, self.kept.until_due(self.training.step)))


class Filmed(Nnviz):
    """Every step's parameters and optimiser."""

    def __init__(self, workload):
        super().__init__(workload)
        self.training.updater.films, self.film = True, Film()

    def run(self, n):
        end = self.training.step + n
        while self.training.step < end:
            self.training.advance(end - self.training.step)
            self.film.keep(self.training.stretch)


def over_arrays(peer, workload):
    """A peer that works on arrays, however small the network is."""
    scalar_seconds, updater.scalar_seconds = updater.scalar_seconds, lambda *_: float("inf")
    try:
        made = peer(workload)
        made.run(1)
    finally:
        updater.scalar_seconds = scalar_seconds
    return made


def as_chosen(peer, workload):
    return peer(workload)


def with_adam():
    return two_classes("adam", "squared_error")


CASES = (
    ("W1, over numbers", two_two_two, as_chosen), ("W1, over arrays", two_two_two, over_arrays), ("W2", circle, as_chosen),
    ("W2, two outputs, adam", with_adam, as_chosen), ("W3", digits, as_chosen),
)  # fmt: skip
"""What it is called, the workload, and how a peer is made to do it."""

MODES = {"nothing": Nnviz, "checkpoints": Checkpointed, "every step": Filmed}
