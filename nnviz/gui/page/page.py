"""What all pages of the main window share: a head with the way back, a title and what it is about, and room for tools."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from nnviz.gui.widget.icon import IconButton
from nnviz.gui.widget.style import Style, set_role


class Page(QWidget):
    """Stands in place of the diagrams. ``left``: the way back was asked for."""

    left = Signal()

    def __init__(self, style: Style, title: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.setAccessibleName(title)
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = IconButton(style, "chevron-left", "Back to the diagrams", "Esc")
        self.back.clicked.connect(self.left)
        self.title, self.about = QLabel(title), QLabel(about)
        set_role(self.title, "title")
        set_role(self.about, "mute")
        self._head = QHBoxLayout()
        for part in (self.back, self.title, self.about):
            self._head.addWidget(part)
        self._head.addStretch(1)
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(0)
        self._page.addLayout(self._head)
        self._page.addWidget(hairline(vertical=False))
        style.changed.connect(self._restyle_head)
        self._restyle_head()

    def enter(self) -> None:
        """Called whenever it comes on show: time to catch up and to take the keyboard."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard; Space plays."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def add_tools(self, *tools: QWidget) -> None:
        """Puts widgets at the right end of the head."""
        for tool in tools:
            self._head.addWidget(tool)

    def add_panes(self, *panes: QWidget) -> None:
        """Fills the page below its head with panes side by side, a hairline between them."""
        row = QHBoxLayout()
        row.setSpacing(0)
        for number, pane in enumerate(panes):
            if number:
                row.addWidget(hairline(vertical=True))
            row.addWidget(pane)
        self._page.addLayout(row, 1)

    def _restyle_head(self) -> None:
        px = self._style.px
        self._head.setContentsMargins(px(12), px(8), px(16), px(8))
        self._head.setSpacing(px(8))


def heading(text: str) -> QLabel:
    """A section's head."""
    label = QLabel(text)
    set_role(label, "heading")
    return label


def hairline(vertical: bool) -> QFrame:
    """The line between two panes."""
    line = QFrame()
    set_role(line, "hairline")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def scrolled(widget: QWidget) -> QScrollArea:
    """A widget that scrolls up and down where it is higher than its room."""
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
