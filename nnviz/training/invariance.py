"""How a network bears distortions of its pictures: plain ones have little or no invariance (lecture, part 7)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnviz.data.compact import in_pieces
from nnviz.data.distortion import DISTORTIONS
from nnviz.training.model import Model

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


def accuracy_under(model: Model, distortion: str, amounts: Sequence[float], rows: Indices) -> Floats:
    """The accuracy (A,), 0..1, on the examples ``rows`` under each amount of a distortion of DISTORTIONS.

    Raises KeyError for an unknown distortion, ValueError where the examples are no pictures or have no accuracy.
    """
    dataset, distort = model.dataset, DISTORTIONS[distortion].distort
    album, targets = dataset.album, model.examples[1][rows].astype(np.float64)
    if album is None:
        raise ValueError("the examples are no pictures: [data] has no image = [HEIGHT, WIDTH]")
    parts = [rows[piece] for piece in in_pieces(album.numbers, len(rows))]
    curve = []
    for amount in amounts:
        answers = [model.predict(dataset.prepared(distort(album.pictures(part), amount, album.white))) for part in parts]
        accuracy = dataset.accuracy(np.concatenate(answers).astype(np.float64), targets)
        if accuracy is None:
            raise ValueError("the targets are numbers, of which none is right or wrong")
        curve.append(accuracy)
    return np.array(curve)
