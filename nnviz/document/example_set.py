"""From a document's [data] to the dataset that its network trains on.

What the targets of classes look like is decided here, in one place, by the loss and the last layer:
one-hot and multi-label losses want 0 and 1; the others 0 and 1 too where the last activation can't be negative,
else -1 and 1 (as TensorFlow Playground has it for tanh).
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnviz.data.album import Album
from nnviz.data.compact import Compact, in_pieces
from nnviz.data.dataset import Dataset
from nnviz.data.feature import FEATURES, SMALLEST
from nnviz.data.format import Reading, Request, format_of
from nnviz.data.problem import DataError
from nnviz.data.source import SOURCES
from nnviz.data.split import fold, split
from nnviz.data.target import class_targets, number_classes, two_levels
from nnviz.document.part import Data
from nnviz.engine.stream import stream
from nnviz.network.architecture import Network
from nnviz.network.loss import LOSSES

Floats = NDArray[np.float64]

NEVER_NEGATIVE = frozenset({"sigmoid", "relu", "softplus"})


FLOATS = 64_000_000
"""Bytes that examples may take as floats; more are kept as small as they came."""


@dataclass(frozen=True, slots=True)
class _Raw:
    """What was written out, drawn or read, with either numbers (N, K) or class numbers (N,) as targets."""

    reading: Reading
    class_numbers: NDArray[np.intp] | None = None
    classes: tuple[str, ...] | None = None


def class_levels(loss: str, last_activation: str) -> tuple[float, float]:
    """The targets (low, high) that stand for no and yes."""
    if LOSSES[loss].task == "regression" and last_activation not in NEVER_NEGATIVE:
        return (-1.0, 1.0)
    return (0.0, 1.0)


def make_dataset(data: Data, network: Network, loss: str, seed: int) -> Dataset:
    """Draw, read or take over the examples, split them and bring them to scale; depends on the arguments (and the file) alone.

    Raises DataError where a data file can't be used, ValueError where the classes don't fit the network's outputs.
    """
    seed = seed if data.seed is None else data.seed
    last = network.layers[-1]
    if data.file:
        raw = _from_file(data, last.units, loss)
    elif data.source:
        raw = _from_source(data, seed)
    else:
        raw = _written_out(data)
    reading = raw.reading
    album = _album(data, reading)
    if album is not None:
        reading = _extracted(album, reading) if album.feature else replace(reading, white=album.white)
    levels: tuple[float, float] | None
    if raw.class_numbers is not None and raw.classes is not None:
        levels = class_levels(loss, last.activation)
        targets = class_targets(raw.class_numbers, len(raw.classes), len(last.units), levels)
        classes: tuple[str, ...] | None = raw.classes
    else:
        targets = np.zeros((len(reading.inputs), 0)) if reading.numbers is None else reading.numbers.astype(np.float64)
        one_hot = LOSSES[loss].task == "one_hot"
        classes = last.units if one_hot else None
        levels = (0.0, 1.0) if one_hot else two_levels(targets)
    strata = targets.argmax(axis=1) if classes and targets.shape[1] > 1 else raw.class_numbers
    train, test = _sets(data, len(reading.inputs), seed, strata)
    mean, scale = np.zeros(reading.inputs.shape[1]), np.ones(reading.inputs.shape[1])
    large = reading.inputs.size * 8 > FLOATS and reading.inputs.dtype != np.float64
    dataset = Dataset(
        Compact(reading.inputs, mean, scale) if large else reading.inputs.astype(np.float64, copy=False), targets, network.inputs,
        last.units, classes, levels, train, test, mean, scale, reading.image, reading.white, album, reading.missing,
    )
    return _brought_to_scale(dataset, data)


def _brought_to_scale(dataset: Dataset, data: Data) -> Dataset:
    if data.center:
        return dataset.moved(np.array(data.center), np.array(data.spread))
    try:
        return dataset.standardized() if data.standardize else dataset.scaled() if data.scale else dataset
    except ValueError as error:
        raise DataError(Path(data.file), str(error)) from None


def _sets(data: Data, count: int, seed: int, strata: NDArray[np.intp] | None) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which examples train and which test: a part of a cross-validation, those that are written out, or a share of all."""
    if data.fold:
        return fold(count, *data.fold, seed, strata)
    if data.test:
        test = np.array(sorted(data.test), np.intp)
        return np.setdiff1d(np.arange(count), test), test
    return split(count, data.test_fraction, seed, strata)


def _image(data: Data, image: tuple[int, int] | None, width: int) -> tuple[int, int] | None:
    """The pictures' shape as the document or the file says it; raises ValueError where the two, or the inputs, disagree."""
    if data.image and image and image != data.image:
        raise ValueError(f"holds pictures of {image[0]} x {image[1]}, the document says image = {list(data.image)}")
    height, across = data.image or image or (0, 0)
    if height and height * across != width:
        raise ValueError(f"holds {width} inputs an example, expected {height} x {across} as image says")
    return (height, across) if height else None


def _album(data: Data, reading: Reading) -> Album | None:
    """The pictures that were read, None where there are none; raises DataError where features can't be had of them."""
    if reading.image is None:
        if data.features:
            message = f"holds no pictures, of which {data.features} is made: expected image = [HEIGHT, WIDTH]"
            raise DataError(Path(data.file), message)
        return None
    if data.features and min(reading.image) < SMALLEST:
        height, width = reading.image
        message = f"holds pictures of {height} x {width}, expected {SMALLEST} x {SMALLEST} or more for {data.features}"
        raise DataError(Path(data.file), message)
    white = reading.white or float(reading.inputs.max(initial=0)) or 1.0
    return Album(reading.inputs, reading.image, white, data.features, data.tolerance or 0.0)


def _extracted(album: Album, reading: Reading) -> Reading:
    """The same examples with features in place of pixels, made a piece at a time."""
    feature = FEATURES[album.feature]
    shape = feature.shape(album.shape)
    parts = [album.extracted(album.pictures(piece)) for piece in in_pieces(album.numbers)]
    image = (shape[0], shape[1]) if len(shape) == 2 else None
    return replace(reading, inputs=np.concatenate(parts), image=image, white=feature.white)


def _written_out(data: Data) -> _Raw:
    """The examples in the document itself."""
    inputs, targets = (np.array(rows, dtype=np.float64) for rows in (data.inputs, data.targets))
    image = _image(data, None, inputs.shape[1])
    if not data.classes:
        return _Raw(Reading(inputs, targets, None, image))
    numbers = targets.argmax(axis=1) if targets.shape[1] > 1 else (targets[:, 0] == 1).astype(np.intp)
    return _Raw(Reading(inputs, None, None, image), numbers, data.classes)


def _from_source(data: Data, seed: int) -> _Raw:
    """Draw from a toy source, in random order, so that batches mix the classes even without shuffling."""
    source = SOURCES[data.source]
    rng = stream(seed, "examples")
    inputs, answers = source.generate(data.examples, data.noise, rng)
    order = rng.permutation(data.examples)
    inputs, answers = inputs[order], answers[order]
    if source.classes is None:
        return _Raw(Reading(inputs, answers[:, None], None))
    return _Raw(Reading(inputs, None, None), answers.astype(np.intp), source.classes)


def _from_file(data: Data, units: tuple[str, ...], loss: str) -> _Raw:
    """Read a file: one target of words, or any under a one-hot loss, or where the document says so, holds classes."""
    path = Path(data.file)
    reading = format_of(data.file).read(Request(
        path, data.input_columns, data.target_columns, Path(data.labels) if data.labels else None,
        data.missing == "skip", data.image,
    ))  # fmt: skip
    try:
        reading = replace(reading, image=_image(data, reading.image, reading.inputs.shape[1]))
    except ValueError as error:
        raise DataError(path, str(error)) from None
    suggested = reading.numbers is None or LOSSES[loss].task == "one_hot"
    if reading.words is None or not (suggested if data.one_hot is None else data.one_hot):
        if reading.numbers is None:
            raise DataError(path, "its targets are words, expected numbers as one_hot = false says")
        return _Raw(reading)
    classes, numbers = number_classes(reading.words)
    if set(units) == set(classes):
        # Outputs that bear the classes' names are taken at their word, whatever their order.
        classes, numbers = units, np.array([units.index(classes[number]) for number in numbers], dtype=np.intp)
    elif len(classes) < len(units) and set(classes) <= {str(number) for number in range(len(units))}:
        # Numbers that count the outputs, of which some don't occur here.
        classes, numbers = tuple(map(str, range(len(units)))), np.array(list(map(int, reading.words)), dtype=np.intp)
    return _Raw(reading, numbers, classes)
