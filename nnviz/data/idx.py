"""IDX files, the format of MNIST: two zero bytes, a type, the number of dimensions, each dimension's size, the numbers.

Everything in them is big-endian (http://yann.lecun.com/exdb/mnist). They may be packed by gzip.
"""

import gzip
import math
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, cast

import numpy as np
from numpy.typing import NDArray

from nnviz.data.access import ShortError, open_data, read_array, require_room
from nnviz.data.problem import DataError

TYPES: Mapping[int, str] = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
"""The third byte -> what the numbers are."""

EXPECTED = "an IDX file"
MOST_DIMENSIONS = 8
_PACKED = b"\x1f\x8b"


def read_idx(path: Path) -> NDArray[np.number]:
    """The array in an IDX file (N, ...), in the type that it has there, so that MNIST's pictures take a byte a pixel.

    Raises DataError for all that isn't an IDX file, promises what it doesn't hold, or holds more than it promises.
    """
    with open_data(path, EXPECTED) as stream:
        size = os.fstat(stream.fileno()).st_size
        packed = stream.read(2) == _PACKED
        stream.seek(0)
        if not packed:
            return _read(path, stream, size, None)
        with gzip.GzipFile(fileobj=stream) as unpacked:
            try:
                return _read(path, cast(IO[bytes], unpacked), None, size)
            except (OSError, zlib.error, EOFError) as error:
                raise DataError(path, f"cannot be unpacked: {error or 'it ends too early'}") from None


def _read(path: Path, stream: IO[bytes], size: int | None, packed: int | None) -> NDArray[np.number]:
    """The array in a stream of ``size`` bytes (None: unknown), out of ``packed`` ones (None: it isn't packed)."""
    start = stream.read(4)
    if len(start) < 4 or start[:2] != b"\0\0" or start[2] not in TYPES or not 1 <= start[3] <= MOST_DIMENSIONS:
        begins = f"begins with the bytes {start.hex(' ')}" if start else "is empty"
        raise DataError(path, f"{begins}, expected {EXPECTED}: 00 00, a type from 08 to 0e, and the number of dimensions")
    sizes = stream.read(4 * start[3])
    if len(sizes) < 4 * start[3]:
        raise DataError(path, f"ends within its head, expected the sizes of {start[3]} dimensions")
    dtype, shape = np.dtype(TYPES[start[2]]), tuple(np.frombuffer(sizes, ">u4").tolist())
    needed = math.prod(shape) * dtype.itemsize
    promised = f"{' x '.join(map(str, shape))} numbers, {needed:,} bytes"
    held = None if size is None else size - 4 - len(sizes)
    if held is not None and held != needed:
        raise DataError(path, f"its head promises {promised}, and it holds {held:,}")
    require_room(path, f"an array of {promised}", needed, packed)
    try:
        array = read_array(stream, shape, dtype)
    except ShortError as error:
        raise DataError(path, f"its head promises {promised}, and it holds {error.held:,}") from None
    if stream.read(1):
        raise DataError(path, f"its head promises {promised}, and it holds more")
    return array
