"""The mistakes that learners make with one number: what each would come to, and what to say of it.

A message is Markdown with mathematics in $...$. Rows are tried in order; the first whose number is the answer's explains it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from nnviz.engine.table import OPS
from nnviz.explain.answer import Answer
from nnviz.explain.derivation import Branch
from nnviz.explain.notation import LatexNotation
from nnviz.explain.place import Place
from nnviz.explain.question import Kind, Question
from nnviz.explain.term import Formula, Term
from nnviz.explain.writer import Writer

Guess = tuple[float, str]
DIGITS = 4
LINEAR = frozenset(("add", "weighted_sum"))
SQUARES = frozenset(("squared_error", "l2"))


class Case:
    """A question with everything that mistakes are made of: the writer's trace, and the learning ``rate`` where there is one."""

    def __init__(self, writer: Writer, question: Question, rate: float = 0.0) -> None:
        self.writer, self.question, self.rate = writer, question, rate
        self.explainer = writer.explainer
        self.place = question.place
        self.exact = question.exact(self.explainer)
        self.notation = LatexNotation(DIGITS)

    def is_right(self, answer: Answer) -> bool:
        """Whether an answer is right, by the rule; a parameter's new value must also be nearer to it than to the old one."""
        change = self.question.change
        if change is not None and change.new != change.old and not abs(answer.value - change.new) < abs(answer.value - change.old):
            return False
        return answer.fits(self.exact)

    def tex(self, term: Term) -> str:
        """A term as mathematics within Markdown."""
        return f"${self.notation.write(term)}$"

    def symbol(self, place: Place) -> str:
        """A place's name as mathematics."""
        return self.tex(self.writer.symbol(place))

    def number(self, value: float) -> str:
        """A number as mathematics."""
        return f"${self.notation.number(value)}$"

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The ways by which the gradient comes back; none for the output, and for other questions."""
        return self.explainer.gradient(self.place).branches if self.question.kind == "gradient" else ()

    def local(self, branch: Branch) -> str:
        """A branch's local gradient as mathematics: name and number."""
        named = self.writer.derivative(branch.local.of, branch.local.by)
        return f"${self.notation.write(named)} = {self.notation.number(branch.local.number)}$"

    def upstream(self, branch: Branch) -> str:
        """A branch's upstream gradient as mathematics: name and number."""
        named = self.writer.upstream(branch.local.of)
        return f"${self.notation.write(named)} = {self.notation.number(branch.upstream)}$"

    def formula(self) -> str:
        """What the gate at the place computes, as mathematics."""
        side = next((side for side in self.writer.value(self.place).sides if isinstance(side, Formula)), None)
        return self.symbol(self.place) if side is None else self.tex(side)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A row: the kinds of question it can befall, and what it would come to, with what to say."""

    name: str
    kinds: tuple[Kind, ...]
    guesses: Callable[[Case], Iterator[Guess]]


def _branch(case: Case) -> Iterator[Guess]:
    """Sums from which branches were left out."""
    products = [branch.product for branch in case.branches]
    for size in range(1, len(products)):
        for kept in combinations(range(len(products)), size):
            missing = [case.branches[k] for k in range(len(products)) if k not in kept]
            through = " and ".join(case.symbol(branch.local.of) for branch in missing)
            plural = "es" if len(missing) > 1 else ""
            said = f"Gradients add at branches: the branch{plural} through {through} {'are' if plural else 'is'} missing."
            yield sum(products[k] for k in kept), said


def _upstream(case: Case) -> Iterator[Guess]:
    if case.branches and not all(branch.upstream == 1 for branch in case.branches):
        first = case.branches[0]
        said = f"That is the local gradient alone. Multiply it by the upstream gradient, {case.upstream(first)}."
        yield sum(branch.local.number for branch in case.branches), said


def _local(case: Case) -> Iterator[Guess]:
    if case.branches:
        first = case.branches[0]
        said = f"That is the upstream gradient as it arrives. Multiply it by the local gradient, {case.local(first)}."
        yield sum(branch.upstream for branch in case.branches), said
        yield first.upstream, said


def _swapped(case: Case) -> Iterator[Guess]:
    """Its own value instead of the other factor's."""
    own = case.explainer.value_at(case.place)
    ops = [branch.local.op for branch in case.branches]
    if ops and all(op.gate == "switcher" or op.name == "weighted_sum" for op in ops):
        said = (
            f"That is the upstream gradient times {case.symbol(case.place)} itself. The factors are swapped: "
            f"each input gets the **other** one's value, {case.local(case.branches[0])}."
        )
        yield sum(branch.upstream * own for branch in case.branches), said


def _gate_value(case: Case) -> Iterator[Guess]:
    for branch in case.branches[:1]:
        of = case.explainer.value_at(branch.local.of)
        said = f"That is the upstream gradient times the gate's value. The local gradient is its slope, {case.local(branch)}."
        yield branch.upstream * of, said
        if branch.local.op.name == "sigmoid":
            yield branch.upstream * (1 - of), f"A factor is missing: a sigmoid's slope is $s\\,(1 - s)$, {case.local(branch)}."


def _added(case: Case) -> Iterator[Guess]:
    for branch in case.branches[:1]:
        said = f"That is the sum of {case.upstream(branch)} and {case.local(branch)}. The chain rule multiplies them."
        yield branch.upstream + branch.local.number, said


def _value(case: Case) -> Iterator[Guess]:
    name = case.symbol(case.place)
    yield case.explainer.value_at(case.place), f"That is the value of {name}. Asked for is its gradient."


def _sign(case: Case) -> Iterator[Guess]:
    said = "The size is right, the sign is not."
    negative = next((branch for branch in case.branches if branch.local.number < 0), None)
    if negative is not None and len(case.branches) == 1:
        said = f"The minus sign is lost: {case.local(negative)}." if case.exact < 0 or negative.upstream < 0 else said
    yield -case.exact, said
    for lost in case.branches if len(case.branches) > 1 else ():
        through = case.symbol(lost.local.of)
        said = f"A sign is wrong: the branch through {through} brings {case.number(lost.product)}."
        yield case.exact - 2 * lost.product, said


def _squared(case: Case) -> Iterator[Guess]:
    """The half and the two of a square."""
    op = case.branches[0].local.op.name if len(case.branches) == 1 else _op_name(case)
    if op not in SQUARES:
        return
    if case.question.kind == "value":
        missing = "halved" if op == "squared_error" else "squared as it is, without a half"
        yield case.exact * (2.0 if op == "squared_error" else 0.5), f"The square is to be {missing}: {case.formula()}."
        difference = float(np.sqrt(case.exact * (2.0 if op == "squared_error" else 1.0)))
        for sign in (1.0, -1.0):
            yield sign * difference, f"The difference is to be squared: {case.formula()}."
            yield sign * difference / 2, f"The difference is to be squared: {case.formula()}."
    else:
        told = "The 2 of the square and the half cancel" if op == "squared_error" else "The 2 of the square stays"
        yield case.exact * (2.0 if op == "squared_error" else 0.5), f"{told}: {case.local(case.branches[0])}."


def _op_name(case: Case) -> str:
    op = case.explainer.value(case.place).op if case.question.kind == "value" else None
    return "" if op is None else op.name


def _input(case: Case) -> Iterator[Guess]:
    """A value that goes in instead of what comes out."""
    derivation = case.explainer.value(case.place)
    for place in dict.fromkeys(derivation.inputs):
        said = f"That is {case.symbol(place)}, which goes into the gate. The gate computes {case.formula()}."
        yield case.explainer.value_at(place), said


def _term(case: Case) -> Iterator[Guess]:
    """A sum from which a term was left out."""
    derivation = case.explainer.value(case.place)
    if derivation.op is None or derivation.op.name not in LINEAR:
        return
    numbers = [case.explainer.value_at(place) for place in derivation.inputs]
    paired = derivation.op.name == "weighted_sum"
    step = 2 if paired else 1
    for k in range(0, len(numbers), step):
        term = float(np.prod(numbers[k : k + step]))
        names = [case.notation.write(case.writer.symbol(place)) for place in derivation.inputs[k : k + step]]
        shown = r" \cdot ".join(reversed(names))
        yield case.exact - term, f"A term is missing: ${shown}$."


def _other_op(case: Case) -> Iterator[Guess]:
    """Another gate's sum."""
    derivation = case.explainer.value(case.place)
    if derivation.op is None:
        return
    numbers = [np.asarray(case.explainer.value_at(place)) for place in derivation.inputs]
    names = [case.writer.symbol(place) for place in derivation.inputs]
    for op in OPS.values():
        if op.function or op.arity == len(numbers) or (op.name == "add" and len(numbers) > 1):
            if op.name == derivation.op.name or op.arity not in (None, len(numbers)):
                continue
            with np.errstate(all="ignore"):
                try:
                    found = np.asarray(op.forward(*numbers))
                except (ValueError, IndexError, TypeError):
                    continue
            if found.size == 1 and np.isfinite(found).all():
                other = case.tex(Formula(op.formula_text, op.latex_text, tuple(names)))
                yield float(found.reshape(-1)[0]), f"That is {other}. This gate computes {case.formula()}."


def _new_weight(case: Case) -> Iterator[Guess]:
    """The slip of the lecture's part 5: weights that are updated already leak into the same backward pass."""
    if case.rate <= 0:
        return
    total, used = 0.0, ""
    for branch in case.branches:
        numbers = []
        for place in branch.local.inputs:
            value, gradient = case.explainer.value_at(place), case.explainer.gradient_at(place)
            if case.explainer.graph.nodes[place.node].op == "parameter" and gradient is not None and place != case.place:
                used = case.symbol(place) if value == branch.local.number else used
                value -= case.rate * gradient
            numbers.append(np.asarray(value))
        op, position = branch.local.op, branch.local.position
        with np.errstate(all="ignore"):
            slope = op.vjp(position, np.ones(()), np.asarray(op.forward(*numbers)), tuple(numbers))
        total += branch.upstream * float(np.asarray(slope).reshape(-1)[0])
    if used:
        said = "That takes weights that have been updated already. New weights count only from the next forward pass on."
        yield total, f"{said} Here {used} is still the old one."


def _update(case: Case) -> Iterator[Guess]:
    change = case.question.change
    if change is None:
        return
    old, gradient = change.old, change.gradient
    rule = r"$w' = w - \eta \cdot \frac{\partial E}{\partial w}$"
    yield old + case.rate * gradient, f"The update subtracts: {rule}, against the gradient, so that the loss falls."
    yield old - gradient, f"The learning rate is missing: {rule} with $\\eta = {case.notation.number(case.rate)}$."
    yield old + gradient, f"The learning rate is missing, and the update subtracts: {rule}."
    yield case.rate * gradient, f"That is the step alone. Take it from the old value, {case.number(old)}."
    yield -case.rate * gradient, f"That is the step alone. Add it to the old value, {case.number(old)}."
    yield gradient, f"That is the gradient. {rule} with $\\eta = {case.notation.number(case.rate)}$."
    yield old * (1 - case.rate * gradient), f"The step is not a share of the old value: {rule}."
    yield old, "That is the old value."


MISTAKES: tuple[Mistake, ...] = (
    Mistake("branch", ("gradient",), _branch),
    Mistake("sign", ("value", "gradient", "new"), _sign),
    Mistake("update", ("new",), _update),
    Mistake("squared", ("value", "gradient"), _squared),
    Mistake("upstream", ("gradient",), _upstream),
    Mistake("local", ("gradient",), _local),
    Mistake("swapped", ("gradient",), _swapped),
    Mistake("new_weight", ("gradient",), _new_weight),
    Mistake("value", ("gradient",), _value),
    Mistake("gate_value", ("gradient",), _gate_value),
    Mistake("added", ("gradient",), _added),
    Mistake("term", ("value",), _term),
    Mistake("input", ("value",), _input),
    Mistake("other_op", ("value",), _other_op),
)
"""In the order in which they are tried."""
