"""The activations of a layer, each an op of one input."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Activation:
    """``op`` is its op's name, None where out = net; ``initializer`` suits it best."""

    name: str
    label: str
    op: str | None
    initializer: str = "xavier_uniform"


_ROWS = (
    Activation("linear", "linear", None),
    Activation("sigmoid", "sigmoid", "sigmoid"),
    Activation("tanh", "tanh", "tanh"),
    Activation("relu", "ReLU", "relu", "he_uniform"),
    Activation("leaky_relu", "leaky ReLU", "leaky_relu", "he_uniform"),
    Activation("softplus", "softplus", "softplus", "he_uniform"),
)

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType({row.name: row for row in _ROWS})
"""Name -> activation."""
