"""The middle of the main window: the diagrams over the plots, or the loss laboratory in their place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from nnviz.gui.loss_page import LossPage
from nnviz.gui.style import Style
from nnviz.session.session import Session


class Centre(QStackedWidget):
    """Shows one of its pages; the laboratory is made when it is first shown. ``left``: the way back was asked for."""

    left = Signal()

    def __init__(self, style: Style, session: Session, diagrams: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._session = style, session
        self._diagrams = diagrams
        self._losses: LossPage | None = None
        self.addWidget(diagrams)

    @property
    def losses(self) -> LossPage | None:
        """The laboratory while it is shown, else None."""
        return self._losses if self._losses is not None and self.currentWidget() is self._losses else None

    def show_losses(self) -> None:
        """Shows the laboratory and gives it the keyboard."""
        if self._losses is None:
            self._losses = LossPage(self._style, self._session)
            self._losses.left.connect(self.left)
            self.addWidget(self._losses)
        self.setCurrentWidget(self._losses)
        self._losses.enter()

    def show_diagrams(self) -> None:
        """Shows the diagrams and the plots."""
        self.setCurrentWidget(self._diagrams)
