"""The middle of the main window: the diagrams over the plots or over what Predict asks, or a page in their place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from nnviz.gui.lesson.predict_pane import PredictPane
from nnviz.gui.page.page import Page
from nnviz.gui.page.page_kind import PAGES
from nnviz.gui.widget.style import Style
from nnviz.session.predictor import Predictor


class Centre(QStackedWidget):
    """Shows the diagrams or one of PAGES, which is made when it is first shown. ``left``: the way back was asked for."""

    left = Signal()

    def __init__(self, style: Style, predictor: Predictor, diagrams: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._session = style, predictor.session
        self._diagrams = QWidget()
        self.predict_pane = PredictPane(style, predictor, self._diagrams)
        column = QVBoxLayout(self._diagrams)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(diagrams, 1)
        column.addWidget(self.predict_pane)
        self._pages: dict[str, Page] = {}
        self.shown = ""
        """The key of the page that is shown, "" for the diagrams."""
        self.addWidget(self._diagrams)

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
        self._turn_to(self._pages[key])
        self._pages[key].enter()

    def show_diagrams(self) -> None:
        """Shows the diagrams and what is below them."""
        self.shown = ""
        self._turn_to(self._diagrams)

    def _turn_to(self, widget: QWidget) -> None:
        """Shows one of them: only that one says how much room is needed. No field beside it gets the keyboard by accident."""
        focused = self.focusWidget()
        if focused is not None and focused.hasFocus():
            focused.clearFocus()
        for place in range(self.count()):
            policy = QSizePolicy.Policy.Preferred if self.widget(place) is widget else QSizePolicy.Policy.Ignored
            self.widget(place).setSizePolicy(policy, policy)
        self.setCurrentWidget(widget)
