"""Loading a document, by path or by an example's name, with every problem there is told at once."""

import os
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from nnviz.data.format import FORMATS, format_of
from nnviz.data.memory import readable_bytes
from nnviz.data.problem import DataError
from nnviz.document.check import check
from nnviz.document.document import Document
from nnviz.document.flaw import Flaw, one_of, short
from nnviz.files.archive import broken, is_archive, read_archive
from nnviz.files.example import example_names, example_path
from nnviz.files.location import example_folder
from nnviz.files.outline import outline
from nnviz.files.problem import DocumentError, Problem
from nnviz.files.read import read_document

DOCUMENT = "document.toml"
"""The name, in a session file, of the document as it was when that was saved."""
# A file of this size is no document: a million weights take two thirds of it. Larger data belong into a file of their own.
LARGEST = 32_000_000
# Of a document of this size it isn't asked what data it names: it is long enough by itself.
_LONG = 100_000
_TEXT = 200
"""Bytes of arrays that are read in the time that a byte of a document takes."""
# Python's reader takes time as the square of a key's parts; nobody writes keys of a hundred.
_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
LONG_KEY = re.compile(rf"(?:^[ \t\[]*|[{{,][ \t]*){_PART}(?:[ \t]*\.[ \t]*{_PART}){{100}}", re.MULTILINE)


def load(name: str | os.PathLike[str]) -> Document:
    """The document in a TOML file; ``name`` is a path or, where no file is called so, an example's name ("xor").

    Of a session file it is the document as it was when that was saved. Raises DocumentError with all problems of the file (and
    of the data file it names); nothing is half loaded.
    """
    path = find(name)
    if not is_archive(path):
        return parse(read_text(path), path)
    text = read_archive(path).texts.get(DOCUMENT)
    if text is None:
        raise broken(path, f"there is no {DOCUMENT} in it")
    return parse(text, path)


def find(name: str | os.PathLike[str]) -> Path:
    """The path that a name stands for; raises DocumentError where there is no such file and no such example."""
    text = os.fspath(name)
    path = Path(text)
    try:
        if path.is_file():
            return path
        if text in example_names():
            return example_path(text)
        if path.exists():
            return path
    except (OSError, ValueError) as error:
        raise DocumentError([Problem(short(text), None, "", f"can't be a path: {error}")]) from None
    if path.parent == Path() and not path.suffix:
        message = f"there is no such file and no example of this name, {one_of(example_names(), text)}"
    else:
        message = "there is no such file"
    raise DocumentError([Problem(text, None, "", message)])


def weight(name: str | os.PathLike[str]) -> int:
    """About how many bytes of arrays are read in the time that opening this document takes; 0 where that can't be told."""
    try:
        path = find(name)
        size = path.stat().st_size
        if path.suffix != ".toml":
            return size
        data = tomllib.loads(read_text(path)).get("data") if size < _LONG else None
        named = [data[key] for key in ("file", "labels") if isinstance(data.get(key), str)] if isinstance(data, dict) else []
        return size * _TEXT + sum(_weight(path.absolute().parent / file) for file in named)
    except (DocumentError, ValueError, OSError, RecursionError):
        return 0


def _weight(path: Path) -> int:
    """The same of a file of data, or of all files in a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return format_of(str(path)).weight * sum(file.stat().st_size for file in files if file.is_file())


def is_data(name: str | os.PathLike[str]) -> bool:
    """Whether this is data and no document: a folder, or a file that ends as one of the formats of data does."""
    path = Path(name)
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError:  # too long to be the name of anything
        return False
    if is_folder:
        return os.fspath(name) not in example_names()
    return is_file and path.name.lower().endswith(tuple(ending for row in FORMATS.values() for ending in row.endings))


def own_file(name: str | os.PathLike[str]) -> Path | None:
    """The file of the user's own that a name stands for; None for one of the examples. Raises DocumentError."""
    path = find(name)
    return None if path.absolute().parent == example_folder() else path


def parse(text: str, path: Path) -> Document:
    """The document in a TOML text that stands for the file ``path``; raises DocumentError with all its problems."""
    table = _tables(text, path)
    document, notes = read_document(table, path.absolute().parent)
    flaws = list(notes.flaws)
    problems: list[Problem] = []
    try:
        flaws += check(document, notes.unread, tables=not flaws)
    except DataError as error:
        problems = [Problem(_near(error.path), row.line, row.column, row.message) for row in error.problems]
    if flaws or problems:
        raise DocumentError([*_problems(flaws, text, path), *problems])
    return document


def read_text(path: Path) -> str:
    """The text of a document's file, without a byte order mark; raises DocumentError where it can't be had."""
    name = str(path)
    try:
        if path.is_dir():
            raise DocumentError([Problem(name, None, "", "is a folder, expected a TOML file")])
        if not path.is_file() and path.exists():
            raise DocumentError([Problem(name, None, "", "is not a regular file, expected a TOML file")])
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
            if len(data) > LARGEST:
                size = readable_bytes(os.fstat(stream.fileno()).st_size)
                message = f"has {size}, expected at most {readable_bytes(LARGEST)}: large data go into a file of their own"
                raise DocumentError([Problem(name, None, "", message)])
    except FileNotFoundError:
        raise DocumentError([Problem(name, None, "", "there is no such file")]) from None
    except OSError as error:
        raise DocumentError([Problem(name, None, "", f"can't be read: {error.strerror or error}")]) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "looks like a binary file" if b"\0" in data[:1000] else f"byte {error.start} is not UTF-8 text"
        raise DocumentError([Problem(name, line, "", f"{what}, expected a TOML file in UTF-8")]) from None
    if not text.strip():
        raise DocumentError([Problem(name, None, "", "is empty, expected a document with [circuit] or [network]")])
    return text


def _tables(text: str, path: Path) -> dict[str, object]:
    long = LONG_KEY.search(text)
    if long:
        line = text.count("\n", 0, long.start()) + 1
        raise DocumentError([Problem(str(path), line, "", "this key has more than 100 parts, expected far fewer")])
    try:
        return tomllib.loads(text)
    except RecursionError:
        message = "brackets are nested too deeply to be read, expected at most an array of arrays"
        raise DocumentError([Problem(str(path), None, "", message)]) from None
    except ValueError as error:
        found = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", str(error), re.DOTALL)
        if found:
            line, message = int(found[2]), f"{found[1]} (column {found[3]})"
        else:
            line, message = text.rstrip().count("\n") + 1, str(error).removesuffix(" (at end of document)")
        if "\0" in text:
            message = "has a zero byte: looks like a binary file"
        raise DocumentError([Problem(str(path), line, "", f"{short(message, 200)}, expected TOML")]) from None


def _problems(flaws: Sequence[Flaw], text: str, path: Path) -> list[Problem]:
    """The flaws with their lines, in the order of the file, each once."""
    where = outline(text, max((len(flaw.place) for flaw in flaws), default=0))
    problems = dict.fromkeys(Problem(str(path), where.line(flaw.place), flaw.path, flaw.message) for flaw in flaws)
    return sorted(problems, key=lambda problem: problem.line or 0)


def _near(path: Path) -> str:
    """A path as short as can be: relative to where the command was given, if the file lies below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
