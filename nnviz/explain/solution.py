"""The worked solution of a document: given, forward pass, loss, backward pass, update, in reading order."""

from collections.abc import Iterator, Sequence

from nnviz.explain.block import Block, Display, Heading, Paragraph, Picture, Runs, Table
from nnviz.explain.passage import derivation, links_of, passage, shapes, steps_of
from nnviz.explain.place import Asked, Place, places_of
from nnviz.explain.term import Equation
from nnviz.explain.update import Update, outcome
from nnviz.explain.writer import Writer
from nnviz.network.build import TARGETS
from nnviz.network.view import data_column
from nnviz.training.trainer import Trainer

MOST_NUMBERS = 200
"""A graph of more numbers than this is not worked through unless that is asked for."""

LARGEST = 20_000
"""One of more numbers than this is not worked through at all."""

_BACKWARD = (
    "From the output back, each gradient is the upstream gradient times the local one; where a number goes several ways, the "
    "branches add up."
)


def number_count(writer: Writer) -> int:
    """How many single numbers a graph computes or is given."""
    return sum(value.size for value in writer.explainer.trace.values)


def solution(
    writer: Writer, title: str, description: str = "", pictures: Sequence[Picture] = (), trainer: Trainer | None = None,
    example: int = 0,
) -> Iterator[Block]:
    """The whole of it. A network comes with its trainer, which is trained to tell what the training comes to."""
    yield Heading(1, (title,))
    if description:
        yield Paragraph((description,))
    if trainer is not None and trainer.model.dataset.count > 1:
        yield Paragraph((f"Worked through for example {example} of {trainer.model.dataset.count:,}, counted from 0.",))
    if trainer is not None and trainer.step:
        yield Paragraph((f"The numbers are those after {trainer.step:,} training step{'s' * (trainer.step > 1)}.",))
    yield from (*pictures, *_given(writer, trainer), *_forward(writer))
    yield from _backward(writer, trainer is not None)
    if trainer is not None:
        yield from (*_update(writer, Update(trainer, example)), *outcome(trainer))


def asked_for(writer: Writer, title: str, asked: Asked, trainer: Trainer | None = None, example: int = 0) -> Iterator[Block]:
    """All that there is to say of one number; of a gradient alone where that was asked for."""
    yield Heading(1, (title,))
    yield from passage(writer, asked)
    if trainer is not None and not asked.gradient:
        yield from Update(trainer, example).place_blocks(writer, asked.place)


def _is_target(trainer: Trainer, name: str) -> bool:
    column = data_column(trainer.model.network, name)
    return name == TARGETS or (column is not None and column[0] == "target")


def _given(writer: Writer, trainer: Trainer | None) -> Iterator[Block]:
    rows: list[tuple[Runs, ...]] = []
    for index in writer.graph.leaves:
        node = writer.graph.nodes[index]
        if node.op != "constant":
            kind = "target" if trainer is not None and _is_target(trainer, node.name) else node.op
            rows += [((writer.symbol(at),), (kind,), (writer.number(at),)) for at in places_of(writer.explainer.trace, index)]
    yield Heading(2, ("What is given",))
    yield Table(("name", "kind", "value"), tuple(rows))


def _forward(writer: Writer) -> Iterator[Block]:
    loss = writer.graph.loss_gates
    gates = [gate for gate in writer.graph.gates if gate not in loss]
    for name, chosen in (("The forward pass", gates), ("The loss", sorted(loss))):
        if chosen:
            yield Heading(2, (name,))
            yield from _values(writer, chosen)


def _values(writer: Writer, gates: Sequence[int]) -> Iterator[Block]:
    pending: list[Equation] = []
    for gate in gates:
        places = places_of(writer.explainer.trace, gate)
        told = tuple(shapes(writer, places[0], pick=False)) if len(places) > 1 else ()
        if told and pending:
            yield Display(tuple(pending))
            pending = []
        yield from told
        pending += [writer.value(place) for place in places]
    yield Display(tuple(pending))


def _backward(writer: Writer, is_network: bool) -> Iterator[Block]:
    """Node by node from the output; of a network, only where a parameter is before it: nothing follows from other gradients."""
    yield Heading(2, ("The backward pass",))
    yield Paragraph((_BACKWARD,))
    moved = set[int]()
    for node in writer.graph.nodes:
        if node.op == "parameter" or not moved.isdisjoint(node.inputs):
            moved.add(node.index)
    for node in reversed(writer.graph.nodes):
        if node.op == "constant" or (is_network and node.index not in moved):
            continue
        for place in places_of(writer.explainer.trace, node.index):
            yield from _step(writer, place)


def _step(writer: Writer, place: Place) -> Iterator[Block]:
    found = writer.explainer.gradient(place)
    yield Heading(3, ("The gradient at ", writer.symbol(place)))
    if not found.branches and not found.is_output:
        yield Paragraph(("Nothing leads from here to ", writer.output, ": the gradient is 0.",))
        return
    is_parameter = writer.graph.nodes[place.node].op == "parameter"
    gradient = tuple(derivation(writer, place)) if is_parameter or len(found.branches) > 1 else (writer.gradient(place),)
    links = links_of(writer, place)[-1:] if is_parameter else steps_of(writer, place)
    yield Display((*(writer.local(link) for link in links), *gradient))


def _update(writer: Writer, update: Update) -> Iterator[Block]:
    yield Heading(2, ("The update",))
    yield Paragraph((update.words(),))
    equations: list[Equation] = []
    for node in writer.graph.nodes:
        for place in places_of(writer.explainer.trace, node.index) if node.op == "parameter" else ():
            change = update.change(writer, place)
            if change is not None:
                told = equations and not update.optimizer.is_plain
                equations += [update.result(writer, place, change)] if told else update.equations(writer, place, change)
    if equations:
        yield Display(tuple(equations))
