"""The trail of what has been explained: back to the number before, and forward again."""


class Trail:
    """Visited keys, each with whether its gradient was asked for, and where on the trail one stands."""

    def __init__(self) -> None:
        self._stops: list[tuple[str, bool]] = []
        self._at = -1

    @property
    def here(self) -> tuple[str, bool] | None:
        """Where one stands; None on an empty trail."""
        return self._stops[self._at] if self._at >= 0 else None

    @property
    def can_go_back(self) -> bool:
        """Whether there was something before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether one has gone back."""
        return self._at + 1 < len(self._stops)

    def visit(self, key: str, gradient: bool = False) -> None:
        """Goes on to another stop; what lay ahead is forgotten. Staying at a stop is no step."""
        if (key, gradient) != self.here:
            self._stops[self._at + 1 :] = [(key, gradient)]
            self._at += 1

    def back(self) -> tuple[str, bool] | None:
        """The stop before, where there is one."""
        if not self.can_go_back:
            return None
        self._at -= 1
        return self.here

    def forward(self) -> tuple[str, bool] | None:
        """The stop after, where there is one."""
        if not self.can_go_forward:
            return None
        self._at += 1
        return self.here

    def clear(self) -> None:
        """Forgets everything."""
        self._stops, self._at = [], -1
