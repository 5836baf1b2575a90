"""What lies over a canvas while its drawing is laid out: how far that has got, and a way out."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from nnviz.gui.widget.style import Style, set_role

_WIDTH = 260  # pixels
_STEPS = 1000


class WaitCard(QFrame):
    """In the middle of its parent. ``cancelled``: nobody wants to wait; ``wanted``: now someone does."""

    cancelled = Signal()
    wanted = Signal()

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        set_role(self, "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words, self.button = QLabel(), QPushButton()
        self.progress = QProgressBar(textVisible=False, maximum=_STEPS)
        self.button.clicked.connect(self._answer)
        self._column, head = QVBoxLayout(self), QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.button)
        self._column.addLayout(head)
        self._column.addWidget(self.progress)
        self.hide()
        parent.installEventFilter(self)
        style.changed.connect(self._place)

    @property
    def waiting(self) -> bool:
        """Whether it tells of work that is under way."""
        return not self.isHidden() and not self.progress.isHidden()

    def tell(self, share: float) -> None:
        """The work is done to a share in 0..1."""
        self.progress.setValue(round(share * _STEPS))
        self._show("Laying out…", "Cancel", "Leave it (Esc)", waiting=True)

    def offer(self) -> None:
        """The work was left: it can be begun again."""
        self._show("Not laid out.", "Lay it out", "Begin again", waiting=False)

    def _show(self, words: str, answer: str, tip: str, *, waiting: bool) -> None:
        if not self.isHidden() and self.waiting == waiting:
            return
        self.words.setText(words)
        self.button.setText(answer)
        self.button.setToolTip(tip)
        self.progress.setVisible(waiting)
        self._place()
        self.show()
        self.raise_()

    def _answer(self) -> None:
        if self.waiting:
            self.cancelled.emit()
        else:
            self.wanted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        px, room = self._style.px, self.parentWidget().size()
        self._column.setContentsMargins(px(16), px(12), px(16), px(14))
        self._column.setSpacing(px(10))
        self.setFixedWidth(min(px(_WIDTH), max(room.width() - px(16), px(120))))
        self.adjustSize()
        self.move((room.width() - self.width()) // 2, (room.height() - self.height()) // 2)
