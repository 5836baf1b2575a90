"""Finding a node by its name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QLineEdit, QWidget

from nnviz.gui.widget.style import Style, set_role
from nnviz.session.session import Session


class FindBar(QWidget):
    """A field that completes the names of the nodes; Enter selects the best match, Escape closes it."""

    found = Signal(str)

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.field = QLineEdit()
        self.field.setPlaceholderText("Name of a node, for instance w5")
        self.field.setAccessibleName("Find a node")
        self.field.setClearButtonEnabled(True)
        self.answer = QLabel()
        set_role(self.answer, "mute")
        row = QHBoxLayout(self)
        row.setContentsMargins(style.px(20), style.px(6), style.px(20), style.px(6))
        title = QLabel("Find a node")
        set_role(title, "mute")
        row.addWidget(title)
        row.addWidget(self.field, 1)
        row.addWidget(self.answer)
        self.field.returnPressed.connect(self._choose)
        self.field.textEdited.connect(self._count)
        self.hide()

    def open(self) -> None:
        """Shows it with the names of the graph on show."""
        names = [node.name for node in self._session.graph.nodes]
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._take)
        self.field.setCompleter(completer)
        self.show()
        self.field.selectAll()
        self.field.setFocus()
        self._count(self.field.text())

    def _matches(self, text: str) -> list[str]:
        wanted = text.strip().lower()
        names = [node.name for node in self._session.graph.nodes if wanted in node.name.lower()]
        exact = text.strip()
        return sorted(
            names, key=lambda name: (name != exact, name.lower() != wanted, not name.lower().startswith(wanted), len(name))
        )

    def _count(self, text: str) -> None:
        count = len(self._matches(text)) if text.strip() else 0
        self.answer.setText("" if not text.strip() else "no node" if not count else "1 node" if count == 1 else f"{count} nodes")

    def _choose(self) -> None:
        matches = self._matches(self.field.text()) if self.field.text().strip() else []
        if matches:
            self._take(matches[0])

    def _take(self, name: str) -> None:
        self.hide()
        self.found.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
