"""All shortcuts on one page."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnviz.gui.style import Style, set_role

Row = tuple[str, str, str]
"""Title, keys as this system writes them, group."""


def native_shortcut(shortcut: str) -> str:
    """A shortcut in Qt's portable form ("Ctrl+O"; several by ", ") as this system writes it: "⌘O" on a Mac."""
    written = (QKeySequence(part).toString(QKeySequence.SequenceFormat.NativeText) for part in shortcut.split(", "))
    return ", ".join(text for text in written if text)


class ShortcutSheet(QDialog):
    """Lists the rows that have a shortcut, group by group in two columns; Escape closes it."""

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
        columns.setSpacing(style.px(40))
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
        grid.setVerticalSpacing(self._style.px(6))
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


def _balance(groups: dict[str, list[tuple[str, str]]]) -> tuple[list[str], list[str]]:
    """The groups' names in two columns of about the same height, in order."""
    sizes = {name: len(rows) + 2 for name, rows in groups.items()}
    left: list[str] = []
    right: list[str] = []
    filled = 0
    for name, size in sizes.items():
        half = sum(sizes.values()) / 2
        (left if not right and filled + size / 2 <= half else right).append(name)
        filled += size
    return left, right
