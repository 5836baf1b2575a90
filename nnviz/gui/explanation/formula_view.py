"""Formulas that can be used: every factor can be pointed at, followed by a click or by Tab and Enter, and copied."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QHelpEvent, QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from nnviz.gui.explanation.explained import tip_of
from nnviz.gui.mathematics.formula import Formula
from nnviz.gui.mathematics.formula_menu import formula_menu
from nnviz.gui.mathematics.formula_sheet import SIZE, FormulaSheet, Target
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session

_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class FormulaView(FormulaSheet):
    """Formulas that light up in both diagrams what is pointed at. ``followed``: the user goes to what a piece is about (a Link)."""

    followed = Signal(object)

    def __init__(self, style: Style, session: Session, name: str, size: float = SIZE, parent: QWidget | None = None) -> None:
        super().__init__(style, size, parent)
        self._session = session
        self._before: Mapping[str, bool] | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_formulas(self, formulas: Sequence[Formula], here: tuple[str, bool]) -> None:
        """Shows other formulas (see FormulaSheet); under the pointer they light up."""
        super().show_formulas(formulas, here)
        if self._chosen is not None and self._chosen not in self._stops():
            self._chosen = None
        if self._before is not None:
            self._light(self._chosen)

    # lighting up

    def _light(self, target: Target | None) -> None:
        """Lights up what is pointed at in both diagrams, and softly all else that the formulas name."""
        if self._before is None:
            self._before = self._session.highlights
        softly = dict.fromkeys(key for formula in self._formulas for key in formula.keys)
        self._session.highlight(self._link(target).keys if target else (), softly)

    def _put_out(self) -> None:
        """Lit is again what was before."""
        if self._before is not None:
            before, self._before = self._before, None
            self._session.highlight([key for key in before if before[key]], [key for key in before if not before[key]])

    def _point_at(self, target: Target | None) -> None:
        leads = target is not None and self._leads_on(target)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        if target != self._under:
            self._under = target
            self._light(target)
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """All that the formulas name lights up softly."""
        self._light(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere."""
        self._under = None
        self._put_out()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing hidden lights up anything."""
        self._under = None
        self._put_out()

    # the mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Points at what is there."""
        self._point_at(self._at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes the press of the left button, so that the release comes here too."""
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follows what was clicked."""
        target = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and target is not None:
            self._follow(target)

    def _follow(self, target: Target) -> None:
        if target[1] < 0:
            self.unfold(target[0])
        elif self._leads_on(target):
            self.followed.emit(self._link(target))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offers to copy."""
        target = self._at(QPointF(event.pos()))
        number = self._link(target).number if target else None
        formula_menu(self, self._style, self._formulas, number).popup(event.globalPos())

    # the keyboard

    def focusNextPrevChild(self, forth: bool) -> bool:
        """From piece to piece, then on to the next widget."""
        stops = self._stops()
        at = stops.index(self._chosen) if self._chosen in stops else -1 if forth else len(stops)
        at += 1 if forth else -1
        if self.hasFocus() and 0 <= at < len(stops):
            self._choose(stops[at])
            return True
        return super().focusNextPrevChild(forth)

    def _choose(self, target: Target | None) -> None:
        self._chosen = target
        self.setAccessibleDescription(tip_of(self._session, self._link(target)) if target else "")
        self._light(target)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first piece, or the last one where the keyboard comes from below."""
        stops = self._stops()
        if event.reason() in _BY_TAB and stops:
            self._choose(stops[-1 if event.reason() == Qt.FocusReason.BacktabFocusReason else 0])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        self._chosen = None
        self._put_out()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen is not None:
            self._follow(self._chosen)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tips tell all digits."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            target = self._at(QPointF(event.pos()))
            tip = "" if target is None else "Show them all" if target[1] < 0 else tip_of(self._session, self._link(target))
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)
