"""Names with subscripts, written as w_{5}, as plain Unicode text for labels, tables and tooltips."""

import re

_PART = re.compile(r"_\{([^}]*)\}")
_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def to_plain(text: str) -> str:
    """The text without markup, its figures as true subscripts: "w_{5}" -> "w₅", "out_{h1}" -> "out h₁"."""
    return _PART.sub(_plain_part, text)


def _plain_part(match: re.Match[str]) -> str:
    part = match[1]
    if not any(character.isalpha() for character in part):
        return part.translate(_DIGITS)
    letters = part.rstrip("0123456789")
    return f"{' ' if match.start() else ''}{letters}{part[len(letters):].translate(_DIGITS)}"
