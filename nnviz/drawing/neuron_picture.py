"""What neurons show inside: what they answer all over two inputs, or, where inputs are a picture, their weights by its pixels."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nnviz.data.dataset import Dataset
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.forward import layer_outputs
from nnviz.training.model import Model
from nnviz.training.surface import extent, plane

Floats = NDArray[np.float64]
Pictures = Mapping[int, Floats]
"""Column of neurons (0: inputs) -> a picture for each (U, H, W), from -1 to 1, as it is seen: the first row is above."""

SIDE = 22
"""Cells a side of a picture of answers."""
MOST_WEIGHTS, MOST_NEURONS = 20_000, 500
"""A network of more is too large for its neurons to be asked all over, thirty times a second."""
_HALVES = frozenset({"sigmoid"})
"""Activations from 0 to 1: what is half is neither high nor low."""


def picture_kind(model: Model) -> str:
    """What the pictures are: "answers" over two inputs, weights by "pixels", or "" where inputs are neither two nor a picture."""
    network = model.network
    if len(network.inputs) == 2 and network.weight_count <= MOST_WEIGHTS and sum(network.widths) <= MOST_NEURONS:
        return "answers"
    height, width = model.dataset.image or (0, 0)
    return "pixels" if height * width == len(model.network.inputs) else ""


def neuron_pictures(model: Model, parameters: Mapping[str, NDArray[np.floating]]) -> Pictures:
    """The pictures for these parameters; none where there is no kind of them."""
    kind = picture_kind(model)
    if kind == "answers":
        return _answers(model, parameters)
    if not kind:
        return {}
    assert model.dataset.image is not None
    weights = np.asarray(parameters[f"{model.network.layers[0].name}.weights"], np.float64)
    return {1: _within(weights).reshape(-1, *model.dataset.image)}


def _answers(model: Model, parameters: Mapping[str, NDArray[np.floating]]) -> Pictures:
    network, dataset = model.network, model.dataset
    inputs = _plane(dataset)
    with np.errstate(all="ignore"):
        layers = layer_outputs(network, parameters, inputs.astype(model.precision))
    found = {0: inputs - inputs.mean(axis=0)}
    for column, (layer, (_, outputs)) in enumerate(zip(network.layers, layers, strict=True), 1):
        half = 0.5 if ACTIVATIONS[layer.activation].op in _HALVES else 0.0
        found[column] = np.asarray(outputs, np.float64) - half
    return {column: _within(values.T).reshape(-1, SIDE, SIDE)[:, ::-1] for column, values in found.items()}


def _plane(dataset: Dataset) -> Floats:
    """The inputs (SIDE * SIDE, 2) all over the examples, in the scale that is trained on."""
    places = plane(extent(dataset, 0), extent(dataset, 1), SIDE)
    return dataset.standardize(places)


def _within(rows: Floats) -> Floats:
    """Each row (U, N) brought to -1..1 by its largest size; what is not finite is 0."""
    rows = np.where(np.isfinite(rows), rows, 0.0)
    largest = np.abs(rows).max(axis=1, keepdims=True)
    return rows / np.where(largest > 0, largest, 1.0)
