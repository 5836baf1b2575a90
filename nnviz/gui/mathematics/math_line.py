"""Equations broken into lines: a side on the line while it fits, a long one broken before its operators."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nnviz.explain.tex import Fence, Fold, Glyphs, Linked, Row, Script, Tex
from nnviz.gui.mathematics.math_box import Box, kind_of, linked, set_box, space

_LEADING = 0.42
_NARROW = 0.36
"""Share of the width up to which what follows is set below the sign of equality."""

_INDENT = 1.1
_SIGN = 1.1
"""As wide as a sign before a piece, with its space."""

_SMALLEST = 0.55
_EQUALS = Glyphs("=", "rel")


@dataclass(frozen=True, slots=True)
class Lines:
    """An equation set: boxes at their places, from the upper left corner."""

    width: float
    height: float
    boxes: tuple[tuple[float, float, Box], ...]


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece that is not broken, and what it counts as; ``adds``: another term of a sum begins with it."""

    box: Box
    kind: str
    adds: bool = False


@dataclass(slots=True)
class _Page:
    """Lines as they are filled."""

    size: float
    room: float
    lines: list[list[tuple[float, Box]]] = field(default_factory=lambda: [[]])
    x: float = 0.0
    last: str = ""

    def fits(self, atoms: Sequence[_Atom]) -> bool:
        return self.x + self._reach(atoms, self.last) <= self.room

    def fits_below(self, atoms: Sequence[_Atom], x: float) -> bool:
        """Whether they would on a line of their own."""
        return x + self._reach(atoms, "") <= self.room

    def _reach(self, atoms: Sequence[_Atom], last: str) -> float:
        reach = 0.0
        for atom in atoms:
            reach += atom.box.width + (space(last, atom.kind) * self.size if last else 0.0)
            last = atom.kind
        return reach

    def put(self, atoms: Sequence[_Atom]) -> None:
        for atom in atoms:
            self.x += space(self.last, atom.kind) * self.size if self.last else 0.0
            self.lines[-1].append((self.x, atom.box))
            self.x += atom.box.width
            self.last = atom.kind

    def feed(self, x: float) -> None:
        if self.lines[-1]:
            self.lines.append([])
        self.x, self.last = x, ""


def set_equation(sides: Sequence[Row], size: float, room: float, apart: bool = False) -> Lines:
    """Sets an equation, ``size`` pixels an em, in ``room`` pixels of width; ``apart``: numbers below what they stand for."""
    page = _Page(size, room)
    page.put([_Atom(_within(set_box(sides[0], size), room), "ord")])
    column = page.x + space("ord", "rel") * size
    column = column if column <= _NARROW * room else _INDENT * size
    for number, side in enumerate(sides[1:], start=1):
        equals = [_Atom(set_box(_EQUALS, size), "rel")]
        atoms = _fitting(page, side, column + _INDENT * size)
        own = apart and 1 < number < len(sides) - 1
        if (number > 1 and not page.fits(equals + atoms)) or own or not page.fits(equals + atoms[:1]):
            page.feed(column)
        _fill(page, equals + atoms, column + _INDENT * size)
    return _stack(page)


def _fitting(page: _Page, side: Row, indent: float) -> list[_Atom]:
    """A side in pieces, taken apart as far as it must be for its chunks to fit on lines of their own."""
    room = page.room - indent - _SIGN * page.size
    for whole in (room, room / 2, room / 4, room / 8):
        atoms = list(_atoms(side.items, page.size, room, whole))
        if all(page.fits_below(chunk, indent) for chunk in _chunks(atoms)):
            break
    return atoms


def _fill(page: _Page, atoms: Sequence[_Atom], indent: float) -> None:
    """Puts a side on the page, broken where it must be: between the terms of a sum, and within one that fills more than a line."""
    for number, term in enumerate(_terms(atoms)):
        if number and not page.fits(term) and page.fits_below(term, indent):
            page.feed(indent)
        for chunk in _chunks(term):
            if not page.fits(chunk) and page.lines[-1]:
                page.feed(indent)
            page.put(chunk)


def _terms(atoms: Sequence[_Atom]) -> Iterator[Sequence[_Atom]]:
    """The terms of a sum, each with the sign before it."""
    starts = [0, *(k for k, atom in enumerate(atoms) if k and atom.adds)]
    return (atoms[start:end] for start, end in zip(starts, [*starts[1:], len(atoms)], strict=True))


def _chunks(atoms: Sequence[_Atom]) -> Iterator[list[_Atom]]:
    """What stays together: a line may end before an operator or a word, and before the sign of equality."""
    chunk: list[_Atom] = []
    for k, atom in enumerate(atoms):
        if chunk and (atom.kind in ("bin", "word") or (k and atoms[k - 1].kind == "punct")) and chunk[-1].kind != "rel":
            yield chunk
            chunk = []
        chunk.append(atom)
    if chunk:
        yield chunk


def _atoms(items: Sequence[Tex], size: float, room: float, whole: float) -> Iterator[_Atom]:
    """Pieces up to ``whole`` wide; wider ones are taken apart as far as they can be, and then made to fit into the room."""
    for item in items:
        box = set_box(item, size)
        if box.width <= whole or isinstance(item, Glyphs | Fold):
            yield _Atom(_within(box, room), kind_of(item), isinstance(item, Glyphs) and item.kind == "bin" and item.text in "+−")
        elif isinstance(item, Row):
            yield from _atoms(item.items, size, room, whole)
        elif isinstance(item, Linked):
            for atom in _atoms((item.inner,), size, room, whole):
                yield _Atom(linked(atom.box, item.number), atom.kind, atom.adds)
        elif isinstance(item, Fence):
            yield from _atoms(_opened(item, Glyphs(item.right, "close")), size, room, whole)
        elif isinstance(item, Script) and isinstance(item.base, Fence):
            closing = Script(Glyphs(item.base.right, "close"), item.above, item.below)
            yield from _atoms(_opened(item.base, closing), size, room, whole)
        else:
            yield _Atom(_within(box, room), kind_of(item))


def _opened(fence: Fence, closing: Tex) -> tuple[Tex, ...]:
    """What is in brackets, with them, as a row."""
    return Glyphs(fence.left, "open"), *fence.inner.items, closing


def _within(box: Box, room: float) -> Box:
    return box if box.width <= room else box.scaled(max(room / box.width, _SMALLEST))


def _stack(page: _Page) -> Lines:
    y, width = 0.0, 0.0
    boxes = []
    for number, line in enumerate(page.lines):
        y += _LEADING * page.size if number else 0.0
        y += max(box.ascent for _, box in line)
        boxes += [(x, y, box) for x, box in line]
        y += max(box.depth for _, box in line)
        width = max(width, line[-1][0] + line[-1][1].width)
    return Lines(width, y, tuple(boxes))
