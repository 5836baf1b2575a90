"""A distortion's slider: its name, how much of it there is, and the handle."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QWidget

from nnviz.data.distortion import Distortion
from nnviz.explain.number import format_number
from nnviz.gui.widget.style import Style, set_role

_END = 240
"""Steps from one end to the other."""
_KEYS = frozenset({
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
})  # fmt: skip


class DistortionSlider(QWidget):
    """``moved`` brings the distortion's name and its new amount; a double click brings the amount that changes nothing."""

    moved = Signal(str, float)

    def __init__(self, style: Style, distortion: Distortion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._distortion = style, distortion
        self._shape = (1, 1)
        self.name, self.amount = QLabel(distortion.title), QLabel()
        set_role(self.amount, "monomute")
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _END)
        self.slider.setSingleStep(_END // 80)
        self.slider.setPageStep(_END // 8)
        self.slider.setAccessibleName(distortion.title)
        self.slider.setToolTip(f"{distortion.title}, in {distortion.unit}. A double click takes it away")
        self.slider.valueChanged.connect(self._on_value)
        self.slider.double_clicked.connect(self._on_double_click)
        self._grid = QGridLayout(self)
        self._grid.addWidget(self.name, 0, 0)
        self._grid.addWidget(self.amount, 0, 1, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self.slider, 1, 0, 1, 2)
        style.changed.connect(self._restyle)
        self._restyle()

    def show_amount(self, amount: float, shape: tuple[int, int]) -> None:
        """Shows how much there is of it, on pictures (H, W)."""
        self._shape = shape
        self.slider.blockSignals(True)
        self.slider.setValue(round(self._distortion.share(amount, shape) * _END))
        self.slider.blockSignals(False)
        self.amount.setText(format_number(amount, 3))
        set_role(self.amount, "monomute" if amount == self._distortion.neutral else "monosmall")

    def _on_value(self, value: int) -> None:
        row = self._distortion
        amount = row.amount(value / _END, self._shape)
        near = abs(value - row.share(row.neutral, self._shape) * _END) < 1
        self.moved.emit(row.name, row.neutral if near else float(f"{amount:.3g}"))

    def _on_double_click(self) -> None:
        self.moved.emit(self._distortion.name, self._distortion.neutral)

    def _restyle(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(self._style.px(1))


class _Slider(QSlider):
    """Keeps the keys that move it from the window's shortcuts, and tells of double clicks."""

    double_clicked = Signal()

    def event(self, event: QEvent) -> bool:
        """Arrows, Page Up and Down, Home and End are the slider's own while it has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            event.accept()
            return True
        return super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tells it."""
        self.double_clicked.emit()
        event.accept()
