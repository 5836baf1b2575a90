"""What is kept of sessions that were not saved, for when their process ends unexpectedly: a file and a lock for each.

The system lets go of a lock when the process that holds it ends, however that comes; the number of a process may come again.
"""

import contextlib
import fcntl
import os
import time
import zipfile
from itertools import count
from pathlib import Path
from typing import NamedTuple

from nnviz.document.document import Document
from nnviz.files.archive import Archive, read_archive, write_archive
from nnviz.files.load import DOCUMENT
from nnviz.files.problem import DocumentError
from nnviz.files.write import document_tables, table_text
from nnviz.session.record import SessionRecord, archive_of

_PATH, _TITLE = "path.txt", "title.txt"
_KEPT, _LOCK = ".nnviz", ".lock"


class Lost(NamedTuple):
    """A session that nobody saved: the file that it is kept in, the file it was opened from if any, its title, and since when."""

    file: Path
    path: Path | None
    title: str
    when: float


class Refuge:
    """The place in a folder where this process keeps its session; it is taken when there is something to keep."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: Path | None = None
        self._lock = -1

    @property
    def file(self) -> Path:
        """Where the session is kept, if it is. Raises OSError where the folder can't be made or used."""
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            for number in count():
                file = self._folder / f"{os.getpid()}-{number}{_KEPT}"
                lock = _locked(file)
                if lock is not None and not file.exists():
                    self._file, self._lock = file, lock
                    break
                _let_go(lock)
        return self._file  # type: ignore[return-value]  # count has no end

    def keep(self, record: SessionRecord | Document, title: str, path: Path | None) -> None:
        """Writes what can be lost, whole or not at all. Raises DocumentError, or OSError where the folder can't be made."""
        if isinstance(record, SessionRecord):
            archive = archive_of(record, self._folder, None)
        else:
            archive = Archive({DOCUMENT: table_text(document_tables(record, self._folder))}, {})
        told = {_TITLE: title, _PATH: "" if path is None else str(path.absolute())}
        write_archive(self.file, Archive({**archive.texts, **told}, archive.arrays))

    def adopt(self, lost: Lost) -> None:
        """Keeps what another process kept: at no moment is it nowhere. Raises OSError."""
        lost.file.replace(self.file)
        forget(lost.file)

    def clear(self) -> None:
        """There is nothing to lose."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.unlink()

    def leave(self) -> None:
        """Gives the place up; what is kept in it counts as lost."""
        if self._file is not None:
            if not self._file.exists():
                forget(self._file)
            _let_go(self._lock)
            self._file = None


def forget(file: Path) -> None:
    """Takes a kept session away, and its lock."""
    for each in (file, file.with_suffix(_LOCK)):
        with contextlib.suppress(OSError):
            each.unlink()


def lost_sessions(folder: Path) -> list[Lost]:
    """What was kept by processes that live no more, the latest first.

    What is broken is taken away; what can't be read now, for want of memory say, stays for another time.
    """
    found = []
    for file in folder.glob(f"*{_KEPT}"):
        try:
            lock = _locked(file)
        except OSError:
            continue
        if lock is None:
            continue
        try:
            texts = read_archive(file).texts
            path = texts.get(_PATH, "")
            found.append(Lost(file, Path(path) if path else None, texts.get(_TITLE, ""), file.stat().st_mtime))
        except (DocumentError, OSError):
            if not zipfile.is_zipfile(file):
                forget(file)
        finally:
            _let_go(lock)
    return sorted(found, key=lambda lost: -lost.when)


def _locked(file: Path) -> int | None:
    """The lock of a kept session, open; None where a living process has it. Raises OSError where there can't be one."""
    lock = os.open(file.with_suffix(_LOCK), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    except OSError:
        os.close(lock)
        raise
    return lock


def _let_go(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)


def ago(seconds: float) -> str:
    """How long ago, in words."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {unit}{'s' * (count != 1)} ago"
    return "less than a minute ago"


def since(lost: Lost) -> str:
    """When it was kept, in words."""
    return ago(max(time.time() - lost.when, 0.0))
