"""Edits of the examples: a number changed, an example added or removed. All are interventions, and leave the document as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnviz.data.compact import Compact
from nnviz.data.dataset import Dataset
from nnviz.document.document import Document
from nnviz.document.part import Data
from nnviz.network.loss import LOSSES
from nnviz.training.intervention import Intervention

Floats = NDArray[np.float64]

MOST_NUMBERS = 200_000
"""Of all examples' inputs: more are not edited, and so never written out into a document."""


def can_edit(dataset: Dataset) -> bool:
    """Whether examples of this dataset can be added and removed: few numbers, that are no pictures."""
    return dataset.album is None and not isinstance(dataset.inputs, Compact) and dataset.inputs.size <= MOST_NUMBERS


def adding(step: int, inputs: Sequence[float], targets: Sequence[float]) -> Intervention:
    """One example more, with inputs (D,) in the data's own units, and targets (K,)."""
    return Intervention(step, "add", "example", (*map(float, inputs), *map(float, targets)))


def moving(dataset: Dataset, step: int, example: int, inputs: Mapping[int, float]) -> list[Intervention]:
    """Other inputs, by their numbers, in the data's own units."""
    return [
        Intervention(step, "input", dataset.input_names[column], float(value), (example, column))
        for column, value in inputs.items()
    ]


def removing(step: int, example: int) -> Intervention:
    """One example less."""
    return Intervention(step, "remove", "example", 0, (example,))


def edited(dataset: Dataset, edit: Intervention) -> Dataset:
    """The dataset after an edit. One that is added comes last, and trains; those after a removed one move up."""
    inputs, targets, train, test = dataset.inputs, dataset.targets, dataset.train, dataset.test
    assert not isinstance(inputs, Compact), "only few examples are edited"
    if edit.kind == "add":
        assert isinstance(edit.value, tuple)
        row, width = np.array(edit.value, np.float64), inputs.shape[1]
        inputs = np.vstack([inputs, dataset.standardize(row[:width])])
        targets = np.vstack([targets, _coded(dataset, row[width:])])
        train = np.append(train, len(inputs) - 1)
    elif edit.kind == "remove":
        gone = edit.entry[0]
        inputs, targets = np.delete(inputs, gone, axis=0), np.delete(targets, gone, axis=0)
        train, test = (rows[rows != gone] - (rows[rows != gone] > gone) for rows in (train, test))
    elif edit.kind == "target":
        targets = targets.copy()
        targets[edit.entry] = edit.value
    else:
        inputs, column = inputs.copy(), edit.entry[1]
        assert isinstance(edit.value, float | int)
        inputs[edit.entry] = (edit.value - dataset.input_mean[column]) / dataset.input_scale[column]
    return replace(dataset, inputs=inputs, targets=targets, train=train, test=test)


def _coded(dataset: Dataset, targets: Floats) -> Floats:
    """Targets (K,) that say which class, in the codes that the loss wants by now; others as they are."""
    if dataset.classes is None or dataset.levels is None:
        return targets
    low, high = dataset.levels
    return np.where(targets > (low + high) / 2, high, low)


def edited_data(document: Document, now: Dataset, edits: Sequence[Intervention]) -> Data:
    """[data] with the examples written out, in the document's units; ``now`` is its dataset after the edits.

    Numbers that were not touched stay as they are, and so does what brings them to scale. Which examples test, is written out too
    where that could come out otherwise.
    """
    data = document.data
    assert data is not None
    given = _given(document, data)
    for edit in edits:
        given = edited(given, edit)
    scaled = any(edit.kind != "target" for edit in edits) and (data.standardize or data.scale)
    center, spread = (now.input_mean, now.input_scale) if scaled else (np.array(data.center), np.array(data.spread))
    assert not isinstance(given.inputs, Compact)
    kept = data if data.inputs and not any(edit.kind in ("add", "remove") for edit in edits) else Data(seed=data.seed)
    if kept is not data or (data.test_fraction and any(edit.kind == "target" for edit in edits)):
        kept = replace(kept, test=tuple(now.test.tolist()), test_fraction=0.0)
    return replace(
        kept, inputs=tuple(map(tuple, given.inputs.tolist())), targets=tuple(map(tuple, now.targets.tolist())),
        classes=_named_classes(now, document.loss), center=tuple(center.tolist()), spread=tuple(spread.tolist()),
        standardize=data.standardize and not scaled, scale=data.scale and not scaled,
    )


def _given(document: Document, data: Data) -> Dataset:
    """The examples as the document or its file has them, not brought to scale."""
    return replace(document, data=replace(data, standardize=False, scale=False, center=(), spread=())).dataset()


def _named_classes(dataset: Dataset, loss: str) -> tuple[str, ...]:
    """What the classes are called, where there are classes and the loss and the outputs don't say so."""
    told = LOSSES[loss].task == "one_hot" and dataset.classes == dataset.target_names
    if told or dataset.classes is None or dataset.levels is None:
        return ()
    yes, no = (dataset.targets == level for level in reversed(dataset.levels))
    codes = (yes | no).all() and (dataset.targets.shape[1] == 1 or (yes.sum(axis=1) == 1).all())
    return dataset.classes if codes else ()
