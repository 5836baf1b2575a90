"""Local binary and ternary patterns: a pixel with its neighbours, how its codes come about, and what they make of a picture."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from nnviz.data.feature import CODES, NEIGHBOURS
from nnviz.drawing.local_pattern_view import Row, draw_histogram, draw_pattern
from nnviz.explain.number import format_number
from nnviz.gui.page.page import Page, heading, scrolled
from nnviz.gui.panel.example_chooser import ExampleChooser
from nnviz.gui.plot.chart import Chart
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.number_field import NumberField
from nnviz.gui.widget.picture_view import PictureView
from nnviz.gui.widget.segmented_control import SegmentedControl
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.pattern_lab import BINARY, TERNARY, PatternLab
from nnviz.session.session import Session

_WIDTHS = 292, 232, 360
_PICTURE, _CODES, _SHARES = 248, 150, 130
_KINDS = {BINARY: "Binary", TERNARY: "Ternary"}
_LACK = "The examples of this document are no pictures of 3 x 3 or more; the example “Handwritten digits” has some"
_HINT = "Click a pixel, or go from pixel to pixel by the arrows."


class PatternPage(Page):
    """Follows one laboratory, which follows the session's example."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, "Local patterns", "how a pixel compares with its eight neighbours", parent)
        self._session = session
        self.lab = PatternLab(session)
        self.kinds = SegmentedControl(style, "Patterns", _KINDS)
        self.tolerance = NumberField("Tolerance")
        self.tolerance_name, self.hint = QLabel("Tolerance"), QLabel(_HINT)
        self.next = QPushButton("Neighbour by neighbour")
        self.picture = PictureView(style, "The picture")
        self.pattern = Chart(style, "The pattern of the pixel")
        self.titles = (heading(""), heading(""))
        self.maps = (PictureView(style, "Codes"), PictureView(style, "Codes of the lower pattern"))
        self.shares = (Chart(style, "Histogram"), Chart(style, "Histogram of the lower pattern"))
        self._arrange()
        self.kinds.chosen.connect(self.lab.choose_kind)
        self.next.clicked.connect(self.lab.look_on)
        self.picture.picked.connect(self.lab.choose_pixel)
        for view in self.maps:
            view.picked.connect(self._on_code)
        self.tolerance.committed.connect(self._on_tolerance)
        self.tolerance.refused.connect(self._tell)
        for chart in (self.pattern, *self.shares):
            chart.resized.connect(self.refresh)
        Follower(self.lab, self, self.refresh, "patterns")
        Follower(session, self, self._follow, "document", "example")
        style.changed.connect(self._restyle)
        self._restyle()
        self._follow()

    def enter(self) -> None:
        """The arrows go from pixel to pixel."""
        self._follow()
        self.picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Shows the pixel on show, and the whole picture in codes."""
        lab = self.lab
        if not self.isVisible() or lab.album is None:
            return
        row, column = lab.pixel
        ternary, rows = lab.kind == TERNARY, lab.patterns
        self.picture.show_picture(lab.picture / lab.album.white)
        self.picture.mark(row, column, 1)
        self.tolerance_name.setVisible(ternary)
        self.tolerance.setVisible(ternary)
        self.tolerance.show_number(lab.tolerance)
        told = f"{format_number(lab.tolerance, 3)} or more apart?" if ternary else "as bright as the middle?"
        drawn = [Row(pattern.title, pattern.bits, pattern.code) for pattern in rows]
        self.pattern.set_drawing(draw_pattern(lab.patch, lab.digits, told, drawn, lab.known, self.pattern.room))
        words = {0: "First neighbour", len(NEIGHBOURS): "Neighbour by neighbour"}
        self.next.setText(words.get(lab.known, "Next neighbour"))
        for number, (title, view, chart) in enumerate(zip(self.titles, self.maps, self.shares, strict=True)):
            for shown in (title, view, chart):
                shown.setVisible(number < len(rows))
        for title, view, chart, found, shares, pattern in zip(
            self.titles, self.maps, self.shares, lab.maps(), lab.shares(), rows, strict=False
        ):
            title.setText(f"{found[0]} of every pixel".upper())
            view.show_picture(found[1] / (CODES - 1))
            view.mark(row - 1, column - 1)
            chart.set_drawing(draw_histogram("how often each code occurs", shares[1], pattern.code, chart.room))

    def _on_code(self, row: int, column: int) -> None:
        self.lab.choose_pixel(row + 1, column + 1)

    def _on_tolerance(self, tolerance: float) -> None:
        try:
            self.lab.set_tolerance(tolerance)
        except ValueError as error:
            self.tolerance.show_number(self.lab.tolerance)
            self._tell(str(error))

    def _tell(self, problem: str) -> None:
        """Says what is wrong with what was typed, where the hint is otherwise."""
        self.hint.setText(problem or _HINT)
        set_role(self.hint, "problem" if problem else "small")

    def _follow(self) -> None:
        lacks = self.lab.album is None
        self.show_lack(_LACK if lacks else "")
        for part in (self.kinds, self.next):
            part.setVisible(not lacks)
        self.tolerance.setVisible(not lacks and self.lab.kind == TERNARY)
        self.tolerance_name.setVisible(not lacks and self.lab.kind == TERNARY)
        self.lab.follow()
        self.refresh()

    def _arrange(self) -> None:
        self._side, self._middle, self._codes = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        columns = []
        for layout in (self._side, self._middle, self._codes):
            column = QWidget()
            set_role(column, "panel")
            column.setLayout(layout)
            columns.append(column)
        for widget in (ExampleChooser(self._style, self._session), self.picture, self.hint):
            self._side.addWidget(widget)
        self._side.addStretch(1)
        self.add_tools(self.next, self.tolerance_name, self.tolerance, self.kinds)
        self._middle.addWidget(self.pattern, 1)
        for title, view, chart in zip(self.titles, self.maps, self.shares, strict=True):
            for shown in (title, view, chart):
                self._codes.addWidget(shown)
        self._codes.addStretch(1)
        for label in (self.hint, self.tolerance_name):
            set_role(label, "small" if label is self.hint else "mute")
        self.hint.setWordWrap(True)
        self.add_panes(scrolled(columns[0]), columns[1], scrolled(columns[2]), widths=_WIDTHS)

    def _restyle(self) -> None:
        px = self._style.px
        for layout in (self._side, self._middle, self._codes):
            layout.setContentsMargins(px(16), px(12), px(16), px(12))
            layout.setSpacing(px(10))
        self.picture.setFixedHeight(px(_PICTURE))
        self.tolerance.setFixedWidth(px(72))
        for view, chart in zip(self.maps, self.shares, strict=True):
            view.setFixedHeight(px(_CODES))
            chart.setFixedHeight(px(_SHARES))
