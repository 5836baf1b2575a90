"""The table of a lesson that sets runs side by side; computed in a thread."""

import threading
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from nnviz.document.document import Document
from nnviz.document.lesson import Comparison
from nnviz.explain.notation import TextNotation
from nnviz.gui.widget.job import Job
from nnviz.gui.widget.leaf_name import leaf_name
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.comparison import ComparedRow, compare
from nnviz.training.setting import SettingError

_POLL_MS = 30


class ComparisonTable(QWidget):
    """A column for each run, a row for each number; what differs from the first run is set off."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._asked: tuple[Document, Comparison] | None = None
        self._job: Job[tuple[ComparedRow, ...]] | None = None
        self._halted = threading.Event()
        self._grid = QGridLayout(self)
        self._labels: list[QLabel] = []
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._take)
        style.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether it is being computed."""
        return self._job is not None

    def texts(self) -> list[str]:
        """What its cells say, row by row."""
        return [label.text() for label in self._labels]

    def show_comparison(self, document: Document, comparison: Comparison | None) -> None:
        """Computes and shows a comparison; nothing where there is none."""
        self.setVisible(comparison is not None)
        if comparison is None:
            self._halted.set()
            self._asked, self._job = None, None
            self._poll.stop()
            return
        if self._asked is not None and self._asked[0] is document and self._asked[1] is comparison:
            return
        self._halted.set()  # what is still computed is wanted no more
        self._asked, self._halted = (document, comparison), threading.Event()
        self._clear()
        self._add(0, 0, "training both…" if len(comparison.values) == 2 else "training…", "small")
        self._job = Job(partial(compare, document, comparison, self._halted.is_set))
        self._poll.start()

    def _take(self) -> None:
        if self._job is None or not self._job.done or self._asked is None:
            return
        job, self._job = self._job, None
        self._poll.stop()
        self._clear()
        try:
            self._fill(*self._asked, job.result)
        except SettingError as error:
            self._add(0, 0, str(error), "problem")

    def _fill(self, document: Document, comparison: Comparison, rows: tuple[ComparedRow, ...]) -> None:
        for column, value in enumerate(comparison.values, start=1):
            self._add(0, column, value if isinstance(value, str) else f"{value:g}", "strong", right=True)
        line, step = 0, -1
        for row in rows:
            if row.step != step:
                line, step = line + 1, row.step
                self._add(line, 0, f"AFTER {step:,} STEP{'S' * (step != 1)}", "heading", span=len(comparison.values) + 1)
            line += 1
            self._add(line, 0, leaf_name(row.name, document.network), "mono")
            texts = [_text(number, comparison.digits) for number in row.numbers]
            for column, text in enumerate(texts, start=1):
                self._add(line, column, text, "value" if text == texts[0] else "differs", right=True)

    def _add(self, line: int, column: int, text: str, role: str, *, right: bool = False, span: int = 1) -> None:
        label = QLabel(text)
        set_role(label, {"value": "cellvalue", "differs": "celldiffers"}.get(role, role))
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(label, line, column, 1, span, side | Qt.AlignmentFlag.AlignVCenter)
        self._labels.append(label)

    def _clear(self) -> None:
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = []

    def _restyle(self) -> None:
        px = self._style.px
        self._grid.setContentsMargins(0, px(2), 0, px(2))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(5))
        self._grid.setColumnStretch(0, 1)


def _text(number: float | None, digits: int) -> str:
    return "–" if number is None else TextNotation(digits).number(number)
