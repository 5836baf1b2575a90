"""The invariance laboratory: a picture to be distorted, what the network makes of it, and how often it is right at all."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnviz.data.distortion import DISTORTIONS
from nnviz.drawing.invariance_view import draw_answer
from nnviz.gui.diagram.neuron_pane import NeuronPane
from nnviz.gui.page.accuracy_board import AccuracyBoard
from nnviz.gui.page.distortion_slider import DistortionSlider
from nnviz.gui.page.page import Page, heading, scrolled
from nnviz.gui.panel.example_chooser import ExampleChooser
from nnviz.gui.plot.chart import Chart
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.picture_view import PictureView
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.invariance_lab import InvarianceLab, refusal
from nnviz.session.session import Session

_WIDTHS = 292, 240, 420
_PICTURE, _ANSWER = 116, 200


class InvariancePage(Page):
    """Distorts what the session shows; the diagrams get the same picture."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, "Invariance laboratory", "distort the input, and watch the network", parent)
        self._session = session
        self.lab = InvarianceLab(session)
        self.restore = QPushButton("Undistorted")
        self.before, self.now = PictureView(style, "As it is"), PictureView(style, "Distorted")
        self.verdicts = (QLabel(textFormat=Qt.TextFormat.PlainText), QLabel(textFormat=Qt.TextFormat.PlainText))
        self.sliders = {name: DistortionSlider(style, row) for name, row in DISTORTIONS.items()}
        self.answer = Chart(style, "What the network answers")
        self.neurons = NeuronPane(style, session)
        self.board = AccuracyBoard(style, session, self.lab)
        self._arrange()
        self.restore.clicked.connect(self.lab.restore)
        self.answer.resized.connect(self.refresh)
        for slider in self.sliders.values():
            slider.moved.connect(self.lab.set_amount)
        Follower(self.lab, self, self.refresh, "distortion")
        Follower(session, self, self._follow_document, "document")
        Follower(session, self, self.refresh, "example", "values")
        style.changed.connect(self._restyle)
        self._restyle()
        self._follow_document()

    def enter(self) -> None:
        """A pass is shown whole, and the curves of the network as it is now."""
        if refusal(self._session):
            return
        if self._session.moment.phase == "start" and not self._session.running:
            self._session.to_end()
        self.refresh()
        if self.board.race is None or not self.board.race.is_of(self._session):
            self.board.start()
        next(iter(self.sliders.values())).slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Shows the example on show, and what becomes of it."""
        self.lab.follow()
        if not self.isVisible() or refusal(self._session):
            return
        for view, picture in zip((self.before, self.now), self.lab.pictures(), strict=True):
            view.show_picture(picture)
        for name, slider in self.sliders.items():
            slider.show_amount(self.lab.amounts[name], self.lab.shape)
        self.restore.setEnabled(self.lab.distorted)
        self._show_answer()
        self.board.refresh()

    def _show_answer(self) -> None:
        found = self.lab.answer()
        self.answer.set_drawing(draw_answer(
            found.names, found.before.tolist(), found.now.tolist(), found.target, found.taken_now, self.answer.room
        ))  # fmt: skip
        for verdict, taken in zip(self.verdicts, (found.taken_before, found.taken_now), strict=True):
            verdict.setText("" if taken is None else f"taken for {found.names[taken]}")
            set_role(verdict, "right" if taken == found.target else "wrong")

    def _follow_document(self) -> None:
        reason = refusal(self._session)
        self.show_lack(reason)
        self.restore.setEnabled(not reason and self.lab.distorted)
        self.board.stop()
        self.refresh()

    def _arrange(self) -> None:
        self.add_tools(self.restore)
        self._middle, self._side = QVBoxLayout(), QVBoxLayout()
        middle, side = QWidget(), QWidget()
        set_role(side, "panel")
        middle.setLayout(self._middle)
        side.setLayout(self._side)
        self._middle.addWidget(heading("WHAT THE NETWORK ANSWERS"))
        self._middle.addWidget(self.answer)
        self._middle.addWidget(self.neurons, 1)
        self._fill_side()
        self.add_panes(scrolled(side), middle, scrolled(self.board), widths=_WIDTHS)

    def _fill_side(self) -> None:
        self._side.addWidget(ExampleChooser(self._style, self._session))
        self._pictures = QGridLayout()
        columns = (("AS IT IS", self.before, self.verdicts[0]), ("DISTORTED", self.now, self.verdicts[1]))
        for column, (title, view, verdict) in enumerate(columns):
            for row, widget in enumerate((heading(title), view, verdict)):
                self._pictures.addWidget(widget, row, column)
        self._side.addLayout(self._pictures)
        for slider in self.sliders.values():
            self._side.addWidget(slider)
        self._side.addStretch(1)

    def _restyle(self) -> None:
        px = self._style.px
        self._side.setContentsMargins(px(16), px(12), px(16), px(12))
        self._side.setSpacing(px(12))
        self._middle.setContentsMargins(px(16), px(12), px(16), 0)
        self._middle.setSpacing(px(8))
        self._pictures.setSpacing(px(8))
        self.answer.setFixedHeight(px(_ANSWER))
        for view in (self.before, self.now):
            view.setFixedHeight(px(_PICTURE))
