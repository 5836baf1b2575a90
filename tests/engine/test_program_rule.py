import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.engine.graph import GraphBuilder
from nnviz.engine.program_chain import chain_of
from nnviz.engine.program_code import ArrayCode, renamed
from nnviz.engine.program_rule import ActivationRule
from nnviz.engine.structure import GraphError
from nnviz.engine.table import OPS

ACTIVATION_RULES = {name: op.rule for name, op in OPS.items() if isinstance(op.rule, ActivationRule)}

FORMULAS = st.recursive(
    st.sampled_from(["a", "b", "out", "2.5", "rate"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda x: f"(-{x})"), inner.map(lambda x: f"tanh({x})"), inner.map(lambda x: f"maximum({x}, 0)"),
    ),
    max_leaves=8,
)


@given(FORMULAS)
def test_that_calls_in_place_give_what_the_formula_gives(formula):
    formula = f"a + {formula}"
    arrays = {"a": np.array([0.5, -1.0]), "b": np.array([2.0, 0.25]), "out": np.array([-0.75, 3.0])}
    scope = {name: getattr(np, name) for name in ("add", "subtract", "multiply", "negative", "tanh", "maximum", "copyto")}
    expected = eval(formula, {**scope, **{k: v.copy() for k, v in arrays.items()}, "rate": 0.3})
    code = ArrayCode({name: name for name in arrays}, lambda text: f"({text})", lambda depth: f"scratch{depth}")
    code.assign("out", formula)
    held = {k: v.copy() for k, v in arrays.items()}
    exec("\n".join(code.lines), {**scope, **held, "rate": 0.3, **{f"scratch{k}": np.zeros(2) for k in range(20)}})
    np.testing.assert_array_equal(held["out"], expected)
    np.testing.assert_array_equal(held["a"], arrays["a"])
    np.testing.assert_array_equal(held["b"], arrays["b"])


@pytest.mark.parametrize("op", ACTIVATION_RULES)
def test_that_an_activation_s_rule_over_numbers_is_its_op(op):
    scope = {name: getattr(math, name) for name in ("exp", "expm1", "log1p", "tanh")}
    for z in (0.0, 1.5, -1.5, 30.0, -30.0, 699.0, -699.0):
        x, one = np.array(z), np.array(1.0)
        y = OPS[op].forward(x)
        assert eval(ACTIVATION_RULES[op].scalar_out, {**scope, "z": z}) == pytest.approx(float(y), rel=1e-12)
        slope = float(OPS[op].vjps[0](one, y, x))
        assert eval(ACTIVATION_RULES[op].scalar_slope, {**scope, "y": float(y)}) == pytest.approx(slope, rel=1e-12)
    assert math.isnan(eval(ACTIVATION_RULES[op].scalar_out, {**scope, "z": math.nan}))


def test_that_a_name_is_replaced_by_more_than_a_name_in_brackets():
    assert renamed("p - rate * g", {"g": "d + e"}) == "p - rate * (d + e)"


def test_that_only_a_chain_with_one_loss_can_be_trained():
    builder = GraphBuilder()
    x, w, t = builder.input("x", np.ones((1, 2))), builder.parameter("w", np.ones((1, 2))), builder.input("t", np.ones((1, 1)))
    builder.op("affine", x, w, name="a.net")
    with pytest.raises(GraphError, match="exactly one loss"):
        chain_of(builder.build())
    loss = builder.op("l1", 3, t)
    (layer,) = chain_of(builder.build()).layers
    assert (layer.weights, layer.bias, layer.units, layer.fan_in, layer.activation) == ("w", None, 1, 2, None)
    builder.op("exp", loss, name="after")
    with pytest.raises(GraphError, match="'after' follows the loss"):
        chain_of(builder.build())
