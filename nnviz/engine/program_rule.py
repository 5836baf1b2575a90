"""The formulas that training programs are generated from: an op's stand in its entry, an optimiser's in its row."""

import ast
from collections.abc import Collection
from dataclasses import dataclass

SCALAR_SIGMOID = "1.0 / (1.0 + exp(700.0 if {0} < -700.0 else -{0}))"
SCALAR_SOFTPLUS = "(0.0 if {0} <= 0.0 else {0}) + log1p(exp(-abs({0})))"
"""What overflows over single numbers is an error, not infinity."""


def is_of(formula: ast.AST, names: Collection[str]) -> bool:
    """Whether a formula has no names but these."""
    return all(part.id in names for part in ast.walk(formula) if isinstance(part, ast.Name))


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
    """What is kept of outputs ``o`` and targets ``t`` (the entries ``e``), their ``share`` of the loss, and the slope by ``o``.

    ``is_less_product``: the products of outputs and targets are taken off the shares.
    """

    entry: str
    share: str
    slope: str
    scalar_share: str
    scalar_slope: str
    is_less_product: bool = False


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
        """How many operations over parameters it takes."""
        parts = [part for statement in self.statements for part in ast.walk(ast.parse(statement))]
        return sum(isinstance(part, (ast.BinOp, ast.Call)) and not is_of(part, self.constants) for part in parts)

    @property
    def constants(self) -> frozenset[str]:
        """The names of what is one number, however many parameters there are."""
        return frozenset(("rate", "step", *self.settings))

    @property
    def is_linear(self) -> bool:
        """Whether it is plain descent: the batch's size can then go into the rate."""
        return self.statements == ("p = p - rate * g",)


Rule = ActivationRule | LossRule
