"""The explanation at the right: what is selected, its numbers, and the gradients on its edges."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from nnviz.gui.fact_line import FactLine
from nnviz.gui.flow_card import FlowCard
from nnviz.gui.follower import Follower
from nnviz.gui.node_fact import NOT_YET, Flow, NodeFact, describe
from nnviz.gui.style import Style, set_role
from nnviz.session.session import Session

WIDTH = 344
MOST_CARDS = 24

_EMPTY = (
    "Click a node, a connection or a number in either diagram, or a row of the table at the left: "
    "its value and its gradient are explained here."
)


class CardList(QWidget):
    """A heading with a card for each edge; hidden where there are none."""

    def __init__(self, style: Style, session: Session, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._session = style, session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.heading = QLabel(heading.upper())
        set_role(self.heading, "heading")
        self.more = QLabel()
        set_role(self.more, "small")
        self._column.addWidget(self.heading)
        self._column.addWidget(self.more)
        self.cards: list[FlowCard] = []

    def show_flows(self, flows: Sequence[Flow]) -> None:
        """Shows these edges, as many as can be read; cards are kept, so that the keyboard's place is."""
        shown = flows[:MOST_CARDS]
        self._column.setSpacing(self._style.px(6))
        while len(self.cards) > len(shown):
            card = self.cards.pop()
            card.hide()
            card.deleteLater()
        for card, flow in zip(self.cards, shown, strict=False):
            card.show_flow(flow)
        for flow in shown[len(self.cards) :]:
            card = FlowCard(self._style, flow, self)
            card.chosen.connect(self._go)
            self._column.insertWidget(self._column.count() - 1, card)
            self.cards.append(card)
        self.more.setText(f"and {len(flows) - len(shown):,} more")
        self.more.setVisible(len(flows) > len(shown))
        self.setVisible(bool(flows))

    def rebuild(self) -> None:
        """Makes the cards anew at the next showing, at another scale."""
        self.show_flows(())

    def _go(self, key: str) -> None:
        self._session.select(key)


class Inspector(QScrollArea):
    """Follows the session's selection and moment."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._session = style, session
        self.setAccessibleName("Explanation")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title, self.subtitle = _label("title"), _label("mute")
        self.op, self.pattern = _label("strong"), _label("mute")
        self.formula, self.filled = _label("formula"), _label("mono")
        self.value = FactLine(style, "Value", "value", NOT_YET)
        self.gradient = FactLine(style, "Gradient", "gradient", NOT_YET)
        self.sum = _label("small")
        self.outgoing = CardList(style, session, "Upstream × local")
        self.incoming = CardList(style, session, "Sent back to its inputs")
        self.update_line = FactLine(style, "Then the update", "update", "")
        self._arrange()
        style.changed.connect(self._restyle)
        Follower(session, self, self.refresh, "document", "values", "moment", "selection")
        self._restyle()

    def sizeHint(self) -> QSize:
        """The width of the sketch."""
        return QSize(self._style.px(WIDTH), self._style.px(500))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a number with all its digits."""
        return QSize(self._style.px(260), self._style.px(160))

    def refresh(self) -> None:
        """Shows what is selected as it is now."""
        fact = describe(self._session)
        self._body.setVisible(fact is not None)
        if fact is None:
            self.title.setText("Nothing selected")
            self.subtitle.setText(_EMPTY)
            return
        self.title.setText(fact.title)
        self.subtitle.setText(fact.subtitle if self._session.selection else f"{fact.subtitle}, at work now")
        self._show_op(fact)
        self.value.heading.setText(f"VALUE, {fact.shape}" if fact.shape else "VALUE")
        self.value.show_text(fact.value)
        self.gradient.show_text(fact.gradient)
        branches = len(fact.outgoing)
        self.sum.setText(f"the sum over {branches} branches" if branches > 1 else "")
        self.sum.setVisible(branches > 1)
        self.outgoing.show_flows(fact.outgoing)
        self.incoming.show_flows(fact.incoming)
        self.update_line.show_text(fact.update)
        self.update_line.setVisible(bool(fact.update))

    def _show_op(self, fact: NodeFact) -> None:
        self.op.setText(f"{fact.op} · {fact.pattern}")
        self.pattern.setText(fact.meaning)
        self.formula.setText(fact.formula)
        self.filled.setText(fact.filled)
        for label in (self.op, self.pattern, self.formula):
            label.setVisible(bool(fact.op))
        self.filled.setVisible(bool(fact.filled))

    def _arrange(self) -> None:
        inside, self._body = QWidget(), QWidget()
        set_role(inside, "panel")
        self._page, self._column = QVBoxLayout(inside), QVBoxLayout(self._body)
        self._page.addWidget(self.title)
        self._page.addWidget(self.subtitle)
        self._page.addWidget(self._body)
        self._page.addStretch(1)
        groups = (
            (self.formula, self.filled), (self.value,), (self.gradient, self.sum), (self.outgoing,), (self.update_line,),
            (self.op, self.pattern), (self.incoming,),
        )
        for group in groups:
            column = QVBoxLayout()
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            for widget in group:
                column.addWidget(widget)
            self._column.addLayout(column)
        self.formula.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.filled.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWidget(inside)

    def _restyle(self) -> None:
        px = self._style.px
        self._page.setContentsMargins(px(20), px(16), px(20), px(16))
        self._page.setSpacing(px(2))
        self._column.setContentsMargins(0, px(10), 0, 0)
        self._column.setSpacing(px(12))
        self.outgoing.rebuild()
        self.incoming.rebuild()
        self.updateGeometry()
        self.refresh()


def _label(role: str) -> QLabel:
    label = QLabel()
    set_role(label, role)
    label.setWordWrap(True)
    return label
