"""CSV tables: a line of column names, then a row for each example."""

import csv
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnviz.data.access import open_data
from nnviz.data.line import lines_of
from nnviz.data.memory import available_memory, readable_bytes
from nnviz.data.problem import REPORTED, DataError, DataProblem, Problems

DELIMITERS = (",", ";", "\t")
MISSING = frozenset({"", "?", "na", "n/a", "nan", "null", "none"})
# A cell as a Python string in a list of rows costs about this many bytes for each byte of the file.
BYTES_PER_BYTE = 15
MOST_COLUMNS = 30_000
"""Columns that can be chosen from."""


@dataclass(frozen=True)
class Table:
    """A table as text: column names, rows of cells, and the line of the file that each row starts on."""

    path: Path
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each column stands."""
        return {name: place for place, name in enumerate(self.names)}

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of a column; raises DataError for a name that isn't there or cells that are empty."""
        self.require((name,))
        position = self.places[name]
        cells = tuple(row[position] for row in self.rows)
        problems = Problems(self.path)
        for line, cell in zip(self.lines, cells, strict=True):
            if cell.lower() in MISSING:
                problems.add(line, "the value is missing", name)
        problems.require_none()
        return cells

    def numbers(self, names: tuple[str, ...]) -> NDArray[np.float64]:
        """The columns as numbers (N, len(names)); raises DataError naming every cell that isn't a finite number."""
        self.require(names)
        problems = Problems(self.path)
        columns = []
        for name in names:
            position = self.places[name]
            columns.append([_number(row[position]) for row in self.rows])
            for row, number in enumerate(columns[-1]):
                if not math.isfinite(number):
                    problems.add(self.lines[row], _trouble(self.rows[row][position]), name)
        problems.require_none()
        return np.array(columns, dtype=np.float64).reshape(len(names), len(self.rows)).T.copy()

    def is_numeric(self, name: str) -> bool:
        """Whether no cell of the column that has something in it is a word."""
        position = self.places[name]
        cells = (row[position] for row in self.rows)
        return all(math.isfinite(_number(cell)) for cell in cells if cell.lower() not in MISSING)

    def without_missing(self, names: tuple[str, ...]) -> "Table":
        """The same without the rows in which a cell of these columns is missing. Raises DataError where none is left."""
        self.require(names)
        positions = [self.places[name] for name in names]
        whole = [at for at, row in enumerate(self.rows) if not any(row[place].lower() in MISSING for place in positions)]
        if not whole:
            raise DataError(self.path, "in every row a value is missing")
        return replace(self, rows=tuple(self.rows[at] for at in whole), lines=tuple(self.lines[at] for at in whole))

    def require(self, names: tuple[str, ...]) -> None:
        """Raises DataError naming every column that isn't there."""
        there = ", ".join(self.names[:REPORTED]) + (", ..." if len(self.names) > REPORTED else "")
        problems = [
            DataProblem(1, "", f'there is no column "{name}", expected one of {there}') for name in names if name not in self.places
        ]
        if problems:
            raise DataError(self.path, problems)


def read_table(path: Path) -> Table:
    """Read a CSV file in UTF-8 whose columns are parted by commas, semicolons or tabs.

    Raises DataError with every problem: no such file, empty, not UTF-8, ragged rows, names missing or used twice.
    """
    with open_data(path, "a CSV file") as stream:
        _require_room(path, os.fstat(stream.fileno()).st_size)
        return _table(path, lines_of(path, stream))


def _table(path: Path, lines: Iterator[str]) -> Table:
    first = next(lines, "")
    delimiter = max(DELIMITERS, key=first.count)
    names: tuple[str, ...] = ()
    rows, starts = [], []
    problems = Problems(path)
    reader = csv.reader(chain([first], lines), delimiter=delimiter, strict=True, skipinitialspace=True)
    try:
        before = 0
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not cells:
                continue
            if not names:
                names = tuple(cell.strip() for cell in cells)
                _judge_names(names, line, problems)
            elif len(cells) != len(names):
                problems.add(line, f"{len(cells)} values, expected {len(names)} as in the heading")
            elif not problems:
                rows.append(tuple(cell.strip() for cell in cells))
                starts.append(line)
    except csv.Error as error:
        problems.add(reader.line_num, f"not a CSV row: {error}")
    if not names:
        problems.add(None, "the file is empty, expected a line of column names")
    elif not rows and not problems:
        problems.add(None, "there are column names but no rows, expected a row for each example")
    problems.require_none()
    return Table(path, names, tuple(rows), tuple(starts))


def _require_room(path: Path, size: int) -> None:
    """Raises DataError for a file of a size that can't be borne."""
    needed, available = size * BYTES_PER_BYTE, available_memory()
    if available is not None and needed > available:
        raise DataError(path, f"reading it needs about {readable_bytes(needed)}, {readable_bytes(available)} is available")


def _judge_names(names: tuple[str, ...], line: int, problems: Problems) -> None:
    if len(names) > MOST_COLUMNS:
        problems.add(line, f"names {len(names):,} columns, expected at most {MOST_COLUMNS:,}")
        return
    seen: set[str] = set()
    for position, name in enumerate(names):
        if not name:
            problems.add(line, f"column {position + 1} has no name")
        elif name in seen:
            problems.add(line, "the name is used for two columns", name)
        seen.add(name)


def _number(cell: str) -> float:
    """The cell as a number, not a number where it isn't one (nor does Python's 1_000 count)."""
    try:
        return math.nan if "_" in cell else float(cell)
    except ValueError:
        return math.nan


def _trouble(cell: str) -> str:
    if cell.lower() in MISSING:
        return "the value is missing, expected a number"
    shown = cell if len(cell) <= 40 else cell[:37] + "..."
    return f'"{shown}" is not a finite number'
