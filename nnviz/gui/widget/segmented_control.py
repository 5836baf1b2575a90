"""A row of segments of which one is chosen, with a thumb that slides to it."""

from collections.abc import Mapping

from PySide6.QtCore import QEasingCurve, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from nnviz.gui.widget.style import Style, set_role

_SLIDE_MS = 160


class SegmentedControl(QWidget):
    """Segments by key and title; ``chosen`` brings the key a user picked. Left and Right move along."""

    chosen = Signal(str)

    def __init__(
        self, style: Style, title: str, segments: Mapping[str, str], parent: QWidget | None = None, role: str = "segment"
    ) -> None:
        super().__init__(parent)
        self._style, self._title, self._role = style, title, role
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._slide = QVariantAnimation(self)
        self._slide.setDuration(_SLIDE_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._repaint)
        self._group.buttonToggled.connect(self._on_toggled)
        style.changed.connect(self._restyle)
        self.set_segments(segments)
        self._restyle()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the segments, in order."""
        return tuple(self._buttons)

    def set_segments(self, segments: Mapping[str, str]) -> None:
        """Other segments; the first of them is chosen, without announcing it."""
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for key, text in segments.items():
            button = QPushButton(text, self)
            button.setCheckable(True)
            button.setAccessibleName(f"{self._title}: {text}")
            set_role(button, self._role)
            self._buttons[key] = button
            self._group.addButton(button)
            self._row.addWidget(button)
        self._slide.stop()
        self._slide.setEndValue(None)
        self.choose(next(iter(segments)))

    @property
    def choice(self) -> str:
        """The key of the segment that is chosen."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Chooses a segment without announcing it."""
        blocked = self._group.blockSignals(True)
        self._buttons[key].setChecked(True)
        self._group.blockSignals(blocked)
        self._move_thumb()

    def allow(self, key: str, allowed: bool, tip: str = "") -> None:
        """Enables a segment, or disables it with a tooltip that says why."""
        self._buttons[key].setEnabled(allowed)
        self._buttons[key].setToolTip(tip)

    def button(self, key: str) -> QPushButton:
        """The button of one segment."""
        return self._buttons[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the thumb where its segment is now."""
        super().resizeEvent(event)
        self._slide.stop()
        self._slide.setEndValue(None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground and the thumb; the segments' texts are buttons of their own."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._style.color("chip"))
        radius = self._style.px(8)
        painter.drawRoundedRect(self.rect(), radius, radius)
        painter.setBrush(self._style.color("panel"))
        painter.setPen(QPen(self._style.color("line"), 1.0))
        painter.drawRoundedRect(self._thumb().adjusted(0.5, 0.5, -0.5, -0.5), radius - 2, radius - 2)

    def _thumb(self) -> QRectF:
        place = self._slide.currentValue() if self._slide.state() == QVariantAnimation.State.Running else None
        return place if isinstance(place, QRectF) else QRectF(self._buttons[self.choice].geometry())

    def _on_toggled(self, button: QPushButton, checked: bool) -> None:
        if checked:
            self._move_thumb()
            self.chosen.emit(self.choice)

    def _move_thumb(self) -> None:
        target = QRectF(self._buttons[self.choice].geometry())
        start = self._slide.endValue()
        self._slide.stop()
        if self.isVisible() and isinstance(start, QRectF):
            self._slide.setStartValue(start)
            self._slide.setEndValue(target)
            self._slide.start()
        else:
            self._slide.setEndValue(target)
        self.update()

    def _repaint(self) -> None:
        self.update()

    def _restyle(self) -> None:
        margin = self._style.px(2)
        self.layout().setContentsMargins(margin, margin, margin, margin)
        self.update()
