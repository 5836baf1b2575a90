"""Names with subscripts, written as w_{5}, as plain Unicode text for tables and tooltips, and that as rich text for labels."""

import re
from html import escape

_PART = re.compile(r"_\{([^}]*)\}")
_PLAIN, _BELOW = "0123456789aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
_DIGITS = str.maketrans(_PLAIN[:10], _BELOW[:10])
_LETTERS = str.maketrans(_PLAIN[10:], _BELOW[10:])
_RAISED = str.maketrans(_BELOW, _PLAIN)
_SIGNS = re.compile(rf"([{_BELOW}]+(?:,[{_BELOW}]+)*)")
_INDEX = re.compile("[aehijklmnoprstuvx]?[0-9,]*")
"""What Unicode can write below the line; of letters one alone, since words would not be read."""


def to_plain(text: str) -> str:
    """The text without markup, its figures as true subscripts: "out_{h1}" -> "outₕ₁", "E_{cat1}" -> "E cat₁"."""
    return _PART.sub(_plain_part, text)


def name_pieces(text: str) -> list[tuple[str, bool]]:
    """Plain text in pieces, each with whether it stands below the line: "outₕ₁" -> ("out", False), ("h1", True)."""
    pieces = _SIGNS.split(text)
    return [(piece.translate(_RAISED) if k % 2 else piece, bool(k % 2)) for k, piece in enumerate(pieces) if piece]


def to_html(text: str) -> str:
    """Plain text, its true subscripts as letters of the face below the line: "outₕ₁" -> "out<sub><big>h1</big></sub>"."""
    return "".join(f"<sub><big>{piece}</big></sub>" if below else escape(piece, quote=False) for piece, below in name_pieces(text))


def _plain_part(match: re.Match[str]) -> str:
    part = match[1]
    if _INDEX.fullmatch(part):
        return part.translate(_DIGITS).translate(_LETTERS)
    letters = part.rstrip("0123456789")
    return f"{' ' if match.start() else ''}{letters}{part[len(letters):].translate(_DIGITS)}"
