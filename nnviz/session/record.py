"""A session as it is written down: its branches with what was done in each, and states from which any step is recomputed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.document.document import Document
from nnviz.files.archive import Archive, broken, is_archive, read_archive
from nnviz.files.load import DOCUMENT, find, load, parse
from nnviz.files.problem import DocumentError
from nnviz.files.write import document_tables, table_text
from nnviz.session.branch import Branch, Branches, Line, Mark
from nnviz.session.kept_file import kept_of, kept_parts
from nnviz.session.subject import NetworkSubject, Subject, subject_of
from nnviz.training.trainer import Kept, Trainer

FORMAT = 2
TABLE = "session.json"
_BAD = (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError, FloatingPointError)

Table = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class BranchRecord:
    """A branch and its run, frozen."""

    number: int
    name: str
    parent: int | None
    line: Line
    marks: tuple[Mark, ...]
    kept: Kept


@dataclass(frozen=True, slots=True, eq=False)
class SessionRecord:
    """All of a session that is worth keeping, frozen: it can be written while the session goes on."""

    branches: tuple[BranchRecord, ...]
    current: int


def record_of(branches: Branches) -> SessionRecord:
    """What is to be written; the runs must stand still meanwhile."""
    return SessionRecord(tuple(_record_of(branch, branches) for branch in branches.all), branches.current.number)


def _record_of(branch: Branch, branches: Branches) -> BranchRecord:
    """A branch whose parent was deleted is still called by what is different in it."""
    parent = branch.parent
    lost = parent is not None and parent not in branches.all
    return BranchRecord(
        branch.number, branch.title if lost else branch.name, None if lost or parent is None else parent.number, branch.line,
        branch.marks, branch.trainer.keep(),
    )


def archive_of(record: SessionRecord, folder: Path, document: Document | None) -> Archive:
    """The session as a file in ``folder`` has it; with the ``document`` as it is now, for those who want that alone."""
    texts: dict[str, str] = {}
    arrays: dict[str, NDArray[np.number]] = {}
    rows: list[Table] = []
    if document is not None:
        texts[DOCUMENT] = table_text(document_tables(document, folder))
    for branch in record.branches:
        place = f"branches/{branch.number}"
        texts[f"{place}.toml"] = table_text(document_tables(branch.kept.origin, folder))
        table, found = kept_parts(branch.kept)
        arrays |= {f"{place}/{name}": array for name, array in found.items()}
        rows.append({
            "number": branch.number, "name": branch.name, "parent": branch.parent, "line": branch.line,
            "marks": [[mark.step, mark.name] for mark in branch.marks], **table,
        })
    top = {"format": FORMAT, "numpy": np.__version__, "current": record.current, "branches": rows}
    return Archive({**texts, TABLE: json.dumps(top, allow_nan=False, indent=1)}, arrays)


def subject_at(source: str | PathLike[str]) -> tuple[Subject, str]:
    """What is in a document's or a session's file, or in an example; and what is to be said about it. Raises DocumentError."""
    path = find(source)
    archive = read_archive(path) if is_archive(path) else None
    if archive is None or TABLE not in archive.texts:
        return subject_of(load(source)), ""
    branches, warning = branches_of(archive, path)
    return NetworkSubject(branches), warning


def branches_of(archive: Archive, path: Path) -> tuple[Branches, str]:
    """The branches in a session file, and a sentence where this machine comes to other bits than the one that wrote it.

    Raises DocumentError with one line where the file is malformed.
    """
    try:
        top = json.loads(archive.texts[TABLE])
        if top["format"] != FORMAT:
            raise broken(path, f"it is of format {top['format']}, expected {FORMAT}: it needs another version of nnviz")
        origins: dict[str, Document] = {}
        found = {int(row["number"]): _branch(row, archive, path, origins) for row in top["branches"]}
        for row in top["branches"]:
            found[row["number"]].parent = _parent(found, row["parent"])
        _require_roots(found.values())
        branches = Branches(found[top["current"]])
        branches.all = tuple(found.values())
    except _BAD as error:
        if isinstance(error, DocumentError):
            raise
        raise broken(path, f"{TABLE} does not fit ({type(error).__name__}: {error})") from None
    differing = [
        f"step {row['step']:,} of {title}"
        for row, (branch, title) in zip(top["branches"], branches.titles().items(), strict=True)
        if branch.trainer.digest != row["digest"]
    ]
    return branches, _warning(differing, str(top["numpy"]))


def _branch(row: Table, archive: Archive, path: Path, origins: dict[str, Document]) -> Branch:
    """One branch; what it began with is one object for all that began with the same."""
    place = f"branches/{row['number']}"
    text = archive.texts[f"{place}.toml"]
    origin = origins.get(text) or origins.setdefault(text, parse(text, path))
    arrays = {name.removeprefix(f"{place}/"): array for name, array in archive.arrays.items() if name.startswith(f"{place}/")}
    branch = Branch(Trainer.taken_up(kept_of(row, arrays, origin)), row["number"], None, str(row["name"]))
    branch.line = tuple((int(number), int(step)) for number, step in row["line"])
    branch.marks = tuple(sorted(Mark(int(step), str(name)) for step, name in row["marks"]))
    if any(step < 0 for _, step in branch.line) or any(mark.step < 0 for mark in branch.marks):
        raise ValueError("steps count from 0")
    return branch


def _parent(found: Mapping[int, Branch], number: int | None) -> Branch | None:
    return None if number is None else found[number]


def _require_roots(branches: Any) -> None:
    """No branch may come out of itself."""
    for branch in branches:
        seen, at = set(), branch
        while at is not None:
            if at in seen:
                raise ValueError(f"branch {branch.number} comes out of itself")
            seen.add(at)
            at = at.parent


def _warning(differing: list[str], numpy: str) -> str:
    if not differing:
        return ""
    where = "the same NumPy, on another machine" if numpy == np.__version__ else f"NumPy {numpy}, here with {np.__version__}"
    return f"Saved with {where}: {', '.join(differing)} comes out with other last digits here."
