"""The progress of work that takes a while: told from within, where it can also be broken off."""

from collections.abc import Callable

Progress = Callable[[float], None]
"""Takes the share in 0..1 of the work that is done; what it raises breaks the work off."""


def untold(share: float) -> None:
    """For work of which nobody asks how far it has got."""


def within(progress: Progress, start: float, end: float) -> Progress:
    """The progress of a part that goes from one share of the whole to another."""
    return lambda share: progress(start + (end - start) * share)
