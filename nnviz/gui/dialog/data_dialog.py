"""File > Open of data: what is given, what is asked for, and what is done about rows that are not whole."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from nnviz.data.survey import Survey
from nnviz.files.draft import Draft
from nnviz.gui.dialog.column_model import ColumnModel
from nnviz.gui.widget.choice_box import ChoiceBox
from nnviz.gui.widget.segmented_control import SegmentedControl
from nnviz.gui.widget.style import Style, set_role
from nnviz.gui.widget.switch import Switch

_LABELS = "IDX files (*ubyte *.idx *.gz);;All files (*)"
_MOST_LINES = 8
_AFTERWARDS = "A small network is made for it: one hidden layer. Everything can be changed afterwards."


class DataDialog(QDialog):
    """Asks about one file, or folder, that was looked through. ``drafted`` brings what was chosen."""

    drafted = Signal(object)

    def __init__(self, style: Style, found: Survey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._found = style, found
        self._labels = found.labels
        self.setWindowTitle("Open data")
        self.target = ChoiceBox(style, "Target", {column.name: column.name for column in found.columns})
        self.kind = SegmentedControl(style, "The target is", {"classes": "A class", "numbers": "A number"})
        self.columns = ColumnModel(style, found.columns, self)
        self.table = QTableView()
        self.all_button, self.none_button = QPushButton("All"), QPushButton("None")
        self.labels_button = QPushButton("Choose…")
        self.standardize = Switch(style, "Standardise inputs: mean 0, standard deviation 1")
        self.skip = Switch(style, f"Leave out the {len(found.missing):,} rows in which a value is missing")
        self.problem = QLabel()
        self.labels_name = QLabel()
        self.cancel_button, self.open_button = QPushButton("Cancel"), QPushButton("Open")
        self.target.chosen.connect(self._on_target)
        self.columns.dataChanged.connect(self._judge)
        self.kind.chosen.connect(self._judge)
        self.all_button.clicked.connect(self._tick_all)
        self.none_button.clicked.connect(self._tick_none)
        self.labels_button.clicked.connect(self._ask_labels)
        self.cancel_button.clicked.connect(self.reject)
        self.open_button.clicked.connect(self._on_open)
        self._arrange()
        self._begin()

    def draft(self) -> Draft:
        """What is chosen."""
        found = self._found
        table = bool(found.missing) and self.skip.isChecked()
        return Draft(
            found.path, self.columns.inputs, self.target.choice if found.columns else "", self._labels,
            self.kind.choice == "classes", self.standardize.isChecked(), table,
        )

    def _begin(self) -> None:
        """What most people want of such a file."""
        found = self._found
        self.target.choose(found.target)
        self.skip.setChecked(bool(found.missing))
        self.standardize.setChecked(bool(found.columns) and found.image is None)
        self._show_labels()
        self._on_target()

    def _on_target(self) -> None:
        self.columns.set_target(self.target.choice)
        column = next((column for column in self._found.columns if column.name == self.target.choice), None)
        if column is not None:
            self.kind.allow("numbers", column.numeric, "" if column.numeric else "It holds words")
            self.kind.allow("classes", column.kinds is not None, "" if column.kinds else "It is of too many kinds to be classes")
            self.kind.choose("classes" if column.classifies else "numbers")
        self._judge()

    def _judge(self) -> None:
        """Says what is lacking, if anything is."""
        problem = ""
        if self._found.columns and not self.columns.inputs:
            problem = "Tick at least one input."
        elif self._needs_labels and self._labels is None:
            problem = "Choose the file with the labels."
        self.problem.setText(problem)
        self.open_button.setEnabled(not problem)

    @property
    def _needs_labels(self) -> bool:
        return not self._found.columns and not self._found.classes

    def _tick_all(self) -> None:
        self.columns.tick_all(True)

    def _tick_none(self) -> None:
        self.columns.tick_all(False)

    def _ask_labels(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "The labels", str(self._found.path.parent), _LABELS)
        if path:
            self._labels = Path(path)
            self._show_labels()
            self._judge()

    def _show_labels(self) -> None:
        self.labels_name.setText("none yet" if self._labels is None else self._labels.name)

    def _on_open(self) -> None:
        draft = self.draft()
        self.accept()
        self.drafted.emit(draft)

    def _arrange(self) -> None:
        px, found = self._style.px, self._found
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        title, what, after = QLabel(found.path.name), QLabel(_said(found)), QLabel(_AFTERWARDS)
        for label, role in ((title, "title"), (what, "mute"), (after, "small"), (self.problem, "problem")):
            set_role(label, role)
            label.setWordWrap(True)
        for widget in (title, what):
            column.addWidget(widget)
        if found.columns:
            column.addLayout(self._row("Target", self.target, self.kind))
            self._arrange_table()
            column.addWidget(self.table, 1)
            column.addLayout(self._row("Inputs", self.all_button, self.none_button, stretch=True))
        elif self._needs_labels:
            labels = self._row("Labels", self.labels_name, self.labels_button)
            labels.setStretch(1, 1)
            column.addLayout(labels)
        for switch, asked in ((self.standardize, found.columns), (self.skip, found.missing)):
            if asked:
                column.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(after)
        buttons = self._row("", self.problem, self.cancel_button, self.open_button)
        buttons.setStretch(0, 1)
        column.addLayout(buttons)
        set_role(self.open_button, "primary")
        self.open_button.setDefault(True)
        self.setMinimumWidth(px(480))
        if found.columns:
            self.resize(px(560), px(520))

    def _arrange_table(self) -> None:
        px = self._style.px
        self.table.setModel(self.columns)
        self.table.setShowGrid(False)
        self.table.setAccessibleName("Columns")
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(px(24))
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.setColumnWidth(0, px(190))
        self.table.setColumnWidth(1, px(100))

    def _row(self, title: str, *parts: QWidget, stretch: bool = False) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._style.px(8))
        if title:
            label = QLabel(title)
            set_role(label, "mute")
            label.setFixedWidth(self._style.px(56))
            row.addWidget(label)
        for part in parts:
            row.addWidget(part)
        if stretch:
            row.addStretch(1)
        return row


def _said(found: Survey) -> str:
    """What the file holds, in a sentence or two."""
    words = f"{found.count:,} examples"
    if found.columns:
        words += f", {len(found.columns):,} columns"
    if found.image is not None:
        words += f", pictures of {found.image[0]} × {found.image[1]}"
    if found.classes:
        words += f", {len(found.classes)} classes"
    if found.missing:
        lines = ", ".join(map(str, found.missing[:_MOST_LINES])) + (", …" if len(found.missing) > _MOST_LINES else "")
        words += f". Values are missing in line{'s' * (len(found.missing) > 1)} {lines}"
    return f"{words}."
