"""The two themes: every colour that the window and the pictures use, by what it is for."""

from collections.abc import Mapping
from types import MappingProxyType

_TOKENS = {
    # each in the light and in the dark theme
    "bg": ("#F4F5F7", "#14161B"),
    "panel": ("#FFFFFF", "#1B1E25"),
    "canvas": ("#FBFBFC", "#171A20"),
    "line": ("#DFE2E8", "#2C313B"),
    "text": ("#1B1F27", "#E7EAF0"),
    "mute": ("#5E687B", "#9AA4B5"),
    "faint": ("#6C7689", "#8892A3"),
    "gate": ("#FFFFFF", "#232832"),
    "gateline": ("#8A94A6", "#6F7A8E"),
    "accent": ("#5B45E0", "#A394FF"),
    "accentbg": ("#EEEBFF", "#2A2650"),
    "onaccent": ("#FFFFFF", "#14161B"),
    "value": ("#0A7A4B", "#4FD69B"),
    "grad": ("#C0264C", "#FF7D97"),
    "pos": ("#2B6CD4", "#6AA5FF"),
    "neg": ("#B85A08", "#FFA552"),
    "wire": ("#8A94A6", "#6F7A8E"),
    "chip": ("#F0F2F5", "#242933"),
    "ok": ("#0A7A4B", "#4FD69B"),
    "lit": ("#FFF6DB", "#3A3215"),
    "litline": ("#B47D00", "#F2C14E"),
    "teal": ("#0B7C8A", "#45C8D8"),
    "brown": ("#84603C", "#CDA77C"),
    "pink": ("#AE3B96", "#F08FDD"),
    "olive": ("#66751A", "#B6C552"),
}

THEMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "light": MappingProxyType({token: pair[0] for token, pair in _TOKENS.items()}),
        "dark": MappingProxyType({token: pair[1] for token, pair in _TOKENS.items()}),
    }
)
"""Theme name -> token -> colour as #RRGGBB. Text on canvas has a contrast of at least 4.5, marks of at least 3."""

CLASSES = ("pos", "neg", "value", "grad", "accent", "litline", "teal", "brown", "pink", "olive")
"""Tokens of classes, in their order."""

BRANCHES = ("accent", "pos", "teal", "pink", "olive", "brown", "value")
"""Tokens of branches, by their numbers."""

SANS = "Inter"
MONO = "JetBrains Mono"
