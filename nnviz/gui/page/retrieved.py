"""One example that was found: its picture, what it is, how far away, and a way to ask for those like it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from nnviz.explain.number import format_number
from nnviz.gui.widget.picture_view import PictureView
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.retrieval import Found, Retrieval

_PICTURE = 124


class Retrieved(QWidget):
    """``asked`` brings the number of the example on show."""

    asked = Signal(int)

    def __init__(self, style: Style, rank: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._example = -1
        self.rank, self.name, self.distance = QLabel(str(rank)), QLabel(), QLabel()
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.rank, "heading")
        set_role(self.distance, "monomute")
        self.picture = PictureView(style, f"Number {rank}")
        self.button = QPushButton("More like it")
        self.button.clicked.connect(self._on_click)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.rank, self.picture, self.name, self.distance, self.button):
            centred = widget is not self.picture
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag(0))
        style.changed.connect(self._restyle)
        self._restyle()

    def show_found(self, retrieval: Retrieval, found: Found | None) -> None:
        """Shows an example, or that none has been found yet; one of another class stands out."""
        self._example = -1 if found is None else found.example
        self.button.setEnabled(found is not None)
        self.picture.show_picture(None if found is None else retrieval.picture(found.example))
        self.name.setText("…" if found is None else retrieval.class_name(found.example))
        set_role(self.name, "mute" if found is None else "right" if found.same else "wrong")
        self.distance.setText("" if found is None else format_number(found.distance))
        tip = "" if found is None else f"Example {found.example + 1:,}, at a Euclidean distance of {found.distance!r}"
        self.distance.setToolTip(tip)

    def _on_click(self) -> None:
        self.asked.emit(self._example)

    def _restyle(self) -> None:
        self.setMaximumWidth(self._style.px(_PICTURE))
        self.picture.setFixedHeight(self._style.px(_PICTURE))
