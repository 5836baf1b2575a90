"""Ops that multiply and add: products of matrices and the weighted sum of a neuron."""

from collections.abc import Sequence

import numpy as np

from nnviz.engine.op import Array, Entry, Op, Parts, Shape, elementwise, plus, stretched


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


def _weighted_terms(names: tuple[str, ...], times: str, dots: str) -> str:
    terms = [f"{names[k + 1]} {times} {names[k]}" for k in range(0, len(names) - 1, 2)]
    return plus([*terms, f"{names[-1]}"] if len(names) % 2 else terms, dots)


def _weighted_pairs(count: int) -> tuple[tuple[int, ...], ...]:
    pairs = tuple((k + 1, k) for k in range(0, count - 1, 2))
    return (*pairs, (count - 1,)) if count % 2 else pairs


def _weighted_opening(names: Sequence[str], shapes: Sequence[Shape]) -> str:
    terms = [f"{names[k]} * {names[k + 1]}" for k in range(0, len(names) - 1, 2)]
    return " + ".join([*terms, names[-1]] if len(names) % 2 else terms)


def _weighted_sum_local(k: int, y: str, *names: str) -> str:
    partner = _partner(k, len(names))
    return "1" if partner is None else f"{names[partner]!s}"


def _stack(*inputs: Array) -> Array:
    return np.stack(inputs).reshape(1, -1)


def _affine_parts(entry: Entry, x: Shape, weights: Shape, *bias: Shape) -> Parts:
    row, unit = entry[:-1], entry[-1]
    pairs = [place for k in range(weights[1]) for place in ((0, (*row, k)), (1, (unit, k)))]
    return "weighted_sum", (*pairs, *((2, (unit,)) for _ in bias))


def _matmul_parts(entry: Entry, a: Shape, b: Shape) -> Parts:
    row, column = entry[: len(a) - 1], entry[len(a) - 1 :]
    return "weighted_sum", tuple(place for k in range(a[-1]) for place in ((1, (k, *column)), (0, (*row, k))))


def _dot_parts(entry: Entry, a: Shape, b: Shape) -> Parts:
    entries = np.ndindex(*np.broadcast_shapes(a, b))
    return "weighted_sum", tuple(place for at in entries for place in ((1, stretched(at, b)), (0, stretched(at, a))))


def _stack_parts(entry: Entry, *shapes: Shape) -> Parts:
    return "add", ((entry[-1], tuple(0 for _ in shapes[entry[-1]])),)


AFFINE_OPS: tuple[Op, ...] = (
    Op(
        "matmul", "@", "switcher", 2, lambda a, b: np.asarray(a @ b), (_matmul_left, _matmul_right),
        "{0} @ {1}", ("{1} transposed", "{0} transposed"), "{0} {1}", (r"{1}^{{\top}}", r"{0}^{{\top}}"),
        (((2, 3), (3, 4)), ((2, 3), (3,)), ((3,), (3, 2)), ((3,), (3,))), parts=_matmul_parts,
        product=(("{g} @ {1}ᵀ", r"{g} {1}^{{\top}}"), ("{0}ᵀ @ {g}", r"{0}^{{\top}} {g}")),
    ),
    Op(
        "dot", "·", "switcher", 2, lambda a, b: np.asarray(np.sum(a * b)),
        (lambda g, y, a, b: g * b * np.ones_like(a), lambda g, y, a, b: g * a * np.ones_like(b)),
        "{0} · {1}", ("{1!s}", "{0!s}"), r"{0} \cdot {1}", ("{1!s}", "{0!s}"),
        (((3,), (3,)), ((), ()), ((2, 3), (2, 3)), ((3,), ()), ((2, 1), (1, 3))), parts=_dot_parts,
    ),
    Op(
        "affine", "Wx+b", "switcher", None, _affine, (_affine_vjp,),
        lambda x, w, *b: " + ".join([f"{x} × {w} transposed", *b]),
        lambda k, y, x, *more: (more[0], x, "1")[k],
        lambda x, w, *b: " + ".join([rf"{x} {w}^{{\top}}", *b]),
        lambda k, y, x, *more: (more[0], x, "1")[k],
        (((4, 3), (2, 3), (2,)), ((4, 3), (2, 3)), ((3,), (2, 3), (2,))), function=False, parts=_affine_parts,
        product=(("{g} @ {1}", "{g} {1}"), ("{g}ᵀ @ {0}", r"\left({g}\right)^{{\top}} {0}")),
    ),
    Op(
        "weighted_sum", "Σ", "switcher", None, _weighted_sum, (_weighted_sum_vjp,),
        lambda *names: _weighted_terms(names, "×", "…"), _weighted_sum_local,
        lambda *names: _weighted_terms(names, r"\cdot", r"\cdots"), _weighted_sum_local,
        (((), ()), ((), (), ()), ((), (), (), ()), ((), (), (), (), ())), function=False, parts=elementwise, terms=_weighted_pairs,
        opening=_weighted_opening,
    ),
    Op(
        "stack", "[ ]", "distributor", None, _stack,
        (lambda k, g, y, *x: np.reshape(g, -1)[k],),
        lambda *names: f"[{', '.join(names)}]", lambda k, y, *names: f"1 at entry {k}, else 0",
        lambda *names: rf"\left[{', '.join(names)}\right]", lambda k, y, *names: rf"1 \text{{ at entry }} {k} \text{{, else }} 0",
        (((),), ((), (), ())), function=False, parts=_stack_parts,
    ),
)
