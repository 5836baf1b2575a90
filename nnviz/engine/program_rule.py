"""The formulas that training programs are generated from: an op's stand in its entry, an optimiser's in its row."""

import ast
from dataclasses import dataclass

SCALAR_SIGMOID = "1.0 / (1.0 + exp(700.0 if {0} < -700.0 else -{0}))"
SCALAR_SOFTPLUS = "(0.0 if {0} <= 0.0 else {0}) + log1p(exp(-abs({0})))"
"""What overflows over single numbers is an error, not infinity."""


@dataclass(frozen=True, slots=True)
class ActivationRule:
    """The out ``y`` from the net ``z``, and the slope from ``y``; each over arrays, and over single numbers.

    What is not a number must come out as none: comparisons are written so that NaN falls through.
    """

    out: str
    slope: str
    scalar_out: str
    scalar_slope: str


@dataclass(frozen=True, slots=True)
class LossRule:
    """What is kept of outputs ``o`` and targets ``t`` (the entries ``e``), their ``share`` of the loss, and the slope by ``o``."""

    entry: str
    share: str
    slope: str
    scalar_share: str
    scalar_slope: str


@dataclass(frozen=True, slots=True)
class UpdateRule:
    """An optimiser as formulas over ``p``, its gradient ``g`` and the ``slots``; ``settings`` are its constants by name.

    The numbers ``rate`` and ``step``, from 1, change from call to call and from step to step. ``layerwise``: a layer is updated
    before the gradient of the one below it is computed, which then comes through new weights (lecture, part 5: the slip).
    """

    statements: tuple[str, ...]
    slots: tuple[str, ...]
    settings: tuple[str, ...]
    layerwise: bool = False

    @property
    def by_step(self) -> bool:
        """Whether a step's number matters."""
        return any("step" in statement for statement in self.statements)

    @property
    def operations(self) -> int:
        """How many operations it takes, over numbers or over arrays."""
        trees = [ast.parse(statement) for statement in self.statements]
        return sum(isinstance(part, (ast.BinOp, ast.Call)) for tree in trees for part in ast.walk(tree))

    @property
    def is_linear(self) -> bool:
        """Whether it is plain descent: the batch's size can then go into the rate."""
        return self.statements == ("p = p - rate * g",)


Rule = ActivationRule | LossRule
