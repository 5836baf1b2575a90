"""Retrieval: which examples are nearest to one, by what they are compared (lecture, part 7)."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nnviz.data.compact import in_pieces
from nnviz.data.feature import FEATURES
from nnviz.network.forward import layer_outputs
from nnviz.training.model import Model

Array = NDArray[np.floating]
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

NEAREST = 5
PIXELS = "pixels"
_TOLERANCE = 0.1
"""Of LTP, as a share of white, where the document gives none."""
_PIECE = 2**22
"""Distances that are looked at in one go."""


def representations(model: Model) -> Mapping[str, str]:
    """By what the pictures of a dataset can be compared: key -> title. Pixels, features, and each layer's outputs."""
    features = {row.name: row.title for row in FEATURES.values()}
    layers = {f"layer {number}": f"Outputs of {layer.name}" for number, layer in enumerate(model.network.layers)}
    return {PIXELS: "Pixels"} | features | layers


def vectors(model: Model, parameters: Mapping[str, Array], key: str, rows: Indices) -> Floats:
    """The examples ``rows`` as vectors (M, F) of one of ``representations``.

    Raises KeyError for an unknown one, ValueError where the examples are no pictures.
    """
    album = model.dataset.album
    if album is None:
        raise ValueError("the examples are no pictures: [data] has no image = [HEIGHT, WIDTH]")
    parts = []
    for piece in in_pieces(album.numbers, len(rows)):
        part = rows[piece]
        if key.startswith("layer "):
            with np.errstate(all="ignore"):
                found: NDArray[np.number] = layer_outputs(model.network, parameters, model.example_arrays(part)[0])[int(key[6:])][1]
        elif key == PIXELS:
            found = album.pictures(part) / album.white
        else:
            found = FEATURES[key].extract(album.pictures(part), album.tolerance or _TOLERANCE * album.white)
        parts.append(found.reshape(len(part), -1).astype(np.float64))
    return np.concatenate(parts)


def nearest(query: Floats, others: Floats, count: int = NEAREST) -> tuple[Indices, Floats]:
    """The places among ``others`` (M, F) of those nearest to ``query`` (F,), and their Euclidean distances, ascending."""
    distances: Floats = np.sqrt(((others - query) ** 2).sum(axis=1))
    order = np.argsort(distances, kind="stable")[:count]
    return order, distances[order]


def precision(
    queries: Floats, query_classes: Indices, others: Floats, other_classes: Indices, own: Indices, count: int = NEAREST
) -> float:
    """The share, 0..1, of right classes among the ``count`` nearest of ``others`` (M, F), mean over ``queries`` (Q, F).

    ``own`` (Q,) is each query's own place among the others, where it doesn't count; -1 where it isn't among them.
    """
    squares, right = (others**2).sum(axis=1), 0
    height = max(_PIECE // max(len(others), 1), 1)
    for start in range(0, len(queries), height):
        part = slice(start, start + height)
        distances = squares - 2 * queries[part] @ others.T
        at = np.flatnonzero(own[part] >= 0)
        distances[at, own[part][at]] = np.inf
        order = np.argsort(distances, axis=1, kind="stable")[:, :count]
        right += int((other_classes[order] == query_classes[part, None]).sum())
    return right / (len(queries) * min(count, len(others)))
