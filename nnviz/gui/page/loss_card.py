"""One loss in the laboratory: its formula, the numbers in it, its curve, and its gradient by each output."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from nnviz.engine.op import Operand
from nnviz.engine.table import OPS
from nnviz.explain.number import format_number
from nnviz.gui.mathematics.formula_label import FormulaLabel
from nnviz.gui.page.gradient_strip import GradientStrip
from nnviz.gui.page.loss_curve import LossCurve
from nnviz.gui.widget.elided_label import ElidedLabel
from nnviz.gui.widget.number_field import full_text
from nnviz.gui.widget.style import Style, set_role
from nnviz.network.loss import LOSSES, Loss
from nnviz.session.loss_lab import LossLab, Reading

COMPARED = {"regression": "target", "one_hot": "one-hot", "multi_label": "labels"}
"""Task -> what its losses compare the outputs with, as the table of outputs calls it."""


class LossCard(QWidget):
    """Follows nothing by itself: the page that holds it says when to ``show_lab``."""

    moved = Signal(float)
    chosen = Signal(int)

    def __init__(self, style: Style, loss: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._loss = style, loss
        entry = LOSSES[loss]
        title = entry.label[:1].upper() + entry.label[1:]
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.title, self.amount, self.numbers = QLabel(title), QLabel(), QLabel()
        self.with_what = ElidedLabel(style, minimum=0, token="mute")
        self.with_what.setText(COMPARED[entry.task])
        for label, role in ((self.title, "strong"), (self.amount, "value"), (self.numbers, "monomute")):
            set_role(label, role)
        self.numbers.setWordWrap(True)
        self.numbers.setAlignment(Qt.AlignmentFlag.AlignTop)
        for label in (self.amount, self.numbers):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.curve, self.strip = LossCurve(style, title), GradientStrip(style)
        self.curve.moved.connect(self.moved)
        self.strip.chosen.connect(self.chosen)
        self._arrange(FormulaLabel(style, entry.formula), FormulaLabel(style, entry.slope, 13.0))
        style.changed.connect(self._restyle)
        self._restyle()

    def _arrange(self, formula: QWidget, slope: QWidget) -> None:
        self._column = QVBoxLayout(self)
        head = QGridLayout()
        head.setColumnStretch(1, 1)
        for k, label in enumerate((self.title, self.with_what, self.amount)):
            head.addWidget(label, 0, k)
        self._head = head
        self._column.addLayout(head)
        for widget in (formula, self.numbers):
            self._column.addWidget(widget)
        self._column.addWidget(self.curve, 1)
        for widget in (slope, self.strip):
            self._column.addWidget(widget)

    def show_lab(self, lab: LossLab) -> None:
        """Shows the loss of the outputs as they are now."""
        reading = lab.reading(self._loss)
        self.amount.setText(format_number(reading.loss))
        self.amount.setToolTip(f"L = {full_text(reading.loss)}")
        self.numbers.setText(f"= {filled_in(self._loss, lab, reading)}")
        self.strip.show_gradient(lab.names, reading.gradient.tolist(), lab.chosen)
        k = lab.chosen
        self.curve.show_curve(*lab.curve(self._loss), float(lab.outputs[k]), reading.loss, float(reading.gradient[k]))

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setContentsMargins(px(16), px(12), px(16), px(10))
        self._column.setSpacing(px(6))
        self._head.setHorizontalSpacing(px(8))
        self.numbers.setMinimumSize(1, px(28))


def filled_in(loss: str, lab: LossLab, reading: Reading) -> str:
    """The numbers in a loss's formula: what each output adds, "0" where none adds anything; lines break between outputs."""
    rows = zip(lab.outputs, reading.targets, reading.predictions, strict=True)
    right = _operand(lab.outputs[lab.answer])
    shares = (_share(LOSSES[loss], right, _operand(o), t, _operand(p)) for o, t, p in rows)
    return " + ".join(share for share in shares if share).replace(" + −", " −\u00a0") or "0"


def _share(loss: Loss, right: Operand, output: Operand, target: float, prediction: Operand) -> str:
    if loss.task == "multi_label" and target not in (0, 1):  # a label that holds in part: both terms
        return OPS[loss.op].formula_text(output, _operand(target))
    share = loss.shares[bool(target)].format(o=output, t=_operand(target), p=prediction, c=right)
    return share.replace(" ", "\u00a0").replace("|", "\u2060|\u2060")


def _operand(number: float) -> Operand:
    """A number, in brackets where it follows a sign."""
    text = format_number(float(number))
    return Operand(text, f"({text})" if text.startswith("−") else text)
