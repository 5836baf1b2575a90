"""One run: a model, its optimiser and the step it has come to. It goes forward one update at a time."""

from dataclasses import replace
from functools import reduce
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from nnviz.document.document import Document
from nnviz.network.build import Objective
from nnviz.training.batch import steps_per_epoch
from nnviz.training.example_edit import edited, edited_data
from nnviz.training.film import Stretch
from nnviz.training.intervention import Intervention
from nnviz.training.model import Model
from nnviz.training.setting import changed
from nnviz.training.state import RunState
from nnviz.training.updater import Updater

Array = NDArray[np.floating]
Indices = NDArray[np.intp]


class Run:
    """The model of a document with its optimiser's state; ``document`` holds the settings as they are now."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.model = Model(document)
        self.step = self.epoch = self._epoch_step = self.applied = 0
        self.updater = Updater(self.model, document.training)
        self.stretch: Stretch | None = None
        """What was done last, where it was filmed; its frames are good until the next advance."""

    @property
    def steps_per_epoch(self) -> int:
        """The number of batches in one epoch."""
        return steps_per_epoch(len(self.model.dataset.train), self.document.training.batch_size)

    @property
    def batch(self) -> Indices:
        """The examples that the next step trains on: they depend on the seed, the epoch and the place in it alone."""
        return self.updater.batching.rows(*self._place())

    def _place(self) -> tuple[int, int]:
        number = self.step - self._epoch_step
        return (self.epoch + 1, 0) if number >= self.steps_per_epoch else (self.epoch, number)

    @property
    def epochs_done(self) -> int:
        """The number of complete epochs."""
        return self.epoch + (self.step - self._epoch_step >= self.steps_per_epoch)

    def steps_to(self, epochs: int) -> int:
        """The number of steps until so many epochs are complete, 0 or less where they are."""
        return (epochs - self.epoch) * self.steps_per_epoch - (self.step - self._epoch_step)

    def advance(self, most: int = 1) -> list[float]:
        """Up to ``most`` updates in one go, at least one; returns the batches' losses before each. The numbers depend on no cut.

        Stops before an update after which a number would no longer be finite: nothing is done where the first is such a one.
        """
        before = self.state()
        try:
            losses = self._advance(most)
        except BaseException:
            self.restore(before)
            raise
        if isfinite(sum(losses)):
            frames = self.updater.frames
            self.stretch = None if frames is None else Stretch(before, self.steps_per_epoch, frames, before.step)
            return losses
        self.restore(before)
        return self.advance(len(losses) // 2) if len(losses) > 1 else []

    def _advance(self, most: int) -> list[float]:
        """As many updates as one call can do; the last loss is NaN where it has failed."""
        self.epoch, number = self._place()
        self._epoch_step = self.step - number
        losses = self.updater.advance(self.epoch, number, most)
        passed = (number + len(losses) - 1) // self.steps_per_epoch
        self.epoch += passed
        self._epoch_step += passed * self.steps_per_epoch
        self.step += len(losses)
        return losses

    def apply(self, intervention: Intervention) -> None:
        """Changes a setting, a parameter or the examples, from the present step on."""
        value = intervention.value
        if intervention.kind == "setting":
            assert not isinstance(value, tuple)
            self._apply_setting(intervention.name, value)
        elif intervention.kind == "parameter":
            self._require_finite(value, value)
            self.model.arena.parameters[intervention.name][intervention.entry] = value
        else:
            dataset = edited(self.model.dataset, intervention)
            self._require_finite(value, dataset.inputs, dataset.targets)
            if intervention.kind in ("add", "remove"):
                self._begin_epoch()
            self.model.use_data(dataset, (*self.model.edits, intervention))
            self.updater.use(self.document.training)
        self.applied += 1

    def _require_finite(self, value: object, *becomes: object) -> None:
        with np.errstate(over="ignore"):
            held = [np.asarray(numbers, self.document.precision) for numbers in becomes]
        if not all(np.isfinite(numbers).all() for numbers in held):
            raise ValueError(f"{value} is beyond what {self.document.precision} holds")

    def _begin_epoch(self) -> None:
        """Batches of another size, or of other examples, begin with a new epoch."""
        self.epoch, number = self._place()
        self.epoch, self._epoch_step = self.epoch + (number > 0), self.step

    def _apply_setting(self, key: str, value: float | int | bool | str) -> None:
        document = changed(self.document, key, value)
        if key == "batch_size":
            self._begin_epoch()
        data = document.data
        if key == "seed" and data is not None and data.seed is None:
            # Another seed draws other batches; the examples are what they were.
            document = replace(document, data=replace(data, seed=self.document.training.seed))
        self._use_document(document)
        if key == "optimizer":
            self.updater.reset()

    def _use_document(self, document: Document) -> None:
        before, self.document = self.document, document
        if document.loss != before.loss:
            self._use_edits(self.model.edits)
        objective = Objective(document.loss, document.training.l1, document.training.l2)
        if objective != self.model.objective:
            self.model.use_objective(objective)
        self.updater.use(document.training)

    def _use_edits(self, edits: tuple[Intervention, ...]) -> None:
        """Makes the examples what they are after these edits."""
        self.model.use_data(reduce(edited, edits, self.document.dataset()), edits)
        self.updater.use(self.document.training)

    def state(self) -> RunState:
        """A frozen copy of all that the next steps depend on."""
        return RunState(
            self.step, self.epoch, self._epoch_step, self.document, self.model.arena.values.copy(),
            {name: slot.copy() for name, slot in self.updater.slots.items()}, self.updater.count, self.applied,
            self.model.edits,
        )

    def restore(self, state: RunState) -> None:
        """Makes this run what it was when ``state`` was taken."""
        self.step, self.epoch, self._epoch_step = state.step, state.epoch, state.epoch_step
        self.applied = state.applied
        self._use_document(state.document)
        if state.edits != self.model.edits:
            self._use_edits(state.edits)
        self.model.arena.values[...] = state.parameters
        self.updater.restore(state.slots, state.optimizer_step)

    def next_parameters(self) -> dict[str, Array] | None:
        """The parameters as the next update will leave them, by name; None where it would not be finite. Changes nothing."""
        after, loss = self._next()
        return after if isfinite(loss) else None

    def first_non_finite(self) -> tuple[str, str]:
        """What the next update makes infinite or no number, first of all: the node's name, and what of it. Changes nothing."""
        found = self.model.trace(self.batch).first_non_finite()
        if found is None:
            spoilt = next((name for name, value in self._next()[0].items() if not np.isfinite(value).all()), "")
            return spoilt, f"{spoilt or 'a gradient'}, in its update,"
        return found.removeprefix("the gradient of "), found

    def _next(self) -> tuple[dict[str, Array], float]:
        state = self.state()
        (loss,) = self._advance(1)
        after = self.model.arena.named(self.model.arena.values.copy())
        self.restore(state)
        return after, loss

    def as_document(self) -> Document:
        """The document that begins where this run stands: its settings, examples and parameters."""
        document = self.document
        network = document.network
        assert network is not None
        if self.model.edits:
            document = replace(document, data=edited_data(document, self.model.dataset, self.model.edits))
        layers = []
        for layer in network.layers:
            weights = self.model.arena.parameters[f"{layer.name}.weights"].astype(float)
            bias = self.model.arena.parameters.get(f"{layer.name}.bias")
            layers.append(replace(
                layer, weights=tuple(map(tuple, weights.tolist())),
                bias=False if bias is None else tuple(bias.astype(float).tolist()),
            ))
        return document.replaced(network=replace(network, layers=tuple(layers)))
