"""What is on show: a circuit or a network, one example's pass through it, and how far that has been walked."""

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.graph import Graph
from nnviz.engine.moment import Moment
from nnviz.engine.trace import Trace
from nnviz.network.build import LOSS
from nnviz.session.announcer import Announcer
from nnviz.session.status import arrival_sentence, status_sentence
from nnviz.session.subject import NetworkSubject, Subject
from nnviz.training.generalisation import Gap, gap_at
from nnviz.training.history import History
from nnviz.training.runner import Snapshot
from nnviz.training.trainer import Trainer

Array = NDArray[np.floating]


MOST_WORK = 20_000_000
"""Examples times parameters up to which all examples are evaluated at every rest: some 10 ms."""


class Stage(Announcer):
    """A circuit or a network, the trace of one example of it, and the moment of that pass which is on show."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.training = False
        self.arrived = False
        """Whether the pass on show was computed at once, after training, and not walked through."""
        self._losses: tuple[Snapshot, Mapping[str, float | None]] | None = None
        self._adopt(subject)

    def _adopt(self, subject: Subject) -> None:
        self._subject = subject
        self.problem = ""
        self.example, self.follows_batch = 0, True
        self._follow()
        self._retrace()
        self.moment = Moment(self.graph, 0, self.trainer is not None)

    def complain(self, problem: str) -> None:
        """Says why something was not done."""
        self.problem = problem
        self.announce("problem")

    def _retrace(self) -> None:
        self.trace: Trace = self._subject.trace(self.example)

    @property
    def trainer(self) -> Trainer | None:
        """The trainer of a network, None for a circuit. While it runs it belongs to its thread."""
        return self._subject.trainer

    @property
    def example_count(self) -> int:
        """How many examples there are, one for a circuit."""
        return 1 if self.trainer is None else self.trainer.model.dataset.count

    @property
    def disturbed(self) -> bool:
        """Whether the inputs on show are not the example's own, see Stage.disturb."""
        return isinstance(self._subject, NetworkSubject) and self._subject.disturbance is not None

    @property
    def graph(self) -> Graph:
        """The graph on show."""
        return self._subject.graph

    @property
    def step(self) -> int:
        """The number of updates done; 0 for a circuit."""
        return self._subject.snapshot.step if isinstance(self._subject, NetworkSubject) else 0

    @property
    def epoch(self) -> int:
        """The number of complete passes over the training examples."""
        return self._subject.snapshot.epoch if isinstance(self._subject, NetworkSubject) else 0

    @property
    def history(self) -> History | None:
        """Losses and accuracies so far, frozen; None for a circuit."""
        return self._subject.snapshot.history if isinstance(self._subject, NetworkSubject) else None

    @property
    def parameters(self) -> Mapping[str, Array]:
        """The parameters on show by name, empty for a circuit."""
        return self._subject.snapshot.parameters if isinstance(self._subject, NetworkSubject) else {}

    @property
    def loss(self) -> Mapping[str, float | None]:
        """The losses over all "train" and all "test" examples, None where there are none.

        Those of the present step at rest, unless they are much work; else the last that were evaluated.
        """
        if not isinstance(self._subject, NetworkSubject):
            return {"train": None, "test": None}
        snapshot = self._subject.snapshot
        if self.loss_step != self.step:
            return snapshot.history.evaluations.losses_at(self.step)
        if self._losses is None or self._losses[0] is not snapshot:
            found = {split: self._subject.trainer.loss(split) for split in ("train", "test")}
            self._losses = snapshot, {split: None if math.isnan(loss) else loss for split, loss in found.items()}
        return self._losses[1]

    @property
    def loss_step(self) -> int | None:
        """The step that ``loss`` is of, None for a circuit."""
        if not isinstance(self._subject, NetworkSubject):
            return None
        model = self._subject.trainer.model
        if self.training or model.dataset.count * model.network.parameter_count > MOST_WORK:
            return self._subject.snapshot.history.evaluations.last(self.step)
        return self.step

    @property
    def gap(self) -> Gap | None:
        """The gap between training and test loss, None while it is closed."""
        return None if self.history is None else gap_at(self.history.evaluations, self.step)

    @property
    def steps_per_second(self) -> float | None:
        """How fast it trains, None while it does not."""
        rate = self._subject.snapshot.steps_per_second if isinstance(self._subject, NetworkSubject) else math.nan
        return rate if self.training and not math.isnan(rate) else None

    def given(self) -> Mapping[str, Array]:
        """All that a pass begins with, by name: inputs, and of a network parameters and targets; the same at every level."""
        trace = self._subject.tensor_trace(self.example) if isinstance(self._subject, NetworkSubject) else self.trace
        return {trace.graph.nodes[i].name: trace.values[i] for i in trace.graph.leaves if trace.graph.nodes[i].op != "constant"}

    def compared(self) -> tuple[tuple[str, ...], Array, Array] | None:
        """What the loss compares in the example on show: outputs' names, outputs (K,) and targets (K,); None for a circuit."""
        if not isinstance(self._subject, NetworkSubject):
            return None
        trace = self._subject.tensor_trace(self.example)
        outputs, targets = (trace.values[k].reshape(-1) for k in trace.graph[LOSS].inputs)
        return self._subject.trainer.model.network.layers[-1].units, outputs, targets

    @property
    def at_work(self) -> str:
        """The name of the gate that the walk stands at; "" at the ends of the pass and while it trains."""
        active = self.moment.active
        return "" if active is None or self.training else self.graph.nodes[active].name

    @property
    def status(self) -> str:
        """Where it stands, as a sentence."""
        return f"{self._status} · distorted input" if self.disturbed else self._status

    @property
    def _status(self) -> str:
        trainer = self.trainer
        batch = 1 if trainer is None or self.moment.phase != "update" else len(trainer.batch)
        if self.arrived and trainer is not None and not self.training and self.moment.phase == "backward":
            done = trainer.epoch >= trainer.document.training.epochs
            return arrival_sentence(self.trace, self.step, self.epoch if done else None)
        return status_sentence(self.moment, self.trace, self.step, trainer is not None, self.training, batch)

    @property
    def updates(self) -> Mapping[str, Array]:
        """In the update: what each parameter will be after it, by name; else empty."""
        if self.moment.phase != "update" or not isinstance(self._subject, NetworkSubject) or self.training:
            return {}
        return self._subject.next_values()

    def _follow(self) -> None:
        if self.follows_batch and isinstance(self._subject, NetworkSubject):
            self.example = self._subject.snapshot.example

    def choose_example(self, example: int) -> None:
        """Shows one example (row number), and stays with it."""
        self.example, self.follows_batch = min(max(example, 0), self.example_count - 1), False
        self._retrace()
        self.announce("example", "values")

    def follow_batch(self) -> None:
        """Shows the first example of each step's batch from now on."""
        self.follows_batch = True
        self._follow()
        self._retrace()
        self.announce("example", "values")

    def disturb(self, change: Callable[[int], Array] | None) -> None:
        """Shows examples with inputs (1, D) that ``change`` gives by row number; None: with their own again.

        For the eye only: training, saving and undo know nothing of it, and another document ends it.
        """
        if isinstance(self._subject, NetworkSubject):
            self._subject.disturbance = change
            self._retrace()
            self.announce("values")
