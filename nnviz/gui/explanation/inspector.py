"""The explanation at the right: the number that is selected, why it is that number, and ways on from there."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QScrollArea, QToolButton, QVBoxLayout, QWidget

from nnviz.explain.link import Link
from nnviz.explain.number import FULL
from nnviz.gui.explanation.beginning import Beginning
from nnviz.gui.explanation.derivation_section import (
    GateSection,
    GradientSection,
    SentSection,
    UpdateSection,
    ValueSection,
    WalkSection,
)
from nnviz.gui.explanation.explained import Explained, Teller
from nnviz.gui.explanation.jacobian_section import JacobianSection
from nnviz.gui.explanation.run_loss_section import RunLossSection
from nnviz.gui.explanation.section import Section
from nnviz.gui.explanation.trail import Trail
from nnviz.gui.mathematics.formula import Formula
from nnviz.gui.mathematics.formula_label import FormulaLabel
from nnviz.gui.mathematics.formula_menu import fill_copy_menu
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.icon import IconButton
from nnviz.gui.widget.name_label import NameLabel
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.session import Session

WIDTH = 344
DIGITS = 4
"""Significant digits, unless all are asked for."""

_SIGN_SIZE = 14.0  # px an em

_CALM = 0.2
"""Seconds between two refreshes while training."""

_EMPTY = "Click any number, in the diagrams or in the table: its value and its gradient are explained here."

SECTIONS: tuple[Callable[[Style, Session], Section], ...] = (
    ValueSection, RunLossSection, GradientSection, UpdateSection, GateSection, JacobianSection, WalkSection, SentSection,
)
"""From above. Another part of the explanation is another row."""


class Inspector(QScrollArea):
    """Follows the session's selection and moment."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._session = style, session
        self._teller = Teller(session)
        self._digits = DIGITS
        self.trail = Trail()
        self.setAccessibleName("Explanation")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title, self.subtitle = NameLabel("title"), NameLabel("mute")
        self.sign = SignLine(style)
        self.beginning = Beginning(style, session)
        self.back_button = IconButton(style, "chevron-left", "Back to the number before", "Alt+Left")
        self.forward_button = IconButton(style, "chevron-right", "Forward again", "Alt+Right")
        self.copy_button = IconButton(style, "copy", "Copy the explanation")
        self.sections: tuple[Section, ...] = tuple(kind(style, session) for kind in SECTIONS)
        self._arrange()
        style.changed.connect(self._restyle)
        Follower(session, self, self.refresh, "values", "moment", "selection", "asked", calm=_CALM, only_seen=True)
        Follower(session, self, self._forget, "document", only_seen=True)
        self._restyle()

    def sizeHint(self) -> QSize:
        """The width of the sketch."""
        return QSize(self._style.px(WIDTH), self._style.px(500))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a number with all its digits."""
        return QSize(self._style.px(260), self._style.px(160))

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """All that is shown, from above."""
        return tuple(formula for section in self.sections if not section.isHidden() for formula in section.formulas)

    def show_all_digits(self, on: bool) -> None:
        """Shows numbers with all the digits that it takes to get them back, or with four."""
        self._digits = FULL if on else DIGITS
        self.refresh()

    def follow(self, link: Link) -> None:
        """Goes to what a piece of a formula is about."""
        self._go(link.key, link.gradient)
        self.trail.visit(link.key, link.gradient)
        self._show_trail()

    def back(self) -> None:
        """Goes back to the number before."""
        self._return(self.trail.back())

    def forward(self) -> None:
        """Goes forward again."""
        self._return(self.trail.forward())

    def refresh(self) -> None:
        """Shows what is selected as it is now."""
        explained = self._teller.explained()
        self._body.setVisible(explained is not None)
        self.copy_button.setVisible(explained is not None)
        self.beginning.setVisible(explained is None)
        if explained is None:
            self.title.setText("Nothing selected")
            self.subtitle.setText(_EMPTY)
            self.sign.show_sign("")
            self.beginning.refresh()
        else:
            self._explain(explained)
        self._show_trail()

    def _explain(self, explained: Explained) -> None:
        here = self.trail.here
        if self._session.selection and (here is None or here[0] != self._session.selection):
            self.trail.visit(self._session.selection)
            self.verticalScrollBar().setValue(0)
        self.title.setText(explained.title)
        self.subtitle.setText(explained.subtitle)
        self.sign.show_sign(explained.sign)
        for section in self.sections:
            section.explain(explained, self._digits)

    def _forget(self) -> None:
        self.trail.clear()
        self.refresh()

    def _go(self, key: str, gradient: bool) -> None:
        self._session.select(key)
        if gradient:
            QTimer.singleShot(0, self, self._show_gradient)

    def _show_gradient(self) -> None:
        section = next(section for section in self.sections if isinstance(section, GradientSection))
        if not section.isHidden():
            self.ensureWidgetVisible(section, 0, 0)

    def _return(self, stop: tuple[str, bool] | None) -> None:
        if stop is not None:
            self._go(*stop)
        self._show_trail()

    def _show_trail(self) -> None:
        self.back_button.setEnabled(self.trail.can_go_back)
        self.forward_button.setEnabled(self.trail.can_go_forward)

    def _arrange(self) -> None:
        inside, self._body = QWidget(), QWidget()
        set_role(inside, "panel")
        self._page, self._column = QVBoxLayout(inside), QVBoxLayout(self._body)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.title, 1)
        for button in (self.back_button, self.forward_button, self.copy_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._page.addLayout(head)
        for part in (self.subtitle, self.sign, self.beginning, self._body):
            self._page.addWidget(part)
        self._page.addStretch(1)
        for section in self.sections:
            self._column.addWidget(section)
            section.followed.connect(self.follow)
        self.beginning.chosen.connect(self._session.select)
        self.back_button.clicked.connect(self.back)
        self.forward_button.clicked.connect(self.forward)
        menu = QMenu(self.copy_button)
        fill_copy_menu(menu, self._style, lambda: self.formulas)
        self.copy_button.setMenu(menu)
        self.copy_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setWidget(inside)

    def _restyle(self) -> None:
        px = self._style.px
        self._page.setContentsMargins(px(20), px(14), px(20), px(16))
        self._page.setSpacing(px(2))
        self._column.setContentsMargins(0, px(12), 0, 0)
        self._column.setSpacing(px(16))
        self.beginning.setContentsMargins(0, px(14), 0, 0)
        self.beginning.restyle()
        for section in self.sections:
            section.restyle()
        self.updateGeometry()
        self.refresh()


class SignLine(QWidget):
    """What formulas call a number that has another name elsewhere."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        words = QLabel("in formulas")
        set_role(words, "mute")
        self.formula = FormulaLabel(style, "", _SIGN_SIZE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(words)
        row.addWidget(self.formula, 1)

    def show_sign(self, latex: str) -> None:
        """Shows the name that formulas use; hides where there is no other."""
        self.setVisible(bool(latex))
        if latex:
            self.formula.show_latex(latex)
