"""The names of gates within an expression."""

import pytest

from nnviz.engine.circuit import circuit
from nnviz.engine.gate_name import gate_name


@pytest.mark.parametrize(("text", "name"), [
    ("a + b", "a + b"), ("1 + exp(-(a + b + c))", "1 + exp(...)"), ("exp(-(a + b + c))", "exp(...)"),
    ("-(alpha * beta + gamma)", "-(...)"), ("alpha * beta + gamma * delta + eps", "... + eps"),
    ("alpha - (a + b)", "alpha - (a + b)"), ("(alpha + beta + 1) ** 2", "(...) ** 2"),
    ("(a + b) * (gamma + delta)", "(a + b) * (...)"),
    ("max(alpha * beta, x)", "max(..., x)"), ("not an expression at all", ""),
])  # fmt: skip
def test_that_what_is_long_is_left_out_of_a_name(text, name):
    assert gate_name(text, 16) == name


def test_that_no_two_gates_of_an_expression_have_one_name():
    sigmoid = "1 / (1 + exp(-(w0*x0 + w1*x1 + 1)))"
    names = [node.name for node in circuit({"f": f"{sigmoid} + {sigmoid}"}, w0=1.0, x0=2.0, w1=3.0, x1=4.0).nodes]
    assert {"exp(...)", "exp(...)#2", "1 + exp(...)", "1 / (...)", "1 / (...)#2"} <= set(names)
    assert len(set(names)) == len(names)
