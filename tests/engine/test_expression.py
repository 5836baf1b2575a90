import ast
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnviz
from nnviz.engine.expression import ExpressionError, names_in
from nnviz.engine.source import Source


def value(text, **inputs):
    return float(nnviz.circuit({"f": text}, **inputs).trace().value["f"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9.0), ("-2 ** 2", -4.0), ("2 ** -1", 0.5), ("--3", 3.0), ("+3", 3.0),
        ("1 / 4", 0.25), ("6 / 4", 1.5), ("1 - 2 - 3", -4.0), ("max(1, 5, 3)", 5.0), ("min(2, -1)", -1.0),
        ("relu(-1) + abs(-2)", 2.0), ("exp(0) + log(1) + sqrt(4)", 3.0), ("pi * 0 + 1e3", 1000.0),
    ],
)  # fmt: skip
def test_that_arithmetic_means_what_it_means_everywhere(text, expected):
    assert value(text) == expected


def test_that_vectors_and_matrices_work():
    graph = nnviz.circuit({"f": "sum(relu(w @ x))"}, w=[[1.0, 2.0], [-1.0, -1.0]], x=[3.0, 4.0])
    assert float(graph.trace().value["f"]) == 11.0


def test_that_one_over_x_is_the_reciprocal_gate_and_minus_x_the_negation():
    graph = nnviz.circuit({"f": "1 / (1 + exp(-x))"}, x=1.0)
    assert [graph.nodes[i].op for i in graph.gates] == ["neg", "exp", "add", "reciprocal"]


def test_that_inner_gates_bear_their_own_text_and_the_last_one_the_name():
    graph = nnviz.circuit({"f": "(x+y) * (x+y)"}, x=1.0, y=2.0)
    assert [graph.nodes[i].name for i in graph.gates] == ["x+y", "x+y#2", "f"]


def test_that_an_alias_passes_the_value_on():
    graph = nnviz.circuit({"f": "x"}, x=4.0)
    assert float(graph.trace().value["f"]) == 4.0
    assert float(graph.trace().gradient["x"]) == 1.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x.real", "dot"), ("x[0]", "only numbers, names"), ("open('f')", "open is not a function"),
        ("exp(x, x)", "exp takes 1 argument, not 2"), ("exp()", "exp takes 1 argument"), ("max()", "at least one"),
        ("exp(x=1)", "plain arguments"), ("exp(*x)", "plain arguments"), ("(lambda: 1)()", "only a function"),
        ("x.f()", "only a function"), ("exp", "exp is a function"), ("nobody + 1", "nobody is not known; there are x"),
        ("x % 2", "% is not known"), ("x ^ 2", "\\^ is not known"), ("not x", "only \\+ and -"), ("x < 1", "only numbers"),
        ("'a'", "'a' is not a number"), ("True", "True is not a number"), ("1j", "not a number"), ("1e999", "finite"),
        ("", "not an expression"), ("x +", "not an expression"), ("x = 1", "not an expression"),
        ("x y", "not an expression"), ("f\0", "not an expression|too deeply"), ("9" * 400, "finite"),
        ("[x]", "only numbers"), ("x if x else x", "only numbers"), ("__import__('os')", "not a function"),
    ],
)  # fmt: skip
def test_that_anything_else_is_refused_in_one_line(text, message):
    with pytest.raises(ExpressionError, match=message) as caught:
        nnviz.circuit({"f": text}, x=1.0)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "column"),
    [("x + nobody", 5), ("é + é + nobody", 9), ("(σ +\n é * nobody)", 11), ("σ + 'ü' + x", 5), ("é + σ %", 8), ("(é + x", 1)],
)  # fmt: skip
def test_that_the_column_of_a_mistake_is_counted_in_characters(text, column):
    with pytest.raises(ExpressionError) as caught:
        nnviz.circuit({"f": text}, x=1.0, é=1.0, σ=2.0)
    assert caught.value.column == column


@pytest.mark.parametrize("text", ["é*σ + ü", "(a +\n  b)*(é -\r\n ü**2)", "exp(a,\r é)/max(σ, b)"])
def test_that_the_parts_of_an_expression_stand_where_python_has_them(text):
    parts = [part for part in ast.walk(ast.parse(text, mode="eval").body) if isinstance(part, ast.expr)]
    assert len(parts) > 4
    for part in parts:
        assert Source(text).segment(part) == " ".join(ast.get_source_segment(text, part).split())


def test_that_a_long_sum_is_parsed_once(monkeypatch):
    parse, texts = ast.parse, []
    monkeypatch.setattr(ast, "parse", lambda text, **more: texts.append(text) or parse(text, **more))
    graph = nnviz.circuit({"f": "+".join(["alpha"] * 300)}, alpha=1.0)
    assert len(texts) == 1
    assert graph.nodes[5].name == "... + alpha#2"


@pytest.mark.parametrize("text", ["(" * 100_000 + "x" + ")" * 100_000, "-" * 19_000 + "x", "x" + "+x" * 9_000, "x" * 30_000])
def test_that_depth_and_length_are_refused_or_read_but_never_crash(text):
    try:
        outcome = value(text, x=1.0)
    except ExpressionError as error:
        outcome = len(str(error))
    assert np.isfinite(outcome)
    assert outcome < 10_000


@given(st.text(max_size=40))
def test_that_no_text_does_more_than_be_read_or_refused(text):
    with suppress(ExpressionError):
        nnviz.circuit({"f": text}, x=1.0)


def test_that_names_are_found_in_order_without_functions():
    assert names_in("b + exp(a) * b + max(c, 1)") == ["b", "a", "c"]
