"""Retrieval: which examples are nearest to one, by what they are compared (lecture, part 7)."""

from collections.abc import Iterator, Mapping

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
_PIECE = 2**20
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
    return np.concatenate(list(vector_pieces(model, parameters, key, rows)))


def vector_pieces(model: Model, parameters: Mapping[str, Array], key: str, rows: Indices) -> Iterator[Floats]:
    """What ``vectors`` returns, piece by piece: each takes a fraction of a second."""
    album = model.dataset.album
    if album is None:
        raise ValueError("the examples are no pictures: [data] has no image = [HEIGHT, WIDTH]")
    for piece in in_pieces(album.numbers, len(rows)):
        part = rows[piece]
        if key.startswith("layer "):
            with np.errstate(all="ignore"):
                found: NDArray[np.number] = layer_outputs(model.network, parameters, model.example_arrays(part)[0])[int(key[6:])][1]
        elif key == PIXELS:
            found = album.pictures(part) / album.white
        else:
            found = FEATURES[key].extract(album.pictures(part), album.tolerance or _TOLERANCE * album.white)
        yield found.reshape(len(part), -1).astype(np.float64)


def nearest(query: Floats, others: Floats, count: int = NEAREST) -> tuple[Indices, Floats]:
    """The places among ``others`` (M, F) of those nearest to ``query`` (F,), and their Euclidean distances, ascending."""
    pieces = in_pieces(others, size=2**16)
    distances: Floats = np.concatenate([np.sqrt(((others[piece] - query) ** 2).sum(axis=1)) for piece in pieces])
    order = np.argsort(distances, kind="stable")[:count]
    return order, distances[order]


def precision(
    queries: Floats, query_classes: Indices, others: Floats, other_classes: Indices, own: Indices, count: int = NEAREST
) -> float:
    """The share, 0..1, of right classes among the ``count`` nearest of ``others`` (M, F), mean over ``queries`` (Q, F).

    ``own`` (Q,) is each query's own place among the others, where it doesn't count; -1 where it isn't among them.
    """
    shares = found_right(queries, query_classes, others, other_classes, own, count)
    return float(np.concatenate(list(shares)).mean())


def found_right(
    queries: Floats, query_classes: Indices, others: Floats, other_classes: Indices, own: Indices, count: int = NEAREST
) -> Iterator[Floats]:
    """What ``precision`` is the mean of: the share of right classes for each query, in pieces (P,) of a fraction of a second."""
    squares, most = (others**2).sum(axis=1), min(count, len(others))
    height = max(_PIECE // max(len(others), 1), 1)
    for start in range(0, len(queries), height):
        part = slice(start, start + height)
        distances = squares - 2 * queries[part] @ others.T
        at = np.flatnonzero(own[part] >= 0)
        distances[at, own[part][at]] = np.inf
        same = other_classes == query_classes[part, None]
        same[at, own[part][at]] = False
        yield (same & _smallest(distances, most)).sum(axis=1) / np.clip(len(others) - (own[part] >= 0), 1, most)


def _smallest(distances: Floats, count: int) -> NDArray[np.bool_]:
    """Which entries are the ``count`` smallest of their row; of equal ones the first."""
    last = np.partition(distances, count - 1, axis=1)[:, count - 1, None]
    below, equal = distances < last, distances == last
    chosen: NDArray[np.bool_] = below | (equal & (np.cumsum(equal, axis=1) <= count - below.sum(axis=1, keepdims=True)))
    return chosen
