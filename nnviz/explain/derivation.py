"""Derivations as a structure: why a value, or a gradient, is that number; every factor can be explained in turn."""

from dataclasses import dataclass
from functools import cached_property

from nnviz.engine.op import Op
from nnviz.engine.trace import Trace
from nnviz.explain.local import FEW, Local, Makeup, locals_along, makeup_of, slope_between
from nnviz.explain.place import Place

LONGEST = 40
"""Factors beyond which a product is not followed on: its head is explained in turn."""


@dataclass(frozen=True, slots=True)
class ValueDerivation:
    """A value: ``op`` applied to ``inputs`` (single entries, or whole arrays where ``whole``); a leaf has neither."""

    place: Place
    value: float
    op: Op | None = None
    inputs: tuple[Place, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """What comes back along one way out of a place: the upstream gradient at ``local.of`` times the local gradient.

    ``part`` is the term of the output through which all of it comes, where there is one (E_o1 of E = E_o1 + E_o2).
    """

    upstream: float
    local: Local
    part: Place | None = None

    @property
    def product(self) -> float:
        """Upstream times local."""
        return self.upstream * self.local.number


@dataclass(frozen=True, slots=True)
class GradientDerivation:
    """A gradient: the sum of its branches, and of ``rest``, the sum of those too many to be told apart.

    The output's own gradient has none: it is 1. No branch and no rest: nothing leads from the place to the output.
    """

    place: Place
    value: float
    branches: tuple[Branch, ...] = ()
    rest: float = 0.0
    is_output: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """A gradient as a product: the gradient at ``head`` times local gradients, in the order from there down to ``place``."""

    place: Place
    value: float
    head: Place
    upstream: float
    locals: tuple[Local, ...]


class Explainer:
    """Explains every number of one trace."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.graph = trace.graph
        self._gradients: dict[Place, GradientDerivation] = {}
        self._makeups: dict[Place, Makeup | None] = {}

    def value_at(self, place: Place) -> float:
        """The value at a place."""
        return float(self.trace.values[place.node][place.entry])

    def gradient_at(self, place: Place) -> float | None:
        """The gradient at a place; None for a constant, which has none."""
        gradient = self.trace.gradients[place.node]
        return None if gradient is None else float(gradient[place.entry])

    def value(self, place: Place) -> ValueDerivation:
        """Why the value at a place is what it is."""
        node = self.graph.nodes[place.node]
        number = self.value_at(place)
        if node.is_leaf:
            return ValueDerivation(place, number)
        found = self.makeup(place)
        if found is None:
            return ValueDerivation(place, number, node.gate, tuple(Place(i) for i in node.inputs), True)
        return ValueDerivation(place, number, found.op, found.inputs)

    def makeup(self, place: Place) -> Makeup | None:
        """What an entry of a gate is made of; None where no op on numbers says it."""
        if place not in self._makeups:
            self._makeups[place] = makeup_of(self.trace, place)
        return self._makeups[place]

    def gradient(self, place: Place) -> GradientDerivation:
        """Why the gradient at a place is what it is. Raises ValueError for a constant."""
        if place not in self._gradients:
            self._gradients[place] = self._derive(place)
        return self._gradients[place]

    def _derive(self, place: Place) -> GradientDerivation:
        number = self.gradient_at(place)
        if number is None:
            raise ValueError(f"{self.graph.nodes[place.node].name} is a constant and has no gradient")
        if place.node == self.graph.output:
            return GradientDerivation(place, number, is_output=True)
        branches: list[Branch] = []
        rest = 0.0
        for gate, edge in self.graph.consumers(place.node):
            sent = self.trace.contribution(gate, edge)
            if sent is None:
                continue
            found = []
            for local in locals_along(self.trace, gate, edge, place.entry, self.makeup):
                upstream = self.gradient_at(local.of)
                assert upstream is not None
                found.append(Branch(upstream, local, self._part.get(gate)))
            branches += found
            if self._is_cut(found):
                rest += float(sent[place.entry]) - sum(branch.product for branch in found)
        return GradientDerivation(place, number, tuple(branches), rest)

    def _is_cut(self, found: list[Branch]) -> bool:
        from_gate = found[0].local.of.node if found else None
        return from_gate is not None and FEW <= len(found) < self.trace.values[from_gate].size

    def chain(self, place: Place) -> Chain:
        """The gradient at a place as one product, up to where it fans out, to the prediction, or to the output."""
        derivation = self.gradient(place)
        value, at = derivation.value, place
        links: list[Local] = []
        while len(derivation.branches) == 1 and not derivation.rest and len(links) < LONGEST:
            local = derivation.branches[0].local
            if links and at.node not in self.graph.loss_gates and local.of.node in self.graph.loss_gates:
                break
            links.append(local)
            at = local.of
            derivation = self.gradient(at)
        return Chain(place, value, at, derivation.value, tuple(reversed(links)))

    def sent(self, place: Place, most: int = 1000) -> tuple[Branch, ...]:
        """What the gate sends back from a place to each of its first ``most`` arguments; nothing where these are whole arrays."""
        upstream = self.gradient_at(place)
        found = None if self.graph.nodes[place.node].is_leaf else self.makeup(place)
        if found is None or upstream is None:
            return ()
        given = list(enumerate(zip(found.edges, found.inputs, strict=True)))[:most]
        return tuple(
            Branch(upstream, Local(place, by, edge, slope_between(self.trace, place, edge, by), found.op, k, found.inputs, False))
            for k, (edge, by) in given
            if self.graph.nodes[by.node].op != "constant"
        )

    def walk(self, place: Place, most: int = 1000) -> tuple[Place, ...]:
        """The places whose gradients lead to this one, in the order in which the walk back comes through them, it last.

        Stops collecting beyond ``most``.
        """
        found = {place}
        pending = [place]
        while pending and len(found) < most:
            for branch in self.gradient(pending.pop(0)).branches:
                if branch.local.of not in found:
                    found.add(branch.local.of)
                    pending.append(branch.local.of)
        return tuple(sorted(found, key=lambda at: (-at.node, at.entry)))

    @cached_property
    def _part(self) -> dict[int, Place]:
        """Gate -> the one term of the output that it leads to, where the output is a plain sum of single numbers."""
        terms = self._terms()
        single = {term: Place(term, (0,) * self.trace.values[term].ndim) for term in terms}
        reached: list[frozenset[int]] = [frozenset()] * len(self.graph)
        for node in reversed(self.graph.nodes):
            if node.index in single:
                reached[node.index] = frozenset((node.index,))
            else:
                sets = [reached[gate] for gate, _ in self.graph.consumers(node.index)]
                reached[node.index] = frozenset().union(*sets)
        return {i: single[next(iter(terms))] for i, terms in enumerate(reached) if len(terms) == 1 and i not in single}

    def _terms(self) -> set[int]:
        """The terms of the output's sum, where each of them is in it once and leads nowhere else; else none."""
        terms: list[int] = []
        pending = [self.graph.output]
        while pending:
            node = self.graph.nodes[pending.pop()]
            is_sum = node.op == "add" and self.trace.values[node.index].size == 1
            if is_sum and (node.index == self.graph.output or len(self.graph.consumers(node.index)) == 1):
                pending += node.inputs
            else:
                terms.append(node.index)
        alone = all(len(self.graph.consumers(term)) == 1 and self.trace.values[term].size == 1 for term in terms)
        return set(terms) if len(terms) > 1 and len(set(terms)) == len(terms) and alone else set()
