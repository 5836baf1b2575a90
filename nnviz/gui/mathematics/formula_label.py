"""A typeset formula as a widget."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.gui.mathematics.typeset import formula_image, typeset
from nnviz.gui.widget.style import Style


class FormulaLabel(QWidget):
    """Shows LaTeX at the left of its room, smaller where the room is narrow; ``size`` in px an em before scaling."""

    def __init__(self, style: Style, latex: str, size: float = 15.0, token: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._latex, self._size, self._token = latex, size, token
        self.setAccessibleName(latex)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        style.changed.connect(self._restyle)

    def show_latex(self, latex: str) -> None:
        """Shows another formula."""
        if latex != self._latex:
            self._latex = latex
            self.setAccessibleName(latex)
            self._restyle()

    def sizeHint(self) -> QSize:
        """The formula's size."""
        formula = typeset(self._latex, self._style.px(self._size))
        return QSize(round(formula.width + 0.5), round(formula.height + 0.5))

    def minimumSizeHint(self) -> QSize:
        """It can be drawn at half its width."""
        hint = self.sizeHint()
        return QSize(hint.width() // 2, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the formula, in the vertical middle."""
        style = self._style
        hint = self.sizeHint()
        shrink = min(1.0, self.width() / hint.width())
        ratio = self.devicePixelRatio()
        image = formula_image(self._latex, style.px(self._size), style.color(self._token).name(), ratio * shrink)
        size = image.deviceIndependentSize() * shrink
        place = QRectF(0, (self.height() - size.height()) / 2, size.width(), size.height())
        painter = QPainter(self)
        painter.drawImage(place, image)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
