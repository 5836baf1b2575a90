"""Numbers in and out of the command line."""

import json
import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def plain(value: NDArray[np.floating] | float | None) -> Json:
    """A number or nested lists in full double precision; None for what is not finite or not there."""
    if value is None:
        return None
    if isinstance(value, np.ndarray):
        return _finite(value.astype(np.float64).tolist())
    return _finite(float(value))


def _finite(value: object) -> Json:
    if isinstance(value, list):
        return [_finite(entry) for entry in value]
    assert isinstance(value, float)
    return value if math.isfinite(value) else None


def print_json(value: Mapping[str, Json]) -> None:
    """One JSON object on standard output."""
    print(json.dumps(value, allow_nan=False, indent=2))


def short(value: NDArray[np.floating] | None) -> str:
    """A number to ten digits; an array that is larger by its range; a dash for what is not there."""
    if value is None:
        return "–"
    if value.size == 1:
        return f"{float(value.reshape(-1)[0]):.10g}"
    if value.size == 0:
        return "empty"
    return f"{value.min():.4g} … {value.max():.4g}"


def print_table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Rows under a head, columns aligned."""
    widths = [max(len(row[k]) for row in [head, *rows]) for k in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
