"""The update that follows a backward pass, and what training comes to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.explain.block import Block, Display, Heading, Paragraph, Runs, Table
from nnviz.explain.place import Place
from nnviz.explain.rule import rule_equations
from nnviz.explain.term import Derivative, Equation, Number, Symbol, Term
from nnviz.explain.writer import Writer
from nnviz.network.optimizer import LETTERS, OPTIMIZERS
from nnviz.network.view import entry
from nnviz.training.rate import rate_of
from nnviz.training.trainer import Trainer

Array = NDArray[np.floating]

_SHORT_RUN = 10_000
_MOST_PREDICTIONS = 8


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter's number before and after an update, and the gradient that the update used."""

    old: float
    new: float
    gradient: float


class Update:
    """The next update of a trainer, which it leaves undone; told to someone who looks at one ``example`` (row number)."""

    def __init__(self, trainer: Trainer, example: int) -> None:
        self.trainer = trainer
        self.optimizer = OPTIMIZERS[trainer.document.training.optimizer]
        self.rate = rate_of(trainer.document.training)(trainer.epoch)
        self.is_layerwise = trainer.document.training.update == "layerwise"
        self.batch = trainer.batch
        self._is_example = self.batch.tolist() == [example]
        self._after = trainer.next_parameters()
        given, state = dict(trainer.document.training.settings), trainer.states(present=True)[-1]
        self._constants = {name: given.get(name, value) for name, value in self.optimizer.settings.items()}
        self._state = {slot: trainer.model.arena.named(values) for slot, values in state.slots.items()}
        self._count = state.optimizer_step + 1
        trace = trainer.model.trace(self.batch)
        self._gradients = {name: trace.gradient[name] for name in trainer.parameters}

    def change(self, writer: Writer, place: Place) -> Change | None:
        """What the update does to a place; None where it is no parameter, is not trained, or would not be finite."""
        node = writer.graph.nodes[place.node]
        if node.op != "parameter" or self._after is None:
            return None
        name, at = self._tensor(writer, place)
        numbers = (float(arrays[name][at]) for arrays in (self.trainer.parameters, self._after, self._gradients))
        return None if self._is_frozen(node.name) else Change(*numbers)

    def is_trained(self, writer: Writer, place: Place) -> bool:
        """Whether a place is a parameter's that the update changes."""
        node = writer.graph.nodes[place.node]
        return node.op == "parameter" and not self._is_frozen(node.name)

    def _is_frozen(self, name: str) -> bool:
        network = self.trainer.model.network
        tensor = (entry(network, name) or (name,))[0]
        return any(tensor == f"{layer.name}.bias" and not layer.train_bias for layer in network.layers)

    def equations(self, writer: Writer, place: Place, change: Change) -> tuple[Equation, ...]:
        """The optimiser's state after the update, where it has any, and at last the parameter, by the optimiser's rule."""
        symbol = writer.symbol(place)
        assert isinstance(symbol, Symbol)
        left = Symbol(symbol.name, symbol.entry, True)
        if self.is_layerwise:
            return (Equation((left, Number(change.new, left))),)
        gradient = writer.upstream(place) if self._is_example else Derivative(Symbol("L"), symbol)
        known: dict[str, tuple[Term, Number]] = {
            "p": (symbol, Number(change.old, symbol)), "g": (gradient, Number(change.gradient, gradient)),
        }  # fmt: skip
        name, at = self._tensor(writer, place)
        for slot, arrays in self._state.items():
            known[slot] = Symbol(LETTERS[slot]), Number(float(arrays[name][at]))
        for constant, value in {**self._constants, "rate": self.rate, "step": self._count}.items():
            known[constant] = Number(value), Number(value)
        return rule_equations(self.optimizer, known, left, change.new)

    def result(self, writer: Writer, place: Place, change: Change) -> Equation:
        """What the parameter is after the update."""
        left, *_, number = self.equations(writer, place, change)[-1].sides
        return Equation((left, number))

    def _tensor(self, writer: Writer, place: Place) -> tuple[str, tuple[int, ...]]:
        """The tensor and the entry of it that a place is."""
        name = writer.graph.nodes[place.node].name
        return entry(self.trainer.model.network, name) or (name, place.entry)

    def words(self) -> str:
        """How the update is done."""
        training = self.trainer.document.training
        listed = "".join(f", {name} {value:g}" for name, value in self._constants.items())
        scheduled = "" if training.schedule == "constant" else f" (schedule {training.schedule})"
        text = f"The optimizer is {self.optimizer.label}, learning rate {self.rate:g}{scheduled}{listed}."
        which = "next" if self.trainer.step else "first"
        if len(self.batch) > 1:
            text += f" It follows the gradient of L, the mean loss over the {which} batch, of {len(self.batch)} examples."
        elif not self._is_example:
            text += f" It follows the gradient of L, the loss of the {which} batch, which is example {self.batch[0]}."
        frozen = [layer.name for layer in self.trainer.model.network.layers if layer.bias is not False and not layer.train_bias]
        if frozen:
            text += f" The biases of {' and '.join(frozen)} are not trained."
        if self.is_layerwise:
            text += " Each layer is updated as soon as its gradient is known, so the layers below get theirs through new weights."
        return text

    def place_blocks(self, writer: Writer, place: Place) -> tuple[Block, ...]:
        """The update of one parameter."""
        change = self.change(writer, place)
        if change is None:
            return ()
        head = Heading(2, ("The update of ", writer.symbol(place)))
        old: Runs = (writer.symbol(place), " was ", Number(change.old), "; it becomes")
        return head, Paragraph((self.words(),)), Paragraph(old), Display(self.equations(writer, place, change))


def outcome(trainer: Trainer) -> tuple[Block, ...]:
    """What one step, and the whole training where it is short, comes to. Trains the trainer."""
    now, last = trainer.step, trainer.step + max(trainer.steps_left, 0)
    marks = {now, now + 1}
    if last <= _SHORT_RUN and trainer.view.by_neuron:
        marks |= {10**k for k in range(1, 5)} | {last - 1, last}
    rows: list[tuple[Runs, ...]] = []
    try:
        for step in sorted(mark for mark in marks if now <= mark <= max(last, now + 1)):
            trainer.train(steps=step - trainer.step)
            rows.append(((f"{step:,}",), (Number(trainer.loss()),)))
    except FloatingPointError as error:
        return Heading(2, ("After training",)), Paragraph((str(error),))
    blocks: list[Block] = [Heading(2, ("After training",)), Table(("steps", "training loss"), tuple(rows))]
    if trainer.step == last and last > 1:
        blocks += _predictions(trainer)
    return tuple(blocks)


def _predictions(trainer: Trainer) -> tuple[Block, ...]:
    chosen = trainer.model.dataset.train[:_MOST_PREDICTIONS]
    predicted = np.atleast_2d(trainer.model.answers(chosen))
    names = trainer.model.network.layers[-1].units
    rows: list[tuple[Runs, ...]] = []
    for example, line in zip(chosen, predicted, strict=True):
        rows.append(((f"{example}",), *((Number(float(x)),) for x in line)))
    return Paragraph((f"The predictions after {trainer.step:,} steps:",)), Table(("example", *names), tuple(rows))
