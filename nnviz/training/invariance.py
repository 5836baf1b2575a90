"""How a network bears distortions of its pictures: plain ones have little or no invariance (lecture, part 7)."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nnviz.data.compact import in_pieces
from nnviz.data.distortion import DISTORTIONS
from nnviz.network.forward import predict
from nnviz.training.model import Model

Array = NDArray[np.floating]
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Parameters = Mapping[str, Array]


def accuracies_under(
    model: Model, parameters: Parameters, distortion: str, amounts: Sequence[float], rows: Indices
) -> Iterator[float]:
    """The accuracy, 0..1, on the examples ``rows`` under one amount of a distortion of DISTORTIONS after the other.

    Raises KeyError for an unknown distortion, ValueError where the examples are no pictures or have no accuracy.
    """
    dataset, distort = model.dataset, DISTORTIONS[distortion].distort
    album, targets = dataset.album, model.examples[1][rows].astype(np.float64)
    if album is None:
        raise ValueError("the examples are no pictures: [data] has no image = [HEIGHT, WIDTH]")
    if dataset.levels is None:
        raise ValueError("the targets are numbers, of which none is right or wrong")
    parts = [rows[piece] for piece in in_pieces(album.numbers, len(rows))]
    for amount in amounts:
        answers = [
            predicted(model, parameters, dataset.prepared(distort(album.pictures(part), amount, album.white))) for part in parts
        ]
        accuracy = dataset.accuracy(np.concatenate(answers), targets)
        assert accuracy is not None
        yield accuracy


def predicted(model: Model, parameters: Parameters, inputs: Floats) -> Floats:
    """Predictions (M, K) for prepared inputs (M, D), by these parameters, whatever the model's own are meanwhile."""
    with np.errstate(all="ignore"):
        found = predict(model.network, model.objective.loss, parameters, inputs.astype(model.precision))
    return found.astype(np.float64)
