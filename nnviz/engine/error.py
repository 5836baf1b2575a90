"""The six losses of the lecture (part 6), and the two penalties on weights.

A loss compares predictions o with targets t, both (N, K), (K,) or single numbers: the sum over the K outputs, the mean over
the N examples. Cross-entropies take logits, so that neither overflows nor loses digits.
"""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from nnviz.engine.elementwise import sigmoid, softplus
from nnviz.engine.op import Array, Op, Shape
from nnviz.engine.program_rule import SCALAR_SIGMOID, SCALAR_SOFTPLUS, LossRule
from nnviz.engine.reduction import log_softmax, softmax

PAIRS: tuple[tuple[Shape, ...], ...] = (((4, 3), (4, 3)), ((3,), (3,)), ((), ()))


def example_count(x: Array) -> int:
    """N of an (N, K) array; anything of fewer axes is one example."""
    return max(x.shape[0], 1) if x.ndim == 2 else 1


def _mean_over_examples(per_entry: Array) -> Array:
    return np.asarray(np.sum(per_entry) / example_count(per_entry))


def _row_sum(x: Array) -> Array:
    return np.asarray(np.sum(x, axis=-1, keepdims=True)) if x.ndim else x


def _margins(o: Array, t: Array) -> Array:
    """max(0, s_j - s_target + 1) for every class but the target's, whose entry is 0."""
    result: Array = (1 - t) * np.maximum(0, o - _row_sum(o * t) + 1)
    return result


def _hinge_by_score(g: Array, y: Array, o: Array, t: Array) -> Array:
    over = (1 - t) * (o - _row_sum(o * t) + 1 > 0)
    return np.asarray(g * (over - t * _row_sum(over)) / example_count(o))


def _hinge_by_target(g: Array, y: Array, o: Array, t: Array) -> Array:
    margin = o - _row_sum(o * t) + 1
    over = (1 - t) * (margin > 0)
    return np.asarray(g * (-np.maximum(0, margin) - o * _row_sum(over)) / example_count(o))


def _scaled(slope: Callable[[Array, Array], Array]) -> Callable[..., Array]:
    return lambda g, y, o, t: np.asarray(g * slope(o, t) / example_count(o))


def _value(entries: Callable[[Array, Array], Array]) -> Callable[[Array, Array], Array]:
    def value(o: Array, t: Array) -> Array:
        if np.shape(o) != np.shape(t):
            raise ValueError("expected predictions and targets of one shape")
        return _mean_over_examples(entries(o, t))

    return value


def _loss(name: str, symbol: str, entries: Callable[[Array, Array], Array], vjps: tuple[Callable[..., Array], ...], formula: str,
          local: tuple[str, str], latex: str, local_latex: tuple[str, str], terms: str, rule: LossRule | None = None,
          spellings: tuple[str, ...] = ()) -> Op:
    return Op(
        name, symbol, "scaler", 2, _value(entries), vjps, formula, local, latex, local_latex,
        PAIRS, rule=rule, opening=partial(_total, terms), spellings=tuple(partial(_total, each) for each in spellings),
        compares=True, entries=entries,
    )


def _total(terms: str, names: Sequence[str], shapes: Sequence[Shape]) -> str | None:
    """A loss as the sum of its terms over the number of examples; None where a term needs the sum of its own row of several."""
    shape, other = shapes
    if shape != other:
        return None
    examples = shape[0] if len(shape) == 2 else 1
    if (not shape and "softmax" in terms) or (examples > 1 and "sum(" in terms):
        return None
    text = terms.format(*names)
    if not shape:
        return text.replace("sum(", "(")
    return f"sum({text})" if examples == 1 else f"sum({text}) / {examples}"


def _l1_penalty(*weights: Array, rate: float = 1.0) -> Array:
    return np.asarray(rate * sum((np.sum(np.abs(w)) for w in weights[1:]), np.sum(np.abs(weights[0]))))


def _l2_penalty(*weights: Array, rate: float = 1.0) -> Array:
    return np.asarray(rate / 2 * sum((np.sum(w * w) for w in weights[1:]), np.sum(weights[0] * weights[0])))


def _listing(names: tuple[str, ...], dots: str = "…") -> str:
    return ", ".join(names if len(names) <= 4 else (names[0], names[1], dots, names[-1]))


def _penalty(name: str, symbol: str, forward: Callable[..., Array], slope: Callable[[Array], Array], text: str, local: str,
             latex: str, local_latex: str) -> Op:
    return Op(
        name, symbol, "scaler", None, forward, (lambda k, g, y, *w, rate=1.0: np.asarray(g * rate * slope(w[k])),),
        lambda *names: f"{text} over {_listing(names)}", lambda k, y, *names: local.format(names[k]),
        lambda *names: rf"{latex} \text{{ over }} {_listing(names, '…')}".replace("…", r"\ldots"),
        lambda k, y, *names: local_latex.format(names[k]), (((),), ((), ()), ((2, 3), (3,))), function=False,
    )


ERROR_OPS: tuple[Op, ...] = (
    _loss(
        "squared_error", "½Δ²", lambda o, t: 0.5 * (o - t) ** 2,
        (_scaled(lambda o, t: o - t), _scaled(lambda o, t: t - o)),
        "½ ({1!s} − {0})²", ("{0!s} − {1}", "{1!s} − {0}"),
        r"\frac{{1}}{{2}} \left({1!s} - {0}\right)^{{2}}", ("{0!s} - {1}", "{1!s} - {0}"), "0.5 * ({1} - {0}) ** 2",
        LossRule("o - t", "0.5 * e * e", "e", "0.5 * e * e", "e"),
    ),
    _loss(
        "l1", "|Δ|", lambda o, t: np.abs(o - t),
        (_scaled(lambda o, t: np.sign(o - t)), _scaled(lambda o, t: np.sign(t - o))),
        "|{1!s} − {0}|", ("sign({0!s} − {1})", "sign({1!s} − {0})"), r"\left|{1!s} - {0}\right|",
        (r"\operatorname{{sign}}\left({0!s} - {1}\right)", r"\operatorname{{sign}}\left({1!s} - {0}\right)"), "abs({1} - {0})",
        LossRule("o - t", "abs(e)", "sign(e)", "abs(e)", "sign(e)"),
    ),
    _loss(
        "l2", "Δ²", lambda o, t: (o - t) ** 2,
        (_scaled(lambda o, t: 2 * (o - t)), _scaled(lambda o, t: 2 * (t - o))),
        "({1!s} − {0})²", ("2 ({0!s} − {1})", "2 ({1!s} − {0})"),
        r"\left({1!s} - {0}\right)^{{2}}", (r"2 \left({0!s} - {1}\right)", r"2 \left({1!s} - {0}\right)"), "({1} - {0}) ** 2",
        LossRule("o - t", "e * e", "e + e", "e * e", "(e + e)"),
    ),
    _loss(
        "hinge", "hinge", _margins, (_hinge_by_score, _hinge_by_target),
        "Σ (1 − {1}) max(0, {0!s} − {0}·{1} + 1)",
        ("1 where the margin is missed, minus their number at the target", "−margin − {0} × missed margins"),
        r"\sum \left(1 - {1}\right) \max\left(0, {0!s} - {0} \cdot {1} + 1\right)",
        (r"\text{{1 where the margin is missed, minus their number at the target}}",
         r"-\text{{margin}} - {0} \cdot \text{{missed margins}}"), "(1 - {1}) * relu({0} - sum({0} * {1}) + 1)",
    ),
    _loss(
        "cross_entropy", "CE", lambda o, t: -t * log_softmax(o),
        (_scaled(lambda o, t: softmax(o) * _row_sum(t) - t), _scaled(lambda o, t: -log_softmax(o))),
        "−Σ {1} log softmax({0!s})", ("softmax({0!s}) − {1}", "−log softmax({0!s})"),
        r"-\sum {1} \log \operatorname{{softmax}}\left({0!s}\right)",
        (r"\operatorname{{softmax}}\left({0!s}\right) - {1}", r"-\log \operatorname{{softmax}}\left({0!s}\right)"),
        "{1} * -log_softmax({0})", spellings=("{1} * -log(softmax({0}))",),
    ),
    _loss(
        "binary_cross_entropy", "BCE", lambda o, t: softplus(o) - t * o,
        (_scaled(lambda o, t: sigmoid(o) - t), _scaled(lambda o, t: -o)),
        "−[{1} log σ({0!s}) + (1 − {1}) log(1 − σ({0!s}))]", ("σ({0!s}) − {1}", "−{0}"),
        r"-\left[{1} \log \sigma\left({0!s}\right) + \left(1 - {1}\right) \log\left(1 - \sigma\left({0!s}\right)\right)\right]",
        (r"\sigma\left({0!s}\right) - {1}", "-{0}"), "softplus({0}) - {1} * {0}",
        LossRule(
            "o", "maximum(e, 0) + log1p(exp(-abs(e)))", "reciprocal(exp(-o) + 1) - t",
            SCALAR_SOFTPLUS.format("e"), SCALAR_SIGMOID.format("e") + " - t", is_less_product=True,
        ),
    ),
    _penalty(
        "l1_penalty", "λ|w|", _l1_penalty, np.sign, "λ Σ |w|", "λ sign({0!s})",
        r"\lambda \sum \left|w\right|", r"\lambda \operatorname{{sign}}\left({0!s}\right)",
    ),
    _penalty(
        "l2_penalty", "½λw²", _l2_penalty, lambda w: w, "½ λ Σ w²", "λ {0}",
        r"\frac{1}{2} \lambda \sum w^{2}", r"\lambda {0}",
    ),
)
