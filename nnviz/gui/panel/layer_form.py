"""The layers of the network: how many neurons, which activation, added and removed; and how large that makes it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from nnviz.data.memory import readable_bytes
from nnviz.gui.widget.choice_box import ChoiceBox
from nnviz.gui.widget.elided_label import ElidedLabel
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.icon import IconButton
from nnviz.gui.widget.number_field import NumberField
from nnviz.gui.widget.style import Style, set_role
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Network
from nnviz.network.size import LayerSize, layer_sizes
from nnviz.session.architect import Architect
from nnviz.session.session import Session

_NAME_WIDTH, _UNITS_WIDTH, _BUTTON_WIDTH = 50, 36, 20
_ACTIVATIONS = {name: row.label for name, row in ACTIVATIONS.items()}


def size_words(size: LayerSize, precision: str) -> str:
    """How large a layer is: "2 × 4 weights + 4 biases = 12 parameters, 96 bytes; 8 multiply-adds an example"."""
    biases = f" + {size.units:,} {'bias' if size.units == 1 else 'biases'}" if size.bias else ""
    return f"{size.inputs:,} × {size.units:,} weights{biases} = " + _words(
        size.parameters, size.bytes(precision), size.multiply_adds
    )


def _words(parameters: int, memory: int, work: int) -> str:
    counted = f"{parameters:,} parameter{'' if parameters == 1 else 's'}, {readable_bytes(memory)}"
    return f"{counted}; {work:,} multiply-add{'' if work == 1 else 's'} an example"


class LayerForm(QWidget):
    """A row for each layer, from the first hidden one to the output. ``refused`` brings a one-line reason, "" when all is well."""

    refused = Signal(str)
    done = Signal()

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._style = session, style
        self._architect = Architect(session)
        self._shown: tuple[object, str] | None = None
        self._rows: list[tuple[QWidget, ...]] = []
        self._count = 0  # of rows that are shown
        self._grid = QGridLayout()
        self._grid.setColumnStretch(2, 1)
        self.total = QLabel(self)
        self.total.setWordWrap(True)
        set_role(self.total, "small")
        column = QVBoxLayout(self)
        column.addLayout(self._grid)
        column.addWidget(self.total)
        self._column = column
        style.changed.connect(self._restyle)
        Follower(session, self, self.refresh, "document", "settings", only_seen=True)
        self.refresh()
        self._restyle()

    def field(self, layer: int) -> NumberField:
        """How many neurons a layer has."""
        field = self._rows[layer][1]
        assert isinstance(field, NumberField)
        return field

    def activation(self, layer: int) -> ChoiceBox:
        """The activation of a layer."""
        box = self._rows[layer][2]
        assert isinstance(box, ChoiceBox)
        return box

    def buttons(self, layer: int) -> tuple[QWidget, ...]:
        """What adds a layer before this one, and what removes this one (the last can't be, and has none)."""
        return tuple(button for button in self._rows[layer][3:] if not button.isHidden())

    def refresh(self) -> None:
        """Shows the network of the session's document; the rows are kept where there are as many as before."""
        network, precision = self._session.document.network, self._session.document.precision
        if network is None or (self._shown is not None and self._shown[0] is network and self._shown[1] == precision):
            return
        self._shown = network, precision
        self._fit_rows(len(network.layers))
        sizes = layer_sizes(network)
        for row, layer, size in zip(range(len(sizes)), network.layers, sizes, strict=True):
            name = self._rows[row][0]
            assert isinstance(name, ElidedLabel)
            name.setText(layer.name)
            name.setToolTip(f"{layer.name}: {size_words(size, precision)}")
            self.field(row).show_number(float(len(layer.units)))
            self.activation(row).choose(layer.activation)
        self.total.setText(_total(network, sizes, precision))

    def _fit_rows(self, wanted: int) -> None:
        """As many rows as layers; those that are too many wait for a larger network. The last layer is not resized, nor removed."""
        if wanted == self._count:
            return
        self._count = wanted
        for index in range(len(self._rows), wanted):
            self._rows.append(self._make_row(index))
            for column, widget in enumerate(self._rows[index]):
                self._grid.addWidget(widget, index, column)
        self._restyle()
        for index, row in enumerate(self._rows):
            if index >= wanted and self.field(index).isModified():
                self.field(index).take_back()  # what is typed in it is about a layer that is no longer this row's
            for widget in row:
                widget.setVisible(index < wanted)
            row[-1].setVisible(index < wanted - 1)
            self.field(index).setEnabled(index < wanted - 1)

    def _make_row(self, index: int) -> tuple[QWidget, ...]:
        name = ElidedLabel(self._style, minimum=_NAME_WIDTH, token="mute", parent=self)
        units = NumberField(f"Neurons of layer {index + 1}", whole=True, parent=self)
        units.committed.connect(self._on_resized)
        units.refused.connect(self.refused)
        units.done.connect(self.done)
        activation = ChoiceBox(self._style, f"Activation of layer {index + 1}", _ACTIVATIONS, self)
        activation.chosen.connect(self._on_activation)
        activation.done.connect(self.done)
        add = IconButton(self._style, "plus", "Add a layer before this one", role="slim", size=14, parent=self)
        add.clicked.connect(self._on_added)
        remove = IconButton(self._style, "x", "Remove this layer", role="slim", size=14, parent=self)
        remove.clicked.connect(self._on_removed)
        return name, units, activation, add, remove

    def _on_resized(self, units: float) -> None:
        self._build(lambda architect, layer: architect.resize(layer, int(units)))

    def _on_activation(self, activation: str) -> None:
        self._build(lambda architect, layer: architect.activate(layer, activation))

    def _on_added(self) -> None:
        self._build(lambda architect, layer: architect.insert_layer(layer))

    def _on_removed(self) -> None:
        self._build(lambda architect, layer: architect.remove_layer(layer))

    def _build(self, act: Callable[[Architect, int], None]) -> None:
        """Changes the layer in whose row the calling widget is; a lambda for each row would keep the form alive."""
        sender, focus, reason = self.sender(), self.focusWidget(), ""
        focused = focus is not None and self.isAncestorOf(focus)
        if focus is not None and focused and focus is not sender:
            focus.clearFocus()  # what is typed in another field is done first
        layer = next(index for index, row in enumerate(self._rows) if sender in row)
        try:
            act(self._architect, layer)
        except ValueError as error:
            reason = str(error)
            self._shown = None
            self.refresh()
        if focused:
            self.field(min(layer, self._count - 1)).setFocus()
        self.refused.emit(reason[:1].upper() + reason[1:])

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        self._grid.setHorizontalSpacing(px(4))
        self._grid.setVerticalSpacing(px(4))
        for name, units, _, *buttons in self._rows:
            name.setFixedWidth(px(_NAME_WIDTH))
            units.setFixedWidth(px(_UNITS_WIDTH))
            for button in buttons:
                button.setFixedWidth(px(_BUTTON_WIDTH))


def _total(network: Network, sizes: tuple[LayerSize, ...], precision: str) -> str:
    memory = sum(size.bytes(precision) for size in sizes)
    return _words(network.parameter_count, memory, sum(size.multiply_adds for size in sizes))
