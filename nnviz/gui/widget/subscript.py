"""Names with subscripts, written as w_{5}, as plain Unicode text for labels, tables and tooltips."""

import re

_PART = re.compile(r"_\{([^}]*)\}")
_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LETTERS = str.maketrans("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_INDEX = re.compile("[aehijklmnoprstuvx]?[0-9,]*")
"""What Unicode can write below the line; of letters one alone, since words would not be read."""


def to_plain(text: str) -> str:
    """The text without markup, its figures as true subscripts: "out_{h1}" -> "outₕ₁", "E_{cat1}" -> "E cat₁"."""
    return _PART.sub(_plain_part, text)


def _plain_part(match: re.Match[str]) -> str:
    part = match[1]
    if _INDEX.fullmatch(part):
        return part.translate(_DIGITS).translate(_LETTERS)
    letters = part.rstrip("0123456789")
    return f"{' ' if match.start() else ''}{letters}{part[len(letters):].translate(_DIGITS)}"
