"""Files that no reader should trust, and small good ones of every format."""

import gzip
import io
import pickle
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache

import numpy as np

BOMB = 110_000_000
IDX_TYPES = {"u1": 0x08, "i1": 0x09, ">i2": 0x0B, ">i4": 0x0C, ">f4": 0x0D, ">f8": 0x0E}


def idx(array: np.ndarray, kind: str = "u1") -> bytes:
    """The bytes of an IDX file, by the format's description."""
    head = bytes([0, 0, IDX_TYPES[kind], array.ndim]) + b"".join(struct.pack(">I", side) for side in array.shape)
    return head + array.astype(kind).tobytes()


def npz(**arrays: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


def zipped(method: int = zipfile.ZIP_DEFLATED, **members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.npy", data)
    return stream.getvalue()


def npy(shape: str, held: bytes, dtype: str = "|u1", version: int = 1, length: int | None = None) -> bytes:
    head = f"{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape}, }}".encode().ljust(118) + b"\n"
    size = struct.pack("<H" if version == 1 else "<I", len(head) if length is None else length)
    return b"\x93NUMPY" + bytes([version, 0]) + size + head + held


def png(width: int, height: int, rows: bytes | None = None) -> bytes:
    """A grey PNG by the format's description; ``rows`` default to black."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + bytes(width) for _ in range(height)) if rows is None else rows
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")


@cache
def zeros() -> bytes:
    """More than a reader may cost."""
    return bytes(BOMB)


def packed_zeros() -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return packer.compress(zeros()) + packer.flush()


_HEAD = bytes([0, 0, 8, 3])
_GOOD = idx(np.arange(24, dtype=np.uint8).reshape(2, 3, 4))

BAD_IDX: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty"),
    "wrong magic": (b"\x89PNG" + bytes(20), "begins with the bytes 89 50 4e 47, expected an IDX file"),
    "unknown type": (b"\0\0\x0a\1" + bytes(20), "begins with the bytes 00 00 0a 01"),
    "no dimension": (b"\0\0\x08\0", "begins with the bytes 00 00 08 00"),
    "cut in its head": (_HEAD + bytes(5), "ends within its head, expected the sizes of 3 dimensions"),
    "cut": (_GOOD[:-1], "its head promises 2 x 3 x 4 numbers, 24 bytes, and it holds 23"),
    "too long": (_GOOD + b"\0", "its head promises 2 x 3 x 4 numbers, 24 bytes, and it holds 25"),
    "promising": (_HEAD + b"\x7f\xff\xff\xff" * 3 + bytes(9), "and it holds 9"),
    "packed and cut": (gzip.compress(_GOOD)[:-12], "cannot be unpacked: Compressed file ended"),
    "packed and spoilt": (gzip.compress(_GOOD)[:-6] + b"spoilt", "cannot be unpacked: CRC check failed"),
    "packed and short": (gzip.compress(_GOOD[:-1]), "24 bytes, and it holds 23"),
    "packed and long": (gzip.compress(_GOOD + b"\0"), "24 bytes, and it holds more"),
    "a bomb as promised": (gzip.compress(_HEAD + struct.pack(">III", 2000, 1000, 1000)), "would unpack to 2 GB from"),
    "a bomb behind a small head": (gzip.compress(_GOOD) + packed_zeros(), "24 bytes, and it holds more"),
}

BAD_NPZ: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "is not a zip, or a broken one"),
    "no zip": (b"PK" + bytes(100), "is not a zip, or a broken one"),
    "cut": (npz(x=np.ones(3), y=np.ones(3))[:-30], "is not a zip, or a broken one"),
    "no array": (zipped(), "holds no array"),
    "no head": (zipped(x=b"", y=b"abc"), "x: cannot be read"),
    "objects": (npz(x=np.array([{}, None], dtype=object), y=np.ones(2)), "x: holds Python objects, which are not read"),
    "a pickle": (zipped(x=pickle.dumps([1, 2]), y=b""), "x: cannot be read"),
    "words": (npz(x=np.array(["a", "b"]), y=np.ones(2)), "x: holds <U1, expected numbers"),
    "promising": (zipped(x=npy("(1000000000000,)", bytes(3)), y=npy("(3,)", bytes(3))), "x: its head promises"),
    "negative": (zipped(x=npy("(-3,)", bytes(3)), y=npy("(3,)", bytes(3))), "x: "),
    "a huge head": (zipped(x=npy("(3,)", zeros(), version=2, length=BOMB)), "x: has a head of 110,000,000 bytes"),
    "a bomb as promised": (zipped(x=npy("(110000000,)", zeros())), "would unpack to 110 MB from"),
    "a bomb behind a small head": (zipped(x=npy("(3,)", zeros())), "its head promises 3 numbers, 3 bytes; it holds 110"),
    "another packer": (zipped(zipfile.ZIP_BZIP2, x=npy("(3,)", bytes(3))), "x: is packed in a way that NumPy doesn't use"),
    "contents beyond bounds": (zipped(**{f"{k}{'x' * 30_000}": b"" for k in range(40)}), "its table of contents has 1,20"),
}

_NOISE = b"".join(b"\0" + bytes(41 * row * column % 251 for column in range(8)) for row in range(1, 9))
BAD_PICTURES: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "is not a picture, expected PNG, JPEG or PGM"),
    "words": (b"not a picture", "is not a picture"),
    "another format": (b"GIF89a" + bytes(30), "is not a picture"),
    "cut": (png(8, 8, _NOISE)[:100], "truncated"),
    "cut pgm": (b"P5 8 8 255\n" + bytes(20), "cannot be read"),
    "a bomb": (png(11_000, 10_000, zeros()), "has 10,000 x 11,000 pixels, expected at most 4,000,000 in all"),
    "a bomb of a head": (png(2**30, 2**30, b""), "pixels"),
}
