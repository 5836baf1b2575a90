"""NPZ files: NumPy's arrays by name in a zip. Nothing in them is ever executed: arrays of Python objects are refused."""

import io
import math
import os
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import IO, BinaryIO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from nnviz.data.access import ShortError, open_data, read_array, require_room
from nnviz.data.problem import REPORTED, DataError, DataProblem

EXPECTED = "an NPZ file"
MOST_DIRECTORY = 1_000_000
"""Bytes of a zip's table of contents: room for ten thousand arrays."""
MOST_HEAD = 10_000
"""Bytes of an array's head, which says its shape and type."""
_HEADS = {(1, 0): ("<H", npy.read_array_header_1_0), (2, 0): ("<I", npy.read_array_header_2_0)}
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    OSError, ValueError, EOFError, RuntimeError, NotImplementedError, zlib.error, zipfile.BadZipFile, struct.error, ShortError,
)  # fmt: skip


class _ArrayError(Exception):
    """One array that can't be used, in one sentence."""


def read_npz(path: Path, wanted: Sequence[str]) -> dict[str, NDArray[np.number]]:
    """The arrays of these names, or all where none is named, as they are stored.

    Raises DataError with what is wrong of each: not there, no numbers, cut short, larger than can be believed.
    """
    arrays: dict[str, NDArray[np.number]] = {}
    problems: list[DataProblem] = []
    with open_data(path, EXPECTED) as stream:
        archive = open_zip(path, stream, EXPECTED)
        there = {info.filename.removesuffix(".npy"): info for info in archive.infolist() if info.filename.endswith(".npy")}
        if not there:
            raise DataError(path, f"holds no array, expected {EXPECTED}")
        for name in wanted or there:
            if name not in there:
                listed = ", ".join(list(there)[:REPORTED])
                problems.append(DataProblem(None, "", f'there is no array "{name}", expected one of {listed}'))
                continue
            try:
                arrays[name] = _read(path, archive, there[name], name)
            except _ArrayError as error:
                problems.append(DataProblem(None, name, str(error)))
    if problems:
        raise DataError(path, problems)
    return arrays


def open_zip(path: Path, stream: BinaryIO, expected: str) -> zipfile.ZipFile:
    """The zip, if its table of contents is of a bearable size: Python reads it whole, and first of all. Raises DataError."""
    end = stream.seek(0, os.SEEK_END)
    start = max(end - 2**16 - 98, 0)
    stream.seek(start)
    tail = stream.read()
    at = tail.rfind(b"PK\5\6")
    if at >= 0 and len(tail) >= at + 22:
        directory = struct.unpack_from("<L", tail, at + 12)[0]
        if at >= 76 and tail[at - 20 : at - 16] == b"PK\6\7":
            directory = struct.unpack_from("<Q", tail, at - 76 + 40)[0]
        if directory > MOST_DIRECTORY:
            raise DataError(path, f"its table of contents has {directory:,} bytes, expected at most {MOST_DIRECTORY:,}")
    try:
        return zipfile.ZipFile(stream)
    except _BROKEN as error:
        raise DataError(path, f"is not a zip, or a broken one ({error}), expected {expected}") from None


def _read(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> NDArray[np.number]:
    if info.compress_type not in _METHODS:
        raise _ArrayError("is packed in a way that NumPy doesn't use")
    try:
        with archive.open(info) as stream:
            shape, fortran, dtype = _head(stream)
            if dtype.kind not in "buif":
                what = "Python objects, which are not read" if dtype.hasobject else f"{dtype}"
                raise _ArrayError(f"holds {what}, expected numbers")
            needed = math.prod(shape) * dtype.itemsize
            held = info.file_size - stream.tell()
            if held != needed:
                raise _ArrayError(f"its head promises {' x '.join(map(str, shape))} numbers, {needed:,} bytes; it holds {held:,}")
            require_room(path, f"array {name}", needed, min(info.compress_size, path.stat().st_size))
            array = read_array(stream, shape[::-1] if fortran else shape, dtype)
            return array.T if fortran else array
    except _BROKEN as error:
        if isinstance(error, DataError):
            raise
        raise _ArrayError(f"cannot be read: {str(error).splitlines()[0] if str(error) else 'it ends too early'}") from None


def _head(stream: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype]:
    """Shape, whether by columns, and type. The head's length is looked at before NumPy reads so much."""
    version = npy.read_magic(stream)
    if version not in _HEADS:
        raise _ArrayError(f"is of NumPy's format {version[0]}.{version[1]}, expected 1.0 or 2.0")
    layout, read = _HEADS[version]
    length = stream.read(struct.calcsize(layout))
    size = struct.unpack(layout, length)[0]
    if size > MOST_HEAD:
        raise _ArrayError(f"has a head of {size:,} bytes, expected at most {MOST_HEAD:,}")
    return read(io.BytesIO(length + stream.read(size)))
