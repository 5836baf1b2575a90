"""Where everything stands in a TOML text: the place of a key or array entry -> its offsets.

The standard library's reader tells values and not where they were. This walks a text that it has accepted, for the
line numbers of messages, and for changing single values while every comment stays.
"""

import bisect
import contextlib
import re
import tomllib
from dataclasses import dataclass, field

Place = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY = re.compile(r"[ \t]*(\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*")
_STRING = r"\"\"\"(?:[^\\]|\\.)*?\"{3,5}|'''.*?'{3,5}|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'"
_SCALAR = re.compile(rf"{_STRING}|\d{{4}}-\d\d-\d\d \d\d:[^\s,\]}}#]+|[^\s,\]}}\[{{#=]+", re.DOTALL)
_TOKEN = re.compile(rf"{_STRING}|#[^\n]*|[\[\]{{}}]", re.DOTALL)
ANY_DEPTH = 1_000_000


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets in the text: where the key (or entry) begins, and the value from ``start`` to before ``end``."""

    key: int
    start: int
    end: int


@dataclass(slots=True)
class Outline:
    """``spans`` of keys and array entries, ``headers`` of tables, ``ends`` of tables with lines of their own."""

    text: str
    spans: dict[Place, Span] = field(default_factory=dict)
    ends: dict[Place, int] = field(default_factory=dict)
    headers: dict[Place, int] = field(default_factory=dict)
    _line_starts: list[int] = field(default_factory=list)

    def line(self, place: Place) -> int | None:
        """The line (from 1) of a place or the nearest one around it; None where there is none."""
        for length in range(len(place), 0, -1):
            part = place[:length]
            offset = self.spans[part].key if part in self.spans else self.headers.get(part)
            if offset is not None:
                if not self._line_starts:
                    self._line_starts += [match.end() for match in re.finditer("\n", self.text)]
                return bisect.bisect_right(self._line_starts, offset) + 1
        return None


class _LostError(Exception):
    """The text isn't what the scanner expects; what has been found so far stands."""


def outline(text: str, depth: int = ANY_DEPTH) -> Outline:
    """Walk a TOML text; what is within arrays is told for places of at most ``depth`` parts, the rest skipped fast.

    Of a text that isn't TOML, the part before the trouble is told.
    """
    scanner = _Scanner(text, depth)
    with contextlib.suppress(_LostError):
        scanner.walk()
    return scanner.found


class _Scanner:
    """One walk through a text; ``at`` is the offset of the next character to read."""

    def __init__(self, text: str, depth: int) -> None:
        self.text, self.at, self.depth = text, 0, depth
        self.found = Outline(text)
        self.found.ends[()] = 0
        self.counts: dict[Place, int] = {}

    def walk(self) -> None:
        base: Place = ()
        while self.skip():
            if self.text[self.at] == "[":
                base = self.header()
                continue
            key_at = self.at
            names = self.keys()
            place = base + names
            for length in range(1, len(names)):
                self.found.headers.setdefault(base + names[:length], key_at)
            self.expect("=")
            self.blank()
            self.value(place, key_at)
            self.found.ends[base] = self.at

    def header(self) -> Place:
        start = self.at
        many = self.text.startswith("[[", start)
        self.at += 2 if many else 1
        names = self.keys()
        self.expect("]]" if many else "]")
        place: Place = ()
        for position, name in enumerate(names):
            place = (*place, name)
            last = position == len(names) - 1
            if many and last:
                self.counts[place] = self.counts.get(place, -1) + 1
            self.found.headers.setdefault(place, start)
            if place in self.counts:
                place = (*place, self.counts[place])
        self.found.headers.setdefault(place, start)
        self.found.ends[place] = self.at
        return place

    def keys(self) -> tuple[str, ...]:
        """A key, dotted perhaps."""
        names = []
        while True:
            match = _KEY.match(self.text, self.at)
            if match is None:
                raise _LostError
            self.at = match.end()
            names.append(_plain(match[1]))
            if not self.text.startswith(".", self.at):
                return tuple(names)
            self.at += 1

    def value(self, place: Place, key_at: int) -> None:
        """A value at ``at``, with all within it; a stack, not recursion, as arrays may be nested deeply."""
        # Of each array or inline table that is open: its place, offsets, closing bracket, and entries so far.
        stack: list[tuple[Place, int, int, str, list[int]]] = []
        while True:
            opening = self.text[self.at : self.at + 1]
            if opening in ("[", "{") and len(place) >= self.depth:
                self.pass_over(place, key_at)
            elif opening in ("[", "{"):
                stack.append((place, key_at, self.at, "]" if opening == "[" else "}", [0]))
                self.at += 1
            else:
                match = _SCALAR.match(self.text, self.at)
                if match is None:
                    raise _LostError
                self.found.spans[place] = Span(key_at, self.at, match.end())
                self.at = match.end()
            while stack and self.closed(stack[-1]):
                stack.pop()
            if not stack:
                return
            place, key_at = self.entry(stack[-1])

    def pass_over(self, place: Place, key_at: int) -> None:
        """Step over a whole array or inline table."""
        start, level = self.at, 0
        for token in _TOKEN.finditer(self.text, start):
            level += (token[0] in ("[", "{")) - (token[0] in ("]", "}"))
            if level == 0:
                self.at = token.end()
                self.found.spans[place] = Span(key_at, start, self.at)
                return
        raise _LostError

    def closed(self, frame: tuple[Place, int, int, str, list[int]]) -> bool:
        """Step over a comma and, where the array or inline table ends here, over its bracket."""
        place, key_at, start, bracket, _ = frame
        self.skip()
        if self.text.startswith(",", self.at):
            self.at += 1
            self.skip()
        if not self.text.startswith(bracket, self.at):
            return False
        self.at += 1
        self.found.spans[place] = Span(key_at, start, self.at)
        return True

    def entry(self, frame: tuple[Place, int, int, str, list[int]]) -> tuple[Place, int]:
        """The place of the next entry, and where it begins; ``at`` is left on its value."""
        place, _, _, bracket, count = frame
        key_at = self.at
        if bracket == "]":
            count[0] += 1
            return (*place, count[0] - 1), key_at
        inner = (*place, *self.keys())
        self.expect("=")
        self.blank()
        return inner, key_at

    def expect(self, token: str) -> None:
        self.blank()
        if not self.text.startswith(token, self.at):
            raise _LostError
        self.at += len(token)

    def blank(self) -> None:
        while self.text[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1

    def skip(self) -> bool:
        """Step over white space, line ends and comments; whether anything is left."""
        match = _BLANK.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
        return self.at < len(self.text)


def _plain(key: str) -> str:
    """A key without its quotes."""
    if key[0] not in "\"'":
        return key
    try:
        return str(tomllib.loads(f"key = {key}")["key"])
    except ValueError:
        raise _LostError from None
