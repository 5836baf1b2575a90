"""How the window looks: the theme in force, the size of its type and strokes, and the style sheet made of both."""

import re
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

from nnviz.drawing.theme import MONO, SANS, THEMES
from nnviz.gui.widget.busy import busy
from nnviz.gui.widget.curtain import PLATFORMS, Curtain
from nnviz.gui.widget.font import load_fonts
from nnviz.gui.widget.style_sheet import SHEET

CHOICES = ("system", "light", "dark")
"""What a user can choose; "system" follows the desktop's colour scheme."""

PRESENTATION_SCALE = 1.6

_SHARE = 0.05  # seconds of a turn of the event loop that go to restyling

_PALETTE = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.Base: "panel",
    QPalette.ColorRole.AlternateBase: "chip",
    QPalette.ColorRole.Button: "chip",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.ToolTipBase: "panel",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "onaccent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "line",
}


class Style(QObject):
    """The look that all widgets share, one for the application. ``changed``: colours or sizes are others now.

    Made ``bare``, it has no style sheet before ``dress`` is called: what is put together under one is styled anew with each part.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system", presentation: bool = False, bare: bool = False) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice if choice in CHOICES else "system"
        self._presentation = presentation
        self._bare = bare
        self._applied: tuple[str, float] | None = None
        self._left: list[QWidget] = []  # to be restyled
        self._curtains: list[Curtain] = []
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._follow)
        load_fonts()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._apply)
        app.screenAdded.connect(self._on_screen)
        self._follow_choice()

    @property
    def choice(self) -> str:
        """One of CHOICES."""
        return self._choice

    @property
    def theme(self) -> str:
        """The theme in force, "light" or "dark"."""
        if self._choice != "system":
            return self._choice
        return "dark" if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"

    @property
    def presentation(self) -> bool:
        """Whether type and strokes are drawn large, for a projector."""
        return self._presentation

    @property
    def scale(self) -> float:
        """What sizes are multiplied by: 1, or 1.6 in presentation mode."""
        return PRESENTATION_SCALE if self._presentation else 1.0

    def choose(self, choice: str) -> None:
        """Takes one of CHOICES; raises ValueError for another word."""
        if choice not in CHOICES:
            raise ValueError(f"the theme is one of {', '.join(CHOICES)}, not {choice!r}")
        self._choice = choice
        self._follow_choice()

    def present(self, on: bool) -> None:
        """Switches presentation mode."""
        self._presentation = on
        self._apply()

    def color(self, token: str) -> QColor:
        """A theme token (see nnviz.drawing.theme) as a colour."""
        return QColor(THEMES[self.theme][token])

    def px(self, length: float) -> int:
        """A length in whole pixels, at least 1, at the present scale."""
        return max(1, round(length * self.scale))

    def font(self, size: float = 12.0, mono: bool = False, bold: bool = False, italic: bool = False) -> QFont:
        """A face for painting; ``size`` in px before scaling."""
        font = QFont(MONO if mono else SANS)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        font.setItalic(italic)
        font.setFeature(QFont.Tag("calt"), 0)  # what was written is shown: else w1x1 becomes w1×1
        return font

    def _follow_choice(self) -> None:
        hints = self._app.styleHints()
        if self._choice == "system":
            hints.unsetColorScheme()
        else:  # so that native window frames and dialogs agree with the window
            hints.setColorScheme(Qt.ColorScheme.Dark if self._choice == "dark" else Qt.ColorScheme.Light)
        self._apply()

    def _on_screen(self) -> None:
        """Icons are drawn for the screens that there are."""
        self.changed.emit()

    def _apply(self) -> None:
        state = (self.theme, self.scale)
        if state == self._applied:
            return
        self._applied = state
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.color(token))
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, self.color("gateline"))
        self._app.setPalette(palette)
        self._app.setFont(self.font())
        if not self._bare:
            self.dress()

    def dress(self) -> None:
        """Puts the style sheet on each widget once: left to itself, Qt does it again for every one of its ancestors."""
        app, self._bare = self._app, False
        is_first = not app.styleSheet()
        app.style().unpolish(app)  # it forgets all widgets, and finds none to restyle when the sheet is another
        app.setStyleSheet(fill_sheet(SHEET, self.theme, self.scale))
        shown = [each for each in app.topLevelWidgets() if each.parentWidget() is None and not isinstance(each, QMenu)]
        if is_first:  # the menus without a parent are pyqtgraph's, which nobody ever sees
            for widget in shown:
                widget.ensurePolished()  # with all that is in it, as Qt does when it is shown, and then needs not again
            self.changed.emit()
        else:
            self._let_paint(True)
            if self._app.platformName() in PLATFORMS:
                self._curtains = [Curtain(each) for each in shown if each.isVisible() and not each.isMinimized()]
            self._let_paint(False)  # nothing half way
            self._left = shown
            self._soon.start()

    def _follow(self) -> None:
        """Restyles some of what is left; then has all follow that look at the style themselves."""
        busy()
        if self._left:
            self._restyle_some()
            self._soon.start()
            return
        self.changed.emit()
        QTimer.singleShot(0, self, self._paint)  # in a turn of its own, after what was left for later by those that follow

    def _paint(self) -> None:
        if not self._left:
            self._let_paint(True)

    def _let_paint(self, allowed: bool) -> None:
        """Whether what is in windows is painted, or what it was like. A window that is asked itself never paints again."""
        for window in self._app.topLevelWidgets():
            for child in _children(window):
                if not (child.isWindow() or child in self._curtains):
                    child.setUpdatesEnabled(allowed)
        if allowed:
            for curtain in self._curtains:
                if isValid(curtain):
                    curtain.hide()
                    curtain.deleteLater()
            self._curtains.clear()

    def _restyle_some(self) -> None:
        """Restyles widgets before those in them, the first ones first."""
        end = perf_counter() + _SHARE
        while self._left and perf_counter() < end:
            widget = self._left.pop()
            if isValid(widget):  # others may go in between
                self._app.style().polish(widget)
                QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
                self._left += reversed(_children(widget))


def fill_sheet(sheet: str, theme: str, scale: float) -> str:
    """The style sheet with its @tokens and px lengths filled in; borders of 1 px stay hairlines."""
    colors = THEMES[theme]
    sheet = re.sub(r"@(\w+)", lambda match: colors[match[1]], sheet)
    return re.sub(r"(\d+(?:\.\d+)?)px", lambda match: f"{_scaled(float(match[1]), scale)}px", sheet)


def _scaled(length: float, scale: float) -> int:
    return round(length) if length <= 1 else int(length * scale + 0.5)


def _children(widget: QWidget) -> list[QWidget]:
    return widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)


def set_role(widget: QWidget, role: str) -> None:
    """Gives a widget its part in the style sheet, and has it restyled when it had another."""
    set_state(widget, "role", role)


def set_state(widget: QWidget, name: str, value: str) -> None:
    """Sets a property that the style sheet looks at, restyling the widget only where it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
