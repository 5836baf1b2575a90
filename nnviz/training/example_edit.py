"""Edits of the examples: a number changed, an example added or removed. All are interventions, and leave the document as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from nnviz.data.compact import Compact
from nnviz.data.dataset import Dataset
from nnviz.document.part import Data
from nnviz.training.intervention import Intervention

MOST_NUMBERS = 200_000
"""Of all examples' inputs: more are not edited, and so never written out into a document."""


def can_edit(dataset: Dataset) -> bool:
    """Whether examples of this dataset can be added and removed: few numbers, that are no pictures."""
    return dataset.album is None and not isinstance(dataset.inputs, Compact) and dataset.inputs.size <= MOST_NUMBERS


def adding(dataset: Dataset, step: int, inputs: Sequence[float], targets: Sequence[float]) -> Intervention:
    """One example more, with inputs (D,) in the data's own units, and targets (K,)."""
    row = dataset.standardize(np.array(inputs, np.float64))
    return Intervention(step, "add", "example", (*row.tolist(), *map(float, targets)))


def moving(dataset: Dataset, step: int, example: int, inputs: Mapping[int, float]) -> list[Intervention]:
    """Other inputs, by their numbers, in the data's own units."""
    mean, scale = dataset.input_mean.tolist(), dataset.input_scale.tolist()
    return [
        Intervention(step, "input", dataset.input_names[column], (value - mean[column]) / scale[column], (example, column))
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
        inputs, targets = np.vstack([inputs, row[:width]]), np.vstack([targets, row[width:]])
        train = np.append(train, len(inputs) - 1)
    elif edit.kind == "remove":
        gone = edit.entry[0]
        inputs, targets = np.delete(inputs, gone, axis=0), np.delete(targets, gone, axis=0)
        train, test = (rows[rows != gone] - (rows[rows != gone] > gone) for rows in (train, test))
    else:
        array = targets.copy() if edit.kind == "target" else inputs.copy()
        array[edit.entry] = edit.value
        inputs, targets = (inputs, array) if edit.kind == "target" else (array, targets)
    return replace(dataset, inputs=inputs, targets=targets, train=train, test=test)


def edited_data(data: Data, dataset: Dataset, now: Dataset, edits: Sequence[Intervention]) -> Data:
    """[data] with the examples written out, in the document's units; ``dataset`` is that of ``data``, ``now`` that after the edits.

    Numbers that were not touched stay as they were written. Which examples test, is written out too where that has changed.
    """
    if data.inputs:
        inputs, targets = [list(row) for row in data.inputs], [list(row) for row in data.targets]
    else:
        inputs, targets = dataset.raw(slice(None)).tolist(), dataset.targets.tolist()
    mean, scale = dataset.input_mean.tolist(), dataset.input_scale.tolist()
    for edit in edits:
        if edit.kind == "add":
            assert isinstance(edit.value, tuple)
            width = len(mean)
            inputs.append([x * s + m for x, s, m in zip(edit.value[:width], scale, mean, strict=True)])
            targets.append(list(edit.value[width:]))
        elif edit.kind == "remove":
            del inputs[edit.entry[0]], targets[edit.entry[0]]
        elif edit.kind == "target":
            targets[edit.entry[0]][edit.entry[1]] = float(edit.value)  # type: ignore[arg-type]
        else:
            column = edit.entry[1]
            inputs[edit.entry[0]][column] = float(edit.value) * scale[column] + mean[column]  # type: ignore[arg-type]
    rows, answers = tuple(map(tuple, inputs)), tuple(map(tuple, targets))
    if data.inputs and not any(edit.kind in ("add", "remove") for edit in edits):
        return replace(data, inputs=rows, targets=answers)
    return Data(rows, answers, tuple(now.test.tolist()), standardize=data.standardize, scale=data.scale, seed=data.seed)
