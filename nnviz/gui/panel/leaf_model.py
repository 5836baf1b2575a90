"""The table of leaves as Qt sees it: one row a leaf, with its name, value and gradient."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from nnviz.explain.number import format_number
from nnviz.gui.widget.leaf_name import leaf_name
from nnviz.gui.widget.number_field import BadNumberError, full_text, parse_number
from nnviz.network.architecture import Network
from nnviz.session.leaf import LeafRow
from nnviz.session.session import Session

NAME, VALUE, GRADIENT = range(3)
COLUMNS = ("name", "value", "gradient")
NOT_YET = "–"
ARROW = " → "

_LONG_NAME = 6

Index = QModelIndex | QPersistentModelIndex


def value_text(row: LeafRow) -> str:
    """The value as the table shows it; at the update, the old and the new one."""
    if row.new_value is None:
        return format_number(row.value)
    return format_number(row.value) + ARROW + format_number(row.new_value)


def gradient_text(row: LeafRow) -> str:
    """The gradient as the table shows it."""
    return NOT_YET if row.gradient is None else format_number(row.gradient)


class LeafModel(QAbstractTableModel):
    """Holds LeafRows. An edit is parsed here; ``edited`` brings key and number, ``refused`` a one-line reason."""

    edited = Signal(str, float)
    refused = Signal(str)

    def __init__(self, title: str, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._title, self._session = title, session
        self._rows: tuple[LeafRow, ...] = ()
        self._names: tuple[str, ...] = ()
        self._named_for: Network | None = None
        self._long_names = False

    @property
    def rows(self) -> tuple[LeafRow, ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[LeafRow]) -> None:
        """Shows other rows; keeps selection and scroll place where the keys are the same."""
        fresh, network = tuple(rows), self._session.document.network
        if network is not self._named_for or [row.key for row in fresh] != [row.key for row in self._rows]:
            self.beginResetModel()
            self._rows, self._named_for = fresh, network
            # Named once, by the document that the rows are of: a paint may come when another one is open already.
            self._names = tuple(leaf_name(row.key, network) for row in fresh)
            self._long_names = any("→" in name and len(name) >= _LONG_NAME for name in self._names)
            self.endResetModel()
        elif fresh != self._rows:
            self._rows = fresh
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, GRADIENT))

    @property
    def updating(self) -> bool:
        """Whether old and new values are shown."""
        return any(row.new_value is not None for row in self._rows)

    @property
    def crowded(self) -> bool:
        """Whether the numbers have to be small: old and new ones side by side, or long names before them."""
        return self._long_names or self.updating

    @property
    def crammed(self) -> bool:
        """Whether they have to be smaller still: both."""
        return self._long_names and self.updating

    def rename(self, title: str) -> None:
        """Sets the title over the names."""
        self._title = title
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, NAME, NAME)

    def find(self, key: str) -> int:
        """The row of a key, -1 where there is none."""
        return next((k for k, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """One row a leaf."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Name, value, gradient."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Values can be edited, the rest only selected."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and index.column() == VALUE and self._session.editable(self._rows[index.row()].key):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The table's title over the names, the columns' own over the numbers."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section] if section else self._title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """4 significant digits to read, all of them to edit, to copy and in the tooltip."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (self._names[index.row()], value_text(row), gradient_text(row))[index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return full_text(row.value) if index.column() == VALUE else self.data(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.full(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._names[index.row()]}, {COLUMNS[index.column()]}: {self.data(index)}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes a typed text; refuses what is no number."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        try:
            number = parse_number(str(value))
        except BadNumberError as error:
            self.refused.emit(str(error))
            return False
        self.refused.emit("")
        row = self._rows[index.row()]
        if number != row.value:
            self.edited.emit(row.key, number)
        return True

    def full(self, index: Index) -> str:
        """All digits of a cell; of the name, all that is known of the leaf, for the clipboard and the tooltip."""
        row = self._rows[index.row()]
        if index.column() == VALUE:
            new = "" if row.new_value is None else ARROW + full_text(row.new_value)
            return full_text(row.value) + new
        gradient = "" if row.gradient is None else full_text(row.gradient)
        if index.column() == GRADIENT:
            return gradient or "not computed yet"
        return "\t".join((row.key, full_text(row.value), gradient)).rstrip()
