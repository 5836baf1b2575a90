"""Lucide's icons, tinted from the theme, and a tool button that keeps its tint when the theme changes."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QKeyEvent, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QToolButton, QWidget

from nnviz.files.location import resource_folder
from nnviz.gui.widget.style import Style, set_role


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (resource_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def draw_icon(name: str, color: QColor, size: int, ratio: float = 1.0, filled: bool = False) -> QPixmap:
    """One icon as a square pixmap of ``size`` px; ``filled`` fills its shapes with the colour of its strokes."""
    return QPixmap.fromImage(_drawn(name, color.name(), size, ratio, filled))


@lru_cache(maxsize=2048)
def _drawn(name: str, color: str, size: int, ratio: float, filled: bool) -> QImage:
    source = _source(name).replace("currentColor", color)
    if filled:
        source = source.replace('fill="none"', f'fill="{color}"')
    image = QImage(round(size * ratio), round(size * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def tinted_icon(style: Style, name: str, token: str = "mute", size: int = 16, filled: bool = False) -> QIcon:
    """An icon in a theme colour, with its disabled state, sharp on every screen that there is."""
    icon, pixels = QIcon(), style.px(size)
    for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        icon.addPixmap(draw_icon(name, style.color(token), pixels, ratio, filled), QIcon.Mode.Normal)
        icon.addPixmap(draw_icon(name, style.color("gateline"), pixels, ratio, filled), QIcon.Mode.Disabled)
    return icon


class IconButton(QToolButton):
    """A tool button with a tinted icon, an accessible name and a tooltip that tells its shortcut."""

    def __init__(
        self,
        style: Style,
        icon: str,
        title: str,
        shortcut: str = "",
        *,
        role: str = "",
        token: str = "mute",
        size: int = 16,
        filled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = style
        self._token, self._size, self._filled = token, size, filled
        self._icon = icon
        if role:
            set_role(self, role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_as(icon, title, shortcut)
        style.changed.connect(self._tint)

    def show_as(self, icon: str, title: str, shortcut: str = "") -> None:
        """Changes picture and meaning at once, as play and pause do."""
        self.setAccessibleName(title)
        self.setToolTip(f"{title} ({shortcut})" if shortcut else title)
        if icon != self._icon or self.icon().isNull():
            self._icon = icon
            self._tint()

    def event(self, event: QEvent) -> bool:
        """Space presses it where it has the keyboard, and does not play."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _tint(self) -> None:
        pixels = self._style.px(self._size)
        self.setIcon(tinted_icon(self._style, self._icon, self._token, self._size, self._filled))
        self.setIconSize(QSize(pixels, pixels))
