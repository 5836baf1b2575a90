"""How weights start: each initialiser draws a (U, D) matrix.

Sources: Glorot and Bengio 2010 (xavier), He et al. 2015 (he), LeCun et al. 1998 (lecun).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Initializer = Callable[[int, int, np.random.Generator], NDArray[np.float64]]


def _uniform(bound: Callable[[int, int], float]) -> Initializer:
    return lambda units, inputs, rng: rng.uniform(-1.0, 1.0, (units, inputs)) * bound(units, inputs)


def _normal(deviation: Callable[[int, int], float]) -> Initializer:
    return lambda units, inputs, rng: rng.standard_normal((units, inputs)) * deviation(units, inputs)


def _root(numerator: float, fan: int) -> float:
    return float(np.sqrt(numerator / max(fan, 1)))


INITIALIZERS: Mapping[str, Initializer] = MappingProxyType(
    {
        "zeros": lambda units, inputs, rng: np.zeros((units, inputs)),
        "normal": _normal(lambda units, inputs: 1.0),
        "uniform": _uniform(lambda units, inputs: 0.5),
        "xavier_uniform": _uniform(lambda units, inputs: _root(6, units + inputs)),
        "xavier_normal": _normal(lambda units, inputs: _root(2, units + inputs)),
        "he_uniform": _uniform(lambda units, inputs: _root(6, inputs)),
        "he_normal": _normal(lambda units, inputs: _root(2, inputs)),
        "lecun_uniform": _uniform(lambda units, inputs: _root(3, inputs)),
        "lecun_normal": _normal(lambda units, inputs: _root(1, inputs)),
    }
)
"""Name -> initialiser: (units U, inputs D, generator) -> (U, D). "uniform" draws from -0.5 to 0.5, "normal" has deviation 1."""
