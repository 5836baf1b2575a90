"""All shortcuts on one page."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnviz.gui.widget.style import Style, set_role

_COLUMNS = 3

Row = tuple[str, str, str]
"""Title, keys as this system writes them, group."""


def native_shortcut(shortcut: str) -> str:
    """A shortcut in Qt's portable form ("Ctrl+O"; several by ", ") as this system writes it: "⌘O" on a Mac."""
    written = (QKeySequence(part).toString(QKeySequence.SequenceFormat.NativeText) for part in shortcut.split(", "))
    return ", ".join(text for text in written if text)


class ShortcutSheet(QDialog):
    """Lists the rows that have a shortcut, group by group in columns; Escape closes it."""

    def __init__(self, rows: Iterable[Row], style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.setWindowTitle("Keyboard shortcuts")
        groups: dict[str, list[tuple[str, str]]] = {}
        for title, shortcut, group in rows:
            if shortcut:
                groups.setdefault(group, []).append((title, shortcut))
        page = QVBoxLayout(self)
        page.setContentsMargins(*(style.px(24),) * 4)
        page.setSpacing(style.px(16))
        head = QLabel("Keyboard shortcuts")
        set_role(head, "title")
        page.addWidget(head)
        columns = QHBoxLayout()
        columns.setSpacing(style.px(32))
        page.addLayout(columns)
        for names in _balance(groups):
            column = QVBoxLayout()
            column.setSpacing(style.px(16))
            for name in names:
                column.addLayout(self._group(name, groups[name]))
            column.addStretch(1)
            columns.addLayout(column)

    def _group(self, name: str, rows: list[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(self._style.px(3))
        grid.setHorizontalSpacing(self._style.px(24))
        grid.setColumnStretch(0, 1)
        heading = QLabel(name.upper())
        set_role(heading, "heading")
        grid.addWidget(heading, 0, 0, 1, 2)
        for line, (title, shortcut) in enumerate(rows, start=1):
            grid.addWidget(QLabel(title), line, 0)
            key = QLabel(shortcut)
            set_role(key, "key")
            grid.addWidget(key, line, 1, Qt.AlignmentFlag.AlignRight)
        return grid


def _balance(groups: dict[str, list[tuple[str, str]]]) -> list[list[str]]:
    """The groups' names in columns of about the same height: the longest group first, each into the shortest column."""
    sizes = {name: len(rows) + 2 for name, rows in groups.items()}
    columns: list[list[str]] = [[] for _ in range(_COLUMNS)]
    for name in sorted(sizes, key=lambda name: -sizes[name]):
        min(columns, key=lambda column: sum(sizes[other] for other in column)).append(name)
    order = list(groups)
    return sorted((sorted(column, key=order.index) for column in columns if column), key=lambda column: order.index(column[0]))
