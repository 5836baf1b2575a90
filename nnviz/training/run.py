"""One run: a model, its optimiser and the step it has come to. It goes forward one update at a time."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnviz.document.document import Document
from nnviz.document.part import Data
from nnviz.network.build import Objective
from nnviz.network.optimizer import OPTIMIZERS
from nnviz.training.batch import batch_rows, steps_per_epoch
from nnviz.training.checkpoint import RunState
from nnviz.training.intervention import Intervention
from nnviz.training.model import Model
from nnviz.training.setting import changed

Array = NDArray[np.floating]
Indices = NDArray[np.intp]


class Run:
    """The model of a document with its optimiser's state; ``document`` holds the settings as they are now."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.model = Model(document)
        self.step = self.epoch = self._epoch_step = self._optimizer_step = 0
        self.applied = 0
        self._slots: dict[str, Array] = {}
        self._reset_optimizer()

    @property
    def steps_per_epoch(self) -> int:
        """The number of batches in one epoch."""
        return steps_per_epoch(len(self.model.dataset.train), self.document.training.batch_size)

    @property
    def batch(self) -> Indices:
        """The examples that the next step trains on: they depend on the seed, the epoch and the place in it alone."""
        training = self.document.training
        epoch, number = self._place()
        return batch_rows(self.model.dataset.train, training.batch_size, training.shuffle, training.seed, epoch, number)

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

    def advance(self) -> float | None:
        """One update; returns the batch's loss before it, or None where a number stopped being finite: the state is spoilt then."""
        rows = self.batch
        self.epoch, number = self._place()
        self._epoch_step = self.step - number
        self._optimizer_step += 1
        model, arena = self.model, self.model.arena
        if self.document.training.update == "layerwise":
            loss = model.backpropagate_layerwise(rows, self._update)
        else:
            loss = model.backpropagate(rows)
            self._update_part(arena.trained)
        self.step += 1
        finite = np.isfinite(loss) and np.isfinite(arena.gradients).all() and np.isfinite(arena.values).all()
        return loss if finite else None

    def _update(self, name: str) -> None:
        if name in self.model.arena.trained_names:
            self._update_part(self.model.arena.parts[name])

    def _update_part(self, part: slice) -> None:
        arena, training = self.model.arena, self.document.training
        slots = {key: slot[part] for key, slot in self._slots.items()}
        with np.errstate(all="ignore"):
            self._optimizer.update(
                arena.values[part], arena.gradients[part], slots, self._optimizer_step, training.learning_rate,
                **self._constants,
            )

    def _reset_optimizer(self) -> None:
        self._use_constants()
        trained = self.model.arena.values[self.model.arena.trained]
        self._slots = {name: np.zeros_like(trained) for name in self._optimizer.slots}
        self._optimizer_step = 0

    def _use_constants(self) -> None:
        self._optimizer = OPTIMIZERS[self.document.training.optimizer]
        given = dict(self.document.training.settings)
        self._constants = {key: given.get(key, default) for key, default in self._optimizer.settings.items()}

    def apply(self, intervention: Intervention) -> None:
        """Changes a setting, a parameter or a number of an example, from the present step on."""
        value = intervention.value
        if intervention.kind == "setting":
            self._apply_setting(intervention.name, value)
        elif intervention.kind == "parameter":
            self._require_finite(float(value))
            self.model.arena.parameters[intervention.name][intervention.entry] = value
        else:
            self._require_finite(float(value))
            row, column = intervention.entry
            edits = {**self.model.edits, (intervention.kind, row, column): float(value)}
            self.model.use_data(self.model.dataset, edits)
        self.applied += 1

    def _require_finite(self, value: float) -> None:
        if not np.isfinite(np.dtype(self.document.precision).type(value)):
            raise ValueError(f"{value} is beyond what {self.document.precision} holds")

    def _apply_setting(self, key: str, value: float | int | bool | str) -> None:
        document = changed(self.document, key, value)
        if key == "batch_size":
            # The batches of another size begin with a new epoch.
            self.epoch, number = self._place()
            self.epoch, self._epoch_step = self.epoch + (number > 0), self.step
        self._use_document(document)
        if key == "optimizer":
            self._reset_optimizer()

    def _use_document(self, document: Document) -> None:
        before, self.document = self.document, document
        if document.loss != before.loss:
            self.model.use_data(document.dataset(), self.model.edits)
        objective = Objective(document.loss, document.training.l1, document.training.l2)
        if objective != self.model.objective:
            self.model.use_objective(objective)
        self._use_constants()

    def state(self) -> RunState:
        """A frozen copy of all that the next steps depend on."""
        return RunState(
            self.step, self.epoch, self._epoch_step, self.document, self.model.arena.values.copy(),
            {name: slot.copy() for name, slot in self._slots.items()}, self._optimizer_step, self.applied,
            self.model.edits,
        )

    def restore(self, state: RunState) -> None:
        """Makes this run what it was when ``state`` was taken."""
        self.step, self.epoch, self._epoch_step = state.step, state.epoch, state.epoch_step
        self.applied, self._optimizer_step = state.applied, state.optimizer_step
        self._use_document(state.document)
        if state.edits != self.model.edits:
            self.model.use_data(self.model.dataset, state.edits)
        self.model.arena.values[...] = state.parameters
        self._slots = {name: slot.copy() for name, slot in state.slots.items()}

    def next_parameters(self) -> dict[str, Array] | None:
        """The parameters as the next update will leave them, by name; None where it would not be finite. Changes nothing."""
        state = self.state()
        finite = self.advance() is not None
        after = self.model.arena.named(self.model.arena.values.copy())
        self.restore(state)
        return after if finite else None

    def as_document(self) -> Document:
        """The document that begins where this run stands: its settings, examples and parameters."""
        document = self.document
        data, network = document.data, document.network
        assert data is not None
        assert network is not None
        if data.inputs and self.model.edits:
            document = replace(document, data=self._edited(data))
        layers = []
        for layer in network.layers:
            weights = self.model.arena.parameters[f"{layer.name}.weights"].astype(float)
            bias = self.model.arena.parameters.get(f"{layer.name}.bias")
            layers.append(replace(
                layer, weights=tuple(map(tuple, weights.tolist())),
                bias=False if bias is None else tuple(bias.astype(float).tolist()),
            ))
        return replace(document, network=replace(network, layers=tuple(layers)))

    def _edited(self, data: Data) -> Data:
        """The examples as they are written out, with the edits in them: in the document's units, not in standardised ones."""
        inputs, targets = [list(row) for row in data.inputs], [list(row) for row in data.targets]
        dataset = self.model.dataset
        for (kind, row, column), value in self.model.edits.items():
            if kind == "target":
                targets[row][column] = value
            else:
                inputs[row][column] = value * float(dataset.input_scale[column]) + float(dataset.input_mean[column])
        return replace(data, inputs=tuple(map(tuple, inputs)), targets=tuple(map(tuple, targets)))
