"""What says, in the head of a diagram, that the input on show is a distorted one; a click shows the true one again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.icon import IconButton
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session


class DistortionChip(IconButton):
    """There only while the invariance laboratory has the session show another input than the example's own."""

    def __init__(self, style: Style, session: Session, parent: QWidget) -> None:
        super().__init__(style, "x", "Distorted input", role="notice", token="accent", size=12, parent=parent)
        self._session = session
        self.setText("Distorted input")
        self.setToolTip("This is not the example itself, but what the invariance laboratory made of it. Click: the example itself")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.clicked.connect(self._restore)
        Follower(session, self, self.refresh, "document", "values")
        self.refresh()

    def refresh(self) -> None:
        """Shows itself where there is something to take back."""
        self.setVisible(self._session.disturbed)

    def _restore(self) -> None:
        self._session.disturb(None)
