"""The trainer: training in events, and the way back to any step. It knows no thread and no clock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.document.document import Document
from nnviz.engine.trace import Trace
from nnviz.network.build import parameter_names
from nnviz.network.view import NetworkView
from nnviz.training.checkpoint import Checkpoints, RunState
from nnviz.training.event import Diverged, Event, Finished, Stepped
from nnviz.training.history import History, Recorder
from nnviz.training.intervention import Intervention
from nnviz.training.model import Model
from nnviz.training.run import Run

Array = NDArray[np.floating]
Indices = NDArray[np.intp]


LONGEST_STRIDE = 2**62


class Trainer:
    """Trains the network of a document. Every number is a pure function of the document and the interventions.

    Raises ValueError for a circuit, DataError where its data file can't be used.
    """

    def __init__(self, document: Document) -> None:
        self._run = Run(document)
        self.interventions: list[Intervention] = []
        self.batch_loss = float("nan")
        self.stride = LONGEST_STRIDE
        """At most so many updates an event. No number depends on it."""
        self._recorder = Recorder(self._run.steps_per_epoch)
        self._checkpoints = Checkpoints(self._run.state())
        self._view: tuple[object, NetworkView] | None = None

    @property
    def document(self) -> Document:
        """The document with the settings as they are now."""
        return self._run.document

    @property
    def model(self) -> Model:
        """The network with its present numbers."""
        return self._run.model

    @property
    def step(self) -> int:
        """The number of updates done."""
        return self._run.step

    @property
    def epoch(self) -> int:
        """The number of complete passes over the training examples."""
        return self._run.epochs_done

    @property
    def steps_per_epoch(self) -> int:
        """The number of batches in one epoch."""
        return self._run.steps_per_epoch

    @property
    def batch(self) -> Indices:
        """The examples (row numbers) that the next step trains on."""
        return self._run.batch

    @property
    def parameters(self) -> Mapping[str, Array]:
        """LAYER.weights (U, D) and LAYER.bias (U,) as they are now, layer by layer: views that can't be written to."""
        return self.model.arena.read_only(parameter_names(self.model.network))

    @property
    def history(self) -> History:
        """A frozen copy of the losses and accuracies so far."""
        return self._recorder.history()

    def loss(self, split: str = "train") -> float:
        """The mean loss over all "train" or all "test" examples, without penalties; NaN where there are none."""
        return self.model.evaluate(self._rows(split))[0]

    def accuracy(self, split: str = "train") -> float | None:
        """The share of right predictions, 0..1; None where it means nothing."""
        return self.model.evaluate(self._rows(split))[1]

    def predict(self, inputs: ArrayLike) -> Array:
        """Predictions (M, K) for inputs (M, D) or (D,) in the units of the document: they are standardised here if need be."""
        return self.model.predict(self.model.dataset.standardize(np.asarray(inputs, np.float64)))

    @property
    def view(self) -> NetworkView:
        """The network as it is looked at: the graph on show, and what puts numbers in."""
        key = self.model.objective
        if self._view is None or self._view[0] != key:
            inputs, targets = self.model.example_arrays(np.arange(1))
            self._view = (key, NetworkView(self.model.network, self.parameters, inputs[0], targets[0], key))
        return self._view[1]

    def trace(self, example: int = 0) -> Trace:
        """One pass for one example (row number) with the present parameters. Raises IndexError where there is none."""
        inputs, targets = self.model.example_arrays(np.array([example]))
        return self.view.trace(self.model.arena.parameters, inputs[0], targets[0])

    def states(self, present: bool) -> list[RunState]:
        """What is kept of the run, by step, which can be asked while a thread trains; then, if wanted, the ``present`` state."""
        return [*self._checkpoints.states, *([self._run.state()] if present else [])]

    def next_parameters(self) -> Mapping[str, Array] | None:
        """The parameters as the next update will leave them; None where it would not be finite. Changes nothing."""
        return self._run.next_parameters()

    def as_document(self) -> Document:
        """The document as it is now: settings and examples, and the parameters where they are not those it began with."""
        now, moved = self._run.as_document(), self.step or any(i.kind == "parameter" for i in self.interventions)
        return now if moved else replace(now, network=self.document.network)

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
        """Up to ``stride`` updates an event; ends with Finished, or with Diverged and the state before the step that failed."""
        self._settle()
        yield from self._to(self.step + steps)

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
            return Diverged(begun + 1, self._run.first_non_finite())
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
        self._recorder.truncate(self.step)
        self._recorder.interval(self.steps_per_epoch)

    def rewrite(self, interventions: Sequence[Intervention]) -> None:
        """Another past: these interventions instead of those so far. The run is then at or before the first that differs."""
        pairs = zip(self.interventions, interventions, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        differing = [*self.interventions[same:], *interventions[same:]]
        if differing:
            first = min(i.step for i in differing)
            self._checkpoints.truncate(first)
            self._recorder.truncate(first)
            self.interventions = list(interventions)
            self._run.restore(self._checkpoints.before(first))

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

    def _rows(self, split: str) -> Indices:
        return {"train": self.model.dataset.train, "test": self.model.dataset.test}[split]


def _exhaust(events: Iterator[Event]) -> None:
    for event in events:
        if isinstance(event, Diverged):
            raise FloatingPointError(event.message)
