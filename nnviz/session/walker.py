"""Walking one pass gate by gate, and training step by step: where the session stands, and how it goes on."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.graph import Graph
from nnviz.engine.moment import Moment
from nnviz.engine.trace import Trace
from nnviz.network.view import scalars
from nnviz.session.announcer import Announcer
from nnviz.session.player import TRAINING, Granularity, Player
from nnviz.session.status import status_sentence
from nnviz.session.subject import NetworkSubject, Subject
from nnviz.training.history import History
from nnviz.training.trainer import Trainer

Array = NDArray[np.floating]


class Walker(Announcer):
    """A circuit or a network, the trace of one example of it, and the moment of that pass which is on show."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.granularity: Granularity = "gate"
        self._player = Player(self._walk)
        self._adopt(subject)

    def _adopt(self, subject: Subject) -> None:
        self._subject = subject
        self.problem = ""
        self.example, self.follows_batch = 0, True
        self._follow()
        self._retrace()
        self.moment = Moment(self.graph, 0, self.trainer is not None)
        if self.trainer is None and self.granularity in TRAINING:
            self.granularity = "gate"

    def _retrace(self) -> None:
        self.trace: Trace = self._subject.trace(self.example)
        self._updates: Mapping[str, Array] | None = None

    @property
    def trainer(self) -> Trainer | None:
        """The trainer of a network, None for a circuit. While it runs it belongs to its thread."""
        return self._subject.trainer

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
        """The last evaluated losses over all "train" and all "test" examples, None where there is none."""
        history = self.history
        result: dict[str, float | None] = {"train": None, "test": None}
        if history is not None:
            upto = int(np.searchsorted(history.evaluations.step, self.step, "right"))
            for split, series in (("train", history.evaluations.train_loss), ("test", history.evaluations.test_loss)):
                if upto and not math.isnan(series[upto - 1]):
                    result[split] = float(series[upto - 1])
        return result

    @property
    def steps_per_second(self) -> float | None:
        """How fast it trains, None while it does not."""
        if self._player.runner is None or not isinstance(self._subject, NetworkSubject):
            return None
        rate = self._subject.snapshot.steps_per_second
        return None if math.isnan(rate) else rate

    @property
    def status(self) -> str:
        """Where it stands, as a sentence."""
        trainer = self.trainer
        batch = 1 if trainer is None or self.moment.phase != "update" else len(trainer.batch)
        return status_sentence(
            self.moment, self.trace, self.step, trainer is not None, self._player.runner is not None, batch
        )

    @property
    def updates(self) -> Mapping[str, Array]:
        """In the update: what each parameter will be after it, by name; else empty."""
        if self.moment.phase != "update" or not isinstance(self._subject, NetworkSubject) or self.running:
            return {}
        if self._updates is None:
            trainer = self._subject.trainer
            after = trainer.next_parameters() or {}
            self._updates = scalars(trainer.model.network, after) if trainer.view.by_neuron and after else after
        return self._updates

    # ---- where the walk stands

    def forward(self, granularity: Granularity | None = None) -> None:
        """One gate, phase, training step or epoch on."""
        self.pause()
        self._forward(granularity or self.granularity)

    def _forward(self, granularity: Granularity) -> bool:
        if granularity in TRAINING:
            return self._train_on(1 if granularity == "step" else None)
        if self.moment.position < self.moment.last:
            self._move(self.moment.next_phase() if granularity == "phase" else self.moment.at(self.moment.position + 1))
        elif self.trainer is None or not self._train_on(1):
            return False
        else:
            self._move(self.moment.at(0))
        return True

    def back(self, granularity: Granularity | None = None) -> None:
        """One gate, phase, training step or epoch back."""
        self.pause()
        granularity = granularity or self.granularity
        if granularity in TRAINING:
            steps = 1 if granularity == "step" or self.trainer is None else self.trainer.steps_per_epoch
            self._go_to_step(self.step - steps)
        elif self.moment.position > 0:
            previous = self.moment.previous_phase() if granularity == "phase" else self.moment.at(self.moment.position - 1)
            self._move(previous)
        elif self.step > 0:
            self._go_to_step(self.step - 1)
            self._move(self.moment.at(self.moment.last))

    def to_start(self) -> None:
        """Back to step 0, before anything has been computed."""
        self.pause()
        self._go_to_step(0)
        self._move(self.moment.at(0))

    def to_end(self) -> None:
        """To the end of this pass: everything computed, the update shown."""
        self.pause()
        self._move(self.moment.at(self.moment.last))

    def _walk(self) -> bool:
        return self._forward(self.granularity)

    def _move(self, moment: Moment) -> None:
        self.moment = moment
        self.announce("moment")

    def _computed(self) -> Moment:
        """The moment at which everything is computed and nothing updated yet."""
        return self.moment.at(self.moment.last - self.moment.has_update)

    def _train_on(self, steps: int | None) -> bool:
        """Trains inline, so many steps or to the end of an epoch; False where it diverged."""
        trainer = self.trainer
        if trainer is None:
            return False
        problem = ""
        try:
            trainer.train(steps=trainer.steps_per_epoch if steps is None else steps)
        except FloatingPointError as error:
            problem = str(error)
        self._show_run(problem)
        return not problem

    def _go_to_step(self, step: int) -> None:
        if self.trainer is not None and self.step > 0:
            self.trainer.go_to(max(step, 0))
            self._show_run("")

    def _show_run(self, problem: str) -> None:
        """Shows the trainer as it stands after it has moved."""
        assert isinstance(self._subject, NetworkSubject)
        self._subject.refresh()
        self.problem = problem
        self._follow()
        self._retrace()
        self.moment = self._computed()
        self.announce("example", "values", "moment", "history", "problem")

    # ---- playing

    @property
    def running(self) -> bool:
        """Whether it plays."""
        return self._player.running

    def play(self, rate: float = math.inf) -> None:
        """Walks so many gates or phases a second, or trains so many steps a second (infinity: as fast as it goes)."""
        self._player.stop()
        if self.granularity not in TRAINING:
            if self.trainer is None and self.moment.position == self.moment.last:
                self._move(self.moment.at(0))
            self._player.play_walk(rate)
        elif self.trainer is not None:
            self.problem = ""
            self.trainer.record()
            self._player.play_training(self.trainer, self.granularity, rate)
        self.announce("running")

    def pause(self) -> None:
        """Stops playing; at once but for the step that is being computed."""
        if not self.running:
            return
        trained = self._player.runner is not None
        self._player.stop()
        if trained:
            self._show_run(self.problem)
        self.announce("running")

    def poll(self) -> None:
        """To be called by the window at 30 to 60 Hz: takes what has come and announces it. Raises what the thread raised."""
        if not self.running:
            return
        trained = self._player.runner is not None
        latest, message, ended = self._player.tick()
        if ended and trained:
            self._show_run(message)
        elif latest is not None and isinstance(self._subject, NetworkSubject):
            self._subject.snapshot = latest
            self._follow()
            self._retrace()
            self.moment = self._computed()
            self.announce("example", "values", "moment", "history")
        if ended:
            self.announce("running")

    def _follow(self) -> None:
        if self.follows_batch and isinstance(self._subject, NetworkSubject):
            self.example = self._subject.snapshot.example
