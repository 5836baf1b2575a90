"""The formats in which a derivation can be had."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from nnviz.explain.html import to_html
from nnviz.explain.latex import to_latex
from nnviz.explain.markdown import to_markdown
from nnviz.explain.text import to_text

FORMATS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {"text": to_text, "markdown": to_markdown, "latex": to_latex, "html": to_html}
)
"""Name -> what renders blocks, with so many significant digits."""
