"""Opening files of data: what can't be opened, or promises more than can be believed, is refused in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

import numpy as np
from numpy.typing import NDArray

from nnviz.data.memory import available_memory, readable_bytes
from nnviz.data.problem import DataError

CHUNK = 2**20

# Numbers of up to this many bytes are read whatever they were packed into; of more, packed data is a bomb that would
# unpack to so many times its size. (Handwritten digits pack to a fifth, spoken words to a half.)
HARMLESS = 64_000_000
MOST_RATIO = 100


class ShortError(Exception):
    """A stream ended after ``held`` bytes, earlier than it should have."""

    def __init__(self, held: int) -> None:
        self.held = held
        super().__init__("it ends too early")


@contextmanager
def open_data(path: Path, expected: str) -> Iterator[BinaryIO]:
    """The file, open for reading bytes; ``expected`` says what it should be ("an IDX file").

    Raises DataError where it isn't there or can't be read, also for what goes wrong while it is being read.
    """
    try:
        with _opened(path, expected) as stream:
            yield stream
    except FileNotFoundError:
        raise DataError(path, "there is no such file") from None
    except OSError as error:
        raise DataError(path, f"cannot be read: {error.strerror or error}") from None


def _opened(path: Path, expected: str) -> BinaryIO:
    try:
        if path.is_dir():
            raise DataError(path, f"is a folder, expected {expected}")
        if path.exists() and not path.is_file():
            raise DataError(path, f"is not a regular file, expected {expected}")
        return path.open("rb")
    except DataError:
        raise
    except ValueError as error:
        raise DataError(path, f"can't be a path: {error}") from None


def require_room(path: Path, what: str, needed: int, packed: int | None = None) -> None:
    """Raises DataError where ``needed`` bytes aren't to be had, or wouldn't come out of ``packed`` ones in good faith."""
    if packed is not None and needed > HARMLESS and needed > MOST_RATIO * packed:
        sizes = f"{readable_bytes(needed)} from {readable_bytes(packed)}"
        raise DataError(path, f"{what} would unpack to {sizes}, expected at most {MOST_RATIO} times as much")
    available = available_memory()
    if available is not None and needed > available:
        raise DataError(path, f"{what} needs {readable_bytes(needed)} of memory, {readable_bytes(available)} is available")


def read_array(stream: IO[bytes], shape: tuple[int, ...], dtype: np.dtype) -> NDArray[np.number]:
    """An array of this shape out of a stream, a piece at a time, in this machine's byte order.

    Raises ShortError where the stream ends too early.
    """
    array = np.empty(shape, dtype)
    view = array.reshape(-1).view(np.uint8)
    at = 0
    while at < len(view):
        piece = stream.read(min(CHUNK, len(view) - at))
        if not piece:
            raise ShortError(at)
        view[at : at + len(piece)] = np.frombuffer(piece, np.uint8)
        at += len(piece)
    return array if dtype.isnative else array.byteswap(inplace=True).view(dtype.newbyteorder("="))
