"""What is wrong with a document, and where in it."""

import difflib
import math
from collections.abc import Iterable
from dataclasses import dataclass

Place = tuple[str | int, ...]

# Of very many flaws of one kind in one place, this many are told and the rest counted.
TOLD = 10


@dataclass(frozen=True, slots=True)
class Flaw:
    """A problem: the path of keys and positions to where it is, and what is there and what was expected."""

    place: Place
    message: str

    @property
    def path(self) -> str:
        """The place as one writes it: network.layers[0].weights[1]."""
        return place_text(self.place)


def place_text(place: Place) -> str:
    """("network", "layers", 0, "units") -> "network.layers[0].units"."""
    text = ""
    for part in place:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + short(part, 60)
    return text


def one_of(names: Iterable[str], given: str = "") -> str:
    """'expected one of a, b, c', and which of them was probably meant by ``given``."""
    choices = list(names)
    listed = ", ".join(choices[:20]) + (", ..." if len(choices) > 20 else "")
    near = difflib.get_close_matches(given[:100], choices[:1000], n=1)
    return f"expected one of {listed}" + (f' (did you mean "{near[0]}"?)' if near else "")


def shorten(flaws: list[Flaw]) -> list[Flaw]:
    """The first flaws, and for very many a last one that counts the rest."""
    if len(flaws) <= TOLD:
        return flaws
    return [*flaws[:TOLD], Flaw(flaws[TOLD].place, f"and {len(flaws) - TOLD:,} more problems like these")]


def short(text: str, length: int = 40) -> str:
    """The text, cut where it is long and with nothing unprintable in it, for use within a message."""
    plain = "".join(character if character.isprintable() else "?" for character in text[: length + 1])
    return plain if len(text) <= length else plain[: length - 3] + "..."


def middle_cut(text: str) -> str:
    """A message without its middle where it quotes or lists very much."""
    return text if len(text) <= 400 else f"{text[:200]} … {text[-200:]}"


def unfinished(values: Iterable[float]) -> list[int]:
    """The positions of what is not a finite number."""
    return [position for position, value in enumerate(values) if not math.isfinite(value)]
