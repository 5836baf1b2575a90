"""Ops that choose among, or add up, many numbers."""

import numpy as np

from nnviz.engine.elementwise import BINARY, UNARY
from nnviz.engine.op import Array, Op


def _maximum(*inputs: Array) -> Array:
    if len(inputs) == 1:
        return np.asarray(np.max(inputs[0]))
    best = inputs[0]
    for x in inputs[1:]:
        best = np.maximum(best, x)
    return best


def _minimum(*inputs: Array) -> Array:
    return -_maximum(*(-x for x in inputs))


def _winner(k: int, g: Array, y: Array, *inputs: Array) -> Array:
    # A tie is shared evenly, as in PyTorch and as the central difference has it.
    if len(inputs) == 1:
        won = inputs[0] == y
        return np.asarray(g * won / won.sum())
    shared = sum((np.asarray(x == y, dtype=y.dtype) for x in inputs), np.zeros_like(y))
    return np.asarray(g * (inputs[k] == y) / shared)


def softmax(x: Array) -> Array:
    """exp(x) over its sum along the last axis, without overflow."""
    e = np.exp(x - np.max(x, axis=-1, keepdims=True)) if np.ndim(x) else np.ones_like(x)
    result: Array = e / np.sum(e, axis=-1, keepdims=True) if np.ndim(x) else e
    return result


def _softmax_vjp(g: Array, y: Array, x: Array) -> Array:
    if not np.ndim(x):
        return np.zeros_like(x)
    result: Array = y * (g - np.sum(g * y, axis=-1, keepdims=True))
    return result


def _names(word: str, *names: str) -> str:
    return f"{word}({', '.join(names)})"



REDUCTION_OPS: tuple[Op, ...] = (
    Op(
        "max", "max", "router", None, _maximum, (_winner,),
        lambda *names: _names("max", *names), lambda k, y, *names: f"1 if {names[k]} is the largest, else 0",
        (*BINARY, *UNARY, ((), (), ())),
    ),
    Op(
        "min", "min", "router", None, _minimum, (_winner,),
        lambda *names: _names("min", *names), lambda k, y, *names: f"1 if {names[k]} is the smallest, else 0",
        (*BINARY, *UNARY, ((), (), ())),
    ),
    Op(
        "sum", "sum", "distributor", 1, lambda x: np.asarray(np.sum(x)), (lambda g, y, x: g * np.ones_like(x),),
        "sum of {0}", ("1",), UNARY,
    ),
    Op(
        "mean", "mean", "distributor", 1, lambda x: np.asarray(np.mean(x)),
        (lambda g, y, x: g * np.ones_like(x) / max(np.size(x), 1),), "mean of {0}", ("1 / size of {0}",), UNARY,
    ),
    Op(
        "softmax", "softmax", "scaler", 1, softmax, (_softmax_vjp,), "exp({0}) / sum of exp({0})",
        ("{y} (1 − {y}) on its own entry, −{y} × the other's elsewhere",), UNARY,
    ),
)
