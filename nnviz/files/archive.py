"""Session files: a zip of texts and of arrays in NumPy's format: numpy.load reads them too. Nothing in it is executed."""

import io
import os
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnviz.data.access import open_data
from nnviz.data.npz import open_zip, read_npz
from nnviz.data.problem import DataError
from nnviz.files.problem import DocumentError, Problem
from nnviz.files.whole import write_whole

SUFFIX = ".nnviz"
LARGEST_TEXT = 32_000_000
_EXPECTED = "a session file"
_MAGIC = b"PK\3\4"
_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every entry: equal sessions are equal files


class Archive(NamedTuple):
    """Texts by the names of their files, such as "session.json", and arrays by name."""

    texts: Mapping[str, str]
    arrays: Mapping[str, NDArray[np.number]]


def write_archive(path: Path, archive: Archive) -> None:
    """Writes it whole or not at all. Raises DocumentError where that can't be done; the file before is then as it was."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        for name, text in archive.texts.items():
            pack.writestr(zipfile.ZipInfo(name, _MOMENT), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
        for name, array in archive.arrays.items():
            with pack.open(zipfile.ZipInfo(f"{name}.npy", _MOMENT), "w", force_zip64=True) as entry:
                np.lib.format.write_array(entry, np.ascontiguousarray(array), allow_pickle=False)
    try:
        write_whole(path, stream.getvalue())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentError([Problem(str(path), None, "", f"can't be written: {reason}")]) from None


def is_archive(path: Path) -> bool:
    """Whether a file says that it is a session file, by its first bytes."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as stream:
            return stream.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def read_archive(path: Path) -> Archive:
    """What a session file holds. Raises DocumentError, in one line, where it is cut short, broken or too large."""
    try:
        with open_data(path, _EXPECTED) as stream, open_zip(path, stream, _EXPECTED) as pack:
            entries = pack.infolist()
            texts = {info.filename: _text(pack, info) for info in entries if not info.filename.endswith(".npy")}
        arrays = read_npz(path, ()) if len(texts) < len(entries) else {}
    except DataError as error:
        raise broken(path, error.problems[0].message.partition(", expected ")[0]) from None
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise broken(path, str(error)) from None
    return Archive(texts, arrays)


def broken(path: str | os.PathLike[str], reason: str) -> DocumentError:
    """What is said of a session file that can't be used."""
    reason = " ".join(reason.split())[:200]
    return DocumentError([Problem(os.fspath(path), None, "", f"is no session file of nnviz, or a damaged one: {reason}")])


def _text(pack: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    with pack.open(info) as stream:
        data = stream.read(LARGEST_TEXT + 1)
    if len(data) > LARGEST_TEXT:
        raise ValueError(f"{info.filename} has more than {LARGEST_TEXT:,} bytes")
    return data.decode("utf-8")
