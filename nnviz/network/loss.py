"""The losses a network can be trained with (lecture, part 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Task = Literal["regression", "one_hot", "multi_label"]


@dataclass(frozen=True, slots=True)
class Loss:
    """``op`` is its op. ``link`` is the op that turns the last layer's output into the prediction shown, None where it is that.

    ``coupled``: an output's share depends on the other outputs too. ``task`` says what targets must be: any numbers,
    one-hot rows, or numbers from 0 to 1.
    """

    name: str
    label: str
    task: Task = "regression"
    link: str | None = None
    coupled: bool = False

    @property
    def op(self) -> str:
        """The name of its op."""
        return self.name


_ROWS = (
    Loss("squared_error", "½ squared error"),
    Loss("l1", "L1, absolute"),
    Loss("l2", "L2, square"),
    Loss("hinge", "hinge", "one_hot", None, True),
    Loss("cross_entropy", "softmax cross-entropy", "one_hot", "softmax", True),
    Loss("binary_cross_entropy", "sigmoid cross-entropy", "multi_label", "sigmoid"),
)

LOSSES: Mapping[str, Loss] = MappingProxyType({row.name: row for row in _ROWS})
"""Name -> loss."""
