"""Derivations as equations: the chain rule written out over names, then over numbers."""

from collections.abc import Callable
from functools import partial

from nnviz.engine.op import Array, Op
from nnviz.engine.table import LOSS_OPS
from nnviz.explain.derivation import Branch, Explainer
from nnviz.explain.local import Local
from nnviz.explain.place import Place
from nnviz.explain.term import Derivative, Equation, Formula, Number, Picked, Product, Series, Sum, Symbol, Term, Words

_SINGLE = ("1", "−1")  # local gradients that are one number, whatever the arrays
_MOST_NUMBERS = 12
"""Whole arrays of more numbers than this are not put into a formula in numbers."""


class Writer:
    """Writes what an explainer finds as equations."""

    def __init__(self, explainer: Explainer) -> None:
        self.explainer = explainer
        self.graph = explainer.graph
        self._values = explainer.trace.values
        self.output = self.symbol(Place(self.graph.output, (0,) * self._values[self.graph.output].ndim))

    def symbol(self, place: Place) -> Term:
        """A place by its name; a constant is its number."""
        node, value = self.graph.nodes[place.node], self._values[place.node]
        if node.op == "constant" and value.size == 1:
            return Number(float(value.reshape(-1)[0]))
        return Symbol(node.name, place.entry if value.size > 1 else ())

    def number(self, place: Place) -> Number:
        """The value at a place."""
        symbol = self.symbol(place)
        return symbol if isinstance(symbol, Number) else Number(self.explainer.value_at(place), symbol)

    def derivative(self, of: Place, by: Place) -> Derivative:
        """The derivative of one place by another."""
        return Derivative(self.symbol(of), self.symbol(by))

    def upstream(self, by: Place) -> Derivative:
        """The gradient at a place: the derivative of the output by it."""
        return Derivative(self.output, self.symbol(by))

    def value(self, place: Place) -> Equation:
        """NAME = its op over names = over numbers = its value."""
        derivation = self.explainer.value(place)
        sides: list[Term] = [self.symbol(place)]
        op = derivation.op
        if op is not None:
            arguments = derivation.inputs
            whole = derivation.whole
            over = _per_example(op, arguments, self._values) if whole else 1
            shown = [self._names(arguments, whole)]
            if self._is_short(arguments, whole) and not self.graph.nodes[place.node].attributes:
                shown.append(self._numbers(arguments, whole))
            for terms in shown:
                formula = _formula(op.formula_text, op.latex_text, terms, over) if op.terms is None else _terms(op, terms)
                sides.append(self._picked(place, formula) if whole else formula)
        return Equation((*sides, Number(derivation.value, sides[0])))

    def local(self, local: Local) -> Equation:
        """The local gradient: its formula over names = over numbers = its value."""
        op, position, inputs = _within_term(local)
        text, latex = partial(op.local_text, position), partial(op.local_latex_text, position)
        over = _per_example(op, inputs, self._values) if local.whole else 1
        of = Place(local.of.node) if local.whole else local.of
        named = _formula(text, latex, (self.symbol(of), *self._names(inputs, local.whole)), over)
        derivative = self.derivative(local.of, local.by)
        is_array = local.whole and text(*("" for _ in range(1 + len(inputs)))) not in _SINGLE
        sides: list[Term] = [derivative, self._picked(local.by, named) if is_array else named]
        if not local.whole and not self.graph.nodes[local.of.node].attributes:
            numbers = (self.number(local.of), *self._numbers(inputs, False))
            sides.append(_formula(text, latex, numbers, over))
        return Equation((*sides, Number(local.number, derivative)))

    def chain(self, place: Place) -> Equation:
        """The gradient as one product down to the place; where it fans out at once, the sum of its branches."""
        chain = self.explainer.chain(place)
        if not chain.locals:
            return self.gradient(place)
        is_output = self.graph.output == chain.head.node
        if is_output and len(chain.locals) == 1:
            return self.local(chain.locals[0])
        names: list[Term] = [] if is_output else [self.upstream(chain.head)]
        numbers = [] if is_output else [Number(chain.upstream, self.upstream(chain.head))]
        names += [self.derivative(local.of, local.by) for local in chain.locals]
        numbers += [self._slope(local) for local in chain.locals]
        left = self.upstream(place)
        return Equation((left, Product(tuple(names)), Product(tuple(numbers)), Number(chain.value, left)))

    def gradient(self, place: Place) -> Equation:
        """The gradient as the sum over its branches of upstream times local."""
        derivation = self.explainer.gradient(place)
        branches = derivation.branches
        sides: list[Term] = [self.upstream(place)]
        if not branches:
            return Equation((*sides, Number(derivation.value, sides[0])))
        if len(branches) == 1 and self.is_direct(branches[0].local):
            return self.local(branches[0].local)
        parts = [branch.part for branch in branches]
        if len(branches) > 1 and len({part for part in parts if part}) == len(parts):
            sides.append(Sum(tuple(self.derivative(part, place) for part in parts if part)))
        rest = (Words("the rest"),) if derivation.rest else ()
        left = (Number(derivation.rest, sides[0]),) if derivation.rest else ()
        sides.append(_sum((*(self._names_of(branch) for branch in branches), *rest)))
        sides.append(_sum((*(self._numbers_of(branch) for branch in branches), *left)))
        if len(branches) > 1 or left:
            sides.append(_sum((*(self._product_of(branch) for branch in branches), *left)))
        return Equation((*sides, Number(derivation.value, sides[0])))

    def branch(self, branch: Branch) -> Equation:
        """One branch by itself, named by the term of the output that it comes from where there is one."""
        of = self.output if branch.part is None else self.symbol(branch.part)
        left = Derivative(of, self.symbol(branch.local.by))
        return Equation((left, self._names_of(branch), self._numbers_of(branch), self._product_of(branch)))

    def sent(self, branch: Branch) -> Equation:
        """What a branch brings back: upstream times local."""
        names = self._names_of(branch)
        return Equation((names, self._numbers_of(branch), Number(branch.product, names)))

    def step(self, place: Place) -> Equation:
        """The gradient in numbers: the sum of its branches' products."""
        return Equation((self.upstream(place), *self.gradient(place).sides[-2:]))

    def is_direct(self, local: Local) -> bool:
        """Whether the local gradient is one of the output itself, whose upstream gradient of 1 goes without saying."""
        return local.of.node == self.graph.output

    def _names_of(self, branch: Branch) -> Term:
        local = self.derivative(branch.local.of, branch.local.by)
        return local if self.is_direct(branch.local) else Product((self.upstream(branch.local.of), local))

    def _numbers_of(self, branch: Branch) -> Term:
        if self.is_direct(branch.local):
            return self._slope(branch.local)
        return Product((Number(branch.upstream, self.upstream(branch.local.of)), self._slope(branch.local)))

    def _product_of(self, branch: Branch) -> Number:
        return Number(branch.product, self._names_of(branch))

    def _slope(self, local: Local) -> Number:
        return Number(local.number, self.derivative(local.of, local.by))

    def _names(self, places: tuple[Place, ...], whole: bool) -> tuple[Term, ...]:
        return tuple(Symbol(self.graph.nodes[at.node].name) if whole else self.symbol(at) for at in places)

    def _numbers(self, places: tuple[Place, ...], whole: bool) -> tuple[Term, ...]:
        if not whole:
            return tuple(self.number(at) for at in places)
        found: list[Term] = []
        for at, name in zip(places, self._names(places, True), strict=True):
            array = self._values[at.node]
            found.append(Series(tuple(map(float, array.reshape(-1))), name) if array.ndim else Number(float(array), name))
        return tuple(found)

    def _is_short(self, places: tuple[Place, ...], whole: bool) -> bool:
        return not whole or sum(self._values[at.node].size for at in places) <= _MOST_NUMBERS

    def _picked(self, place: Place, term: Term) -> Term:
        return Picked(term, place.entry) if self._values[place.node].size > 1 else term


def _within_term(local: Local) -> tuple[Op, int, tuple[Place, ...]]:
    """Of a sum, only the term that the local gradient is of: the op, the position and the inputs."""
    op, position, inputs = local.op, local.position, local.inputs
    if op.terms is None or local.whole:
        return op, position, inputs
    term = sorted(next(term for term in op.terms(len(inputs)) if position in term))
    return op, term.index(position), tuple(inputs[k] for k in term)


def _terms(op: Op, arguments: tuple[Term, ...]) -> Term:
    """A sum of products, term by term, so that a notation can fold it."""
    assert op.terms is not None
    products = (tuple(arguments[k] for k in term) for term in op.terms(len(arguments)))
    return _sum(tuple(product[0] if len(product) == 1 else Product(product) for product in products))


def _sum(terms: tuple[Term, ...]) -> Term:
    return terms[0] if len(terms) == 1 else Sum(terms)


def _per_example(op: Op, inputs: tuple[Place, ...], values: tuple[Array, ...]) -> int:
    """Over how many examples a loss takes the mean."""
    shape = values[inputs[0].node].shape
    return shape[0] if op.name in LOSS_OPS and len(shape) == 2 else 1


def _formula(text: Callable[..., str], latex: Callable[..., str], arguments: tuple[Term, ...], over: int) -> Formula:
    """A formula over arguments; with 1/N in front of a mean over N examples."""
    if over == 1:
        return Formula(text, latex, arguments)
    return Formula(
        lambda *names: f"1/{over} × ({text(*names)})", lambda *names: rf"\frac{{1}}{{{over}}} \left({latex(*names)}\right)",
        arguments,
    )
