"""Elementwise ops: arithmetic and the functions of one number."""

from typing import Any

import numpy as np

from nnviz.engine.op import Array, Op, Shape, elementwise, plus
from nnviz.engine.program_rule import SCALAR_SIGMOID, SCALAR_SOFTPLUS, ActivationRule

BINARY: tuple[tuple[Shape, ...], ...] = (((), ()), ((3,), (3,)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((), (2, 2)))
UNARY: tuple[tuple[Shape, ...], ...] = (((),), ((3,),), ((2, 3),))


def sigmoid(x: Array) -> Array:
    """1 / (1 + exp(-x)) without overflow at either end."""
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0 / (1.0 + e), e / (1.0 + e)).astype(x.dtype)


def softplus(x: Array) -> Array:
    """log(1 + exp(x)) without overflow."""
    result: Array = np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
    return result


def _add(*inputs: Array) -> Array:
    total = inputs[0]
    for x in inputs[1:]:
        total = total + x
    return total


def _power_by_base(g: Array, y: Array, x: Array, p: Array) -> Array:
    # x**0 is 1 everywhere: its slope is 0 even at x = 0, where p x**(p - 1) is 0 times infinity.
    result: Array = g * np.where(p == 0, 0, p * x ** np.where(p == 0, 1, p - 1))
    return result


def _power_by_exponent(g: Array, y: Array, x: Array, p: Array) -> Array:
    # x**p as a function of p: slope x**p log x; 0 at x = 0, and no slope (nan) where x < 0.
    log = np.log(np.where(x == 0, 1.0, x))
    result: Array = g * y * log
    return result


def _exp_vjp(g: Array, y: Array, x: Array) -> Array:
    # Nothing times infinity is nothing: 1 / (1 + exp(-x)) has slope 0 where exp overflows.
    result: Array = g * np.where(g == 0, 0, y)
    return result


def _leaky(x: Array, slope: float = 0.01) -> Array:
    return np.where(x > 0, x, slope * x).astype(x.dtype)


def _leaky_vjp(g: Array, y: Array, x: Array, slope: float = 0.01) -> Array:
    result: Array = g * np.where(x > 0, 1.0, slope).astype(x.dtype)
    return result


def _sum_of(names: tuple[str, ...], dots: str) -> str:
    return plus([f"{names[0]!s}", *(f"{name}" for name in names[1:])], dots)


def _unary(name: str, symbol: str, forward: Any, vjp: Any, formula: str, local: str, latex: str, local_latex: str,
           **more: Any) -> Op:
    gate = more.pop("gate", "scaler")
    return Op(name, symbol, gate, 1, forward, (vjp,), formula, (local,), latex, (local_latex,), UNARY, parts=elementwise, **more)


ELEMENTWISE_OPS: tuple[Op, ...] = (
    Op(
        "add", "+", "distributor", None, _add, (lambda k, g, y, *x: g,),
        lambda *names: _sum_of(names, "…"), lambda k, y, *names: "1",
        lambda *names: _sum_of(names, r"\cdots"), lambda k, y, *names: "1",
        (*BINARY, ((), (), ()), ((2,),)), function=False, parts=elementwise, terms=lambda count: tuple((k,) for k in range(count)),
    ),
    Op(
        "sub", "−", "distributor", 2, lambda a, b: a - b, (lambda g, y, a, b: g, lambda g, y, a, b: -g),
        "{0!s} − {1}", ("1", "−1"), "{0!s} - {1}", ("1", "-1"), BINARY, function=False, parts=elementwise,
    ),
    Op(
        "mul", "×", "switcher", 2, lambda a, b: a * b, (lambda g, y, a, b: g * b, lambda g, y, a, b: g * a),
        "{0} × {1}", ("{1!s}", "{0!s}"), r"{0} \cdot {1}", ("{1!s}", "{0!s}"), BINARY, function=False, parts=elementwise,
    ),
    Op(
        "div", "÷", "switcher", 2, lambda a, b: a / b,
        (lambda g, y, a, b: g / b, lambda g, y, a, b: -g * y / b),
        "{0} / {1}", ("1 / {1}", "−{0} / {1}²"),
        r"\frac{{{0!s}}}{{{1!s}}}", (r"\frac{{1}}{{{1!s}}}", r"-\frac{{{0!s}}}{{{1}^{{2}}}}"),
        BINARY, low=0.5, function=False, parts=elementwise,
    ),
    Op(
        "power", "xⁿ", "scaler", 2, lambda x, p: x**p,
        (_power_by_base, _power_by_exponent),
        "{0} ^ {1}", ("{1} × {0} ^ ({1!s} − 1)", "{y} × log({0!s})"),
        "{0}^{{{1!s}}}", (r"{1} \cdot {0}^{{{1!s} - 1}}", r"{y} \cdot \log\left({0!s}\right)"),
        BINARY, low=0.5, function=False, parts=elementwise,
    ),
    _unary("neg", "×−1", lambda x: -x, lambda g, y, x: -g, "−{0}", "−1", "-{0}", "-1", function=False),
    _unary("exp", "exp", np.exp, _exp_vjp, "exp({0!s})", "exp({0!s})", "e^{{{0!s}}}", "e^{{{0!s}}}"),
    _unary("log", "log", np.log, lambda g, y, x: g / x, "log({0!s})", "1 / {0}",
           r"\log\left({0!s}\right)", r"\frac{{1}}{{{0!s}}}", low=0.5),
    _unary("sqrt", "√", np.sqrt, lambda g, y, x: g / (2 * y), "√{0}", "1 / (2 √{0})",
           r"\sqrt{{{0!s}}}", r"\frac{{1}}{{2\sqrt{{{0!s}}}}}", low=0.5),
    _unary("abs", "|x|", np.abs, lambda g, y, x: g * np.sign(x), "|{0!s}|", "sign({0!s})",
           r"\left|{0!s}\right|", r"\operatorname{{sign}}\left({0!s}\right)"),
    _unary("reciprocal", "1/x", lambda x: 1.0 / x, lambda g, y, x: -g * y * y, "1 / {0}", "−1 / {0}²",
           r"\frac{{1}}{{{0!s}}}", r"-\frac{{1}}{{{0}^{{2}}}}", low=0.5),
    _unary("sigmoid", "σ", sigmoid, lambda g, y, x: g * (y * (1 - y)), "σ({0!s})", "{y} (1 − {y})",
           r"\sigma\left({0!s}\right)", r"{y} \left(1 - {y}\right)", opening="1 / (exp(-{0}) + 1)",
           rule=ActivationRule("reciprocal(exp(-z) + 1)", "y * (1 - y)", SCALAR_SIGMOID.format("z"), "y * (1.0 - y)")),
    _unary("tanh", "tanh", np.tanh, lambda g, y, x: g * (1 - y * y), "tanh({0!s})", "1 − {y}²",
           r"\tanh\left({0!s}\right)", "1 - {y}^{{2}}", opening="2 / (exp(-2 * {0}) + 1) - 1",
           spellings=("(exp({0}) - exp(-{0})) / (exp({0}) + exp(-{0}))",),
           rule=ActivationRule("tanh(z)", "1 - y * y", "tanh(z)", "1.0 - y * y")),
    _unary(
        "relu", "relu", lambda x: np.maximum(x, 0), lambda g, y, x: g * (x > 0), "max(0, {0!s})", "1 if {0!s} > 0, else 0",
        r"\max\left(0, {0!s}\right)", r"1 \text{{ if }} {0!s} > 0 \text{{, else }} 0", gate="router",
        rule=ActivationRule("maximum(z, 0)", "sign(y)", "0.0 if z <= 0.0 else z", "0.0 if y <= 0.0 else 1.0"),
    ),
    _unary(
        "leaky_relu", "leaky", _leaky, _leaky_vjp, "{0!s} if {0!s} > 0, else 0.01 × {0}", "1 if {0!s} > 0, else 0.01",
        r"{0!s} \text{{ if }} {0!s} > 0 \text{{, else }} 0.01 \cdot {0}", r"1 \text{{ if }} {0!s} > 0 \text{{, else }} 0.01",
        rule=ActivationRule(
            "maximum(z, z * 0.01)", "maximum(heaviside(y, 0), 0.01)", "0.01 * z if z <= 0.0 else z", "0.01 if y <= 0.0 else 1.0",
        ),
    ),
    _unary("softplus", "soft+", softplus, lambda g, y, x: g * sigmoid(x), "log(1 + exp({0!s}))", "σ({0!s})",
           r"\log\left(1 + e^{{{0!s}}}\right)", r"\sigma\left({0!s}\right)", opening="max({0}, 0) + log(exp(-abs({0})) + 1)",
           spellings=("log(exp({0}) + 1)",), rule=ActivationRule(
               "maximum(z, 0) + log1p(exp(-abs(z)))", "-expm1(-y)", SCALAR_SOFTPLUS.format("z"), "-expm1(-y)",
           )),
)
