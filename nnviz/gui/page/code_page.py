"""The code: the program of the graph on show, with the lines of the gate at work lit."""

import re

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QTextEdit, QWidget

from nnviz.gui.page.page import Page
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.style import Style
from nnviz.session.listing import Listing
from nnviz.session.session import Session

_COLORS = (
    (re.compile(r"\b(def|return|from|import|if|else|for|in|not)\b"), "accent"),
    (re.compile(r"\bd_\w+"), "grad"),
    (re.compile(r"#.*|\"\"\".*?\"\"\""), "mute"),
)


class CodePage(Page):
    """Shows the session's program; a click on a line selects its gate."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, "Code", "the program of the graph, which runs by itself on NumPy alone", parent)
        self._session = session
        self.listing = Listing(session)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setAccessibleName("The program's source")
        self._colors = _Colors(style, self.text.document())
        self.copy = QPushButton("Copy")
        self.copy.setToolTip("Copy the whole program")
        self.copy.clicked.connect(self._copy)
        self.add_tools(self.copy)
        self.add_panes(self.text)
        self.text.cursorPositionChanged.connect(self._on_line)
        Follower(session, self, self.refresh, "document")
        Follower(session, self, self._light, "moment", "running")
        style.changed.connect(self._restyle)
        self._restyle()

    def enter(self) -> None:
        """Catches up, and takes the keyboard."""
        self.refresh()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Shows the program of the graph on show, if that is another one than before."""
        if not self.isVisible():
            return
        if self.listing.take_up():
            with QSignalBlocker(self.text):
                self.text.setPlainText(self.listing.text)
            self.about.setText(self.listing.kind)
        self._light()

    def _light(self) -> None:
        """Lights the lines of the gate at work, and brings them into view."""
        if not self.isVisible():
            return
        lit, document = self.listing.lit, self.text.document()
        self.text.setExtraSelections([self._lit_line(QTextCursor(document.findBlockByNumber(line))) for line in lit])
        if lit:
            with QSignalBlocker(self.text):
                for line in (lit[-1], lit[0]):
                    self.text.setTextCursor(QTextCursor(document.findBlockByNumber(line)))
                    self.text.ensureCursorVisible()

    def _lit_line(self, cursor: QTextCursor) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format.setBackground(self._style.color("lit"))
        selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return selection

    def _on_line(self) -> None:
        name = self.listing.node_at(self.text.textCursor().blockNumber())
        if name:
            self._session.select(name)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.listing.text)

    def _restyle(self) -> None:
        self.text.document().setDocumentMargin(self._style.px(16))
        self._colors.rehighlight()
        self._light()


class _Colors(QSyntaxHighlighter):
    """Gradients in their colour, keywords, remarks."""

    def __init__(self, style: Style, document: QTextDocument) -> None:
        super().__init__(document)
        self._style = style

    def highlightBlock(self, text: str) -> None:
        """Colours one line."""
        for pattern, role in _COLORS:
            shape = QTextCharFormat()
            shape.setForeground(self._style.color(role))
            for found in pattern.finditer(text):
                self.setFormat(found.start(), found.end() - found.start(), shape)
