"""What stands round a column of the neuron diagram while it is pointed at: neurons and layers come and go, activations change."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QCursor, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from nnviz.drawing.neuron_view import NeuronArrangement
from nnviz.gui.diagram.activation_menu import ActivationMenu
from nnviz.gui.diagram.neuron_pane import NeuronPane
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.icon import IconButton
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.architect import Architect
from nnviz.session.session import Session

_EDGE = 4  # pixels from the edge of the canvas
_ROUND, _ICON = 20, 12
_REACH = 0.5  # of the way to the next column

_BUILDS: Mapping[str, Callable[[Architect, int], None]] = {
    "fewer": lambda architect, layer: architect.remove_neuron(layer),
    "more": lambda architect, layer: architect.add_neuron(layer),
    "before": lambda architect, layer: architect.insert_layer(layer),
    "remove": lambda architect, layer: architect.remove_layer(layer),
    "after": lambda architect, layer: architect.insert_layer(layer + 1),
}
"""Button -> what it does to the layer of the column."""


class LayerHandle(QObject):
    """Buttons in the canvas of a neuron pane: below a column its activation and how many neurons, above it the layers.

    They are there for the column under the pointer; for one who goes by the keyboard, for the selected one.
    """

    def __init__(self, style: Style, session: Session, pane: NeuronPane) -> None:
        super().__init__(pane)
        self._style, self._session, self._pane, self._canvas = style, session, pane, pane.canvas
        self._architect = Architect(session)
        self.column: int | None = None
        """The column that they stand round: 0 for the inputs; None for none."""
        self._pointed: QPointF | None = None
        self.menu: ActivationMenu | None = None
        """The list of activations while it is open; they stay as long."""
        self.name = IconButton(style, "chevron-down", "Choose the activation", role="name", size=_ICON, parent=pane.canvas)
        self.foot = QFrame(pane.canvas)
        self.fewer = IconButton(style, "minus", "Remove a neuron", role="slim", size=_ICON, parent=self.foot)
        self.count = QLabel(self.foot)
        self.more = IconButton(style, "plus", "Add a neuron", role="slim", size=_ICON, parent=self.foot)
        self.before = IconButton(style, "plus", "Add a layer here", role="handle", size=_ICON, parent=pane.canvas)
        self.remove = IconButton(style, "x", "Remove this layer", role="handle", size=_ICON, parent=pane.canvas)
        self.after = IconButton(style, "plus", "Add a layer here", role="handle", size=_ICON, parent=pane.canvas)
        self._arrange()
        pane.canvas.installEventFilter(self)
        pane.canvas.viewed.connect(self.refresh)
        style.changed.connect(self._restyle)
        Follower(session, pane, self.refresh, "selection", "settings", "document")
        self._restyle()

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """All of it, in the order of the keyboard."""
        return self.name, self.foot, self.before, self.remove, self.after

    def attempt(self, act: Callable[[Architect], None]) -> None:
        """Builds; what can't be done is told as the session's problem."""
        try:
            act(self._architect)
        except ValueError as error:
            reason = str(error)
            self._session.complain(reason[:1].upper() + reason[1:])

    def choose_activation(self) -> None:
        """Lists the activations at the layer that the selection is about."""
        self._stand(max(self._architect.layer, 0) + 1)
        self._open_menu()

    # where they stand

    def refresh(self) -> None:
        """Stands where one points, with what there is now; while the diagram is laid out anew, it stays."""
        if self.menu is None and not self._pane.arranging:
            self._stand(self._wanted())

    def _wanted(self) -> int | None:
        """The column under the pointer, else the one that the keyboard is at."""
        arrangement = self._pane.arrangement
        if arrangement is None or self._session.trainer is None:
            return None
        if self._pointed is not None:
            x, _ = self._canvas.camera.to_canvas(self._pointed.x(), self._pointed.y())
            columns = arrangement.columns
            column = min(range(len(columns)), key=lambda k: abs(columns[k].x - x))
            return column if abs(columns[column].x - x) <= _REACH * (columns[1].x - columns[0].x) else None
        if self._holds_focus() and self.column is not None:
            return min(self.column, len(arrangement.columns) - 1)
        at_keyboard = self._canvas.hasFocus() and self._canvas.by_keyboard and self._session.selection
        return self._architect.layer + 1 if at_keyboard else None

    def _holds_focus(self) -> bool:
        return any(part.hasFocus() or part.isAncestorOf(self._canvas.window().focusWidget()) for part in self.parts)

    def _stand(self, column: int | None) -> None:
        network, arrangement = self._session.document.network, self._pane.arrangement
        held = self._holds_focus()
        self.column = column if network is not None else None
        last = 0 if network is None else len(network.layers)
        layered = self.column is not None and self.column > 0
        hidden = layered and self.column != last
        shown = (layered, hidden, layered, hidden, self.column is not None and self.column != last)
        if arrangement is not None and self.column is not None:
            self._say(arrangement, self.column)
            self._place(arrangement, self.column)
        for part, is_shown in zip(self.parts, shown, strict=True):
            part.setVisible(is_shown)
        if held and not self._holds_focus():
            self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _say(self, arrangement: NeuronArrangement, column: int) -> None:
        """What the layer is called, and how many neurons it has."""
        self.name.setText(arrangement.captions[column][1])
        self.name.setAccessibleName(f"Activation: {self.name.text()}")
        width = QFontMetrics(self._style.font(11)).horizontalAdvance(self.name.text())
        self.name.setFixedWidth(width + self._style.px(_ICON + _ROUND))
        units = len(arrangement.columns[column].shown) + arrangement.columns[column].hidden
        self.count.setText(f"{units:,}")
        self.fewer.setEnabled(units > 1)

    def _place(self, arrangement: NeuronArrangement, column: int) -> None:
        """Below the column and above it; where there is no room for that, all in a row below it."""
        px, camera, columns = self._style.px, self._canvas.camera, arrangement.columns
        for part in (self.name, self.foot):
            part.adjustSize()
        edge, space = px(_EDGE), px(_EDGE) // 2
        x, low = camera.to_screen(*arrangement.captions[column][0])
        _, rim = camera.to_screen(0.0, arrangement.bounds[1])
        top, above = round(low) - self.name.height() // 2, round(rim) - self.remove.height() + space
        below = top + self.name.height() + space
        gap = (columns[1].x - columns[0].x) / 2 * camera.scale
        if above >= edge and below + self.foot.height() + edge <= self._canvas.height():
            self._put(self.name, x, top)
            self._put(self.foot, x, below)
            self._put(self.remove, x, above)
            gap = max(gap, self.remove.width() + space)
        else:
            above = min(top, self._canvas.height() - self.name.height() - edge)
            parts: tuple[QWidget, ...] = (self.name, self.foot, self.remove)
            middles, wide = _row(parts, x, self._canvas.width(), space)
            for each, middle in zip(parts, middles, strict=True):
                self._put(each, middle, above)
            gap = max(gap, (wide + self.after.width()) / 2 + space)
        self._put(self.before, x - gap, above)
        self._put(self.after, x + gap, above)

    def _put(self, part: QWidget, x: float, top: int) -> None:
        """Its middle at ``x``, within the canvas; what is being clicked stays under the pointer."""
        if part is self.foot and part.isVisible() and part.underMouse():
            return
        room = max(self._canvas.width() - part.width() - self._style.px(_EDGE), 0)
        part.move(min(max(round(x - part.width() / 2), self._style.px(_EDGE)), room), top)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where the pointer is, and whether the keyboard is at the diagram."""
        kind = event.type()
        if isinstance(event, QMouseEvent) and kind == QEvent.Type.MouseMove:
            self._pointed = None if event.buttons() else event.position()
        elif kind == QEvent.Type.Leave:
            self._pointed = None
        elif kind not in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.KeyPress):
            return False
        self.refresh()
        return False

    # what they do

    def _open_menu(self) -> None:
        network, column = self._session.document.network, self.column
        if network is None or not column:
            return
        self.menu = ActivationMenu(network.layers[column - 1].activation, self._canvas)
        self.menu.triggered.connect(self._on_activation)
        self.menu.aboutToHide.connect(self._on_menu_closed)
        self.menu.popup(self.name.mapToGlobal(QPoint(0, self.name.height())))

    def _on_activation(self, action: QAction) -> None:
        activation, column = action.data(), self.column
        if column is not None:
            self.attempt(lambda architect: architect.activate(column - 1, activation))

    def _on_menu_closed(self) -> None:
        """What was chosen is done for the layer at which the list stood; then one points at whatever is there."""
        self.menu = None
        place = self._canvas.mapFromGlobal(QCursor.pos())
        self._pointed = QPointF(place) if self._canvas.rect().contains(place) else None
        QTimer.singleShot(0, self, self.refresh)

    def _build(self) -> None:
        """What the calling button is for; a lambda for each button would keep them all alive."""
        act = next(act for name, act in _BUILDS.items() if getattr(self, name) is self.sender())
        column = self.column
        if column is not None:
            self.attempt(lambda architect: act(architect, column - 1))

    def _arrange(self) -> None:
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(0)
        for widget in (self.fewer, self.count, self.more):
            row.addWidget(widget)
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self.count, "monosmall")
        self.name.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.name.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the chevron is at the right
        set_role(self.foot, "handle")
        self.foot.setCursor(Qt.CursorShape.ArrowCursor)
        self.name.clicked.connect(self._open_menu)
        for button in _BUILDS:
            getattr(self, button).clicked.connect(self._build)
        for part in self.parts:
            part.hide()

    def _restyle(self) -> None:
        px = self._style.px
        self.count.setMinimumWidth(px(_ROUND))
        for button in (self.before, self.remove, self.after):
            button.setFixedSize(px(_ROUND), px(_ROUND))
        for button in (self.fewer, self.more):
            button.setFixedHeight(px(_ROUND))
        self.refresh()


def _row(parts: Sequence[QWidget], middle: float, room: int, space: int) -> tuple[list[float], float]:
    """Where the middles of parts are that stand beside each other within ``room``, and how wide they are together."""
    wide = sum(part.width() + space for part in parts) - space
    at = min(max(middle, wide / 2), room - wide / 2) - wide / 2
    ends = accumulate((part.width() + space for part in parts), initial=0)
    return [at + end + part.width() / 2 for part, end in zip(parts, ends, strict=False)], wide
