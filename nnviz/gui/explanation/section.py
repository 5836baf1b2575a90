"""Sections of the explanation: a heading, which may fold what is below it, and what is told there."""

from abc import abstractmethod

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnviz.gui.explanation.explained import Explained
from nnviz.gui.explanation.formula_view import FormulaView
from nnviz.gui.mathematics.formula import Formula
from nnviz.gui.widget.icon import draw_icon
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.session import Session

_ARROW = 12


class Section(QWidget):
    """A part of the explanation. ``followed``: the user goes to what a piece of a formula is about (a Link).

    A section that folds is made folded, and asked for what it tells only once it is open.
    """

    followed = Signal(object)

    def __init__(self, style: Style, session: Session, title: str, folds: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._session = style, session
        self._told: tuple[Explained, int] | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.heading = SectionHeading(style, title, folds)
        self.heading.toggled.connect(self._retell)
        self.column.addWidget(self.heading)
        self.restyle()

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """What is shown, for copying."""
        views = self.findChildren(FormulaView)
        return tuple(formula for view in views if not view.isHidden() for formula in view.formulas)

    def explain(self, explained: Explained, digits: int) -> None:
        """Tells its part about a number, shown with so many significant digits; hides where there is nothing to tell."""
        self._told = explained, digits
        self.setVisible(self.has_part(explained))
        if not self.isHidden() and self.heading.is_open:
            self.tell(explained, digits)

    @abstractmethod
    def has_part(self, explained: Explained) -> bool:
        """Whether there is anything to tell."""

    @abstractmethod
    def tell(self, explained: Explained, digits: int) -> None:
        """Fills in what is told."""

    def restyle(self) -> None:
        """Takes up the present scale."""
        self.column.setSpacing(self._style.px(4))
        for view in self.findChildren(FormulaView):
            view.set_again()

    def add_view(self, name: str) -> FormulaView:
        """A view of formulas at the end of the column, whose pieces can be followed."""
        view = FormulaView(self._style, self._session, name)
        view.followed.connect(self.followed)
        self._add(view)
        return view

    def add_label(self, role: str) -> QLabel:
        """A line of words at the end of the column."""
        label = QLabel()
        set_role(label, role)
        label.setWordWrap(True)
        self._add(label)
        return label

    def _add(self, widget: QWidget) -> None:
        self.column.addWidget(widget)
        if not self.heading.is_open:
            widget.hide()

    def _retell(self) -> None:
        for k in range(1, self.column.count()):
            widget = self.column.itemAt(k).widget()
            if widget is not None:
                widget.setVisible(self.heading.is_open)
        if self._told is not None and self.heading.is_open:
            self.tell(*self._told)


class SectionHeading(QWidget):
    """A heading in small capitals; one that folds has an arrow, and opens by a click or by Enter."""

    toggled = Signal()

    def __init__(self, style: Style, title: str, folds: bool) -> None:
        super().__init__()
        self._style, self._folds = style, folds
        self.is_open = not folds
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._arrow = QLabel()
        self.label = QLabel(title.upper())
        set_role(self.label, "heading")
        self.note = QLabel()
        set_role(self.note, "small")
        for part in (self._arrow, self.label, self.note):
            row.addWidget(part)
        row.addStretch(1)
        self._arrow.setVisible(folds)
        if folds:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(title)
        style.changed.connect(self._draw)
        self._draw()

    def toggle(self) -> None:
        """Opens what is folded, and folds what is open."""
        if self._folds:
            self.is_open = not self.is_open
            self._draw()
            self.toggled.emit()

    def _draw(self) -> None:
        icon = "chevron-down" if self.is_open else "chevron-right"
        token = "accent" if self.hasFocus() else "faint"
        pixels = self._style.px(_ARROW)
        self._arrow.setPixmap(draw_icon(icon, self._style.color(token), pixels, self.devicePixelRatioF()))
        self.setAccessibleDescription("open" if self.is_open else "folded")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes the press, so that the release comes here too."""
        event.setAccepted(self._folds and event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Opens or folds."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens or folds, by keyboard."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows that Enter opens it."""
        self._draw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And no longer."""
        self._draw()
