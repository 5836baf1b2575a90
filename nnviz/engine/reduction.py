"""Ops that choose among, or add up, many numbers."""

import math
from collections.abc import Sequence

import numpy as np

from nnviz.engine.elementwise import BINARY, UNARY
from nnviz.engine.op import Array, Entry, Op, Opening, Parts, Shape, elementwise


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
    # A tie is shared evenly, as in PyTorch; of two, the central difference says so too.
    if len(inputs) == 1:
        won = inputs[0] == y
        return np.asarray(g * won / won.sum())
    shared = sum(((x == y).astype(y.dtype) for x in inputs), np.zeros_like(y))
    return np.asarray(g * (inputs[k] == y) / shared)


def softmax(x: Array) -> Array:
    """exp(x) over its sum along the last axis, without overflow."""
    e = np.exp(x - np.max(x, axis=-1, keepdims=True)) if np.ndim(x) else np.ones_like(x)
    result: Array = e / np.sum(e, axis=-1, keepdims=True) if np.ndim(x) else e
    return result


def log_softmax(x: Array) -> Array:
    """The logarithm of ``softmax``, also where that is too small for a number."""
    if not np.ndim(x):
        return np.zeros_like(x)
    shifted = x - np.max(x, axis=-1, keepdims=True)
    result: Array = shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))
    return result


def _log_softmax_vjp(g: Array, y: Array, x: Array) -> Array:
    if not np.ndim(x):
        return np.zeros_like(x)
    result: Array = g - np.exp(y) * np.sum(g, axis=-1, keepdims=True)
    return result


def _softmax_vjp(g: Array, y: Array, x: Array) -> Array:
    if not np.ndim(x):
        return np.zeros_like(x)
    result: Array = y * (g - np.sum(g * y, axis=-1, keepdims=True))
    return result


def _mean_opening(names: Sequence[str], shapes: Sequence[Shape]) -> str | None:
    size = math.prod(shapes[0])
    return f"sum({names[0]}) / {size}" if size > 1 else None


def _of_row(expression: str) -> Opening:
    """Of one row: several rows have a sum each, which no expression says. ``{1}`` is the row less its largest entry."""
    def opening(names: Sequence[str], shapes: Sequence[Shape]) -> str | None:
        (x,), (shape,) = names, shapes
        return expression.format(x, f"{x} - max({x})") if math.prod(shape[:-1]) == 1 and shape else None

    return opening


def _names(word: str, *names: str) -> str:
    return f"{word}({', '.join(names)})"


def _latex_names(word: str, *names: str) -> str:
    return rf"\{word}\left({', '.join(names)}\right)"


def _all_entries(op: str | None, shape: Shape) -> Parts:
    return op, tuple((0, entry) for entry in np.ndindex(*shape))


def _choice(entry: Entry, *shapes: Shape) -> Parts:
    return _all_entries(None, shapes[0]) if len(shapes) == 1 else elementwise(entry, *shapes)


REDUCTION_OPS: tuple[Op, ...] = (
    Op(
        "max", "max", "router", None, _maximum, (_winner,),
        lambda *names: _names("max", *names), lambda k, y, *names: f"1 if {names[k]!s} is the largest, else 0",
        lambda *names: _latex_names("max", *names),
        lambda k, y, *names: rf"1 \text{{ if }} {names[k]!s} \text{{ is the largest, else }} 0",
        (*BINARY, *UNARY, ((), (), ())), parts=_choice,
    ),
    Op(
        "min", "min", "router", None, _minimum, (_winner,),
        lambda *names: _names("min", *names), lambda k, y, *names: f"1 if {names[k]!s} is the smallest, else 0",
        lambda *names: _latex_names("min", *names),
        lambda k, y, *names: rf"1 \text{{ if }} {names[k]!s} \text{{ is the smallest, else }} 0",
        (*BINARY, *UNARY, ((), (), ())), parts=_choice,
    ),
    Op(
        "sum", "sum", "distributor", 1, lambda x: np.asarray(np.sum(x)), (lambda g, y, x: g * np.ones_like(x),),
        "sum of {0!s}", ("1",), r"\sum {0!s}", ("1",), UNARY, parts=lambda entry, shape: _all_entries("add", shape),
    ),
    Op(
        "mean", "mean", "distributor", 1, lambda x: np.asarray(np.mean(x)),
        (lambda g, y, x: g * np.ones_like(x) / max(np.size(x), 1),), "mean of {0!s}", ("1 / size of {0!s}",),
        r"\operatorname{{mean}}\left({0!s}\right)", (r"\frac{{1}}{{\operatorname{{size}}\left({0!s}\right)}}",), UNARY,
        opening=_mean_opening,
    ),
    Op(
        "softmax", "softmax", "scaler", 1, softmax, (_softmax_vjp,), "exp({0!s}) / sum of exp({0!s})",
        ("{y} (1 − {y}) on its own entry, −{y} × the other's elsewhere",),
        r"\frac{{e^{{{0!s}}}}}{{\sum e^{{{0!s}}}}}",
        (r"{y} \left(1 - {y}\right) \text{{ on its own entry, }} -{y} \cdot \text{{the other's elsewhere}}",), UNARY,
        opening=_of_row("exp({1}) / sum(exp({1}))"), spellings=(_of_row("exp({0}) / sum(exp({0}))"),),
        product=(("{y} ⊙ ({g} − sum of {g} ⊙ {y})", r"{y} \odot \left({g} - \sum {g} \odot {y}\right)"),),
    ),
    Op(
        "log_softmax", "log S", "scaler", 1, log_softmax, (_log_softmax_vjp,), "log softmax({0!s})",
        ("1 − exp({y}) on its own entry, −exp({y}) of the input's entry elsewhere",),
        r"\log \operatorname{{softmax}}\left({0!s}\right)",
        (r"1 - e^{{{y}}} \text{{ on its own entry, }} -e^{{{y}}} \text{{ of the input's entry elsewhere}}",), UNARY,
        opening=_of_row("{1} - log(sum(exp({1})))"), spellings=(_of_row("log(softmax({0}))"), _of_row("{0} - log(sum(exp({0})))")),
        product=(("{g} − exp({y}) ⊙ (sum of {g})", r"{g} - e^{{{y}}} \odot \sum {g}"),),
    ),
)
