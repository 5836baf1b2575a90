"""Mathematics set in boxes, as The TeXbook (chapters 17 and 18, appendix G) has it, as far as derivations and lessons need it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from nnviz.explain.tex import Accent, Fence, Fold, Fraction, Gap, Glyphs, Linked, Root, Row, Script, Tex
from nnviz.gui.mathematics.math_font import outline

_AXIS, _RULE = 0.258, 0.066
_GAP, _SIDE = 0.17, 0.1
_SCRIPT, _SMALL = 0.7, 0.82
_RAISE, _DROP = 0.38, 0.2
_THIN, _MEDIUM, _THICK = 3 / 18, 4 / 18, 5 / 18
_LOW = (0.9, 0.36)  # ascent and depth up to which brackets need not grow
_LEAST = (0.46, 0.0)
_SPACE = 0.25
_LIGHT, _CLEAR = 0.8, 0.06  # size of an accent, and its distance
_KEPT = 4096
_AIRY = ("punct", "inner", "fence")


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """A path, one unit an em, drawn at a place ``across`` by ``down`` pixels an em; ``link`` is the piece it belongs to."""

    path: QPainterPath
    x: float
    y: float
    across: float
    down: float
    link: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """Pieces at their places, from the left end of the baseline; ``link``: the piece that it is, -1 - count for a fold."""

    width: float
    ascent: float
    depth: float
    parts: "tuple[tuple[float, float, Box], ...]" = ()
    path: QPainterPath | None = None
    scale: tuple[float, float] = (1.0, 1.0)
    link: int | None = None

    def inks(self, x: float, y: float, link: int | None = None) -> Iterator[Ink]:
        """What is to be painted with the baseline's left end at a point."""
        link = self.link if self.link is not None else link
        if self.path is not None:
            yield Ink(self.path, x, y, *self.scale, link)
        for dx, dy, part in self.parts:
            yield from part.inks(x + dx, y + dy, link)

    def regions(self, x: float, y: float) -> Iterator[tuple[int, QRectF]]:
        """Where the pieces are that can be pointed at."""
        if self.link is not None:
            yield self.link, QRectF(x, y - self.ascent, self.width, self.ascent + self.depth)
        for dx, dy, part in self.parts:
            yield from part.regions(x + dx, y + dy)

    def scaled(self, factor: float) -> "Box":
        """The same, smaller or larger."""
        parts = tuple((dx * factor, dy * factor, part.scaled(factor)) for dx, dy, part in self.parts)
        across, down = self.scale
        return Box(self.width * factor, self.ascent * factor, self.depth * factor, parts, self.path,
                   (across * factor, down * factor), self.link)


def kind_of(tex: Tex) -> str:
    """What a piece counts as where spaces are concerned."""
    if isinstance(tex, Glyphs):
        return tex.kind
    if isinstance(tex, Script):
        return kind_of(tex.base)
    if isinstance(tex, Gap):
        return "word"
    return "inner" if isinstance(tex, Fraction) else "fence" if isinstance(tex, Fence) else "ord"


def space(before: str, after: str) -> float:
    """The space between two pieces, in em."""
    if "rel" in (before, after):
        return _THICK
    if "bin" in (before, after):
        return _MEDIUM
    if before in ("open", "word") or after in ("close", "punct", "word"):
        return 0.0
    if before == "op":
        return 0.0 if after == "fence" else _THIN
    return _THIN if before in _AIRY or after in ("inner", "fence", "op") else 0.0


@lru_cache(maxsize=_KEPT)
def set_box(tex: Tex, size: float, small: bool = False) -> Box:
    """Sets a piece, ``size`` pixels an em; ``small`` within a fraction, a script or a root: less air, smaller fractions.

    The last ones are kept: to break an equation into lines its pieces are asked for again and again.
    """
    match tex:
        case Glyphs(text, _, italic):
            return _glyphs(text, italic, size)
        case Row(items):
            return set_row(items, size, small)
        case Fraction():
            return _fraction(tex, size * _SMALL if small else size)
        case Script():
            return _script(tex, size, small)
        case Root(inner):
            return _root(set_box(inner, size, True), size)
        case Fence(left, inner, right):
            return _fence(left, set_box(inner, size, small), right, size)
        case Linked(number, inner):
            return linked(set_box(inner, size, small), number)
        case Gap(width):
            return Box(width * size, 0.0, 0.0)
        case Accent(sign, inner):
            return _accent(sign, set_box(inner, size, small), size)
        case Fold(count):
            return linked(_glyphs(f"… {count} more …", False, size * 0.86), -1 - count)


def set_row(items: Sequence[Tex], size: float, small: bool = False, inline: bool = False) -> Box:
    """Pieces side by side with the space between them that is theirs; ``inline`` as in a line of text: fractions are small."""
    x = 0.0
    parts = []
    for k, item in enumerate(items):
        if k:
            x += space(kind_of(items[k - 1]), kind_of(item)) * size * (0.6 if small else 1.0)
        box = set_box(item, size, small or (inline and isinstance(item, Fraction) and not item.large))
        parts.append((x, 0.0, box))
        x += box.width
    return _around(x, parts)


def _around(width: float, parts: Sequence[tuple[float, float, Box]]) -> Box:
    ascent = max((part.ascent - dy for _, dy, part in parts), default=0.0)
    depth = max((part.depth + dy for _, dy, part in parts), default=0.0)
    return Box(width, ascent, depth, tuple(parts))


def _glyphs(text: str, italic: bool, size: float) -> Box:
    shape = outline(text.strip(), italic)
    before, after = (_SPACE * (text != stripped) for stripped in (text.lstrip(), text.rstrip()))
    ascent, depth = max(-shape.box.top(), _LEAST[0]), max(shape.box.bottom(), _LEAST[1])
    box = Box(shape.width * size, ascent * size, depth * size, (), shape.path, (size, size))
    if not before and not after:
        return box
    return _around((before + after) * size + box.width, ((before * size, 0.0, box),))


def _rule(width: float, thickness: float) -> Box:
    path = QPainterPath()
    path.addRect(0, -0.5, 1, 1)
    return Box(width, thickness / 2, thickness / 2, (), path, (width, thickness))


def _fraction(fraction: Fraction, size: float) -> Box:
    over, under = set_box(fraction.over, size, True), set_box(fraction.under, size, True)
    width = max(over.width, under.width) + 2 * _SIDE * size
    rule = _rule(width, max(_RULE * size, 1.0))
    reach = (_RULE / 2 + _GAP) * size
    return _around(width, (
        ((width - over.width) / 2, -_AXIS * size - reach - over.depth, over),
        (0.0, -_AXIS * size, rule),
        ((width - under.width) / 2, -_AXIS * size + reach + under.ascent, under),
    ))  # fmt: skip


def _script(script: Script, size: float, small: bool) -> Box:
    base = set_box(script.base, size, small)
    parts = [(0.0, 0.0, base)]
    width = base.width
    for tex, is_above in ((script.above, True), (script.below, False)):
        if tex is None:
            continue
        box = set_box(tex, size * _SCRIPT, True)
        if is_above:
            rise = max(_RAISE * size, base.ascent - 0.4 * size, box.depth + 0.25 * size)
        else:
            rise = -max(_DROP * size, base.depth - 0.05 * size, box.ascent - 0.42 * size)
        parts.append((base.width + 0.04 * size, -rise, box))
        width = max(width, base.width + 0.08 * size + box.width)
    return _around(width, parts)


def _accent(sign: str, inner: Box, size: float) -> Box:
    shape = outline(sign)
    drawn = Box(shape.width * size, 0.0, 0.0, (), shape.path, (size * _LIGHT, size * _LIGHT))
    middle = shape.box.center().x() * size * _LIGHT
    foot = inner.ascent + _CLEAR * size + shape.box.bottom() * size * _LIGHT
    rise = shape.box.height() * size * _LIGHT
    top = _around(inner.width, ((0.0, 0.0, inner), (inner.width / 2 + 0.06 * size - middle, -foot, drawn)))
    return Box(top.width, inner.ascent + _CLEAR * size + rise, inner.depth, top.parts)


def _root(inner: Box, size: float) -> Box:
    surd = _grown("√", inner.ascent + 0.12 * size, inner.depth + 0.04 * size, size)
    rule = _rule(inner.width + 0.1 * size, max(_RULE * size, 1.0))
    top = -surd.ascent + rule.depth
    return _around(surd.width + rule.width, ((0.0, 0.0, surd), (surd.width, top, rule), (surd.width + 0.04 * size, 0.0, inner)))


def _fence(left: str, inner: Box, right: str, size: float) -> Box:
    low = inner.ascent <= _LOW[0] * size and inner.depth <= _LOW[1] * size
    ends = [_glyphs(sign, False, size) if low else _grown(sign, inner.ascent, inner.depth, size) for sign in (left, right)]
    width = ends[0].width + inner.width
    return _around(width + ends[1].width, ((0.0, 0.0, ends[0]), (ends[0].width, 0.0, inner), (width, 0.0, ends[1])))


def _grown(sign: str, ascent: float, depth: float, size: float) -> Box:
    """A sign stretched to stand from ``depth`` below the baseline to ``ascent`` above; nothing for none."""
    if not sign:
        return Box(0.0, 0.0, 0.0)
    shape = outline(sign)
    down = (ascent + depth) / shape.box.height()
    drawn = Box(shape.width * size, 0.0, 0.0, (), shape.path, (size, down))
    part = (0.0, depth - shape.box.bottom() * down, drawn)
    return Box(drawn.width, ascent, depth, (part,))


def linked(box: Box, number: int) -> Box:
    """A box that can be pointed at."""
    return Box(box.width, box.ascent, box.depth, ((0.0, 0.0, box),), link=number)
