"""What the keys do on a canvas. Plain arrows are the transport's: they step through the gates."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ZOOM = 1.2
_PAN = 60.0  # pixels

_ALT = Qt.KeyboardModifier.AltModifier
_ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_NONE = Qt.KeyboardModifier.NoModifier
_ANY = None


class Steerable(Protocol):
    """What a canvas can be told to do."""

    def pan(self, dx: float, dy: float) -> None: ...
    def zoom(self, factor: float) -> None: ...
    def choose(self, key: str) -> None: ...
    def choose_toward(self, dx: int, dy: int) -> None: ...
    def choose_next(self, step: int) -> None: ...
    def open_selection(self) -> None: ...
    def copy_value(self) -> None: ...


class Binding(NamedTuple):
    """One key: its modifiers (None: whichever it takes to type it) and what it does."""

    key: Qt.Key
    modifiers: Qt.KeyboardModifier | None
    act: Callable[[Steerable], None]


class KeyRow(NamedTuple):
    """Keys that belong together, as the list of shortcuts shows them."""

    label: str
    help: str
    bindings: tuple[Binding, ...]


KEYS: tuple[KeyRow, ...] = (
    KeyRow(
        "Alt+arrows",
        "Nearest node in that direction",
        (
            Binding(Qt.Key.Key_Left, _ALT, lambda canvas: canvas.choose_toward(-1, 0)),
            Binding(Qt.Key.Key_Right, _ALT, lambda canvas: canvas.choose_toward(1, 0)),
            Binding(Qt.Key.Key_Up, _ALT, lambda canvas: canvas.choose_toward(0, -1)),
            Binding(Qt.Key.Key_Down, _ALT, lambda canvas: canvas.choose_toward(0, 1)),
        ),
    ),
    KeyRow(
        "]  [",
        "Next or previous one, wires included",
        (
            Binding(Qt.Key.Key_BracketRight, _ANY, lambda canvas: canvas.choose_next(1)),
            Binding(Qt.Key.Key_BracketLeft, _ANY, lambda canvas: canvas.choose_next(-1)),
        ),
    ),
    KeyRow(
        "Alt+Shift+arrows",
        "Pan",
        (
            Binding(Qt.Key.Key_Left, _ALT_SHIFT, lambda canvas: canvas.pan(_PAN, 0)),
            Binding(Qt.Key.Key_Right, _ALT_SHIFT, lambda canvas: canvas.pan(-_PAN, 0)),
            Binding(Qt.Key.Key_Up, _ALT_SHIFT, lambda canvas: canvas.pan(0, _PAN)),
            Binding(Qt.Key.Key_Down, _ALT_SHIFT, lambda canvas: canvas.pan(0, -_PAN)),
        ),
    ),
    KeyRow(
        "+  −",
        "Zoom",
        (
            Binding(Qt.Key.Key_Plus, _ANY, lambda canvas: canvas.zoom(_ZOOM)),
            Binding(Qt.Key.Key_Equal, _ANY, lambda canvas: canvas.zoom(_ZOOM)),
            Binding(Qt.Key.Key_Minus, _ANY, lambda canvas: canvas.zoom(1 / _ZOOM)),
        ),
    ),
    KeyRow(
        "Enter",
        "Open the selected node",
        (
            Binding(Qt.Key.Key_Return, _ANY, lambda canvas: canvas.open_selection()),
            Binding(Qt.Key.Key_Enter, _ANY, lambda canvas: canvas.open_selection()),
        ),
    ),
    KeyRow("Esc", "Select nothing", (Binding(Qt.Key.Key_Escape, _NONE, lambda canvas: canvas.choose("")),)),
    KeyRow(
        "Ctrl+C",
        "Copy the selected value, all digits",
        (Binding(Qt.Key.Key_C, _CTRL, lambda canvas: canvas.copy_value()),),
    ),
)
"""What a canvas does with keys while it has the focus."""


def press_key(canvas: Steerable, event: QKeyEvent) -> bool:
    """Do what the key stands for; False where it stands for nothing."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    for row in KEYS:
        for binding in row.bindings:
            if binding.key == event.key() and binding.modifiers in (_ANY, modifiers):
                binding.act(canvas)
                return True
    return False
