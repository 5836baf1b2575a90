"""The table of pages: what can stand in place of the diagrams. Menu Laboratories is made of it, and a lesson can open each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nnviz.gui.page.page import Page
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session


@dataclass(frozen=True, slots=True)
class PageKind:
    """``trains``: only for documents with a network; what a page lacks beyond that, it says itself."""

    title: str
    shortcut: str
    tip: str
    make: Callable[[Style, Session], Page]
    trains: bool = True


# A page's module is imported when the page is first shown: the window paints before.


def _data(style: Style, session: Session) -> Page:
    from nnviz.gui.page.data_page import DataPage

    return DataPage(style, session)


def _invariance(style: Style, session: Session) -> Page:
    from nnviz.gui.page.invariance_page import InvariancePage

    return InvariancePage(style, session)


def _features(style: Style, session: Session) -> Page:
    from nnviz.gui.page.pattern_page import PatternPage

    return PatternPage(style, session)


def _retrieval(style: Style, session: Session) -> Page:
    from nnviz.gui.page.retrieval_page import RetrievalPage

    return RetrievalPage(style, session)


def _folds(style: Style, session: Session) -> Page:
    from nnviz.gui.page.fold_page import FoldPage

    return FoldPage(style, session)


def _code(style: Style, session: Session) -> Page:
    from nnviz.gui.page.code_page import CodePage

    return CodePage(style, session)


def _losses(style: Style, session: Session) -> Page:
    from nnviz.gui.page.loss_page import LossPage

    return LossPage(style, session)


PAGES: Mapping[str, PageKind] = {
    "data": PageKind("Data", "F12", "Every example: as a table, as points, as pictures", _data),
    "invariance": PageKind(
        "Invariance laboratory", "Ctrl+I", "Shift, turn, scale or invert the input, and see what the network makes of it",
        _invariance,
    ),
    "features": PageKind(
        "Local patterns", "Ctrl+B", "How a pixel compares with its neighbours: binary and ternary patterns, step by step",
        _features,
    ),
    "retrieval": PageKind(
        "Retrieval", "Ctrl+Shift+F", "The five training examples nearest to the one on show, by pixels, features or layers",
        _retrieval,
    ),
    "folds": PageKind(
        "Compare by folds", "Ctrl+K", "Train this document, or two of them, fold by fold, and see how far apart they are", _folds,
    ),
    "code": PageKind(
        "Code", "Ctrl+U", "The program that the graph is compiled to, the lines of the gate at work lit", _code, trains=False,
    ),
    "losses": PageKind("Loss laboratory", "F6", "Six losses of the same outputs, side by side", _losses, trains=False),
}
"""Key -> page, in the order of the menu."""
