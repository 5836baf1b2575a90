"""The columns of a file of data as Qt sees them: which of them are inputs."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nnviz.data.survey import Column
from nnviz.gui.widget.style import Style

Index = QModelIndex | QPersistentModelIndex

_TITLES = ("Input", "Holds", "Begins with")


class ColumnModel(QAbstractTableModel):
    """A row a column, ticked where it is an input; the target can't be one, nor can words."""

    def __init__(self, style: Style, columns: tuple[Column, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.columns = columns
        self._ticked = {column.name for column in columns if column.numeric}
        self._target = ""

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs, in the file's order."""
        return tuple(column.name for column in self.columns if self._is_input(column))

    def _is_input(self, column: Column) -> bool:
        return column.name in self._ticked and column.name != self._target

    def set_target(self, name: str) -> None:
        """Makes a column the target."""
        self._target = name
        self._tell()

    def tick_all(self, on: bool) -> None:
        """Makes all of them inputs that can be, or none."""
        self._ticked = {column.name for column in self.columns if column.numeric} if on else set()
        self._tell()

    def _tell(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.columns) - 1, len(_TITLES) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """One row a column."""
        return 0 if parent.isValid() else len(self.columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Name, what it holds, how it begins."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first can be ticked, unless it is the target or words."""
        column = self.columns[index.row()]
        if not column.numeric or column.name == self._target:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, what it holds, how it begins."""
        column = self.columns[index.row()]
        is_target = column.name == self._target
        if role == Qt.ItemDataRole.DisplayRole:
            return (f"{column.name} (target)" if is_target else column.name, _holds(column), column.sample)[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if self._is_input(column) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.FontRole:
            return self._style.font(12, mono=index.column() == 2, bold=is_target and index.column() == 0)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._style.color("accent" if is_target else "text" if self._is_input(column) else "mute")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ticks a column, or unticks it."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        name = self.columns[index.row()].name
        self._ticked = self._ticked ^ {name}
        self.dataChanged.emit(index, index)
        return True


def _holds(column: Column) -> str:
    if column.width > 1:
        return f"{column.width:,} numbers"
    if column.numeric:
        return "numbers"
    return "words" if column.kinds is None else f"{column.kinds} words"
