"""How wide a text is drawn, without asking a font: the advances of Inter; those of JetBrains Mono are all alike."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

SUBSCRIPT = 0.72
"""Size of a subscript against its text."""
_MONO = 0.6
_OTHER = 0.66
_ADVANCES = (
    # advance in em, to 0.02: the characters that have it
    (0.24, "ijl′"), (0.26, "I"), (0.28, " !,.:·"), (0.3, "';"), (0.32, "`t"), (0.34, "|"), (0.36, "()/[\\]"),
    (0.38, "fr"), (0.4, "1"), (0.42, "{}"), (0.44, "²"), (0.46, '"-_'), (0.48, "^"), (0.5, "*"), (0.52, "?s"),
    (0.54, "kx"), (0.56, "7Lavyz"), (0.58, "Jce"), (0.6, "25EFhnou"), (0.62, "3689Zbdgpqσ"), (0.64, "#$&04PRST∂λ"),
    (0.66, "+<=>B~−×"), (0.68, "AKVXYΣ"), (0.72, "D"), (0.74, "CGHU"), (0.76, "NOQ"), (0.82, "w"), (0.84, "½"),
    (0.86, "…"), (0.88, "m"), (0.9, "M"), (0.96, "@→"), (0.98, "%W"),
)
_SANS: Mapping[str, float] = MappingProxyType({character: em for em, group in _ADVANCES for character in group})


def split_subscripts(text: str) -> list[tuple[str, bool]]:
    """The pieces of a text with ``_{...}`` in it, and whether each is a subscript."""
    pieces: list[tuple[str, bool]] = []
    rest = text
    while "_{" in rest:
        before, _, rest = rest.partition("_{")
        inside, _, rest = rest.partition("}")
        pieces += [(before, False), (inside, True)]
    return [piece for piece in [*pieces, (rest, False)] if piece[0]]


@lru_cache(maxsize=2**14)  # the same names and numbers are measured for every picture
def text_width(text: str, size: float, *, mono: bool = False, bold: bool = False) -> float:
    """The width of one line with subscripts, at a type size; right to a few percent."""
    return sum(
        run_width(piece, size * (SUBSCRIPT if lowered else 1.0), mono=mono, bold=bold)
        for piece, lowered in split_subscripts(text)
    )


def run_width(text: str, size: float, *, mono: bool = False, bold: bool = False) -> float:
    """The width of a text without subscripts."""
    if mono:
        return _MONO * size * len(text)
    return size * (1.05 if bold else 1.0) * sum(_SANS.get(character, _OTHER) for character in text)


def cut_text(text: str, size: float, room: float) -> str:
    """A line that is no wider than ``room``: its end gives way to an ellipsis. Subscripts that don't fit are written level."""
    if text_width(text, size) <= room:
        return text
    plain = text.replace("_{", " ").replace("}", "")
    while plain and run_width(f"{plain}…", size) > room:
        plain = plain[:-1]
    return f"{plain.rstrip()}…"
