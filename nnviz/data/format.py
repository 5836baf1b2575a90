"""The formats of files of data, by ending; whatever the format, what is read has one shape."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnviz.data.compact import in_pieces
from nnviz.data.idx import read_idx
from nnviz.data.npz import read_npz
from nnviz.data.picture import read_pictures
from nnviz.data.problem import DataError, DataProblem
from nnviz.data.table import read_table

Numbers = NDArray[np.number]


@dataclass(frozen=True, slots=True)
class Request:
    """What to read: ``inputs`` and ``targets`` are names of columns or arrays, ``labels`` is a second file.

    ``skip`` leaves out rows in which something is missing. ``image`` (H, W), where it is given, is what pictures become.
    """

    path: Path
    inputs: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    labels: Path | None = None
    skip: bool = False
    image: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Examples as a file has them: inputs (N, D), and the targets as numbers (N, K), as words (N), or as both.

    ``image`` (H, W) says that the inputs are pictures, row by row; ``white`` is their largest possible number.
    ``missing`` are the lines of the file that were left out.
    """

    inputs: Numbers
    numbers: Numbers | None
    words: tuple[str, ...] | None
    image: tuple[int, int] | None = None
    white: float | None = None
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """One format: ``keys`` are those of [data] that go with it, beside ``file``.

    ``weight``: how many bytes of arrays are read in the time that one of its bytes takes.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    read: Callable[[Request], Reading]
    keys: tuple[str, ...]
    weight: int = 1


def _read_table(request: Request) -> Reading:
    """Columns of a table; those of the targets as numbers, as words where one of them isn't a number."""
    table = read_table(request.path)
    inputs = request.inputs or tuple(name for name in table.names if name not in request.targets)
    table.require((*inputs, *request.targets))
    lines = table.lines
    if request.skip:
        table = table.without_missing((*inputs, *request.targets))
    left_out = tuple(sorted(set(lines).difference(table.lines)))
    values = table.numbers(inputs)
    numeric = len(request.targets) > 1 or table.is_numeric(request.targets[0])
    words = table.column(request.targets[0]) if len(request.targets) == 1 else None
    return Reading(values, table.numbers(request.targets) if numeric else None, words, missing=left_out)


def _read_arrays(request: Request) -> Reading:
    """Arrays of a file; a number for each example in each, or many, which are taken in their order."""
    names = (*request.inputs, *request.targets) if request.inputs else ()
    arrays = read_npz(request.path, names)
    missing = [name for name in request.targets if name not in arrays]
    if missing:
        there = ", ".join(arrays)
        raise DataError(request.path, f'there is no array "{missing[0]}", expected one of {there}')
    inputs = request.inputs or tuple(name for name in arrays if name not in request.targets)
    if not inputs:
        raise DataError(request.path, "holds nothing but the target, expected inputs")
    count = _count(request.path, {name: arrays[name] for name in (*inputs, *request.targets)})
    pictures = arrays[inputs[0]] if len(inputs) == 1 else None
    given = _joined([arrays[name].reshape(count, -1) for name in inputs])
    return _reading(request, given, pictures, _joined([arrays[name].reshape(count, -1) for name in request.targets]))


def _read_idx(request: Request) -> Reading:
    """An array of inputs and, in a file of its own, one of labels."""
    if request.labels is None:
        raise DataError(request.path, 'an IDX file has no targets, expected labels = "FILE" beside it')
    pictures, labels = read_idx(request.path), read_idx(request.labels)
    count = _count(request.path, {"file": pictures, "labels": labels})
    return _reading(request, pictures.reshape(count, -1), pictures, labels.reshape(count, -1))


def _read_folder(request: Request) -> Reading:
    """Pictures, whose folders are their classes."""
    pictures, words = read_pictures(request.path, request.image)
    return Reading(pictures.reshape(len(pictures), -1), None, words, (pictures.shape[1], pictures.shape[2]), 255.0)


def _reading(request: Request, given: Numbers, pictures: Numbers | None, targets: Numbers) -> Reading:
    for name, array in (("inputs", given), ("targets", targets)):
        if not array.size:
            raise DataError(request.path, f"its {name} hold no numbers")
        if array.dtype.kind == "f" and not all(np.isfinite(array[part]).all() for part in in_pieces(array)):
            raise DataError(request.path, f"its {name} hold numbers that are not finite")
    words = None
    if targets.shape[1] == 1 and targets.dtype.kind in "bui":
        words = tuple(str(int(label)) for label in targets[:, 0])
    shape = pictures.shape[1:] if pictures is not None and pictures.ndim == 3 else request.image
    image = (shape[0], shape[1]) if len(shape) == 2 else None
    return Reading(given, targets, words, image, 255.0 if given.dtype == np.uint8 else None)


def _count(path: Path, arrays: Mapping[str, Numbers]) -> int:
    """How many examples each array has; raises DataError where they differ."""
    counts = {name: len(array) if array.ndim else 0 for name, array in arrays.items()}
    first, *others = counts
    problems = [
        DataProblem(None, name, f"has {counts[name]:,} examples, expected {counts[first]:,} as {first}")
        for name in others if counts[name] != counts[first]
    ]  # fmt: skip
    if problems:
        raise DataError(path, problems)
    if not counts[first]:
        raise DataError(path, f"{first} has no examples")
    return counts[first]


def _joined(arrays: list[Numbers]) -> Numbers:
    return arrays[0] if len(arrays) == 1 else np.concatenate([array.astype(np.float64) for array in arrays], axis=1)


FORMATS: Mapping[str, Format] = {
    row.name: row
    for row in (
        Format("csv", "tables", (".csv", ".tsv", ".txt"), _read_table, ("inputs", "target", "missing"), 40),
        Format("npz", "NumPy's arrays", (".npz",), _read_arrays, ("inputs", "target")),
        Format("idx", "IDX, as MNIST has it", (".idx", "ubyte", ".idx.gz", "ubyte.gz"), _read_idx, ("labels",)),
        Format("folder", "a folder of pictures for each class", (), _read_folder, (), 40),
    )
}
"""Name -> format. The folder is the one that a path without a known ending may be; any other file counts as a table."""


def format_of(file: str) -> Format:
    """The format that a path has by its ending, or by being a folder; a table where nothing else is known."""
    name = file.lower()
    known = next((row for row in FORMATS.values() if row.endings and name.endswith(row.endings)), None)
    if known is not None:
        return known
    try:
        return FORMATS["folder" if Path(file).is_dir() else "csv"]
    except OSError:  # too long to be the name of anything
        return FORMATS["csv"]
