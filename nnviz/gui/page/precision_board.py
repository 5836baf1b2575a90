"""By what retrieval compares: a choice for each representation, how often it finds the right class, and the measuring of that."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from nnviz.gui.page.page import heading
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.retrieval import Retrieval
from nnviz.training.retrieval import PIXELS

_WIDTH = 620


class PrecisionBoard(QWidget):
    """``chosen``: there is another ``key`` to compare by. ``pressed``: to measure, or, while that is under way, to cancel."""

    chosen = Signal()
    pressed = Signal()

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.key = PIXELS
        self.measure, self.progress = QPushButton("Measure"), QProgressBar(textVisible=False)
        self.measured = QLabel()
        self.choices: dict[str, QPushButton] = {}
        self.shares: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        self._arrange()
        self._group.buttonClicked.connect(self._on_choice)
        self.measure.clicked.connect(self.pressed)
        style.changed.connect(self._restyle)
        self._restyle()

    def offer(self, found: Retrieval) -> None:
        """A line for each representation."""
        if tuple(self.choices) == tuple(found.representations):
            return
        for widget in (*self.choices.values(), *self.shares.values()):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.choices, self.shares = {}, {}
        for row, (key, title) in enumerate(found.representations.items()):
            button, share = QPushButton(title, self), QLabel(self)
            button.setCheckable(True)
            set_role(button, "choice")
            set_role(share, "mono")
            self._group.addButton(button)
            self._grid.addWidget(button, row, 0)
            self._grid.addWidget(share, row, 1, Qt.AlignmentFlag.AlignRight)
            self.choices[key], self.shares[key] = button, share
        self.key = self.key if self.key in self.choices else PIXELS
        self.choices[self.key].setChecked(True)

    def show_found(self, found: Retrieval, measuring: bool) -> None:
        """Shows what is known so far, and how far the measuring has come."""
        for key, share in self.shares.items():
            known = found.precisions.get(key)
            share.setText(f"{known:.1%}" if known is not None else "…" if measuring else "–")
        asked = f"{len(found.queries):,} {found.split} examples"
        self.measured.setText(
            f"The share of right classes among the five nearest of {len(found.database):,} training examples, "
            f"mean over {asked}; the network is that of step {found.step:,}."
        )
        self.progress.setVisible(measuring)
        self.progress.setValue(round(100 * found.progress))
        self.measure.setText("Cancel" if measuring else "Measure")
        self.measure.setEnabled(measuring or not found.complete)

    def _on_choice(self, button: QPushButton) -> None:
        self.key = next(key for key, choice in self.choices.items() if choice is button)
        self.chosen.emit()

    def _arrange(self) -> None:
        self._column, head, self._grid = QVBoxLayout(self), QHBoxLayout(), QGridLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        head.addWidget(heading("COMPARED BY: PRECISION AT 5"), 1)
        head.addWidget(self.measure)
        self._grid.setColumnStretch(0, 1)
        self._grid.setContentsMargins(0, 0, 0, 0)
        set_role(self.measured, "small")
        self.measured.setWordWrap(True)
        self._column.addLayout(head)
        self._column.addWidget(self.progress)
        self._column.addLayout(self._grid)
        self._column.addWidget(self.measured)

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setSpacing(px(10))
        self._grid.setVerticalSpacing(px(2))
        self.setMaximumWidth(px(_WIDTH))
