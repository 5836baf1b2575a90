"""How large a network would be: counted from the widths of its layers, without making it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from nnviz.data.memory import readable_bytes
from nnviz.gui.widget.style import Style, set_role
from nnviz.network.size import LayerSize, parse_widths, sizes_of
from nnviz.session.session import Session

PICTURE = "200x200x3, 1000, 10"

_HEADS = ("layer", "inputs", "neurons", "parameters", "memory", "multiply-adds")
_WHAT = (
    "Inputs, then the neurons of each layer. A shape counts as the product of its sides: each neuron of a fully connected layer "
    "has a weight for every pixel in every colour, and a bias."
)
_BELOW = (
    "Memory is that of the parameters in float64; training needs several times as much. Multiply-adds are those of one example, "
    "forward."
)


class SizeDialog(QDialog):
    """A field for the widths, filled with the present network's, and a row for each layer; nothing is allocated."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.setWindowTitle("Count parameters")
        network = session.document.network
        self.field = QLineEdit(PICTURE if network is None else ", ".join(map(str, network.widths)))
        self.field.setAccessibleName("Widths")
        self.picture = QPushButton("An image of 200 × 200 × 3")
        self.picture.setAutoDefault(False)
        self.problem = _label("problem")
        self.rows: list[tuple[str, ...]] = []
        """What the table says, the total last."""
        self._grid = QGridLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(style.px(24),) * 4)
        column.setSpacing(style.px(12))
        head = _label("title")
        head.setText("Count parameters")
        what, below = _label("mute"), _label("small")
        what.setText(_WHAT)
        below.setText(_BELOW)
        for part in (head, what, self.field, self.picture, self.problem):
            column.addWidget(part)
        column.setAlignment(self.picture, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._grid)
        column.addWidget(below)
        column.addStretch(1)
        self._grid.setHorizontalSpacing(style.px(20))
        self._grid.setVerticalSpacing(style.px(6))
        self._grid.setColumnStretch(0, 1)
        self.field.textChanged.connect(self.refresh)
        self.picture.clicked.connect(self._on_picture)
        self.setMinimumWidth(style.px(620))
        self.refresh()
        self.field.selectAll()

    def refresh(self) -> None:
        """Counts what is typed; what is no network leaves the last count, and says why."""
        try:
            sizes = sizes_of(parse_widths(self.field.text()))
        except ValueError as error:
            self.problem.setText(str(error))
            return
        self.problem.setText("")
        self.rows = [_row(f"{number}", size) for number, size in enumerate(sizes, start=1)]
        parameters, work = sum(size.parameters for size in sizes), sum(size.multiply_adds for size in sizes)
        memory = readable_bytes(sum(size.bytes() for size in sizes))
        self.rows.append(("all", "", "", f"{parameters:,}", memory, f"{work:,}"))
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for line, texts in enumerate([_HEADS, *self.rows]):
            for place, text in enumerate(texts):
                self._put(line, place, text, total=line == len(self.rows))

    def _put(self, line: int, place: int, text: str, total: bool) -> None:
        label = QLabel(text, self)
        set_role(label, "small" if line == 0 else "strong" if total else "mono" if place else "mute")
        self._grid.addWidget(label, line, place, Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft)

    def _on_picture(self) -> None:
        self.field.setText(PICTURE)


def _row(name: str, size: LayerSize) -> tuple[str, ...]:
    counts = (size.inputs, size.units, size.parameters)
    return name, *(f"{count:,}" for count in counts), readable_bytes(size.bytes()), f"{size.multiply_adds:,}"


def _label(role: str) -> QLabel:
    label = QLabel(wordWrap=True)
    set_role(label, role)
    return label
