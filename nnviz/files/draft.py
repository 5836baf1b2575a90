"""A first document for a file of data: a small network that fits what is given and what is asked for."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from nnviz.data.format import Request, format_of
from nnviz.data.problem import DataError
from nnviz.data.target import number_classes
from nnviz.document.check import check
from nnviz.document.check_network import check_network
from nnviz.document.document import Document
from nnviz.document.part import Data, Training
from nnviz.files.naming import input_names, layer_name, unit_names
from nnviz.files.problem import DocumentError, Problem
from nnviz.network.architecture import Layer, Network

_HIDDEN, _FEW = (16, 32), 50
"""Hidden neurons for up to so few inputs, and for more."""
_LARGE = 10_000_000
"""Numbers in all, above which the network computes in single precision."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What someone chose: ``inputs`` and ``target`` by name where the file has names, ``labels`` where they are in a second file.

    ``classes``: whether the target says which class, else it is a number. ``skip``: rows with missing values are left out.
    """

    path: Path
    inputs: tuple[str, ...] = ()
    target: str = ""
    labels: Path | None = None
    classes: bool = True
    standardize: bool = False
    skip: bool = False
    test_fraction: float = 0.2


def draft_document(draft: Draft) -> Document:
    """A document that has nowhere been saved. Reads the file: raises DataError, or DocumentError, where it can't be used so."""
    targets = (draft.target,) if draft.target else ()
    given = _given(draft, targets)
    network = _network(given.width, draft.inputs, given.classes or targets, len(given.classes) or 1)
    data = Data(
        file=str(draft.path), input_columns=draft.inputs, target_columns=targets, labels=str(draft.labels or ""),
        one_hot=draft.classes, missing="skip" if draft.skip else "refuse", test_fraction=draft.test_fraction,
        standardize=draft.standardize and not given.pixels, scale=given.pixels,
    )
    training = Training("adam", 0.01 if given.width <= _FEW else 0.001, batch_size=32, epochs=50)
    document = Document(
        title=draft.path.name.partition(".")[0], network=network, data=data, training=training,
        loss="cross_entropy" if given.classes else "squared_error",
        precision="float32" if given.examples * given.width > _LARGE else "float64",
    )
    flaws = check(document)
    if flaws:
        raise DocumentError(Problem(str(draft.path), None, flaw.path, flaw.message) for flaw in flaws)
    return document


class _Given(NamedTuple):
    """What a network for a file depends on; ``pixels``: whether its numbers are bytes of pictures."""

    examples: int
    width: int
    classes: tuple[str, ...]
    pixels: bool


def _given(draft: Draft, targets: tuple[str, ...]) -> _Given:
    """Reads the file for this alone, so that it is gone from memory before the examples are made."""
    reading = format_of(str(draft.path)).read(Request(draft.path, draft.inputs, targets, draft.labels, draft.skip))
    words = reading.words if draft.classes else None
    if words is None and reading.numbers is None:
        raise DataError(draft.path, f'"{draft.target}" holds words, which are classes and no numbers')
    classes = number_classes(words)[0] if words is not None else ()
    if draft.classes and len(classes) < 2:
        raise DataError(draft.path, "the target is of one kind only, expected two classes or more")
    examples, width = reading.inputs.shape
    return _Given(examples, width, classes, reading.white is not None)


def _network(width: int, inputs: tuple[str, ...], outputs: tuple[str, ...], count: int) -> Network:
    """One hidden layer; names are those of the file where they can be a network's."""
    hidden = _HIDDEN[width > _FEW]
    layers = (
        Layer(layer_name(0, 2), unit_names(0, 2, hidden), "relu"),
        Layer(layer_name(1, 2), outputs if len(outputs) == count else unit_names(1, 2, count), "linear"),
    )
    named = Network(inputs if len(inputs) == width else input_names(width), layers)
    if not check_network(named, True):
        return named
    return Network(input_names(width), (layers[0], Layer(layers[1].name, unit_names(1, 2, count), "linear")))
