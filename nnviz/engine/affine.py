"""Ops that multiply and add: products of matrices and the weighted sum of a neuron."""

import numpy as np

from nnviz.engine.op import Array, Op


def _matmul_left(g: Array, y: Array, a: Array, b: Array) -> Array:
    if a.ndim == 1 and b.ndim == 1:
        return np.asarray(g * b)
    if b.ndim == 1:
        return np.outer(g, b)
    return np.asarray(g @ b.T)


def _matmul_right(g: Array, y: Array, a: Array, b: Array) -> Array:
    if a.ndim == 1 and b.ndim == 1:
        return np.asarray(g * a)
    if a.ndim == 1:
        return np.outer(a, g)
    return np.asarray(a.T @ g)


def _affine(x: Array, weights: Array, *bias: Array) -> Array:
    net = x @ weights.T
    return net + bias[0] if bias else net


def _affine_vjp(k: int, g: Array, y: Array, x: Array, weights: Array, *bias: Array) -> Array:
    if k == 0:
        return np.asarray(g @ weights)
    if k == 1:
        return np.outer(g, x) if x.ndim == 1 else np.asarray(g.T @ x)
    return g


def _weighted_sum(*inputs: Array) -> Array:
    """x1 w1 + x2 w2 + ... [+ bias]: an odd number of inputs has the bias last."""
    pairs = len(inputs) // 2
    total = inputs[0] * inputs[1]
    for k in range(1, pairs):
        total = total + inputs[2 * k] * inputs[2 * k + 1]
    return total + inputs[-1] if len(inputs) % 2 else total


def _partner(k: int, inputs: int) -> int | None:
    """The position of the other factor, or None for the bias."""
    return None if inputs % 2 and k == inputs - 1 else k ^ 1


def _weighted_sum_vjp(k: int, g: Array, y: Array, *inputs: Array) -> Array:
    partner = _partner(k, len(inputs))
    return g if partner is None else np.asarray(g * inputs[partner])


def _weighted_sum_text(*names: str) -> str:
    terms = [f"{names[k + 1]} × {names[k]}" for k in range(0, len(names) - 1, 2)]
    return " + ".join([*terms, names[-1]] if len(names) % 2 else terms)


def _weighted_sum_local(k: int, y: str, *names: str) -> str:
    partner = _partner(k, len(names))
    return "1" if partner is None else names[partner]


def _stack(*inputs: Array) -> Array:
    return np.stack([np.asarray(x) for x in inputs]).reshape(1, -1)


AFFINE_OPS: tuple[Op, ...] = (
    Op(
        "matmul", "@", "switcher", 2, lambda a, b: np.asarray(a @ b), (_matmul_left, _matmul_right),
        "{0} @ {1}", ("{1} transposed", "{0} transposed"),
        (((2, 3), (3, 4)), ((2, 3), (3,)), ((3,), (3, 2)), ((3,), (3,))),
    ),
    Op(
        "dot", "·", "switcher", 2, lambda a, b: np.asarray(np.sum(a * b)),
        (lambda g, y, a, b: g * b * np.ones_like(a), lambda g, y, a, b: g * a * np.ones_like(b)),
        "{0} · {1}", ("{1}", "{0}"), (((3,), (3,)), ((), ()), ((2, 3), (2, 3))),
    ),
    Op(
        "affine", "Wx+b", "switcher", None, _affine, (_affine_vjp,),
        lambda x, w, *b: " + ".join([f"{x} × {w} transposed", *b]),
        lambda k, y, x, *more: (more[0], x, "1")[k],
        (((4, 3), (2, 3), (2,)), ((4, 3), (2, 3)), ((3,), (2, 3), (2,))), function=False,
    ),
    Op(
        "weighted_sum", "Σ", "switcher", None, _weighted_sum, (_weighted_sum_vjp,),
        _weighted_sum_text, _weighted_sum_local, (((), ()), ((), (), ()), ((), (), (), ()), ((), (), (), (), ())),
        function=False,
    ),
    Op(
        "stack", "[ ]", "distributor", None, _stack,
        (lambda k, g, y, *x: np.asarray(g).reshape(-1)[k],),
        lambda *names: f"[{', '.join(names)}]", lambda k, y, *names: f"1 at entry {k}, else 0",
        (((),), ((), (), ())), function=False,
    ),
)
