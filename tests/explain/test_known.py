import math

import pytest

from nnviz.engine.moment import Moment
from nnviz.explain.derivation import Explainer
from nnviz.explain.known import known_sides
from nnviz.explain.notation import TextNotation
from nnviz.explain.place import find, places_of
from nnviz.explain.term import Equation, Number, Product, Sum
from nnviz.explain.update import Update
from nnviz.explain.writer import Writer
from nnviz.files.example import example_names
from nnviz.files.load import load
from nnviz.session.subject import subject_of


def worth(term):
    """What a side of numbers, products and sums comes to; None where there is anything else in it."""
    if isinstance(term, Number):
        return term.value
    if not isinstance(term, Product | Sum):
        return None
    parts = [worth(part) for part in (term.factors if isinstance(term, Product) else term.terms)]
    if None in parts:
        return None
    return math.prod(parts) if isinstance(term, Product) else math.fsum(parts)


def size(term):
    """The largest number that a side's worth was summed from: what its rounding is measured by."""
    if isinstance(term, Sum):
        return max(size(part) for part in term.terms)
    return abs(worth(term))


@pytest.mark.parametrize("name", example_names())
def test_that_the_numbers_shown_multiply_and_add_up_to_the_engine_s_gradient(name):
    trace = subject_of(load(name)).trace(0)
    writer, count = Writer(Explainer(trace)), 0
    for node in trace.graph.nodes:
        for place in places_of(trace, node.index, slice(8)) if trace.gradients[node.index] is not None else ():
            engine = float(trace.gradients[node.index][place.entry])
            for equation in (writer.chain(place), writer.gradient(place)):
                for side in equation.sides[1:]:
                    if worth(side) is not None:
                        count += 1
                        assert abs(worth(side) - engine) <= 1e-12 * max(size(side), abs(engine)), (node.name, equation)
    assert count > 10


def shown(writer, equation, position):
    moment = Moment(writer.graph, position, True)
    known = known_sides(equation, moment)
    return None if known is None else TextNotation(4).sides(known)


def test_that_a_number_is_shown_from_the_moment_it_is_computed():
    trace = subject_of(load("two_two_two")).trace(0)
    writer = Writer(Explainer(trace))
    equation = writer.chain(find(trace, "w5").place)
    names = ["∂E/∂w5", "∂E/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5"]
    assert shown(writer, equation, 0) == names
    gates = len(trace.graph.gates)
    first = next(k for k in range(2 * gates + 2) if len(shown(writer, equation, k)) > 2)
    assert Moment(trace.graph, first).knows_gradient(trace.graph.index("out_o1"))
    assert not Moment(trace.graph, first - 1).knows_gradient(trace.graph.index("out_o1"))
    assert shown(writer, equation, first) == [*names, "0.7414 × 0.1868 × 0.5933"]
    assert shown(writer, equation, 2 * gates + 1) == [*names, "0.7414 × 0.1868 × 0.5933", "0.08217"]


def test_that_values_come_gate_by_gate():
    trace = subject_of(load("two_two_two")).trace(0)
    writer = Writer(Explainer(trace))
    equation = writer.value(find(trace, "out_h1").place)
    assert shown(writer, equation, 0) == ["out_h1", "σ(net_h1)"]
    position = 1 + trace.graph.gates.index(trace.graph.index("net_h1"))
    assert shown(writer, equation, position) == ["out_h1", "σ(net_h1)", "σ(0.3775)"]
    assert shown(writer, equation, len(trace.graph.gates)) == ["out_h1", "σ(net_h1)", "σ(0.3775)", "0.5933"]
    assert known_sides(Equation(equation.sides[:1]), Moment(trace.graph)) is None


def test_that_the_new_value_is_shown_in_the_update():
    subject = subject_of(load("two_two_two"))
    writer = Writer(Explainer(subject.trace(0)))
    update, place = Update(subject.trainer, 0), find(writer.explainer.trace, "w5").place
    (equation,) = update.equations(writer, place, update.change(writer, place))
    last = Moment(writer.graph, 0, True).last
    assert shown(writer, equation, 0) == ["w5′", "w5 − 0.5 × ∂E/∂w5"]
    assert shown(writer, equation, last - 1) == ["w5′", "w5 − 0.5 × ∂E/∂w5", "0.4 − 0.5 × 0.08217"]
    assert shown(writer, equation, last)[-1] == "0.3589"


@pytest.mark.parametrize("name", ["gates", "multi_label", "sigmoid_neuron"])
def test_that_what_was_shown_once_stays(name):
    trace = subject_of(load(name)).trace(0)
    writer = Writer(Explainer(trace))
    for node in trace.graph.nodes:
        for place in places_of(trace, node.index, slice(2)):
            found = [writer.value(place)] + ([writer.gradient(place)] if trace.gradients[node.index] is not None else [])
            for equation in found:
                counts = [len((known_sides(equation, Moment(trace.graph, k)) or Equation(())).sides) for k in range(0, 40, 3)]
                assert counts == sorted(counts)
