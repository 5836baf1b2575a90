"""The comparisons of a gradient check as Qt sees them: a row a number, the worst first."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nnviz.engine.check import TOLERANCE, Comparison, badness
from nnviz.explain.number import format_number, full_number
from nnviz.gui.widget.style import Style

COLUMNS = ("", "Backpropagation", "Central difference", "Relative error")
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

Index = QModelIndex | QPersistentModelIndex


class CheckModel(QAbstractTableModel):
    """Holds comparisons, sorted by their relative error."""

    def __init__(self, style: Style, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._rows: tuple[Comparison, ...] = ()
        self._names: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[Comparison, ...]:
        """What is shown, in order."""
        return self._rows

    def show_rows(self, comparisons: Iterable[Comparison], name: Callable[[str], str]) -> None:
        """Shows other comparisons; ``name`` says what they are called."""
        self.beginResetModel()
        self._rows = tuple(sorted(comparisons, key=badness, reverse=True))
        self._names = tuple(name(row.name) for row in self._rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """One row a number."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Name, two gradients, how far they are apart."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """4 significant digits to read, all of them in the tooltip; what doesn't agree is coloured."""
        row, column = self._rows[index.row()], index.column()
        numbers = (row.analytic, row.numeric, row.relative_error)
        if role == Qt.ItemDataRole.DisplayRole:
            return format_number(numbers[column - 1]) if column else self._names[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return full_number(numbers[column - 1]) if column else row.name
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return _RIGHT
        if role == Qt.ItemDataRole.FontRole:
            return self._style.font(12, mono=bool(column))
        if role == Qt.ItemDataRole.ForegroundRole and column == len(COLUMNS) - 1:
            return self._style.color("ok" if row.relative_error <= TOLERANCE else "grad")
        return None
