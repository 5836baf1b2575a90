"""Walking one pass gate by gate, and training step by step: how the session goes on."""

import math
import time
from collections.abc import Callable, Iterator

from nnviz.engine.moment import Moment
from nnviz.session.lookout import Lookout
from nnviz.session.player import TRAINING, Granularity, Player
from nnviz.session.subject import NetworkSubject, Subject
from nnviz.training.event import Diverged, Event, Stepped, Stopped

PATIENCE = 0.02
"""Seconds of training or recomputing that are done before anything else; what takes longer goes on in the thread."""


class Walker(Lookout):
    """A stage that moves: by gates and phases through one pass, by steps and epochs through training, by itself while it plays."""

    def __init__(self, subject: Subject) -> None:
        self.granularity: Granularity = "gate"
        self.hold: Callable[[Moment], Moment] | None = None
        """While the numbers of a pass are asked for: how far the walk may go of the way to a moment."""
        self._player = Player(self._walk)
        super().__init__(subject)

    def _adopt(self, subject: Subject) -> None:
        super()._adopt(subject)
        if self.trainer is None and self.granularity in TRAINING:
            self.granularity = "gate"

    def forward(self, granularity: Granularity | None = None) -> None:
        """One gate, phase, training step or epoch on."""
        self.pause()
        self._forward(granularity or self.granularity)

    def _forward(self, granularity: Granularity) -> bool:
        if granularity in TRAINING and self.hold is None:
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
            self.go_to_step(self.step - steps)
        elif self.moment.position > 0:
            previous = self.moment.previous_phase() if granularity == "phase" else self.moment.at(self.moment.position - 1)
            self._move(previous)
        elif self.step > 0:
            self.go_to_step(self.step - 1)
            self._move(self.moment.at(self.moment.last))

    def to_start(self) -> None:
        """Back to step 0, before anything has been computed."""
        self.pause()
        self.go_to_step(0)
        self._move(self.moment.at(0))

    def to_end(self) -> None:
        """To the end of this pass: everything computed, the update shown."""
        self.pause()
        self._move(self.moment.at(self.moment.last))

    def go_to(self, moment: Moment) -> None:
        """To any moment of this pass; where it was another pass that was seen while it trained, nowhere."""
        self.pause()
        if moment.graph is self.graph:
            self._move(moment)

    def _walk(self) -> bool:
        return self._forward(self.granularity)

    def _move(self, moment: Moment) -> None:
        allowed = moment if self.hold is None else self.hold(moment)
        if allowed.position == self.moment.position != moment.position:
            self.announce("held")
            return
        self.moment, self.arrived = allowed, False
        self.announce("moment")

    def _arrival(self) -> Moment:
        """Where a pass is shown that nobody has walked: all computed, nothing updated; at its start while numbers are asked for."""
        return self.moment.at(self.moment.last - self.moment.has_update if self.hold is None else 0)

    def _train_on(self, steps: int | None) -> bool:
        """Trains so many steps, or an epoch; False where there is nothing to train, or it diverged."""
        if self.trainer is None:
            return False
        if steps is None:
            return self._perform(self.trainer.events(self.trainer.steps_per_epoch))
        return self._perform(self.trainer.events(steps), math.inf)

    def go_to_step(self, step: int, patience: float | None = None) -> None:
        """Shows the network after so many updates, to the same bits as it was; what was never reached is trained.

        What is not there within ``patience`` seconds (PATIENCE) is recomputed in the thread, and a step near it is shown meanwhile.
        """
        stopped, trained, self.training = self.running, self.training, False
        self._player.stop()
        if self.trainer is not None and (trained or self.step != max(step, 0)):
            self._perform(self.trainer.seek(max(step, 0)), patience)
        if stopped:
            self.announce("running")

    def _perform(self, events: Iterator[Event], patience: float | None = None) -> bool:
        """Takes a trainer's events: at once while that is quick, what is left in the thread. False where it diverged."""
        assert self.trainer is not None
        deadline, problem, failed = time.perf_counter() + (PATIENCE if patience is None else patience), "", False
        for event in events:
            if isinstance(event, Diverged | Stopped):
                problem, failed = event.message, isinstance(event, Diverged)
            elif isinstance(event, Stepped) and time.perf_counter() > deadline:
                self._show_run()
                self._player.play_events(self.trainer, events)
                self.training = True
                self.announce("running")
                return True
        self._show_run(problem)
        return not failed

    def _show_run(self, notice: str = "") -> None:
        """Shows the trainer as it stands after it has moved, with a sentence about why it stands there."""
        assert isinstance(self._subject, NetworkSubject)
        self._subject.refresh()
        failure = self._subject.trainer.diverged
        self.problem = failure.message if failure is not None and failure.step == self.step + 1 else notice
        self._adapt()
        self.moment, self.arrived = self._arrival(), self.hold is None
        self.announce("example", "values", "moment", "settings", "history", "problem")

    def _adapt(self) -> None:
        """Shows the subject's numbers as they are now."""
        self.example = min(self.example, self.example_count - 1)
        self._follow()
        self._retrace()
        self._fit_moment()

    def _fit_moment(self) -> None:
        """Begins another walk where the graph has become another: the objective or the architecture was edited, or that undone."""
        if self.moment.graph is not self.graph:
            self.moment = Moment(self.graph, 0, self.trainer is not None)
            if self.selection and self.locate(self.selection) is None:
                self.select("")
            self.announce("document")

    @property
    def running(self) -> bool:
        """Whether it plays."""
        return self._player.running

    def play(self, rate: float = math.inf) -> None:
        """Walks so many gates or phases a second, or trains so many steps a second (infinity: as fast as it goes).

        While numbers are asked for it goes one gate on, and no further.
        """
        self._player.stop()
        self.training = False
        if self.hold is not None:
            self._walk()
        elif self.granularity not in TRAINING:
            if self.trainer is None and self.moment.position == self.moment.last:
                self._move(self.moment.at(0))
            self._player.play_walk(rate)
        elif self.trainer is not None:
            self.problem = ""
            self._player.play_training(self.trainer, self.granularity, rate)
            self.training = True
        self.announce("running")

    def pause(self) -> None:
        """Stops playing; at once but for the step that is being computed."""
        if not self.running:
            return
        trained, self.training = self.training, False
        self._player.stop()
        if trained:
            self._show_run()
        self.announce("running")

    def poll(self) -> None:
        """To be called by the window at 30 to 60 Hz: takes what has come and announces it. Raises what the thread raised."""
        if not self.running:
            return
        trained = self.training
        try:
            latest, notice, ended = self._player.tick()
        except BaseException:
            self.training = False
            self.announce("running")
            raise
        if ended and trained:
            self.training = False
            self._show_run(notice)
        elif latest is not None and isinstance(self._subject, NetworkSubject):
            self._subject.snapshot = latest
            self._follow()
            self._retrace()
            self.moment = self._arrival()
            self.announce("example", "values", "moment", "history")
        if ended:
            self.announce("running")
