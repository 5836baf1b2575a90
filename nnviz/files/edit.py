"""Changing single values in the text of a document, so that its comments, order and spelling stay.

What a text says is compared with what it should say, both with every key; a value that differs is replaced where it
stands, a new key goes to the end of its section, one that is gone takes its line along.
"""

import tomllib
from pathlib import Path
from typing import Any

from nnviz.document.document import Document
from nnviz.files.outline import Outline, Place, outline
from nnviz.files.read import read_document
from nnviz.files.write import document_tables, key_text, table_text, value_text

Edit = tuple[int, int, str]


class _CannotError(Exception):
    """The text can't be brought to say so by changing single values."""


def edited_text(text: str, document: Document, folder: Path, any_title: bool) -> str | None:
    """The text changed to describe ``document`` in ``folder``; None where it would have to be rewritten.

    Without ``any_title`` a text of another title counts as that of another document, and is not taken.
    """
    try:
        before, notes = read_document(tomllib.loads(text), folder)
        if notes.flaws or not (any_title or before.title == document.title):
            return None
        if before == document:
            return text
        edits: list[Edit] = []
        old, new = (document_tables(each, folder, full=True) for each in (before, document))
        _compare(old, new, (), outline(text), edits)
        changed = _apply(text, edits)
        after, notes = read_document(tomllib.loads(changed), folder)
    except (_CannotError, ValueError, RecursionError):
        return None
    return changed if after == document and not notes.flaws else None


def _apply(text: str, edits: list[Edit]) -> str:
    pieces, at = [], 0
    for start, end, replacement in sorted(edits, key=lambda edit: edit[:2]):
        if start < at:
            raise _CannotError
        pieces += [text[at:start], replacement]
        at = end
    return "".join([*pieces, text[at:]])


def _compare(old: Any, new: Any, place: Place, where: Outline, edits: list[Edit]) -> None:
    """Add the edits that turn the value at a place from ``old`` into ``new``."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old | new:
            inner = (*place, key)
            if key not in new:
                edits.append(_removal(inner, where))
            elif key in old:
                _compare(old[key], new[key], inner, where, edits)
            else:
                edits.append(_insertion(inner, new[key], where))
        return
    entries = isinstance(old, list | tuple) and isinstance(new, list | tuple) and len(old) == len(new)
    if entries and ((*place, 0) in where.spans or (*place, 0) in where.headers):
        for index, (was, now) in enumerate(zip(old, new, strict=True)):
            _compare(was, now, (*place, index), where, edits)
    elif place in where.spans:
        span = where.spans[place]
        edits.append((span.start, span.end, value_text(new)))
    else:
        edits.append(_insertion(place, new, where))


def _insertion(place: Place, value: Any, where: Outline) -> Edit:
    """A new line at the end of the section that the key belongs to, or a new section at the end of the text."""
    key, section = place[-1], place[:-1]
    if not isinstance(key, str) or (isinstance(value, list) and value and isinstance(value[0], dict)):
        raise _CannotError
    if isinstance(value, dict):
        if section:
            raise _CannotError
        return len(where.text), len(where.text), "\n" + table_text({key: value})
    if section not in where.ends:
        if len(section) != 1 or section in where.spans:
            raise _CannotError
        return len(where.text), len(where.text), "\n" + table_text({str(section[0]): {key: value}})
    line = f"{key_text(key)} = {value_text(value)}"
    end = where.ends[section]
    if end == 0:
        return 0, 0, line + "\n"
    end = _line_end(where.text, end)
    return end, end, "\n" + line


def _removal(place: Place, where: Outline) -> Edit:
    """The whole line of a key, which must have it to itself but for a comment."""
    span = where.spans.get(place)
    if span is None or place[:-1] not in where.ends:
        raise _CannotError
    start = where.text.rfind("\n", 0, span.key) + 1
    end = _line_end(where.text, span.end)
    rest = where.text[span.end : end].strip()
    if where.text[start : span.key].strip() or (rest and not rest.startswith("#")):
        raise _CannotError
    return start, min(end + 1, len(where.text)), ""


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
