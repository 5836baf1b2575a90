"""A run that was kept, as numbers and words for a file, and back."""

from collections.abc import Mapping
from dataclasses import astuple
from itertools import pairwise
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from nnviz.document.document import Document
from nnviz.network.optimizer import OPTIMIZERS
from nnviz.training.checkpoint import Checkpoints
from nnviz.training.event import Diverged
from nnviz.training.history import Recorder, Series
from nnviz.training.intervention import Intervention, Kind
from nnviz.training.run import Run
from nnviz.training.state import RunState
from nnviz.training.trainer import Kept

MOST_BYTES = 32 * 2**20
"""Of a branch's states in a file; with fewer of them a step takes longer to recompute."""

Table = dict[str, Any]
Arrays = Mapping[str, NDArray[np.number]]
_SERIES = ("evaluations", "batches")


def kept_parts(kept: Kept) -> tuple[Table, dict[str, NDArray[np.number]]]:
    """A run as a table for JSON and arrays by name. The state it stands at is left out: coming to it again is the proof."""
    states = kept.checkpoints.thinned(MOST_BYTES, leave_out=kept.step)
    recorder, failure = kept.recorder, kept.recorder.diverged
    arrays: dict[str, NDArray[np.number]] = {}
    rows, series = [], {}
    for state in states.states:
        if state.step:
            rows.append([state.step, state.epoch, state.epoch_step, state.optimizer_step, state.applied, state.digest])
            arrays[f"state{state.step}"] = np.concatenate([state.parameters, *(state.slots[name] for name in sorted(state.slots))])
    for name in _SERIES:
        one: Series = getattr(recorder, name)
        series[name] = [one.first_interval, one.interval]
        arrays[name] = one.rows[: one.count]
    table = {
        "step": kept.step, "digest": kept.digest, "reached": recorder.reached, "diverged": failure and list(astuple(failure)),
        "interventions": [[i.step, i.kind, i.name, i.value, list(i.entry)] for i in kept.interventions],
        "interval": [states.first_interval, states.interval], "states": rows, "series": series,
    }
    return table, arrays


def kept_of(table: Table, arrays: Arrays, origin: Document) -> Kept:
    """The run in a table and arrays. Raises ValueError, KeyError and their like where they are not what ``kept_parts`` makes."""
    run = Run(origin)
    interventions = tuple(_intervention(row) for row in table["interventions"])
    if any(one.step > other.step for one, other in pairwise(interventions)):
        raise ValueError("what was done is not in the order of its steps")
    first = run.state()
    documents, edits = [origin], [run.model.edits]
    for intervention in interventions:
        run.apply(intervention)
        documents.append(run.document)
        edits.append(run.model.edits)
    checkpoints = Checkpoints(first)
    checkpoints.first_interval, checkpoints.interval = (_count(number, 1) for number in table["interval"])
    for step, epoch, epoch_step, optimizer_step, applied, digest in table["states"]:
        counts = [_count(number) for number in (step, epoch, epoch_step, optimizer_step, applied)]
        state = _state(counts, arrays[f"state{step}"], first, documents[applied], edits[applied])
        if state.digest != digest:
            raise ValueError(f"the numbers of step {step} are not those that were saved")
        checkpoints.keep(state)
    recorder = _recorder(table, arrays, run.steps_per_epoch)
    return Kept(origin, interventions, _count(table["step"]), str(table["digest"]), recorder, checkpoints)


def _state(counts: list[int], vector: NDArray[np.number], first: RunState, document: Document, edits: Any) -> RunState:
    step, epoch, epoch_step, optimizer_step, applied = counts
    names = sorted(OPTIMIZERS[document.training.optimizer].slots)
    size = len(first.parameters)
    width = (vector.size - size) // max(len(names), 1)
    fits = vector.shape == (size + width * len(names),) and 0 <= width <= size
    if not fits or vector.dtype != first.parameters.dtype:
        raise ValueError(f"the numbers of step {step} are not of this network")
    numbers: NDArray[np.floating] = vector.astype(first.parameters.dtype)
    slots = {name: numbers[size + k * width : size + (k + 1) * width].copy() for k, name in enumerate(names)}
    return RunState(step, epoch, epoch_step, document, numbers[:size].copy(), slots, optimizer_step, applied, edits)


def _recorder(table: Table, arrays: Arrays, steps_per_epoch: int) -> Recorder:
    recorder = Recorder(steps_per_epoch)
    for name in _SERIES:
        series: Series = getattr(recorder, name)
        rows = arrays[name]
        fits = rows.ndim == 2 and rows.shape[1] == series.rows.shape[1] and len(rows) <= len(series.rows)
        if not fits or (np.diff(rows[:, 0]) <= 0).any():
            raise ValueError(f"the series {name} is not one")
        series.rows[: len(rows)], series.count = rows, len(rows)
        series.first_interval, series.interval = (_count(number, 1) for number in table["series"][name])
    recorder.reached = _count(table["reached"])
    if table["diverged"] is not None:
        step, key, node = table["diverged"]
        recorder.diverged = Diverged(_count(step), str(key), str(node))
    return recorder


def _intervention(row: list[Any]) -> Intervention:
    step, kind, name, value, entry = row
    if kind == "add" and isinstance(value, list):
        value = tuple(float(number) for number in value)
    if kind not in get_args(Kind) or isinstance(value, tuple) != (kind == "add") or isinstance(value, list | dict | None):
        raise ValueError(f"{row} is nothing that can be done")
    return Intervention(_count(step), kind, str(name), value, tuple(_count(number) for number in entry))


def _count(number: Any, least: int = 0) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number < 2**53:
        raise ValueError(f"{number!r} is no whole number from {least} on")
    return number
