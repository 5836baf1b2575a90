"""The middle of the main window: the diagrams over the plots, or a page in their place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from nnviz.gui.page import Page
from nnviz.gui.page_kind import PAGES
from nnviz.gui.style import Style
from nnviz.session.session import Session


class Centre(QStackedWidget):
    """Shows the diagrams or one of PAGES, which is made when it is first shown. ``left``: the way back was asked for."""

    left = Signal()

    def __init__(self, style: Style, session: Session, diagrams: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._session = style, session
        self._diagrams = diagrams
        self._pages: dict[str, Page] = {}
        self.shown = ""
        """The key of the page that is shown, "" for the diagrams."""
        self.addWidget(diagrams)

    @property
    def page(self) -> Page | None:
        """The page that is shown, None for the diagrams."""
        return self._pages.get(self.shown)

    def show_page(self, key: str) -> None:
        """Shows one of PAGES and gives it the keyboard."""
        if key not in self._pages:
            page = PAGES[key].make(self._style, self._session)
            page.left.connect(self.left)
            self.addWidget(page)
            self._pages[key] = page
        self.shown = key
        self.setCurrentWidget(self._pages[key])
        self._pages[key].enter()

    def show_diagrams(self) -> None:
        """Shows the diagrams and the plots."""
        self.shown = ""
        self.setCurrentWidget(self._diagrams)
