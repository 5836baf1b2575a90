"""The loss of a run: the mean over its training examples of what each of them costs."""

from collections.abc import Sequence

from nnviz.explain.term import Equation, Formula, Number, Sum, Symbol


def mean_loss(name: str, losses: Sequence[float], at: int | None) -> Equation:
    """L as the mean of ``losses`` (N,); number ``at`` is that of the example on show, where the loss is called ``name``.

    It comes first, the others follow in order. None: the example is not among them.
    """
    count, loss = len(losses), Symbol(name)
    first = () if at is None else (Number(losses[at], loss),)
    others = tuple(Number(number) for k, number in enumerate(losses) if k != at)
    named = Formula(
        lambda name: f"1/{count} × the sum of {name} over the examples",
        lambda name: rf"\frac{{1}}{{{count}}} \sum_{{i}} {name}_{{i}}", (loss,),
    )
    counted = Formula(
        lambda terms: f"1/{count} × ({terms!s})", lambda terms: rf"\frac{{1}}{{{count}}} \left({terms!s}\right)",
        (Sum((*first, *others)),),
    )
    return Equation((Symbol("L"), named, counted, Number(sum(losses) / count)))
