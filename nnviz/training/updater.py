"""What makes updates: the optimiser with its state, and the compiled programs that train with it."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnviz.document.part import Training
from nnviz.engine.program_scalar import ScalarTraining, scalar_seconds, tensor_seconds
from nnviz.engine.program_tensor import TensorTraining
from nnviz.network.optimizer import OPTIMIZERS
from nnviz.training.batch import steps_per_epoch
from nnviz.training.feed import Batching, Feed, Form
from nnviz.training.model import Model, Work
from nnviz.training.rate import rate_of

Array = NDArray[np.floating]
Indices = NDArray[np.intp]
AnyTraining = TensorTraining | ScalarTraining


class Updater:
    """Changes a model's parameters batch by batch. ``count`` is the number of updates since the optimiser was chosen.

    ``slots`` are the optimiser's arrays: programs are bound to them, so they are written to and never replaced. ``films``: whether
    ``frames`` (N, 1 + slots, P) are parameters and slots before each update of the last call, until the next one.
    """

    def __init__(self, model: Model, training: Training) -> None:
        self.model = model
        self._feeds: dict[str, Feed] = {}
        self._targets: Array | None = None
        self._one_hot = False
        self.films = False
        self.frames: Array | None = None
        self.use(training)
        self.reset()

    def use(self, training: Training) -> None:
        """Other settings from now on; another optimiser begins with ``reset``."""
        self.training = training
        self._optimizer = OPTIMIZERS[training.optimizer]
        given = dict(training.settings)
        self.constants = {key: given.get(key, default) for key, default in self._optimizer.settings.items()}
        self._rate = rate_of(training)
        self.batching = Batching(self.model.dataset.train, training.batch_size, training.shuffle, training.seed)

    def reset(self) -> None:
        """Begins with a fresh optimiser."""
        arena = self.model.arena
        self.slots = {name: arena.zeros()[arena.trained] for name in self._optimizer.slots}
        self._programs: dict[object, AnyTraining] = {}
        self.count = 0

    def restore(self, slots: Mapping[str, Array], count: int) -> None:
        """Makes the optimiser's state what it was."""
        if slots.keys() != self.slots.keys():
            self.reset()
        for name, slot in slots.items():
            self.slots[name][...] = slot
        self.count = count

    def advance(self, epoch: int, number: int, most: int) -> list[float]:
        """Up to ``most`` updates from batch ``number`` of an epoch on: those of one call, with batches of one size.

        Returns the batches' losses before each, the last NaN where training has failed.
        """
        batching = self.batching
        program = self.program(min(batching.size, len(batching.train) - number * batching.size))
        if self.training.schedule != "constant":
            most = min(most, steps_per_epoch(len(batching.train), batching.size) - number)
        batches = self._feed(program).batches(epoch, number, min(most, program.longest))
        losses = self.model.backpropagate(Work(program, batches, self.count + 1, self._rate(epoch), self.constants))
        self.count += len(batches)
        self.frames = None if program.film is None else program.film[: len(batches)]
        return losses

    def _feed(self, program: AnyTraining) -> Feed:
        chain, examples, batching = self.model.chain, self.model.examples, self.batching
        form: Form = "numbers" if program.scalar else "ones" if chain.layers[0].joined else "arrays"
        feed = self._feeds.get(form)
        if feed is None or not feed.fits(examples, batching):
            feed = self._feeds[form] = Feed(examples, batching, form)
        return feed

    def program(self, size: int) -> AnyTraining:
        """The program for batches of so many examples: over single numbers where that is faster, else over arrays."""
        if self._targets is not self.model.examples[1]:
            self._targets = self.model.examples[1]
            self._one_hot = bool((self._targets.sum(axis=1) == 1).all())
        key = (self.model.objective, self.training.optimizer, self.training.update, size, self._one_hot, self.films)
        program = self._programs.get(key)
        if program is None:
            program = self._programs[key] = self._make(size)
        return program

    def _make(self, size: int) -> AnyTraining:
        arena, chain = self.model.arena, self.model.chain
        rule = replace(self._optimizer.rule, layerwise=self.training.update == "layerwise")
        arrays = {"P": arena.values[arena.trained], "G": arena.gradients[arena.trained], **self.slots}
        for number, layer in enumerate(chain.layers):
            if layer.bias in arena.frozen:
                arrays[f"b{number}"], arrays[f"gb{number}"] = arena.parameters[layer.bias], arena.gradient(layer.bias)
        if arena.values.dtype == np.float64 and scalar_seconds(chain, rule, size) < tensor_seconds(chain, rule, size):
            return ScalarTraining(chain, rule, size, self.films).bind(arrays)
        return TensorTraining(chain, rule, size, arena.values.dtype, self._one_hot, self.films).bind(arrays)
