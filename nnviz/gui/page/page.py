"""What all pages of the main window share: a head with the way back, a title and what it is about, and room for tools."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from nnviz.gui.widget.elided_label import ElidedLabel
from nnviz.gui.widget.icon import IconButton
from nnviz.gui.widget.style import Style, set_role


class Page(QWidget):
    """Stands in place of the diagrams. ``left``: the way back was asked for. ``lacking`` says why there is nothing to show."""

    left = Signal()

    def __init__(self, style: Style, title: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.setAccessibleName(title)
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = IconButton(style, "chevron-left", "Back to the diagrams", "Esc")
        self.back.clicked.connect(self.left)
        self.title, self.about, self.lacking = QLabel(title), ElidedLabel(style, minimum=24, token="mute"), QLabel()
        self.about.setText(about)
        set_role(self.title, "title")
        set_role(self.lacking, "mute")
        self.lacking.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.lacking.hide()
        self._body, self._area = QWidget(), scroll_area()
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._panes: tuple[QWidget, ...] = ()
        self._widths: tuple[int, int, int] | None = None
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

    def add_panes(self, *panes: QWidget, widths: tuple[int, int, int] | None = None) -> None:
        """Fills the page below its head with panes side by side, a hairline between them.

        ``widths``, at normal type, are that of the first of three, and the least and the largest of the last: this one gives way
        to the one in the middle, so that it is as wide as the first. What still has no room is scrolled to.
        """
        self._panes, self._widths = panes, widths
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, pane in enumerate(panes):
            if number:
                row.addWidget(hairline(vertical=True))
            row.addWidget(pane)
        self._area.setWidget(self._body)
        self._page.addWidget(self._area, 1)
        self._page.addWidget(self.lacking, 1)
        self._share_width()

    def show_lack(self, reason: str) -> None:
        """Says in place of the panes why there is nothing to show; "" shows them."""
        self.lacking.setText(reason)
        self.lacking.setVisible(bool(reason))
        self._area.setVisible(not reason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The last pane gives way to what is in the middle."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        if self._widths is not None:
            first, least, most = map(self._style.px, self._widths)
            self._panes[0].setFixedWidth(first)
            self._panes[-1].setFixedWidth(min(max(self.width() - 2 * first, least), most))
            self._body.setMinimumWidth(2 * first + least)

    def _restyle_head(self) -> None:
        px = self._style.px
        self._head.setContentsMargins(px(12), px(8), px(16), px(8))
        self._head.setSpacing(px(8))
        self._share_width()


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
    area = scroll_area()
    area.setWidget(widget)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def scroll_area() -> QScrollArea:
    """Room for a widget that fills it, and is scrolled where it is larger."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
