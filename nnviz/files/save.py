"""Saving a document: whole or not at all, with the comments of the file it came from."""

import os
from pathlib import Path

from nnviz.document.check import check
from nnviz.document.document import Document
from nnviz.files.edit import edited_text
from nnviz.files.load import read_text
from nnviz.files.problem import DocumentError, Problem
from nnviz.files.whole import write_whole
from nnviz.files.write import document_tables, table_text


def save(document: Document, path: str | os.PathLike[str], like: str | os.PathLike[str] | None = None) -> None:
    """Write a document to a TOML file; loading that gives an equal document, to the last bit.

    ``like`` is the file that the document was loaded from: its comments and order are kept where only values differ.
    Without it, that is done for the file that is overwritten if it has the same title and lay in the same folder.
    A file that is there is replaced in one go: a crash or a full disk leaves it as it was. A data file is named
    relative to the new place, or absolutely where it is far. Raises DocumentError where the document wouldn't load
    again, or the file can't be written.
    """
    path = Path(path)
    flaws = check(document, tables=False)
    if flaws:
        raise DocumentError(Problem(str(path), None, flaw.path, flaw.message) for flaw in flaws)
    folder = path.absolute().parent
    text = _commented(document, folder, path, Path(like) if like is not None else None)
    if text is None:
        text = table_text(document_tables(document, folder))
    try:
        write_whole(path, text.encode("utf-8"))
    except UnicodeEncodeError as error:
        message = f"can't be saved: it has a character that is no Unicode text ({error.reason})"
        raise DocumentError([Problem(str(path), None, "", message)]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentError([Problem(str(path), None, "", f"can't be written: {reason}")]) from None


def _commented(document: Document, folder: Path, path: Path, like: Path | None) -> str | None:
    """The text of the file that the document came from, changed to fit; None where there is none or it can't be."""
    if like is None and document.folder != folder:
        return None
    try:
        text = read_text(path if like is None else like)
    except (DocumentError, ValueError):
        return None
    return edited_text(text, document, folder, any_title=like is not None)
