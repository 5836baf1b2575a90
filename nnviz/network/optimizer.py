"""The optimisers, by PyTorch's definitions and defaults, as formulas.

Sources: Polyak 1964 (momentum), Sutskever et al. 2013 (nesterov as PyTorch has it), Duchi et al. 2011 (adagrad), Hinton's
lecture 6e (rmsprop), Kingma and Ba 2015 (adam), Loshchilov and Hutter 2019 (adamw).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from nnviz.engine.program_rule import UpdateRule


@dataclass(frozen=True)
class Optimizer:
    """An update as formulas, from which programs are made.

    ``statements`` are over the parameters ``p``, their gradients ``g``, the arrays of its state (``slots``, which start at zero),
    the numbers ``rate`` and ``step``, which counts from 1, and its constants (``settings``, with their defaults).
    """

    name: str
    label: str
    statements: tuple[str, ...]
    settings: Mapping[str, float] = field(default_factory=dict)
    slots: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it takes no more than the parameter, its gradient and the learning rate."""
        return not self.slots and not self.settings

    @cached_property
    def rule(self) -> UpdateRule:
        """What a program is made from."""
        return UpdateRule(self.statements, self.slots, tuple(self.settings))


LETTERS: Mapping[str, str] = MappingProxyType({"velocity": "v", "mean": "m", "squares": "s"})
"""What an optimiser keeps from step to step -> what it is called in formulas."""

_ADAM = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
_ADAM_STATEMENTS = (
    "mean = beta1 * mean + (1 - beta1) * g",
    "squares = beta2 * squares + (1 - beta2) * g * g",
    "p = p - rate * (1 - beta2 ** step) ** 0.5 / (1 - beta1 ** step) * mean / (sqrt(squares) + eps * (1 - beta2 ** step) ** 0.5)",
)
_VELOCITY = "velocity = momentum * velocity + g"
_SCALED = "p = p - rate * g / (sqrt(squares) + eps)"
_ROWS = (
    Optimizer("sgd", "SGD", ("p = p - rate * g",)),
    Optimizer("momentum", "Momentum", (_VELOCITY, "p = p - rate * velocity"), {"momentum": 0.9}, ("velocity",)),
    Optimizer("nesterov", "Nesterov", (_VELOCITY, "p = p - rate * (g + momentum * velocity)"), {"momentum": 0.9}, ("velocity",)),
    Optimizer("adagrad", "Adagrad", ("squares = squares + g * g", _SCALED), {"eps": 1e-10}, ("squares",)),
    Optimizer(
        "rmsprop", "RMSprop", ("squares = alpha * squares + (1 - alpha) * g * g", _SCALED), {"alpha": 0.99, "eps": 1e-8},
        ("squares",),
    ),
    Optimizer("adam", "Adam", _ADAM_STATEMENTS, _ADAM, ("mean", "squares")),
    Optimizer(
        "adamw", "AdamW", ("p = p * (1 - rate * decay)", *_ADAM_STATEMENTS), {**_ADAM, "decay": 0.01}, ("mean", "squares"),
    ),
)

OPTIMIZERS: Mapping[str, Optimizer] = MappingProxyType({row.name: row for row in _ROWS})
"""Name -> optimiser."""
