"""The passage from one look at a document to the next: what has become of each node."""

from collections.abc import Callable

from nnviz.session.sight import Sight, node_name


class Passage:
    """Between the sight ``before`` and that ``now``; ``seen_key(name, sight)`` says what a sight calls something."""

    def __init__(self, before: Sight, now: Sight, seen_key: Callable[[str, Sight], str | None]) -> None:
        self._before, self._now, self._seen_key = before, now, seen_key

    def joins(self, before: object, now: object) -> bool:
        """Whether it leads from one of these graphs to the other."""
        return self._before.graph is before and self._now.graph is now

    def fate(self, name: str) -> str | None:
        """Where a node that was seen before is now, by itself or within another; None: nowhere."""
        return self._place(name, self._before, self._now)

    def origin(self, name: str) -> str | None:
        """Where a node that is seen now was before, by itself or within another; None: nowhere."""
        return self._place(name, self._now, self._before)

    def _place(self, name: str, of: Sight, where: Sight) -> str | None:
        at: str | None = name
        while at is not None:
            seen = self._seen_key(at, where)
            if seen is not None:
                return node_name(where.graph, seen)
            at = of.owner(at)
        return None
