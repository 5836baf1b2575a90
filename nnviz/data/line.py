"""The lines of a text file, one at a time: a file that is none is found out before it is in memory."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from nnviz.data.access import CHUNK
from nnviz.data.problem import DataError, DataProblem

LONGEST = 4_000_000
"""Characters of a line: of more cells than these can make, the list alone would take all the memory that a bad file may cost."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")


def lines_of(path: Path, stream: BinaryIO) -> Iterator[str]:
    """The lines of a UTF-8 text with their ends, whatever these are.

    Raises DataError where the stream turns out to be no text, or a line is longer than LONGEST.
    """
    rest, number = "", 1
    for text in _texts(path, stream):
        rest += text
        # A carriage return at the end of a piece may be half of an end.
        end = max(rest.rfind("\n"), rest.rfind("\r", 0, -1)) + 1 if text else len(rest)
        whole = _LINE.findall(rest[:end])
        yield from whole
        number += len(whole)
        rest = rest[end:]
        if len(rest) > LONGEST or any(len(line) > LONGEST for line in whole):
            raise DataError(path, [DataProblem(number, "", f"a line is longer than {LONGEST:,} characters, expected a CSV file")])


def _texts(path: Path, stream: BinaryIO) -> Iterator[str]:
    """The text piece by piece, and "" once it is at its end."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    at, number = 0, 1
    while True:
        data, begun = stream.read(CHUNK), len(decoder.getstate()[0])
        try:
            text = decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            line = number + error.object.count(b"\n", 0, error.start)
            message = f"byte {at - begun + error.start} is not UTF-8 text, expected a CSV file in UTF-8"
            raise DataError(path, [DataProblem(line, "", message)]) from None
        if "\0" in text:
            line = number + text.count("\n", 0, text.index("\0"))
            raise DataError(path, [DataProblem(line, "", "has a zero byte, expected a CSV file (text)")])
        if text:
            yield text
        if not data:
            yield ""
            return
        at += len(data)
        number += text.count("\n")
