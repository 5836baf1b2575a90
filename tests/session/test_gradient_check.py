"""The gradient check of a session."""

import numpy as np
import pytest

from nnviz.engine.check import check
from nnviz.files.load import load
from nnviz.session.gradient_check import ALL, SOME, GradientCheck
from nnviz.session.session import Session
from nnviz.training.checkup import check_values


def done(session):
    gradients = GradientCheck(session)
    gradients.run()
    return gradients


@pytest.mark.parametrize("name", ["multiply_sum", "sigmoid_neuron", "gates", "two_two_two", "multi_label", "hinge_classes"])
def test_that_every_gradient_is_checked_as_the_command_checks_it(name):
    session = Session(load(name))
    gradients = done(session)
    if session.trainer is None:
        expected = check(session.graph)
    else:
        model = session.trainer.model
        expected = check(model.graph, check_values(model, session.parameters), list(session.parameters))
    assert gradients.result.comparisons == expected.comparisons
    assert gradients.result.ok
    assert gradients.total == gradients.count == len(gradients.found) == len(expected.comparisons)


def test_that_present_parameters_are_checked_whatever_happens_to_the_session_meanwhile():
    session = Session(load("two_two_two"))
    session.set_value("w5", 3.0)
    gradients = GradientCheck(session)
    session.set_value("w5", -3.0)
    gradients.run()
    of_w5 = next(c for c in gradients.comparisons(None) if c.name == "output.weights[0,0]")
    fresh = Session(load("two_two_two"))
    fresh.set_value("w5", 3.0)
    assert of_w5.analytic == pytest.approx(float(fresh.trace.gradient["w5"]), rel=1e-12)


def test_that_typed_inputs_of_a_circuit_are_checked():
    session = Session(load("multiply_sum"))
    session.set_value("z", 7.0)
    assert [c.analytic for c in done(session).comparisons(None)] == [7.0, 7.0, 3.0]


def test_that_of_many_numbers_some_are_drawn(tmp_path):
    (tmp_path / "a.toml").write_text(f'[inputs]\nx = {{ random = "normal", shape = [{ALL + 1}] }}\n[circuit]\nf = "sum(x * x)"\n')
    gradients = done(Session(load(tmp_path / "a.toml")))
    assert (gradients.total, gradients.count, len(gradients.found)) == (ALL + 1, SOME, SOME)
    assert gradients.result.ok


def test_that_it_can_be_cancelled_between_two_numbers():
    gradients = GradientCheck(Session(load("spiral")))
    gradients.cancel()
    gradients.run()
    assert gradients.count == 337
    assert gradients.found == []
    assert gradients.result.worst is None


def test_that_a_step_has_its_own_comparisons():
    gradients = done(Session(load("two_two_two")))
    large, best = (np.array([c.relative_error for c in gradients.comparisons(step)]) for step in (0, None))
    assert large.max() > 1e-4 > best.max()
