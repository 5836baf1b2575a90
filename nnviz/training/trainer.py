"""The trainer: training in events, and the way back to any step. It knows no thread and no clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Self

from nnviz.document.document import Document
from nnviz.training.checkpoint import Checkpoints
from nnviz.training.event import Diverged, Event, Finished, Stepped, Stopped
from nnviz.training.history import History, Recorder
from nnviz.training.intervention import Intervention
from nnviz.training.patience import stopped
from nnviz.training.run_view import RunView
from nnviz.training.state import RunState

LONGEST_STRIDE = 2**62


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """What was done in a run, and what is recorded of the steps ``ahead`` of where it stood, if there were any."""

    interventions: tuple[Intervention, ...]
    ahead: Recorder | None


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A run, to be written down and taken up again: what was done in it, and states from which any step is recomputed."""

    origin: Document
    interventions: tuple[Intervention, ...]
    step: int
    digest: str
    recorder: Recorder
    checkpoints: Checkpoints


class Trainer(RunView):
    """Trains the network of a document. Every number is a pure function of the document and the interventions.

    Raises ValueError for a circuit, DataError where its data file can't be used.
    """

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.interventions: list[Intervention] = []
        self.batch_loss = float("nan")
        self.stride = LONGEST_STRIDE
        """At most so many updates an event. No number depends on it."""
        self._recorder = Recorder(self._run.steps_per_epoch)
        self._checkpoints = Checkpoints(self._run.state())
        self._run.updater.films = self._checkpoints.films

    @property
    def history(self) -> History:
        """A frozen copy of the losses and accuracies so far."""
        return self._recorder.history()

    @property
    def reached(self) -> int:
        """The last step that the run has come to: going back does not change it, another future does."""
        return self._recorder.reached

    @property
    def diverged(self) -> Diverged | None:
        """Where training failed in the future that is known, if it did."""
        return self._recorder.diverged

    def states(self, present: bool) -> list[RunState]:
        """What is kept of the run, by step, which can be asked while a thread trains; then, if wanted, the ``present`` state."""
        return [*self._checkpoints.states, *([self._run.state()] if present else [])]

    def as_document(self) -> Document:
        """The document as it is now: settings and examples, and the parameters where they are not those it began with."""
        now, moved = self._run.as_document(), self.step or any(i.kind == "parameter" for i in self.interventions)
        return now if moved else now.replaced(network=self.document.network)

    def train(self, steps: int | None = None, epochs: int | None = None) -> History:
        """Trains for so many steps, or epochs, or as many epochs as the document says; returns the history so far.

        Raises FloatingPointError, with a sentence that names the step and the node, where a number stops being finite.
        """
        _exhaust(self.events(self.steps_in(epochs) if steps is None else steps))
        return self.history

    def steps_in(self, epochs: int | None = None) -> int:
        """The number of steps in so many epochs; in the document's where it is None."""
        return self.steps_per_epoch * (self.document.training.epochs if epochs is None else epochs)

    @property
    def steps_left(self) -> int:
        """The number of steps until the document's epochs are done; 0 or less where they are."""
        return self._run.steps_to(self.document.training.epochs)

    def events(self, steps: int) -> Iterator[Event]:
        """Up to ``stride`` updates an event; ends with Finished, or with Diverged and the state before the step that failed.

        Where the settings have a ``patience``, it ends with Stopped at the evaluation at which that is at its end.
        """
        self._settle()
        for event in self._to(self.step + steps):
            yield event
            if isinstance(event, Stepped) and (end := self._stopped()):
                yield end
                return

    def _stopped(self) -> Stopped | None:
        patience, series = self.document.training.patience, self._recorder.evaluations
        return stopped(series.rows[: series.count], self.step, patience, self.steps_per_epoch) if patience else None

    def _to(self, step: int) -> Iterator[Event]:
        while self.step < step:
            event = self._advance(step - self.step)
            yield event
            if isinstance(event, Diverged):
                return
        yield Finished(self.step)

    def _advance(self, most: int) -> Event:
        """Up to so many updates, with all that is kept of them: checkpoint before, losses, and what is due after them."""
        begun = self.step
        if self._checkpoints.wants(begun):
            self._checkpoints.keep(self._run.state())
        losses = self._run.advance(min(most, self.stride, self._until_due()))
        if not losses:
            self._recorder.diverged = Diverged(begun + 1, *self._run.first_non_finite())
            return self._recorder.diverged
        if self._run.stretch is not None:
            self._checkpoints.film.keep(self._run.stretch)
        self._recorder.add_batches(begun, losses)
        self.batch_loss = losses[-1]
        self._settle()
        return Stepped(self.step, self.batch_loss)

    def _until_due(self) -> int:
        """The number of updates until there is something else to do: a checkpoint, an evaluation, an intervention."""
        until = min(self._checkpoints.until_due(self.step), self._recorder.evaluations.until_due(self.step))
        if self._run.applied < len(self.interventions):
            until = min(until, self.interventions[self._run.applied].step - self.step)
        return until

    def record(self) -> None:
        """Evaluates the present step for the history where that is due."""
        series = self._recorder.evaluations
        if series.wants(self.step):
            (train, train_accuracy), (test, test_accuracy) = (self.model.evaluate(self._rows(s)) for s in ("train", "test"))
            accuracies = (float("nan") if a is None else a for a in (train_accuracy, test_accuracy))
            series.append(self.step, train, test, *accuracies)

    def intervene(self, intervention: Intervention) -> None:
        """Changes something from the present step on; what was recorded beyond it is forgotten. Raises SettingError."""
        self._run.apply(intervention)
        self.interventions[self._run.applied - 1 :] = [intervention]
        self._checkpoints.truncate(self.step + 1)
        self._recorder.truncate(self.step, evaluated=intervention.leaves_evaluation)
        self._recorder.interval(self.steps_per_epoch)

    def rewrite(self, interventions: Sequence[Intervention]) -> None:
        """Another past: these interventions instead of those so far. The run is then at or before the first that differs."""
        first = first_differing(self.interventions, interventions)
        if first is not None:
            self._checkpoints.truncate(first)
            self._recorder.truncate(first)
            self.interventions = list(interventions)
            self._run.restore(self._checkpoints.before(first))
            self._recorder.interval(self.steps_per_epoch)

    def past(self, ahead: bool) -> Past:
        """What was done so far; if wanted, and where one has gone back, also what is recorded of the steps ``ahead``."""
        return Past(tuple(self.interventions), self._recorder.copy() if ahead and self.reached > self.step else None)

    def recall(self, past: Past) -> None:
        """Another past that this run has had. The run is then at or before the first step at which it differs."""
        if list(past.interventions) != self.interventions:
            self.rewrite(past.interventions)
            if past.ahead is not None:
                self._recorder = past.ahead.copy()

    def keep(self) -> Kept:
        """A frozen copy of the run, to be written down."""
        return Kept(
            self.origin, tuple(self.interventions), self.step, self.digest, self._recorder.copy(), self._checkpoints.copy()
        )

    @classmethod
    def taken_up(cls, kept: Kept) -> Self:
        """A run as it was kept, at its step; ``digest`` says whether it has come to the same bits."""
        trainer = cls(kept.origin)
        trainer.interventions = list(kept.interventions)
        trainer._recorder, first = kept.recorder, trainer._run.state()
        trainer._checkpoints = kept.checkpoints
        trainer._checkpoints.keep(first)
        trainer._run.restore(trainer._checkpoints.before(kept.step))
        trainer.go_to(kept.step)
        return trainer

    @property
    def digest(self) -> str:
        """A word that tells the present numbers, to the last bit, from any others."""
        return self._run.state().digest

    def fork(self) -> Self:
        """Another run of the same past up to the present step, which goes on by itself."""
        other = type(self)(self.origin)
        other.interventions = self.interventions[: self._run.applied]
        other._checkpoints, other._recorder = self._checkpoints.copy(), self._recorder.copy()
        other._checkpoints.truncate(self.step + 1)
        other._recorder.truncate(self.step)
        other._run.restore(self._run.state())
        other._recorder.interval(other.steps_per_epoch)
        other.record()
        return other

    def go_to(self, step: int) -> None:
        """Makes the run what it was at ``step``, to the same bits. Raises FloatingPointError where it diverges before that."""
        _exhaust(self.seek(step))

    def seek(self, step: int) -> Iterator[Event]:
        """Goes to ``step``: from the checkpoint before it, the rest recomputed, up to ``stride`` updates an event.

        Interventions are applied where they were made. A step that was never reached is trained. Where the events are not
        taken to their end the run stays at the step it has come to. Raises ValueError for a negative step.
        """
        if step < 0:
            raise ValueError(f"there is no step {step}; they count from 0")
        state = self._checkpoints.before(step)
        if not state.step <= self.step <= step:
            self._run.restore(state)
        self._settle()
        yield from self._to(step)

    def _settle(self) -> None:
        """Applies the interventions that are due, and evaluates the step they lead to where that is due."""
        for intervention in takewhile(lambda i: i.step <= self.step, self.interventions[self._run.applied :]):
            self._run.apply(intervention)
            self._recorder.interval(self.steps_per_epoch)
        self.record()


def first_differing(one: Sequence[Intervention], other: Sequence[Intervention]) -> int | None:
    """The step of the first intervention that only one of two pasts has; None where both are the same."""
    pairs = zip(one, other, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return min((i.step for i in (*one[same:], *other[same:])), default=None)


def _exhaust(events: Iterator[Event]) -> None:
    for event in events:
        if isinstance(event, Diverged):
            raise FloatingPointError(event.message)
