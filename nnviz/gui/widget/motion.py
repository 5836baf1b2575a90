"""Movement: a number that runs from 0 to 1 in a moment, eased; none for those who asked for less of it."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStyle


def is_reduced() -> bool:
    """Whether the desktop asks for reduced motion: it says so (from Qt 6.12 on), or its style has no animations."""
    style = QApplication.style()
    if style is not None and style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0:
        return True
    accessibility = getattr(QGuiApplication.styleHints(), "accessibility", None)
    preference = getattr(accessibility() if accessibility else None, "motionPreference", None)
    return preference is not None and "Reduc" in str(preference())


class Motion(QVariantAnimation):
    """Calls ``move`` with 0..1 while it runs, the last time with 1. Starting it anew finishes what was under way."""

    def __init__(self, parent: QObject, move: Callable[[float], None]) -> None:
        super().__init__(parent)
        self._move = move
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self.valueChanged.connect(self._step)

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return self.state() == QVariantAnimation.State.Running

    def run(self, milliseconds: int) -> None:
        """Start; at once at the end where motion is reduced or there is no time for it."""
        self.finish()
        if milliseconds <= 0 or is_reduced():
            self._move(1.0)
            return
        self.setDuration(milliseconds)
        self.start()

    def finish(self) -> None:
        """Go to the end at once, if under way."""
        if self.running:
            self.stop()
            self._move(1.0)

    def _step(self, share: float) -> None:
        if self.running:
            self._move(float(share))
