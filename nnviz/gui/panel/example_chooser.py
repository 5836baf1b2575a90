"""Chooses which example of the data is shown, or follows the batch."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.icon import IconButton
from nnviz.gui.widget.number_field import NumberField
from nnviz.gui.widget.style import Style, set_role
from nnviz.gui.widget.switch import Switch
from nnviz.session.session import Session


class ExampleChooser(QWidget):
    """"Example 3 of 150" with arrows, and a switch to follow the batch; hidden where there is one example alone."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._style = style
        self.number = NumberField("Example", whole=True)
        self.number.committed.connect(self._on_number)
        self.total = QLabel()
        self.back_button = IconButton(style, "chevron-left", "Previous example", size=14)
        self.next_button = IconButton(style, "chevron-right", "Next example", size=14)
        self.back_button.clicked.connect(self._on_back)
        self.next_button.clicked.connect(self._on_next)
        self.follow_switch = Switch(style, "Follow the batch")
        self.follow_switch.setToolTip("Shows the example that the next training step uses")
        self.follow_switch.clicked.connect(self._on_follow)
        self._arrange()
        style.changed.connect(self._restyle)
        Follower(session, self, self.refresh, "document", "example")
        self._restyle()
        self.refresh()

    def refresh(self) -> None:
        """Shows the session's example as it is now."""
        count = self._session.example_count
        self.setVisible(count > 1)
        self.number.show_number(self._session.example + 1)
        self.total.setText(f"of {count:,}")
        self.back_button.setEnabled(self._session.example > 0)
        self.next_button.setEnabled(self._session.example < count - 1)
        self.follow_switch.setChecked(self._session.follows_batch)

    def _arrange(self) -> None:
        word = QLabel("Example")
        for label in (word, self.total):
            set_role(label, "mute")
        self._line = QHBoxLayout()
        self._line.addWidget(word)
        self._line.addWidget(self.number)
        self._line.addWidget(self.total)
        self._line.addStretch(1)
        self._line.addWidget(self.back_button)
        self._line.addWidget(self.next_button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._line)
        self._column.addWidget(self.follow_switch, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_number(self, number: float) -> None:
        self._go(int(number) - 1)

    def _on_back(self) -> None:
        self._go(self._session.example - 1)

    def _on_next(self) -> None:
        self._go(self._session.example + 1)

    def _go(self, example: int) -> None:
        """Goes to an example, the nearest there is; choosing one by hand ends following the batch."""
        self._session.choose_example(example)
        self.refresh()

    def _on_follow(self, on: bool) -> None:
        if on:
            self._session.follow_batch()
        else:
            self._session.choose_example(self._session.example)

    def _restyle(self) -> None:
        self._line.setSpacing(self._style.px(4))
        self._column.setSpacing(self._style.px(4))
        self._column.setContentsMargins(0, 0, 0, 0)
        self.number.setFixedWidth(self._style.px(56))
