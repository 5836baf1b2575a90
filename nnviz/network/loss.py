"""The losses a network can be trained with (lecture, part 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Task = Literal["regression", "one_hot", "multi_label"]


@dataclass(frozen=True, slots=True)
class Loss:
    """``op`` is its op. ``link`` is the op that turns the last layer's output into the prediction shown, None where it is that.

    ``coupled``: an output's share depends on the other outputs too. ``task`` says what targets must be: any numbers,
    one-hot rows, or numbers from 0 to 1.

    ``formula`` and ``slope`` are the loss L and its gradient by one output in LaTeX, in the lecture's letters: outputs o, or
    scores s with the right class c, or logits l with labels y. ``shares`` say in words of numbers what an output whose target
    is 0, and one whose target is not, adds to the loss: templates over its output {o}, its target {t}, the prediction {p} and
    the output {c} of the right class; "" where it adds nothing.
    """

    name: str
    label: str
    formula: str
    slope: str
    shares: tuple[str, str]
    task: Task = "regression"
    link: str | None = None
    coupled: bool = False

    @property
    def op(self) -> str:
        """The name of its op."""
        return self.name


_ROWS = (
    Loss(
        "squared_error", "½ squared error", r"L = \frac{1}{2} \sum_k \left(t_k - o_k\right)^2",
        r"\frac{\partial L}{\partial o_k} = o_k - t_k", ("({t!s} − {o})² / 2",) * 2,
    ),
    Loss(
        "l1", "L1, absolute", r"L = \sum_k \left|t_k - o_k\right|",
        r"\frac{\partial L}{\partial o_k} = \operatorname{sign}\left(o_k - t_k\right)", ("|{t!s} − {o}|",) * 2,
    ),
    Loss(
        "l2", "L2, square", r"L = \sum_k \left(t_k - o_k\right)^2",
        r"\frac{\partial L}{\partial o_k} = 2 \left(o_k - t_k\right)", ("({t!s} − {o})²",) * 2,
    ),
    Loss(
        "hinge", "hinge", r"L = \sum_{k \neq c} \max\left(0, s_k - s_c + 1\right)",
        r"\frac{\partial L}{\partial s_k} = 1 \text{ if } s_k > s_c - 1; \text{ at } c\text{: minus how many}",
        ("max(0, {o!s} − {c} + 1)", ""), "one_hot", None, True,
    ),
    Loss(
        "cross_entropy", "softmax cross-entropy", r"L = -\sum_k y_k \log S(l_k)",
        r"\frac{\partial L}{\partial l_k} = S(l_k) - y_k", ("", "−log S({o!s}) = −log {p}"), "one_hot", "softmax", True,
    ),
    Loss(
        "binary_cross_entropy", "sigmoid cross-entropy",
        r"L = -\sum_k \left[y_k \log \sigma(l_k) + \left(1 - y_k\right) \log\left(1 - \sigma(l_k)\right)\right]",
        r"\frac{\partial L}{\partial l_k} = \sigma(l_k) - y_k", ("−log(1 − σ({o!s}))", "−log σ({o!s})"),
        "multi_label", "sigmoid",
    ),
)

LOSSES: Mapping[str, Loss] = MappingProxyType({row.name: row for row in _ROWS})
"""Name -> loss."""


def expected_targets(loss: str, targets: Sequence[float]) -> str:
    """What an example's targets should be for a loss; "" where they are that."""
    task = LOSSES[loss].task
    if task == "one_hot" and not (all(target in (0, 1) for target in targets) and sum(targets) == 1):
        return f"one-hot for {loss}: a single 1, the others 0"
    if task == "multi_label" and not all(0 <= target <= 1 for target in targets):
        return f"numbers from 0 to 1 for {loss}"
    return ""
