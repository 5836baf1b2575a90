"""The toolbar: files at the left, the walk through time in the middle, what is happening at the right."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QWidget

from nnviz.gui.widget.elided_label import ElidedLabel
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.icon import IconButton
from nnviz.gui.widget.segmented_control import SegmentedControl
from nnviz.gui.widget.style import Style, set_role
from nnviz.gui.window.rate import SCALES, SLIDER_END
from nnviz.session.player import GRANULARITIES, TRAINING
from nnviz.session.session import Session

HEIGHT = 52
_NARROW = (1340, 1100, 960, 780)  # pixels of width, at normal type, below which something gives way
_STATUS = 120
_ICON, _TEXT = Qt.ToolButtonStyle.ToolButtonIconOnly, Qt.ToolButtonStyle.ToolButtonTextOnly
_NO_TRAINING = "A circuit has no data to train on. Open a network to train step by step."
_TIPS = {
    "gate": "Next goes one gate further",
    "phase": "Next goes to the next phase: forward, loss, backward, update",
    "step": "Next makes one training step",
    "epoch": "Next trains for one epoch",
}


class TransportBar(QWidget):
    """Follows the session and drives it. The window fills ``export_menu`` and hears the signals."""

    open_requested = Signal()
    examples_requested = Signal()

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._style = style
        self._places = {scale.unit: scale.start for scale in SCALES.values()}
        self._narrow: tuple[bool, ...] = ()
        self.setAccessibleName("Toolbar")
        self._make_files()
        self._make_transport()
        self._make_speed()
        self.status = ElidedLabel(style, pill=True, minimum=_STATUS)
        self._arrange()
        style.changed.connect(self._restyle)
        Follower(session, self, self.refresh, "document", "values", "moment", "running", "settings", "problem")
        self._restyle()
        self.refresh()

    def _make_files(self) -> None:
        self.wordmark = QLabel("nnviz")
        set_role(self.wordmark, "wordmark")
        self.open_button = IconButton(self._style, "folder-open", "Open", "Ctrl+O")
        self.open_button.setText("Open")
        self.open_button.clicked.connect(self.open_requested)
        self.examples_button = IconButton(self._style, "layout-grid", "Examples")
        self.examples_button.setText("Examples ▾")
        self.examples_button.clicked.connect(self.examples_requested)
        self.export_button = IconButton(self._style, "image", "Export")
        self.export_button.setText("Export ▾")
        self.export_menu = QMenu(self)
        self.export_button.setMenu(self.export_menu)
        self.export_button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self._file_buttons = (self.open_button, self.examples_button, self.export_button)

    def _make_transport(self) -> None:
        rows = (
            ("start", "skip-back", "Back to the start", "Home", self._on_start),
            ("back", "step-back", "Previous", "Left", self._on_back),
            ("play", "play", "Play", "Space", self.toggle_play),
            ("forward", "step-forward", "Next", "Right", self._on_forward),
            ("end", "skip-forward", "To the end", "End", self._on_end),
        )
        self.transport: dict[str, IconButton] = {}
        for key, icon, title, shortcut, act in rows:
            role, token, size = ("play", "onaccent", 15) if key == "play" else ("round", "text", 13)
            button = IconButton(self._style, icon, title, shortcut, role=role, token=token, size=size, filled=True)
            button.clicked.connect(act)
            self.transport[key] = button
        self.play_button = self.transport["play"]
        self.granularity = SegmentedControl(
            self._style, "Granularity", {key: key.capitalize() for key in GRANULARITIES}
        )
        self.granularity.chosen.connect(self._on_granularity)

    def _make_speed(self) -> None:
        self.speed_title = QLabel("Speed")
        set_role(self.speed_title, "mute")
        self.speed = QSlider(Qt.Orientation.Horizontal)
        self.speed.setRange(0, SLIDER_END)
        self.speed.setPageStep(10)
        self.speed.setAccessibleName("Speed")
        self.speed.valueChanged.connect(self._on_speed)
        self.speed_words = QLabel()
        set_role(self.speed_words, "monomute")

    def _arrange(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.addWidget(self.wordmark)
        for button in self._file_buttons:
            row.addWidget(button)
        self._left = row.count()
        row.addStretch(3)
        for button in self.transport.values():
            row.addWidget(button)
            row.addSpacing(2)
        row.addStretch(1)
        row.addWidget(self.granularity)
        row.addSpacing(8)
        for widget in (self.speed_title, self.speed, self.speed_words):
            row.addWidget(widget)
        row.addWidget(self.status, 5)

    @property
    def rate(self) -> float:
        """What the speed slider says: gates or steps a second, infinite at its end."""
        return SCALES[self.granularity.choice].rate(self.speed.value())

    def toggle_play(self) -> None:
        """Plays at the chosen speed, or pauses."""
        if self._session.running:
            self._session.pause()
        else:
            self._session.play(self.rate)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a window of 1024 px: the bar goes compact before it clips."""
        return QSize(self._style.px(640), self._style.px(HEIGHT))

    def refresh(self) -> None:
        """Shows the session as it is now."""
        session = self._session
        trains = session.trainer is not None
        self.granularity.choose(session.granularity)
        for key in GRANULARITIES:
            allowed = trains or key not in TRAINING
            self.granularity.allow(key, allowed, _TIPS[key] if allowed else _NO_TRAINING)
        self._show_running()
        self._show_speed()
        self.status.setText(session.status)
        self._make_room_for_status()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels give way to icons where the bar is narrow."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground and the hairline below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._style.color("panel"))
        painter.setPen(QPen(self._style.color("line"), 1.0))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _show_running(self) -> None:
        running = self._session.running
        self.play_button.show_as("pause" if running else "play", "Pause" if running else "Play", "Space")

    def _show_speed(self) -> None:
        scale = SCALES[self.granularity.choice]
        blocked = self.speed.blockSignals(True)
        self.speed.setValue(self._places[scale.unit])
        self.speed.blockSignals(blocked)
        words = scale.words(self.speed.value())
        self.speed_words.setText(words)
        self.speed.setToolTip(f"Speed: {words}")

    def _on_speed(self, place: int) -> None:
        self._places[SCALES[self.granularity.choice].unit] = place
        self._show_speed()
        if self._session.running:
            self._session.play(self.rate)

    def _on_granularity(self, key: str) -> None:
        was_running = self._session.running
        if was_running:
            self._session.pause()
        self._session.granularity = next(known for known in GRANULARITIES if known == key)
        self._show_speed()
        if was_running:
            self._session.play(self.rate)

    def _on_start(self) -> None:
        self._session.to_start()

    def _on_end(self) -> None:
        self._session.to_end()

    def _on_back(self) -> None:
        self._session.back()

    def _on_forward(self) -> None:
        self._session.forward()

    def _restyle(self) -> None:
        px = self._style.px
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(20), 0, px(20), 1)
        self._row.setSpacing(px(4))
        self.speed_words.setFixedWidth(self.speed_words.fontMetrics().horizontalAdvance("20,000 steps/s") + 2)
        self._narrow = ()
        self._fit()
        self.update()

    def _fit(self) -> None:
        """What gives way first: labels to icons, then what the speed is in words, then the name, then what the menus have too."""
        narrow = tuple(self.width() < self._style.px(width) for width in _NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            compact, tight, tighter, tightest = narrow
            for button in self._file_buttons:
                button.setToolButtonStyle(_ICON if compact else _TEXT)
                button.setVisible(not tightest)
            self._row.setStretch(self._left, 1 if compact else 2)
            self._row.setStretch(self._row.count() - 1, 24 if compact else 16)
            self.speed_title.setVisible(not compact)
            self.speed.setFixedWidth(self._style.px(64 if compact else 104))
            self.speed_words.setVisible(not tight)
            self.wordmark.setVisible(not tighter)
        self._make_room_for_status()

    def _make_room_for_status(self) -> None:
        """The status takes from the gaps before it is cut."""
        least = self._style.px(_STATUS)
        room = self.width() - self._row.minimumSize().width() + max(self.status.minimumWidth(), least)
        self.status.setMinimumWidth(max(least, min(self.status.sizeHint().width(), room)))
