"""What of a derivation is known at a moment of the walk: numbers that have not been computed are left out."""

from collections.abc import Iterator

from nnviz.engine.moment import Moment
from nnviz.explain.term import Derivative, Equation, Formula, Number, Picked, Product, Series, Sum, Symbol, Term


def known_sides(equation: Equation, moment: Moment) -> Equation | None:
    """The equation without the sides in which there is a number that has not been computed; None where one side is left."""
    sides = tuple(side for side in equation.sides if all(knows(of, moment) for of in _shown(side)))
    return Equation(sides) if len(sides) > 1 else None


def knows(of: Term, moment: Moment) -> bool:
    """Whether the number that this is the name of has been computed."""
    graph = moment.graph
    match of:
        case Symbol(_, _, True):
            return moment.phase == "update"
        case Symbol(name):
            return moment.knows_value(graph.index(name)) if name in graph else moment.phase == "update"
        case Derivative(Symbol(name), Symbol(by)) if name == graph.nodes[graph.output].name:
            return moment.knows_gradient(graph.index(by))
        case Derivative(of, _):
            return knows(of, moment)
        case Product(parts) | Sum(parts):
            return all(knows(part, moment) for part in parts)
    return True


def _shown(term: Term) -> Iterator[Term]:
    """What the numbers in a term are the numbers of."""
    match term:
        case Number(_, of) | Series(_, of):
            if of is not None:
                yield of
        case Product(parts) | Sum(parts) | Formula(_, _, parts):
            for part in parts:
                yield from _shown(part)
        case Picked(inner, _):
            yield from _shown(inner)
