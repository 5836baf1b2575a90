"""The formats in which a derivation can be had."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nnviz.explain.html import to_html
from nnviz.explain.latex import to_latex
from nnviz.explain.markdown import to_markdown
from nnviz.explain.text import to_text


@dataclass(frozen=True, slots=True)
class Format:
    """``render`` writes blocks, one by one as they come, with so many significant digits."""

    title: str
    ending: str
    render: Callable[..., str]
    has_pictures: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format("Text", ".txt", to_text),
        "markdown": Format("Markdown", ".md", to_markdown),
        "latex": Format("LaTeX", ".tex", to_latex, has_pictures=True),
        "html": Format("Web page", ".html", to_html, has_pictures=True),
    }
)
