"""The decision surface: what the network answers all over a plane through its inputs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.data.dataset import Dataset
from nnviz.network.architecture import Network
from nnviz.network.forward import predict

Array = NDArray[np.floating]
Floats = NDArray[np.float64]
Range = tuple[float, float]

_MARGIN = 0.12
"""How far beyond the examples the plane goes, as a share of their extent."""
FURTHEST = 1e300
"""Of an input that is looked at: sums and differences of such numbers are numbers still."""


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """Predictions (S, S, K) in the middles of S x S cells over a rectangle: ``columns`` are the two inputs, in their own units.

    The first row is at the low end of ``y``, the first column at that of ``x``.
    """

    columns: tuple[int, int]
    x: Range
    y: Range
    predictions: Floats


def extent(dataset: Dataset, column: int) -> Range:
    """The range of one input over all examples, in its own units, and a margin; as far as one can reckon with it."""
    values = dataset.column(column)
    low, high = float(values.min()), float(values.max())
    margin = (high - low) * _MARGIN or max(abs(high), 1.0)
    return max(low - margin, -FURTHEST), min(high + margin, FURTHEST)


def plane(x: Range, y: Range, side: int) -> Floats:
    """The middles (S * S, 2) of S x S cells over a rectangle, row by row from below."""
    across, up = (np.linspace(low, high, 2 * side + 1)[1::2] for low, high in (x, y))
    return np.column_stack([np.tile(across, side), np.repeat(up, side)])


def decision_surface(
    network: Network, loss: str, parameters: Mapping[str, Array], dataset: Dataset, example: Array,
    columns: tuple[int, int], x: Range, y: Range, side: int,
) -> Surface:
    """The surface with ``side`` cells a side; other inputs are held at those of ``example`` (D,), in the scale trained on."""
    inputs = np.tile(np.asarray(example, np.float64), (side * side, 1))
    for column, values in zip(columns, plane(x, y, side).T, strict=True):
        inputs[:, column] = (values - dataset.input_mean[column]) / dataset.input_scale[column]
    precision = next(iter(parameters.values())).dtype
    with np.errstate(all="ignore"):
        predictions = predict(network, loss, parameters, inputs.astype(precision))
    return Surface(columns, x, y, predictions.astype(np.float64).reshape(side, side, -1))


def side_within(network: Network, seconds: float, most: int) -> int:
    """As many cells a side as can be computed in about so many seconds, 16 to ``most``."""
    point = 1.5e-9 * network.weight_count + 15e-9 * sum(network.widths[1:])
    return int(min(max((seconds / point) ** 0.5, 16), most))
