"""Questions for a learner: the next numbers of a walk, each of which can be worked out from what is known by then."""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from nnviz.engine.moment import Moment
from nnviz.explain.derivation import Explainer
from nnviz.explain.notation import LatexNotation
from nnviz.explain.place import Place
from nnviz.explain.term import Derivative, Equation, Number, Symbol
from nnviz.explain.update import Change, Update
from nnviz.explain.writer import Writer

Kind = Literal["value", "gradient", "new"]

MOST_AT_ONCE = 3
"""Numbers that one gate's turn asks for; what else it brings is shown without asking."""
MOST_ARGUMENTS, MOST_BRANCHES = 9, 4
"""A number made of more than these is not asked for: nobody works it out by hand."""
COPIES = frozenset(("stack",))
"""Ops that only pass numbers on: nothing to work out."""


@dataclass(frozen=True, slots=True)
class Question:
    """Asks for the value or the gradient at a place, or for the new value of a parameter there, which ``change`` tells of."""

    kind: Kind
    place: Place
    change: Change | None = None

    def exact(self, explainer: Explainer) -> float:
        """The right number. Raises ValueError where there is none."""
        if self.kind == "value":
            return explainer.value_at(self.place)
        number = explainer.gradient_at(self.place) if self.change is None else self.change.new
        if number is None:
            raise ValueError("a constant has no gradient")
        return number


def next_questions(explainer: Explainer, before: Moment, unasked: Collection[int] = ()) -> Iterator[Question]:
    """What the next position of a walk brings: the next gate's value, or the gradients that become complete.

    Of an array one entry is asked for. The nodes ``unasked`` are left out. Nothing for the update (see ``update_questions``).
    """
    after = before.at(before.position + 1)
    at_work = after.active
    if at_work is None:
        return
    found = []
    for node in sorted({at_work, *explainer.graph.nodes[at_work].inputs} - set(unasked)):
        if after.knows_value(node) and not before.knows_value(node):
            found.append(Question("value", _entry(explainer, node, after.position)))
        elif after.knows_gradient(node) and not before.knows_gradient(node):
            found.append(Question("gradient", _entry(explainer, node, after.position)))
    yield from [question for question in found if _is_workable(explainer, question)][:MOST_AT_ONCE]


def update_questions(writer: Writer, update: Update) -> Iterator[Question]:
    """The new values of a few trained parameters, taken from all along, where the optimizer's rule can be followed by hand."""
    if not update.optimizer.is_plain or update.is_layerwise:
        return
    places = [_entry(writer.explainer, leaf, 0) for leaf in writer.graph.leaves]
    trained = [place for place in places if update.is_trained(writer, place)]
    for place in trained[:: -(-len(trained) // MOST_AT_ONCE) or 1]:
        change = update.change(writer, place)
        if change is not None:
            yield Question("new", place, change)


def given(writer: Writer, question: Question, everything: bool = False) -> Iterator[Equation]:
    """The numbers that a question's answer is made of; unless ``everything``, those alone that a diagram has no room for.

    These are entries of arrays, and the gradient that a batch brings.
    """
    explainer, sizes = writer.explainer, writer.explainer.trace.values
    if question.change is not None:
        gradient = explainer.gradient_at(question.place)
        of_batch = gradient is None or not math.isclose(gradient, question.change.gradient, rel_tol=1e-9)
        yield from _given_value(writer, question.place, everything)
        if of_batch or everything or sizes[question.place.node].size > 1:
            of = Symbol("L") if of_batch else writer.output
            yield Equation((Derivative(of, writer.symbol(question.place)), Number(question.change.gradient)))
    elif question.kind == "value":
        for place in explainer.value(question.place).inputs:
            yield from _given_value(writer, place, everything)
    else:
        for branch in explainer.gradient(question.place).branches:
            local = branch.local
            if everything or sizes[local.of.node].size > 1:
                yield Equation((writer.upstream(local.of), Number(branch.upstream)))
            named = LatexNotation().write(writer.local(local).sides[1])
            for place in (local.of, *local.inputs):
                if LatexNotation().write(writer.symbol(place)) in named:
                    yield from _given_value(writer, place, everything)


def _given_value(writer: Writer, place: Place, everything: bool) -> Iterator[Equation]:
    if (everything or writer.explainer.trace.values[place.node].size > 1) and writer.graph.nodes[place.node].op != "constant":
        yield Equation((writer.symbol(place), writer.number(place)))


def _entry(explainer: Explainer, node: int, position: int) -> Place:
    """A single number's place, or one entry of an array: another one at another position, always the same at this one."""
    value = explainer.trace.values[node]
    if value.ndim == 0:
        return Place(node)
    at = np.unravel_index((7 * position) % value.size, value.shape)
    return Place(node, tuple(int(k) for k in at))


def _is_workable(explainer: Explainer, question: Question) -> bool:
    if question.kind == "value":
        if explainer.graph.nodes[question.place.node].op in COPIES:
            return False
        derivation = explainer.value(question.place)
        return not derivation.whole and len(derivation.inputs) <= MOST_ARGUMENTS
    gradient = explainer.gradient(question.place)
    plain = all(not branch.local.whole for branch in gradient.branches)
    return plain and not gradient.rest and len(gradient.branches) <= MOST_BRANCHES
