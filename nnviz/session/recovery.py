"""What is kept of sessions that were not saved, one file for each process that has one open, for when it ends unexpectedly."""

import contextlib
import os
import time
import zipfile
from pathlib import Path
from typing import NamedTuple

from nnviz.document.document import Document
from nnviz.files.archive import Archive, read_archive, write_archive
from nnviz.files.load import DOCUMENT
from nnviz.files.problem import DocumentError
from nnviz.files.write import document_tables, table_text
from nnviz.session.record import SessionRecord, archive_of

_PATH, _TITLE = "path.txt", "title.txt"
_PATTERN = "*.nnviz"


class Lost(NamedTuple):
    """A session that nobody saved: the file that it is kept in, the file it was opened from if any, its title, and since when."""

    file: Path
    path: Path | None
    title: str
    when: float


def recovery_file(folder: Path) -> Path:
    """Where this process keeps its session."""
    return folder / f"{os.getpid()}.nnviz"


def keep(record: SessionRecord | Document, title: str, path: Path | None, folder: Path) -> None:
    """Writes what can be lost, whole or not at all. Raises DocumentError, or OSError where the folder can't be made."""
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(record, SessionRecord):
        archive = archive_of(record, folder, None)
    else:
        archive = Archive({DOCUMENT: table_text(document_tables(record, folder))}, {})
    told = {_TITLE: title, _PATH: "" if path is None else str(path.absolute())}
    write_archive(recovery_file(folder), Archive({**archive.texts, **told}, archive.arrays))


def forget(file: Path) -> None:
    """Takes a kept session away."""
    with contextlib.suppress(OSError):
        file.unlink()


def lost_sessions(folder: Path) -> list[Lost]:
    """What was kept by processes that live no more, the latest first.

    What is broken is taken away; what can't be read now, for want of memory say, stays for another time.
    """
    found = []
    for file in folder.glob(_PATTERN):
        if _lives(file.stem):
            continue
        try:
            texts = read_archive(file).texts
            path = texts.get(_PATH, "")
            found.append(Lost(file, Path(path) if path else None, texts.get(_TITLE, ""), file.stat().st_mtime))
        except (DocumentError, OSError):
            if not zipfile.is_zipfile(file):
                forget(file)
    return sorted(found, key=lambda lost: -lost.when)


def ago(seconds: float) -> str:
    """How long ago, in words."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {unit}{'s' * (count != 1)} ago"
    return "less than a minute ago"


def _lives(process: str) -> bool:
    if not process.isdigit():
        return True  # nothing that was kept by nnviz
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def since(lost: Lost) -> str:
    """When it was kept, in words."""
    return ago(max(time.time() - lost.when, 0.0))
