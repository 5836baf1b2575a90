"""What a monkey can do to the window: a table of deeds, each with how often it is done."""

import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QTableView,
    QWidget,
)

from nnviz.files.example import example_names
from nnviz.gui.diagram.canvas import Canvas
from nnviz.gui.widget.choice_box import ChoiceBox
from nnviz.gui.widget.number_field import NumberField
from nnviz.gui.window.action import ACTIONS
from nnviz.gui.window.main_window import MainWindow

_NAMES = """
    Right Left Up Down Home End Space Tab Backtab Escape Return F2 F6 PageDown PageUp Delete Insert Plus Minus Menu Backspace
    A B F M 5 Question
"""
_KEYS = [Qt.Key(getattr(Qt.Key, f"Key_{name}")) for name in _NAMES.split()]
_MODIFIERS = [*[Qt.KeyboardModifier.NoModifier] * 5, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier]
_BUTTONS = [*[Qt.MouseButton.LeftButton] * 6, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton]
_NUMBERS = """
    0 1 -1 0.5 1e6 1e300 1.7e308 -1e308 1e-320 nan inf abc 1,5 --3 1e999 3 7 1000000000000 −4 ９ 1_0 0x10 0.01 10 2.5
"""
_TEXTS = (*_NUMBERS.split(), "", " ", "5 000", "9" * 400, "<b>x</b>", "w5", "hidden")
_DRAG_DISTANCE = 10
_ENDS = "quit"
"""The one action that ends the run."""


class Hand:
    """The window, what there is to open, a folder to write to, and the dice."""

    def __init__(self, window: MainWindow, dice: random.Random, good: list[Path], bad: list[Path], folder: Path) -> None:
        self.window, self.dice, self.good, self.bad, self.folder = window, dice, good, bad, folder
        self.words: list[str] = []
        """What the deed at hand is done to, for the report."""

    @property
    def place(self) -> QWidget:
        """What takes the mouse: a menu, a dialog, or the window."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window

    def anywhere(self) -> tuple[QWidget, QPoint]:
        """A widget and a point in it."""
        place = self.place
        point = QPoint(self.dice.randrange(max(place.width(), 1)), self.dice.randrange(max(place.height(), 1)))
        child = place.childAt(point)
        found = place if child is None else child
        self.words.append(f"{type(found).__name__} at {point.x()}, {point.y()} of {type(place).__name__}")
        return found, found.mapFrom(place, point) if child is not None else point

    def one_of(self, kind: type[QWidget]) -> QWidget | None:
        """A visible, enabled widget of a kind within what takes the mouse."""
        found = [widget for widget in self.place.findChildren(kind) if widget.isVisible() and widget.isEnabled()]
        widget = self.dice.choice(found) if found else None
        self.words.append("none" if widget is None else widget.accessibleName() or type(widget).__name__)
        return widget

    def text(self) -> str:
        """Something to type."""
        text = self.dice.choice(_TEXTS)
        self.words.append(repr(text[:20]))
        return text


def _act(hand: Hand) -> None:
    name = hand.dice.choice([name for name in ACTIONS if name != _ENDS])
    _trigger(hand, hand.window.named_actions[name])


def _pick(hand: Hand) -> None:
    """Any line of any menu: examples, lessons, themes, what was open before."""
    ends = hand.window.named_actions[_ENDS]
    actions = [action for menu in hand.window.menuBar().findChildren(QMenu) for action in menu.actions()]
    _trigger(hand, hand.dice.choice([action for action in actions if action.text() and action is not ends]))


def _trigger(hand: Hand, action: QAction) -> None:
    hand.words.append(action.text())
    if action.isEnabled() and QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None:
        action.trigger()


def _press(hand: Hand) -> None:
    key, modifier = hand.dice.choice(_KEYS), hand.dice.choice(_MODIFIERS)
    target = QApplication.focusWidget() or hand.place
    hand.words.append(f"{modifier.name} {key.name} on {type(target).__name__}")
    QTest.keyClick(target, key, modifier)


def _write(hand: Hand) -> None:
    target = QApplication.focusWidget() or hand.place
    hand.words.append(type(target).__name__)
    _type(target, hand.text())


def _click(hand: Hand) -> None:
    widget, point = hand.anywhere()
    click = QTest.mouseDClick if hand.dice.random() < 0.15 else QTest.mouseClick
    click(widget, hand.dice.choice(_BUTTONS), hand.dice.choice(_MODIFIERS), point)


def _push(hand: Hand) -> None:
    button = hand.one_of(QAbstractButton)
    if isinstance(button, QAbstractButton):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _drag(hand: Hand) -> None:
    widget, start = hand.anywhere()
    # Marked text and files that are dragged away have an event loop that only a hand on a real mouse leaves.
    QApplication.setStartDragDistance(_DRAG_DISTANCE if isinstance(widget, Canvas) else 10_000)
    ends = [start + QPoint(hand.dice.randrange(-200, 200), hand.dice.randrange(-150, 150)) for _ in range(5)]
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for end in ends:
        QTest.mouseMove(widget, end)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, ends[-1])


def _point(hand: Hand) -> None:
    widget, point = hand.anywhere()
    QTest.mouseMove(widget, point)


def _roll(hand: Hand) -> None:
    widget, point = hand.anywhere()
    for _ in range(hand.dice.randrange(1, 6)):
        turn = QPoint(hand.dice.choice([0, 0, 120]), hand.dice.choice([120, -120, 1200, -1200, 15, 30_000]))
        where = QPointF(widget.mapToGlobal(point))
        QApplication.sendEvent(widget, QWheelEvent(
            QPointF(point), where, QPoint(), turn, Qt.MouseButton.NoButton, hand.dice.choice(_MODIFIERS),
            Qt.ScrollPhase.NoScrollPhase, False,
        ))  # fmt: skip


def _fill(hand: Hand) -> None:
    field = hand.one_of(NumberField)
    if isinstance(field, NumberField) and not field.isReadOnly():
        field.setFocus()
        field.selectAll()
        _type(field, hand.text())
        QTest.keyClick(field, hand.dice.choice([Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape]))


def _edit_cell(hand: Hand) -> None:
    table = hand.one_of(QTableView)
    model = table.model() if isinstance(table, QTableView) else None
    if not isinstance(table, QTableView) or model is None or not (model.rowCount() and model.columnCount()):
        return
    table.setFocus()
    table.setCurrentIndex(model.index(hand.dice.randrange(model.rowCount()), hand.dice.randrange(model.columnCount())))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    if isinstance(editor, QLineEdit):
        editor.selectAll()
        _type(editor, hand.text())
        QTest.keyClick(editor, hand.dice.choice([Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape]))


def _choose(hand: Hand) -> None:
    box = hand.one_of(ChoiceBox)
    if box is not None:
        box.setFocus()
        QTest.keyClick(box, hand.dice.choice([Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home]))


def _slide(hand: Hand) -> None:
    slider = hand.one_of(QAbstractSlider)
    if isinstance(slider, QAbstractSlider):
        slider.setValue(hand.dice.randint(slider.minimum(), slider.maximum()))


def _play(hand: Hand) -> None:
    granularity = hand.window.transport.granularity
    grain = hand.dice.choice(("gate", "phase", "step", "epoch"))
    hand.words.append(grain)
    button = granularity.button(grain)
    if button.isEnabled() and button.isVisible():
        button.click()
    hand.window.transport.toggle_play()


def _resize(hand: Hand) -> None:
    hand.window.resize(hand.dice.randrange(300, 1600), hand.dice.randrange(200, 1000))


def _open(hand: Hand) -> None:
    source = hand.dice.choice([*example_names(), *map(str, hand.good)])
    _open_source(hand, source)


def _open_bad(hand: Hand) -> None:
    _open_source(hand, str(hand.dice.choice(hand.bad)))


def _open_source(hand: Hand, source: str) -> None:
    hand.words.append(source[-60:])
    if QApplication.activeModalWidget() is None:
        hand.window.desk.open(source)


def _drop(hand: Hand) -> None:
    data = QMimeData()
    source = hand.dice.choice([*hand.good, *hand.bad])
    hand.words.append(str(source)[-60:])
    data.setUrls([QUrl.fromLocalFile(str(source))])
    if QApplication.activeModalWidget() is None:
        # Sent through the application, it would be for the drag manager, which knows of no drag.
        hand.window.dropEvent(QDropEvent(
            QPointF(200, 200), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        ))  # fmt: skip


def _undo(hand: Hand) -> None:
    back = hand.dice.random() < 0.5
    hand.words.append("undo" if back else "redo")
    for _ in range(hand.dice.randrange(1, 25)):
        (hand.window.session.undo if back else hand.window.session.redo)()


def _answer(hand: Hand) -> None:
    """A dialog is answered one way or the other: by one of its buttons, by a file's name, or by Escape."""
    dialog = QApplication.activeModalWidget()
    popup = QApplication.activePopupWidget()
    hand.words.append(type(popup or dialog).__name__)
    if popup is not None:
        QTest.keyClick(popup, Qt.Key.Key_Escape)
    elif isinstance(dialog, QFileDialog) and hand.dice.random() < 0.7:
        name = dialog.findChild(QLineEdit)
        assert name is not None
        saves = dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
        written = [hand.folder / f"kept{hand.dice.randrange(5)}{ending}" for ending in (".toml", ".nnviz", "", ".svg", ".csv")]
        name.setText(str(hand.dice.choice(written if saves else [*hand.good, *hand.bad])))
        QTest.keyClick(name, Qt.Key.Key_Return)
    elif isinstance(dialog, QMessageBox):
        hand.dice.choice(dialog.buttons()).click()
    elif isinstance(dialog, QDialog):
        dialog.reject()


def _wait(hand: Hand) -> None:
    """Lets it go on by itself for a while: see ``Monkey``."""


def _type(widget: QWidget, text: str) -> None:
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))


class Deed(NamedTuple):
    """``weight``: how often it is done, as a share of all weights."""

    weight: int
    do: Callable[[Hand], None]


DEEDS: Mapping[str, Deed] = {
    "action": Deed(21, _act), "menu": Deed(4, _pick), "key": Deed(12, _press), "click": Deed(16, _click),
    "button": Deed(6, _push), "drag": Deed(6, _drag), "pointer": Deed(4, _point), "wheel": Deed(6, _roll),
    "number": Deed(9, _fill), "text": Deed(2, _write), "cell": Deed(6, _edit_cell), "choice": Deed(5, _choose),
    "slider": Deed(2, _slide), "play": Deed(3, _play), "resize": Deed(2, _resize), "open": Deed(2, _open),
    "open bad": Deed(1, _open_bad), "drop": Deed(1, _drop), "undo": Deed(1, _undo), "wait": Deed(2, _wait),
}
"""Name -> deed."""

ANSWER = "answer"  # the deed that answers a dialog or leaves a menu


def deeds(dice: random.Random) -> Iterator[str]:
    """Names of deeds without end; an open dialog or menu is often answered."""
    names, weights = list(DEEDS), [deed.weight for deed in DEEDS.values()]
    while True:
        waiting = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        yield ANSWER if waiting and dice.random() < 0.4 else dice.choices(names, weights)[0]


def do(name: str, hand: Hand) -> None:
    """Does it."""
    hand.words.clear()
    (_answer if name == ANSWER else DEEDS[name].do)(hand)
