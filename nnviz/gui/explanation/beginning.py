"""Where to begin while nothing is explained: a few numbers of the graph on show, each in a row to click."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnviz.engine.structure import Structure
from nnviz.gui.widget.leaf_name import leaf_name
from nnviz.gui.widget.name_label import NameLabel
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.session import Session

_NAME_WIDTH = 72
_WALK = "Or press → to walk on gate by gate: each is told here while it works. Space plays."


def beginnings(graph: Structure, is_network: bool) -> list[tuple[str, str]]:
    """Names of nodes of a graph to begin with, and what they are, in the order of the walk."""
    wanted = "parameter" if is_network else "input"
    leaf = next((graph.nodes[at].name for at in graph.leaves if graph.nodes[at].op == wanted), None)
    first, output = graph.nodes[graph.gates[0]].name, graph.nodes[graph.output].name
    rows = [] if leaf is None else [(leaf, "a weight, which training changes" if is_network else "an input, where forward begins")]
    if first != output:
        rows.append((first, "the first gate of the walk forward"))
    last = "the loss" if is_network else "the output"
    return [*rows, (output, f"{last}, where backward begins")]


class Beginning(QWidget):
    """Rows to click, and how to walk. ``chosen``: the name of the node that is to be explained."""

    chosen = Signal(str)

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._session = style, session
        self._shown: list[tuple[str, str]] = []
        self.rows: list[BeginningRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        heading, walk = QLabel("BEGIN WITH"), QLabel(_WALK)
        set_role(heading, "heading")
        set_role(walk, "mute")
        walk.setWordWrap(True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._column.addWidget(heading)
        self._column.addLayout(self._rows)
        self._column.addWidget(walk)
        self.restyle()

    def refresh(self) -> None:
        """Shows what the graph on show begins and ends with."""
        document = self._session.document
        shown = beginnings(self._session.graph, document.network is not None)
        if shown == self._shown:
            return
        self._shown = shown
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()  # it goes only when the event loop comes round
            row.deleteLater()
        self.rows = [BeginningRow(self._style, self._session, key, leaf_name(key, document.network), told) for key, told in shown]
        for row in self.rows:
            row.clicked.connect(lambda _=False, key=row.key: self.chosen.emit(key))
            self._rows.addWidget(row)

    def restyle(self) -> None:
        """Takes up the present scale."""
        self._column.setSpacing(self._style.px(6))
        for row in self.rows:
            row.restyle()


class BeginningRow(QPushButton):
    """A name, and what it is; pointed at, it is lit up in the diagrams."""

    def __init__(self, style: Style, session: Session, key: str, name: str, told: str) -> None:
        super().__init__()
        self._style, self._session, self.key = style, session, key
        set_role(self, "choice")
        self.setAccessibleName(f"Explain {name}, {told}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name, self._told = NameLabel("strong"), NameLabel("mute")
        self._name.setText(name)
        self._told.setText(told)
        self._row = QHBoxLayout(self)
        for label in (self._name, self._told):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._told, 1, Qt.AlignmentFlag.AlignTop)
        self.restyle()

    def restyle(self) -> None:
        """Takes up the present scale."""
        px = self._style.px
        self._row.setContentsMargins(px(8), px(4), px(8), px(4))
        self._row.setSpacing(px(8))
        self._name.setFixedWidth(px(_NAME_WIDTH))

    def sizeHint(self) -> QSize:
        """As high as its words."""
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As high as its words; they break where it is narrow."""
        return self._row.totalMinimumSize()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Lights up what it is about."""
        super().enterEvent(event)
        self._session.hover(self.key)

    def leaveEvent(self, event: QEvent) -> None:
        """And no longer."""
        super().leaveEvent(event)
        self._put_out()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing hidden lights up anything."""
        super().hideEvent(event)
        self._put_out()

    def _put_out(self) -> None:
        if self._session.hovered == self.key:
            self._session.hover("")
