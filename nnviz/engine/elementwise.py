"""Elementwise ops: arithmetic and the functions of one number."""

from typing import Any

import numpy as np

from nnviz.engine.op import Array, Op, Shape

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


def _leaky(x: Array, slope: float = 0.01) -> Array:
    return np.where(x > 0, x, slope * x).astype(x.dtype)


def _leaky_vjp(g: Array, y: Array, x: Array, slope: float = 0.01) -> Array:
    result: Array = g * np.where(x > 0, 1.0, slope).astype(x.dtype)
    return result


def _unary(name: str, symbol: str, forward: Any, vjp: Any, formula: str, local: str, **more: Any) -> Op:
    return Op(name, symbol, more.pop("gate", "scaler"), 1, forward, (vjp,), formula, (local,), UNARY, **more)


ELEMENTWISE_OPS: tuple[Op, ...] = (
    Op(
        "add", "+", "distributor", None, _add, (lambda k, g, y, *x: g,),
        lambda *names: " + ".join(names), lambda k, y, *names: "1",
        (*BINARY, ((), (), ()), ((2,),)), function=False,
    ),
    Op(
        "sub", "−", "distributor", 2, lambda a, b: a - b, (lambda g, y, a, b: g, lambda g, y, a, b: -g),
        "{0} − {1}", ("1", "−1"), BINARY, function=False,
    ),
    Op(
        "mul", "×", "switcher", 2, lambda a, b: a * b, (lambda g, y, a, b: g * b, lambda g, y, a, b: g * a),
        "{0} × {1}", ("{1}", "{0}"), BINARY, function=False,
    ),
    Op(
        "div", "÷", "switcher", 2, lambda a, b: a / b,
        (lambda g, y, a, b: g / b, lambda g, y, a, b: -g * y / b),
        "{0} / {1}", ("1 / {1}", "−{0} / {1}²"), BINARY, low=0.5, function=False,
    ),
    Op(
        "power", "xⁿ", "scaler", 2, lambda x, p: x**p,
        (_power_by_base, _power_by_exponent),
        "{0} ^ {1}", ("{1} × {0} ^ ({1} − 1)", "{y} × log({0})"), BINARY, low=0.5, function=False,
    ),
    _unary("neg", "×−1", lambda x: -x, lambda g, y, x: -g, "−{0}", "−1", function=False),
    _unary("exp", "exp", np.exp, lambda g, y, x: g * y, "exp({0})", "exp({0})"),
    _unary("log", "log", np.log, lambda g, y, x: g / x, "log({0})", "1 / {0}", low=0.5),
    _unary("sqrt", "√", np.sqrt, lambda g, y, x: g / (2 * y), "√{0}", "1 / (2 √{0})", low=0.5),
    _unary("abs", "|x|", np.abs, lambda g, y, x: g * np.sign(x), "|{0}|", "sign({0})"),
    _unary("reciprocal", "1/x", lambda x: 1.0 / x, lambda g, y, x: -g * y * y, "1 / {0}", "−1 / {0}²", low=0.5),
    _unary("sigmoid", "σ", sigmoid, lambda g, y, x: g * (y * (1 - y)), "σ({0})", "{y} (1 − {y})"),
    _unary("tanh", "tanh", np.tanh, lambda g, y, x: g * (1 - y * y), "tanh({0})", "1 − {y}²"),
    _unary(
        "relu", "relu", lambda x: np.maximum(x, 0), lambda g, y, x: g * (x > 0), "max(0, {0})", "1 if {0} > 0, else 0",
        gate="router",
    ),
    _unary("leaky_relu", "leaky", _leaky, _leaky_vjp, "{0} if {0} > 0, else 0.01 × {0}", "1 if {0} > 0, else 0.01"),
    _unary("softplus", "soft+", softplus, lambda g, y, x: g * sigmoid(x), "log(1 + exp({0}))", "σ({0})"),
)
