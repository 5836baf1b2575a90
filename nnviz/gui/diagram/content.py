"""What a pane is filled with: something of a session that can be arranged, spread and drawn."""

from collections.abc import Callable, Sequence
from typing import Protocol, Self, TypeVar

from nnviz.drawing.mark import Drawing, Mark, Point
from nnviz.drawing.stretch import Room
from nnviz.layout.progress import Progress


class Shapely(Protocol):
    """An arrangement that can be spread to fill a room."""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(x, y, width, height) of everything."""
        ...

    @property
    def natural(self) -> Self | None:
        """The same, not spread; None where it is that itself."""
        ...

    def shaped(self, width: float, height: float, largest: float) -> Self:
        """The same, spread for a room of that many pixels, at no more than ``largest`` pixels a unit."""
        ...


A = TypeVar("A", bound=Shapely)


class Content(Protocol[A]):
    """What a pane shows of a session: which subject, how it is arranged, how it is drawn."""

    def subject(self) -> object:
        """What the arrangement is of: while it is the same object, the arrangement stays. None: nothing to show."""
        ...

    def arrange(self, subject: object, room: Room) -> Callable[[Progress], A]:
        """The work that makes the arrangement and spreads it in a room; it runs in another thread and must touch no session."""
        ...

    def draw(self, arrangement: A) -> Callable[[], Drawing]:
        """The work that makes the drawing of the session's present moment; where it is heavy it runs in another thread."""
        ...

    def is_heavy(self, arrangement: A) -> bool:
        """Whether its drawing takes longer than the window can wait."""
        ...

    def travel(self, arrangement: A, progress: float) -> Sequence[Mark]:
        """The numbers that are on their way while the present moment is reached, ``progress`` in 0..1."""
        ...

    def continues(self, before: object, after: object) -> bool:
        """Whether a subject is another look at the one before: that stays in view until it is arranged."""
        ...

    def morph(self, before: A, after: A) -> Callable[[float], Drawing] | None:
        """The drawing on its way from one arrangement to the next, by a share in 0..1; None where nothing moves."""
        ...

    def place(self, arrangement: A, key: str) -> Point | None:
        """Where a key is drawn, or without one what the walk has come to; None where it is of no account."""
        ...

    def trail(self) -> str:
        """What the head says besides the title."""
        ...

    def legend(self, arrangement: A | None) -> Sequence[str]:
        """What the legend explains, keys of its ENTRIES; before there is an arrangement what is sure."""
        ...
