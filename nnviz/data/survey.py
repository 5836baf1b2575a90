"""What a file of data holds, so that someone can say what of it is given and what is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnviz.data.format import format_of
from nnviz.data.idx import read_idx
from nnviz.data.npz import read_npz
from nnviz.data.picture import read_pictures
from nnviz.data.table import MISSING, Table, read_table

MOST_CLASSES = 50
"""Words, or whole numbers, of which there are no more than so many kinds may be classes."""
_SHOWN = 4
_TARGETS = ("target", "targets", "label", "labels", "class", "species", "y", "y_train")
"""Names by which a target goes."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, or an array: its first entries as text, how many kinds of them there are (None: very many).

    ``numeric``: whether all are numbers; ``width``: how many an example has.
    """

    name: str
    sample: str
    kinds: int | None
    numeric: bool = True
    width: int = 1

    @property
    def classifies(self) -> bool:
        """Whether it may say which class an example is of."""
        return self.width == 1 and self.kinds is not None and 2 <= self.kinds <= MOST_CLASSES


@dataclass(frozen=True, slots=True)
class Survey:
    """``count`` examples; ``columns`` to choose from, none where a file has but one thing in it.

    ``missing`` are the lines of a table in which a value is missing; ``classes`` those of a folder; ``image`` says that examples
    are pictures; ``labels`` is the file that seems to hold the targets.
    """

    path: Path
    count: int
    columns: tuple[Column, ...] = ()
    missing: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    image: tuple[int, int] | None = None
    labels: Path | None = None

    @property
    def target(self) -> str:
        """The column that is most likely the target: by its name, by having words in it, else the last."""
        named = [column.name for name in _TARGETS for column in self.columns if column.name.lower() == name]
        words = [column.name for column in self.columns if not column.numeric and column.classifies]
        return next(iter([*named, *words[-1:], *(column.name for column in self.columns[-1:])]), "")


def survey(path: Path) -> Survey:
    """Looks through a file of data, or a folder of pictures. Raises DataError where it can't be read."""
    return _SURVEYS[format_of(str(path)).name](path)


def _survey_table(path: Path) -> Survey:
    table = read_table(path)
    columns = tuple(_table_column(table, place, name) for place, name in enumerate(table.names))
    lines = zip(table.lines, table.rows, strict=True)
    missing = tuple(line for line, row in lines if any(cell.lower() in MISSING for cell in row))
    return Survey(path, len(table.rows), columns, missing)


def _table_column(table: Table, place: int, name: str) -> Column:
    kinds = {row[place] for row in table.rows if row[place].lower() not in MISSING}
    sample = ", ".join(row[place] for row in table.rows[:_SHOWN])
    return Column(name, sample, len(kinds) if len(kinds) <= MOST_CLASSES else None, table.is_numeric(name))


def _survey_arrays(path: Path) -> Survey:
    arrays = {name: array for name, array in read_npz(path, ()).items() if array.ndim}
    counts = [len(array) for array in arrays.values()]
    pictures = next((array.shape[1:] for array in arrays.values() if array.ndim == 3), None)
    image = (pictures[0], pictures[1]) if pictures else None
    return Survey(path, max(counts, default=0), tuple(_array_column(name, array) for name, array in arrays.items()), image=image)


def _array_column(name: str, array: NDArray[np.number]) -> Column:
    width = int(np.prod(array.shape[1:]))
    if width != 1:
        return Column(name, f"{' × '.join(map(str, array.shape[1:]))} numbers", None, True, width)
    flat = array.reshape(-1)
    kinds = len(np.unique(flat)) if flat.dtype.kind in "bui" else None
    sample = ", ".join(f"{number:g}" for number in flat[:_SHOWN].tolist())
    return Column(name, sample, kinds if kinds is not None and kinds <= MOST_CLASSES else None)


def _survey_idx(path: Path) -> Survey:
    array = read_idx(path)
    image = (array.shape[1], array.shape[2]) if array.ndim == 3 else None
    return Survey(path, len(array), image=image, labels=_labels_beside(path))


def _labels_beside(path: Path) -> Path | None:
    """The file that holds the targets of an IDX file, as MNIST and its kin are named; None where there is none."""
    for given, asked in (("images-idx3", "labels-idx1"), ("images.idx3", "labels.idx1"), ("images", "labels")):
        other = path.with_name(path.name.replace(given, asked))
        if other != path and other.is_file():
            return other
    return None


def _survey_folder(path: Path) -> Survey:
    pictures, words = read_pictures(path)
    return Survey(path, len(pictures), classes=tuple(sorted(set(words))), image=(pictures.shape[1], pictures.shape[2]))


_SURVEYS: Mapping[str, Callable[[Path], Survey]] = {
    "csv": _survey_table,
    "npz": _survey_arrays,
    "idx": _survey_idx,
    "folder": _survey_folder,
}
