"""The loss laboratory: outputs to be dragged at the left, six losses of them side by side."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nnviz.gui.page.loss_card import LossCard
from nnviz.gui.page.number_table import Column, NumberTable
from nnviz.gui.page.output_table import OutputTable
from nnviz.gui.page.page import Page, heading, scrolled
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.segmented_control import SegmentedControl
from nnviz.gui.widget.style import Style, set_role
from nnviz.network.loss import LOSSES
from nnviz.session.loss_lab import COUNTS, LossLab, refusal
from nnviz.session.session import Session

_LEFT, _CARD, _CARD_HEIGHT = 376, 268, 280
_MOST_COLUMNS = 3
_HINT = (
    "Drag an output on its scale, or the point on a curve; the dashed line is the gradient there. "
    "Every loss is the sum over the outputs; over many examples it is their mean."
)


class LossPage(Page):
    """Six cards follow one laboratory."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, "Loss laboratory", "the same outputs, six losses", parent)
        self._session = session
        self.lab = LossLab()
        self._stale = True
        self.take, self.restore = QPushButton("Use this network's numbers"), QPushButton("Start over")
        self.counts = SegmentedControl(style, "How many outputs", {str(count): str(count) for count in COUNTS})
        self.table = OutputTable(style, self.lab)
        self.softmax = NumberTable(style, "Softmax and sigmoid")
        self.problem, self.hint = QLabel(), QLabel(_HINT)
        self.cards = {name: LossCard(style, name) for name in LOSSES}
        self._arrange()
        self._connect()
        style.changed.connect(self._restyle)
        Follower(self.lab, self, self.refresh, "losses")
        Follower(session, self, self._spoil, "document")
        Follower(session, self, self._follow_session, "document", "values")
        self._restyle()

    def _arrange(self) -> None:
        self.add_tools(self.restore, self.take)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        board = QWidget()
        set_role(board, "hairlines")
        board.setLayout(self._grid)
        self.side_area, self.card_area = scrolled(self._make_side()), scrolled(board)
        self.add_panes(self.side_area, self.card_area)

    def _make_side(self) -> QWidget:
        self._side = QVBoxLayout()
        side = QWidget()
        set_role(side, "panel")
        side.setLayout(self._side)
        outputs = QHBoxLayout()
        outputs.addWidget(heading("OUTPUTS AND TARGETS"))
        outputs.addStretch(1)
        outputs.addWidget(self.counts)
        self._side.addLayout(outputs)
        for widget in (self.table, self.problem, heading("SOFTMAX AND SIGMOID"), self.softmax, self.hint):
            self._side.addWidget(widget)
        self._side.insertSpacing(3, 8)
        self._side.addStretch(1)
        for label, role in ((self.problem, "problem"), (self.hint, "small")):
            label.setWordWrap(True)
            set_role(label, role)
        return side

    def _connect(self) -> None:
        self.take.clicked.connect(self._take)
        self.restore.clicked.connect(self.lab.restore)
        self.counts.chosen.connect(self._resize)
        self.table.refused.connect(self._tell)
        for card in self.cards.values():
            card.moved.connect(self._move)
            card.chosen.connect(self.lab.choose)

    def enter(self) -> None:
        """Takes the numbers of a document that was opened since the last time, and the keyboard."""
        if self._stale and not refusal(self._session):
            self.lab.take(self._session)
        self._stale = False
        self._follow_session()
        self.refresh()
        self.table.rows[self.lab.chosen].scale.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Shows the laboratory as it is now."""
        lab = self.lab
        self._tell("")
        self.counts.choose(str(len(lab.names)))
        self.table.show_lab()
        rows = lab.softmax_table()
        self.softmax.show_columns(
            (*lab.names, "sum"),
            (
                Column("l", (*lab.outputs, None), "value", tip="the outputs as logits"),
                Column("e^{l}", (*rows.exponentials, rows.total), tip="their exponentials"),
                Column("S(l)", (*rows.shares, float(rows.shares.sum())), tip="softmax: the share in the sum"),
                Column(r"-\log S(l)", (*rows.costs, None), marked=lab.answer, tip="the cross-entropy, were this the right class"),
                Column(r"\sigma(l)", (*rows.sigmoids, None), tip="sigmoid: each by itself"),
            ),
        )
        for card in self.cards.values():
            card.show_lab(lab)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many cards side by side as there is room for."""
        super().resizeEvent(event)
        self._lay_cards()

    def _lay_cards(self) -> None:
        px = self._style.px
        room = self.width() - px(_LEFT)
        columns = min(max(room // px(_CARD), 1), _MOST_COLUMNS)
        for k, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, k // columns, k % columns)
        for k in range(len(self.cards)):
            self._grid.setColumnStretch(k, int(k < columns))
            self._grid.setRowStretch(k, int(k * columns < len(self.cards)))

    def _take(self) -> None:
        self.lab.take(self._session)

    def _resize(self, count: str) -> None:
        self.lab.resize(int(count))

    def _move(self, value: float) -> None:
        self.lab.set_output(self.lab.chosen, value)

    def _tell(self, reason: str) -> None:
        self.problem.setText(reason)
        self.problem.setVisible(bool(reason))

    def _spoil(self) -> None:
        self._stale = True

    def _follow_session(self) -> None:
        reason = refusal(self._session)
        self.take.setEnabled(not reason)
        self.take.setToolTip(reason or "The outputs and targets of the example on show")

    def _restyle(self) -> None:
        px = self._style.px
        self._side.setContentsMargins(px(16), px(12), px(12), px(12))
        self._side.setSpacing(px(8))
        self._grid.setSpacing(1)
        self.side_area.setFixedWidth(px(_LEFT))
        for card in self.cards.values():
            card.setMinimumHeight(px(_CARD_HEIGHT))
        self._lay_cards()
