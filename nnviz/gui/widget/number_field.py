"""A field for one number: digits in a mono face, the same in every locale, refusing what is no number."""

import math

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from nnviz.explain.number import format_number
from nnviz.gui.widget.style import set_role, set_state


class BadNumberError(ValueError):
    """A text that is no number; the message says what is expected."""


def parse_number(text: str, whole: bool = False) -> float:
    """The number a user typed, with a decimal point in every locale; raises BadNumberError, which says why."""
    plain = text.strip().replace("−", "-").replace("\u202f", "").replace(" ", "")
    if not plain:
        raise BadNumberError("Type a number, for instance 0.5")
    if "," in plain:
        raise BadNumberError(f"Write decimals with a point: {plain.replace(',', '.')}")
    try:
        number = float(plain) if "_" not in plain else math.nan
    except ValueError:
        raise BadNumberError(f"“{text.strip()}” is not a number") from None
    if not math.isfinite(number):
        raise BadNumberError(f"“{text.strip()}” is not a finite number")
    if whole and number != int(number):
        raise BadNumberError("Type a whole number")
    return number


def full_text(number: float) -> str:
    """All digits of a number, as short as they can be: 0.4, 12, 3.510187782978859e-05."""
    text = repr(float(number))
    return text.removesuffix(".0")


class NumberField(QLineEdit):
    """Shows 4 significant digits, all of them while it is edited; Enter or leaving commits, Escape takes back.

    ``committed`` brings the new number, ``refused`` a one-line reason; an accepted number is also announced by
    ``refused("")``, so that a message can be cleared. ``done``: Enter was pressed and nothing is wrong. Undo and Redo are
    left to the window while nothing is typed.
    """

    committed = Signal(float)
    refused = Signal(str)
    entered = Signal()
    done = Signal()

    def __init__(self, title: str, *, whole: bool = False, role: str = "number", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0.0
        self._whole = whole
        self._clicked_in = False
        set_role(self, role)
        self.setAccessibleName(title)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_enter)
        self.show_number(0.0)

    @property
    def number(self) -> float:
        """The last number that was accepted."""
        return self._number

    def show_number(self, number: float) -> None:
        """Shows a number; a text that is being typed is left alone."""
        changed = number != self._number
        self._number = number
        if self.hasFocus() and self.isModified():
            return
        if changed or not self.text():
            self.setToolTip(f"{self.accessibleName()} = {full_text(number)}")
        text = full_text(number) if self.hasFocus() or self._whole else self.short_text(number)
        if text != self.text():
            self.setText(text)

    def short_text(self, number: float) -> str:
        """What it shows of a number that is not edited."""
        return format_number(number)

    def check(self) -> bool:
        """Says whether what is typed is a number; marks it and tells the reason where it isn't."""
        try:
            parse_number(self.text(), self._whole)
        except BadNumberError as error:
            set_state(self, "bad", "true")
            self.select_number()
            reason = str(error)
            self.refused.emit(f"{self.accessibleName()}: {reason[:1].lower()}{reason[1:]}")
            return False
        return True

    def commit(self) -> bool:
        """Takes what is typed; says whether it was a number."""
        if not self.isModified():
            return True
        if not self.check():
            return False
        number = parse_number(self.text(), self._whole)
        self._accept()
        self.setText(full_text(number))  # forgets what led to it: from here on, Undo is the window's
        if number != self._number:
            self._number = number
            self.setToolTip(f"{self.accessibleName()} = {full_text(number)}")
            self.committed.emit(number)
        return True

    def select_number(self) -> None:
        """All of it is replaced by what is typed; where it is too long for the field, its head is in view."""
        self.end(False)
        self.home(True)

    def take_back(self) -> None:
        """Forgets what is typed and shows the last good number."""
        self._accept()
        self.setText(full_text(self._number))
        self.select_number()

    def event(self, event: QEvent) -> bool:
        """Lets the window's own Undo and Redo be heard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_for_window(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes back what was typed; a second one is left to the window."""
        if event.key() == Qt.Key.Key_Escape and self.text() != full_text(self._number):
            self.take_back()
            return
        if self._is_for_window(event):
            event.ignore()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # or the table around it would begin to edit anew

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows all digits, ready to be replaced."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return  # back from the field's own menu
        self.setText(full_text(self._number))
        self.select_number()
        self._clicked_in = event.reason() == Qt.FocusReason.MouseFocusReason
        self.entered.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The click that came in left everything selected, or what it was dragged over."""
        super().mouseReleaseEvent(event)
        if self._clicked_in and not self.hasSelectedText():
            self.select_number()
        self._clicked_in = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commits a good number; a bad one is taken back, its message stays."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        if not self.commit():
            set_state(self, "bad", "false")
        self.setModified(False)
        self.setText(full_text(self._number) if self._whole else self.short_text(self._number))

    def _accept(self) -> None:
        self.setModified(False)
        set_state(self, "bad", "false")
        self.refused.emit("")

    def _is_for_window(self, event: QKeyEvent) -> bool:
        undoes = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        return undoes and not self.isModified()

    def _on_enter(self) -> None:
        """Commits; done is what is shown after it, unless whoever heard of the number put another in its place."""
        text = self.text()
        if self.commit() and parse_number(text) == self._number:
            self.done.emit()

    def _on_edited(self) -> None:
        """Takes mark and message away as soon as what is typed is a number."""
        set_state(self, "bad", "false")
        try:
            parse_number(self.text(), self._whole)
        except BadNumberError:
            return
        self.refused.emit("")
