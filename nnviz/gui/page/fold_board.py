"""What a race over folds has come to: a plot, and a table with a row for each fold."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from nnviz.drawing.fold_view import TOKENS, draw_folds
from nnviz.explain.number import format_number, full_number
from nnviz.gui.plot.chart import Chart
from nnviz.gui.widget.segmented_control import SegmentedControl
from nnviz.gui.widget.style import Style, set_role
from nnviz.training.crossvalidation import spread
from nnviz.training.fold_race import DIFFERENCE, MEASURES, FoldRace, differences, spread_words

_CHART = 240
_NOTHING = "Nothing measured yet."
_STALE = "The document has changed since it was measured."


class FoldBoard(QWidget):
    """One of MEASURES at a time, fold by fold."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._race: FoldRace | None = None
        self._shown: object = None
        self.measures = SegmentedControl(style, "Measure", {key: title.capitalize() for key, title in MEASURES.items()})
        self.chart, self.note = Chart(style, "Folds"), QLabel()
        self.cells: list[list[str]] = []
        """What the table says, row by row, its head first."""
        self._grid, self._column = QGridLayout(), QVBoxLayout(self)
        set_role(self, "panel")
        set_role(self.note, "small")
        self.note.setWordWrap(True)
        self._column.addWidget(self.measures, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.chart)
        self._column.addLayout(self._grid)
        self._column.addWidget(self.note)
        self._column.addStretch(1)
        self._grid.setColumnStretch(9, 1)
        self.measures.chosen.connect(self.refresh)
        self.chart.resized.connect(self._draw)
        style.changed.connect(self._restyle)
        self._restyle()

    def show_race(self, race: FoldRace | None, stale: bool) -> None:
        """Shows what is known of a race; ``stale``: it is of another document by now."""
        self._race = race
        self.note.setText(_NOTHING if race is None else _STALE if stale else "")
        self.note.setVisible(bool(self.note.text()))
        for part in (self.chart, self.measures):
            part.setVisible(race is not None)
        self.refresh()

    def refresh(self) -> None:
        """Shows the measure that is chosen; those that mean nothing here can't be."""
        race = self._race
        for measure in MEASURES:
            self.measures.allow(measure, race is None or bool(race.columns(measure)), "These predictions are no classes")
        state = race, self.measures.choice, None if race is None else tuple(map(len, race.results)), self._style.scale
        if state != self._shown:
            self._shown = state
            self._draw()
            self._fill()

    def _columns(self) -> list[list[float]]:
        return [] if self._race is None else self._race.columns(self.measures.choice)

    def _draw(self) -> None:
        columns = self._columns()
        spreads = [(found.mean, found.deviation) for found in map(spread, filter(None, columns))]
        folds = 1 if self._race is None else self._race.folds
        self.chart.set_drawing(draw_folds(MEASURES[self.measures.choice], columns, spreads, folds, self.chart.room))

    def _fill(self) -> None:
        """A row for each fold that anyone has done, and one for the means."""
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        columns = self._columns()
        self.cells = []
        if self._race is None or not any(columns):
            return
        compared = len(columns) > 1
        told = [*columns, differences(columns[0], columns[1])] if compared else columns
        self._add("fold", [*self._race.names, *([DIFFERENCE] if compared else [])], "small")
        for fold in range(max(map(len, columns))):
            self._add(f"{fold + 1}", [format_number(column[fold]) if fold < len(column) else "" for column in told], "mono",
                      [full_number(column[fold]) if fold < len(column) else "" for column in told])
        self._add("mean", [spread_words(column) if column else "" for column in told], "strong")

    def _add(self, name: str, texts: Sequence[str], role: str, tips: Sequence[str] = ()) -> None:
        row = len(self.cells)
        self.cells.append([name, *texts])
        for place, text in enumerate((name, *texts)):
            label = QLabel(text, self)
            contender = row == 0 and place and text != DIFFERENCE
            set_role(label, TOKENS[place - 1] if contender else role if place or role != "mono" else "mute")
            label.setToolTip(tips[place - 1] if tips and place else "")
            side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(label, row, place, side)

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setContentsMargins(px(20), px(16), px(20), px(16))
        self._column.setSpacing(px(12))
        self._grid.setHorizontalSpacing(px(28))
        self._grid.setVerticalSpacing(px(6))
        self.chart.setFixedHeight(px(_CHART))
        self._shown = None
        self.refresh()
