"""The optimisers, by PyTorch's definitions and defaults, as elementwise updates of flat arrays.

Sources: Polyak 1964 (momentum), Sutskever et al. 2013 (nesterov as PyTorch has it), Duchi et al. 2011 (adagrad), Hinton's
lecture 6e (rmsprop), Kingma and Ba 2015 (adam), Loshchilov and Hutter 2019 (adamw).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
State = Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Optimizer:
    """``update(parameters, gradients, state, step, learning_rate, **settings)`` changes parameters and state in place.

    All arrays have the shape (P,); ``step`` counts from 1. ``settings`` are its constants with their defaults, ``slots`` the names
    of the arrays of its state, which start at zero. ``formula`` gives the new parameter over the old one {0}, the learning rate {1}
    and the gradient {2}, as text and in LaTeX, where it takes no more than these.
    """

    name: str
    label: str
    update: Callable[..., None]
    settings: Mapping[str, float] = field(default_factory=dict)
    slots: tuple[str, ...] = ()
    formula: tuple[str, str] | None = None


def _sgd(p: Array, g: Array, state: State, step: int, rate: float) -> None:
    p -= rate * g


def _momentum(p: Array, g: Array, state: State, step: int, rate: float, momentum: float) -> None:
    velocity = state["velocity"]
    velocity *= momentum
    velocity += g
    p -= rate * velocity


def _nesterov(p: Array, g: Array, state: State, step: int, rate: float, momentum: float) -> None:
    velocity = state["velocity"]
    velocity *= momentum
    velocity += g
    p -= rate * (g + momentum * velocity)


def _adagrad(p: Array, g: Array, state: State, step: int, rate: float, eps: float) -> None:
    squares = state["squares"]
    squares += g * g
    p -= rate * g / (np.sqrt(squares) + eps)


def _rmsprop(p: Array, g: Array, state: State, step: int, rate: float, alpha: float, eps: float) -> None:
    squares = state["squares"]
    squares *= alpha
    squares += (1 - alpha) * g * g
    p -= rate * g / (np.sqrt(squares) + eps)


def _adam(p: Array, g: Array, state: State, step: int, rate: float, beta1: float, beta2: float, eps: float) -> None:
    mean, squares = state["mean"], state["squares"]
    mean *= beta1
    mean += (1 - beta1) * g
    squares *= beta2
    squares += (1 - beta2) * g * g
    scale = np.sqrt(squares) / (1 - beta2**step) ** 0.5 + eps
    p -= rate / (1 - beta1**step) * mean / scale


def _adamw(
    p: Array, g: Array, state: State, step: int, rate: float, beta1: float, beta2: float, eps: float, decay: float
) -> None:
    p *= 1 - rate * decay
    _adam(p, g, state, step, rate, beta1, beta2, eps)


_ADAM = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
_ROWS = (
    Optimizer("sgd", "SGD", _sgd, formula=("{0!s} − {1} × {2}", r"{0!s} - {1} \cdot {2}")),
    Optimizer("momentum", "Momentum", _momentum, {"momentum": 0.9}, ("velocity",)),
    Optimizer("nesterov", "Nesterov", _nesterov, {"momentum": 0.9}, ("velocity",)),
    Optimizer("adagrad", "Adagrad", _adagrad, {"eps": 1e-10}, ("squares",)),
    Optimizer("rmsprop", "RMSprop", _rmsprop, {"alpha": 0.99, "eps": 1e-8}, ("squares",)),
    Optimizer("adam", "Adam", _adam, _ADAM, ("mean", "squares")),
    Optimizer("adamw", "AdamW", _adamw, {**_ADAM, "decay": 0.01}, ("mean", "squares")),
)

OPTIMIZERS: Mapping[str, Optimizer] = MappingProxyType({row.name: row for row in _ROWS})
"""Name -> optimiser."""
