"""The examples as Qt's table sees them: a row each, made when it is looked at."""

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from nnviz.drawing.label import label
from nnviz.explain.number import format_number, full_number
from nnviz.gui.widget.number_field import full_text, parse_number
from nnviz.gui.widget.style import Style
from nnviz.gui.widget.subscript import to_plain
from nnviz.session.session import Session
from nnviz.training.model import Model

FIXED = {"number": "Example", "set": "Set", "target": "Target", "prediction": "Prediction", "loss": "Loss"}
"""Columns that every network's examples have, by what they are sorted by; the inputs come after them."""

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_SHOWN = 4
"""Outputs of which the numbers are written; of more the first ones."""

Index = QModelIndex | QPersistentModelIndex


class ExampleModel(QAbstractTableModel):
    """The rows of the session's board, in its order."""

    def __init__(self, style: Style, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._style, self._session = style, session
        self._network: Model | None = None
        self._count = self._columns = 0

    def renew(self) -> None:
        """Other rows, or other columns."""
        self.beginResetModel()
        model = self._network = self._session.board.model
        self._count = 0 if model is None else len(self._session.board.rows)
        self._columns = 0 if model is None else len(FIXED) + len(model.network.inputs)
        self.endResetModel()

    def touch(self) -> None:
        """The same rows with other numbers."""
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, self._columns - 1))

    def example(self, row: int) -> int:
        """The example in a row."""
        return int(self._session.board.rows[row])

    def row_of(self, example: int) -> int:
        """The row of an example, -1 where it is not shown."""
        found = np.flatnonzero(self._session.board.rows == example)
        return int(found[0]) if len(found) else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """One row an example."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """What became of it, and its inputs."""
        return 0 if parent.isValid() else self._columns

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        model = self._network
        if orientation != Qt.Orientation.Horizontal or model is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            board, key = self._session.board, self.key(section)
            title = FIXED[key] if key in FIXED else to_plain(label(model.network.inputs[int(key)]))
            return f"{'↓' if board.descending else '↑'} {title}" if key == board.sort and self._sorted else title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section == 1 else _RIGHT
        return None

    def key(self, column: int) -> str:
        """What the board calls a column."""
        keys = list(FIXED)
        return keys[column] if column < len(keys) else str(column - len(keys))

    def turn(self, column: int) -> None:
        """Has the board sort by a column; again, the other way round; once more, not at all. The highest loss comes first."""
        board, key = self._session.board, self.key(column)
        first = key == "loss"
        if key != board.sort or not self._sorted:
            board.arrange(key, first)
        elif board.descending == first:
            board.arrange(key, not first)
        else:
            board.arrange("number", descending=False)

    @property
    def _sorted(self) -> bool:
        board = self._session.board
        return (board.sort, board.descending) != ("number", False)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Inputs can be typed over, where examples can be edited."""
        flags = super().flags(index)
        edits = index.column() >= len(FIXED) and self._session.examples_editable
        return flags | Qt.ItemFlag.ItemIsEditable if edits else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes a typed text; the window says why where it can't be."""
        if role != Qt.ItemDataRole.EditRole or self._session.board.stale or index.row() >= len(self._session.board.rows):
            return False
        example, column = self.example(index.row()), index.column() - len(FIXED)
        try:
            number = parse_number(str(value))
            if str(value) != self.data(index, Qt.ItemDataRole.EditRole):
                self._session.move_example(example, {column: number})
        except ValueError as error:
            self._session.report(str(error))
            return False
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """4 significant digits to read, all of them in the tooltip; what is wrong is coloured and bears a cross."""
        board, column, model = self._session.board, index.column(), self._network
        if model is None or model is not board.model or board.stale or index.row() >= len(board.rows):
            return None  # there are other examples, of which the board has not told yet
        example = self.example(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(model, example, column, format_number)
        if role == Qt.ItemDataRole.EditRole:
            return self._text(model, example, column, full_text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._text(model, example, column, full_number)
        if role == Qt.ItemDataRole.TextAlignmentRole and column != 1:
            return _RIGHT
        if role == Qt.ItemDataRole.FontRole:
            return self._style.font(12, mono=column != 1)
        if role == Qt.ItemDataRole.ForegroundRole:
            wrong = column == 3 and board.wrong[example]
            return self._style.color("grad" if wrong else "mute" if column < 2 else "text")
        return None

    def _text(self, model: Model, example: int, column: int, write: Callable[[float], str]) -> str:
        board = self._session.board
        if column >= len(FIXED):
            return write(float(model.dataset.raw(slice(example, example + 1))[0, column - len(FIXED)]))
        if column == 0:
            return f"{example + 1:,}"
        if column == 1:
            return "test" if board.in_test[example] else "train"
        if column == 2:
            return answer_text(model, model.examples[1][example], write)
        if column == 3:
            text = answer_text(model, board.predictions[example], write)
            return f"× {text}" if board.wrong[example] else text
        return write(float(board.losses[example]))


def answer_text(model: Model, outputs: np.ndarray, write: Callable[[float], str] = format_number) -> str:
    """Outputs (K,) as they are read: the class that they name, or the numbers; "" while they are not known."""
    dataset = model.dataset
    if not len(outputs) or np.isnan(outputs).all():
        return ""
    if dataset.classes is not None and len(outputs) > 1:
        return dataset.classes[int(outputs.argmax())]
    if dataset.classes is not None and dataset.levels is not None:
        return dataset.classes[int(outputs[0] > sum(dataset.levels) / 2)]
    return ", ".join([*map(write, outputs[:_SHOWN].tolist()), *(["…"] if len(outputs) > _SHOWN else [])])
