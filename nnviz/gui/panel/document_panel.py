"""The document at the left: what it is, its inputs and parameters as numbers to change, its training settings."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from nnviz.gui.panel.example_chooser import ExampleChooser
from nnviz.gui.panel.layer_form import LayerForm
from nnviz.gui.panel.leaf_grid import GRID_LIMIT, LeafGrid
from nnviz.gui.panel.leaf_table import LeafTable
from nnviz.gui.panel.settings_form import SettingsForm
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.leaf import LeafRow
from nnviz.session.session import Session

WIDTH = 264


def count_words(count: int, word: str) -> str:
    """A number with its noun: "1 weight", "8 weights"."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def subtitle(session: Session) -> str:
    """What the document holds, in a few words: "8 weights, 4 biases, one example"."""
    document = session.document
    if document.network is None:
        return f"{count_words(session.leaf_total, 'input')}, {count_words(len(session.graph.gates), 'gate')}"
    network = document.network
    parts = [count_words(network.weight_count, "weight")]
    biases = network.parameter_count - network.weight_count
    if biases:
        parts.append(f"{biases:,} {'bias' if biases == 1 else 'biases'}")
    parts.append("one example" if session.example_count == 1 else count_words(session.example_count, "example"))
    return ", ".join(parts)


class DocumentPanel(QScrollArea):
    """Follows the session; scrolls where the window is short. ``done``: a field needs the keyboard no longer."""

    done = Signal()

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._style = style
        self.setAccessibleName("Document")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._make_head()
        self.leaf_heading = _heading("Inputs, targets")
        self.grid = LeafGrid(style, session)
        self.input_table = LeafTable(style, session, "Inputs, targets", self._belongs_to_input_table)
        self.chooser = ExampleChooser(style, session, self)
        self.parameter_table = LeafTable(style, session, "Parameters", _is_parameter)
        self.more = _label("small")
        self.layer_heading, self.layer_problem = _heading("Layers"), _label("problem")
        self.layers = LayerForm(style, session)
        self.training_heading = _heading("Training")
        self.settings = SettingsForm(style, session)
        self.value_problem, self.setting_problem = _label("problem"), _label("problem")
        for part in (self.grid, self.input_table, self.parameter_table):
            part.refused.connect(self._on_value_refused)
        self.settings.refused.connect(self._on_setting_refused)
        self.layers.refused.connect(self._on_layer_refused)
        for done in (self.grid.done, self.layers.done, self.settings.done, self.chooser.number.done):
            done.connect(self.done)
        self.verticalScrollBar().rangeChanged.connect(self._fit_margin)
        self._arrange()
        style.changed.connect(self._restyle)
        Follower(session, self, self.refresh, "document", "settings")
        Follower(session, self, self._clear_problems, "document", "undo")
        self._restyle()
        self.refresh()

    def sizeHint(self) -> QSize:
        """The width of the sketch."""
        return QSize(self._style.px(WIDTH), self._style.px(500))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a table of three columns."""
        return QSize(self._style.px(220), self._style.px(160))

    def edit_selected(self) -> None:
        """Begins to type over the selected number, if it is one that can be changed."""
        key = self._session.selection
        parts = (self.grid, self.input_table, self.parameter_table)
        if key and not any(part.edit_key(key) for part in parts if part.isVisible()):
            self._on_value_refused(f"{key} is computed; inputs, targets and parameters can be changed")

    def refresh(self) -> None:
        """Shows the head, and the parts that the present document has."""
        session = self._session
        document = session.document
        self.title.setText(document.title)
        self.subtitle.setText(subtitle(session))
        self.description.setText(document.description)
        self.description.setVisible(bool(document.description))
        rows = session.leaf_rows()
        others = sum(row.kind != "parameter" for row in rows)
        in_table = bool(others) and self._lists_inputs(rows)
        self.leaf_heading.setVisible(bool(others) and not in_table)
        self.grid.setVisible(bool(others) and not in_table)
        self.input_table.setVisible(in_table)
        self.input_table.rename("Inputs, targets" if any(row.kind == "target" for row in rows) else "Inputs")
        self.parameter_table.setVisible(others < len(rows))
        hidden = session.leaf_total - len(rows)
        self.more.setText(f"and {hidden:,} more; select them in the pictures")
        self.more.setVisible(hidden > 0)
        trains = session.trainer is not None
        for part in (self.layer_heading, self.layers, self.training_heading, self.settings):
            part.setVisible(trains)

    def _make_head(self) -> None:
        self.title, self.subtitle, self.description = _label("title"), _label("small"), _label("mute")
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _arrange(self) -> None:
        inside = QWidget()
        set_role(inside, "panel")
        self._column = column = QVBoxLayout(inside)
        self._tables: list[QHBoxLayout] = []
        part: QWidget
        for part in (self.title, self.subtitle, self.description):
            column.addWidget(part)
        column.addSpacing(6)
        for part in (self.leaf_heading, self.grid, self.chooser, self.value_problem):
            column.addWidget(part)
        for table in (self.input_table, self.parameter_table):
            line = QHBoxLayout()
            line.addWidget(table)
            column.addLayout(line)
            self._tables.append(line)
        column.addWidget(self.more)
        column.addSpacing(6)
        for part in (self.layer_heading, self.layer_problem, self.layers):
            column.addWidget(part)
        column.addSpacing(6)
        for part in (self.training_heading, self.setting_problem, self.settings):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inside)
        self._clear_problems()

    def _clear_problems(self) -> None:
        _tell(self.value_problem, "")
        _tell(self.layer_problem, "")
        _tell(self.setting_problem, "")

    def _on_value_refused(self, reason: str) -> None:
        _tell(self.value_problem, reason)

    def _on_layer_refused(self, reason: str) -> None:
        _tell(self.layer_problem, reason)

    def _on_setting_refused(self, reason: str) -> None:
        _tell(self.setting_problem, reason)

    def _lists_inputs(self, rows: list[LeafRow]) -> bool:
        """Whether inputs are rows of a table: in a circuit, where their gradients matter, and where they are many."""
        others = sum(row.kind != "parameter" for row in rows)
        return self._session.trainer is None or others > GRID_LIMIT

    def _belongs_to_input_table(self, row: LeafRow) -> bool:
        return row.kind != "parameter"

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setSpacing(px(6))
        self._fit_margin()
        self.updateGeometry()

    def _fit_margin(self) -> None:
        """The scroll bar takes room from the margin; a row's ground reaches beyond the column, texts line up."""
        px = self._style.px
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > bar.minimum() else 0
        self._column.setContentsMargins(px(20), px(16), max(px(20) - taken, px(8)), px(16))
        for line in self._tables:
            line.setContentsMargins(-px(8), 0, -px(8), 0)


def _tell(label: QLabel, reason: str) -> None:
    label.setText(reason)
    label.setVisible(bool(reason))


def _is_parameter(row: LeafRow) -> bool:
    return row.kind == "parameter"


def _label(role: str) -> QLabel:
    label = QLabel(textFormat=Qt.TextFormat.PlainText)
    set_role(label, role)
    label.setWordWrap(True)
    return label


def _heading(text: str) -> QLabel:
    label = QLabel(text.upper())
    set_role(label, "heading")
    return label
