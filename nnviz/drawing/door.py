"""Doors: what can be opened where it is, told by a closed group's look, by a sign on what is pointed at, and by tips."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from nnviz.drawing.face import Face
from nnviz.drawing.mark import Box, Circle, Curve, Mark

_ASIDE, _LIFT = 2.6, 1.2
"""How far the card below the first is shifted, to the right and up; a second one as much again."""
_CARDS = 2
_SIGN = 6.0
_REACH = 3.2
_MOST = 8


@dataclass(frozen=True)
class Doors:
    """``inner``: node that opens -> the symbols of the gates in it; ``groups``: nodes that are closed groups."""

    inner: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: Collection[str] = frozenset()

    def tip(self, name: str) -> str:
        """What is inside and how to get there; empty for what does not open."""
        symbols = self.inner.get(name)
        if symbols is None:
            return ""
        told = "  ".join(symbols if len(symbols) <= _MOST else (*symbols[: _MOST - 2], "…", symbols[-1]))
        count = f" ({len(symbols)} gates)" if len(symbols) > _MOST else ""
        return f"inside: {told}{count}\ndouble click opens it"


def stack_marks(body: Circle | Box) -> Iterator[Mark]:
    """The cards below that of a closed group, so that it is seen to hold more than one."""
    for card in range(_CARDS, 0, -1):
        yield replace(body, x=body.x + card * _ASIDE, y=body.y - card * _LIFT, fill="gate", key="", tip="")


def sign_marks(face: Face, x: float, y: float, tip: str) -> Iterator[Mark]:
    """A plus at the lower right of what opens."""
    inwards = face.height / 2 * 0.293 if face.kind == "gate" else 2.0
    at_x, at_y = x + face.width / 2 - inwards, y + face.height / 2 - inwards
    yield Circle(at_x, at_y, _SIGN, "canvas", "accent", 1.0, 1.0, face.name, tip)
    yield Curve(((at_x - _REACH, at_y), (at_x + _REACH, at_y)), "accent", 1.3)
    yield Curve(((at_x, at_y - _REACH), (at_x, at_y + _REACH)), "accent", 1.3)
