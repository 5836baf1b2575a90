"""What stands round a column of the neuron diagram: where it is, and what it does."""

from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz.document.reshape import ReshapeError
from nnviz.drawing.mark import Circle
from nnviz.drawing.neuron_arrangement import RADIUS


def units(window):
    return [len(layer.units) for layer in window.session.document.network.layers]


def settle(window, qtbot):
    """Until the diagram stands still."""
    pane = window.neuron_pane
    qtbot.waitUntil(lambda: not pane.arranging and not pane._morph.running and not pane._stale)


def point_at(window, column):
    pane = window.neuron_pane
    x, y = pane.canvas.camera.to_screen(pane.arrangement.columns[column].x, 0.0)
    place, button, keys = QPointF(x, y), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        pane.canvas, QMouseEvent(QEvent.Type.MouseMove, place, pane.canvas.mapToGlobal(place), button, button, keys)
    )  # fmt: skip


def shown(window):
    handle = window.layer_handle
    names = ("name", "foot", "before", "remove", "after")
    return {name for name in names if getattr(handle, name).isVisible()}


@pytest.fixture
def handle(window, qtbot):
    settle(window, qtbot)
    return window.layer_handle


def test_that_each_column_offers_what_can_be_done_to_it_and_nothing_is_there_unasked(window, handle):
    assert shown(window) == set()
    for column, parts in enumerate(({"after"}, {"name", "foot", "before", "remove", "after"}, {"name", "before"})):
        point_at(window, column)
        assert shown(window) == parts
    assert handle.name.text() == "output · sigmoid"
    QApplication.sendEvent(window.neuron_pane.canvas, QEvent(QEvent.Type.Leave))
    assert shown(window) == set()


def test_that_neurons_come_and_go(window, handle, qtbot):
    point_at(window, 1)
    for count in (3, 4):
        QTest.mouseClick(handle.more, Qt.MouseButton.LeftButton)
        settle(window, qtbot)
        assert units(window) == [count, 2]
        assert handle.count.text() == str(count)
    QTest.mouseClick(handle.fewer, Qt.MouseButton.LeftButton)
    assert units(window) == [3, 2]
    window.session.undo()
    assert units(window) == [4, 2]


def test_that_the_last_neuron_of_a_layer_stays(window, handle, qtbot):
    point_at(window, 1)
    handle.fewer.click()
    settle(window, qtbot)
    assert units(window) == [1, 2]
    assert not handle.fewer.isEnabled()


def test_that_layers_come_between_columns_and_go(window, handle, qtbot):
    point_at(window, 0)
    handle.after.click()
    assert units(window) == [4, 2, 2]
    settle(window, qtbot)
    point_at(window, 2)
    handle.remove.click()
    assert units(window) == [4, 2]
    settle(window, qtbot)
    point_at(window, 2)
    handle.before.click()
    assert units(window) == [4, 4, 2]


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_that_the_name_of_a_layer_lists_the_activations(window, handle, qtbot):
    point_at(window, 2)
    handle.name.click()
    assert [action.text() for action in handle.menu.actions() if action.isChecked()] == ["sigmoid"]
    next(action for action in handle.menu.actions() if action.text() == "leaky ReLU").trigger()
    handle.menu.close()
    assert [layer.activation for layer in window.session.document.network.layers] == ["sigmoid", "leaky_relu"]
    window.session.select("out_h1")
    window.named_actions["activation"].trigger()
    assert (handle.column, handle.name.isVisible()) == (1, True)
    handle.menu.close()
    qtbot.waitUntil(lambda: shown(window) == set())


def test_that_one_who_goes_by_the_keyboard_finds_it_at_the_selected_neuron(window, handle, qtbot):
    canvas = window.neuron_pane.canvas
    window.activateWindow()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(canvas.hasFocus)
    window.session.select("net_h1")
    qtbot.waitUntil(lambda: shown(window) == {"name", "foot", "before", "remove", "after"})
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is handle.name
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is handle.fewer
    handle.more.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(handle.more, Qt.Key.Key_Space)
    settle(window, qtbot)
    assert units(window) == [3, 2]
    assert handle.more.hasFocus()
    handle.remove.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(handle.remove, Qt.Key.Key_Space)
    assert units(window) == [2]
    settle(window, qtbot)
    assert canvas.hasFocus()


def test_that_the_menu_builds_at_the_selected_neuron(window, handle):
    window.session.select("out_h1")
    for name, widths in (("add_neuron", [3, 2]), ("remove_neuron", [2, 2]), ("insert_layer", [2, 4, 2]), ("remove_layer", [4, 2])):
        window.named_actions[name].trigger()
        assert units(window) == widths
    assert window.session.undo_text == "Remove hidden"


def test_that_what_cannot_be_built_is_said_in_the_status_line(window, handle, qtbot):
    window.session.select("out_o1")
    window.named_actions["add_neuron"].trigger()
    assert units(window) == [2, 2]
    qtbot.waitUntil(lambda: "The last layer has a neuron for each target" in window.status_line.problem.text())
    with pytest.raises(ReshapeError):
        handle._architect.add_neuron(1)


def test_that_the_diagram_is_on_its_way_and_arrives(window, handle, qtbot):
    pane = window.neuron_pane
    point_at(window, 1)
    handle.more.click()
    qtbot.waitUntil(lambda: pane._morph.running)
    qtbot.waitUntil(lambda: any(0.0 < mark.opacity < 1.0 for mark in pane.canvas.drawing.marks if isinstance(mark, Circle)))
    settle(window, qtbot)
    assert {mark.key for mark in pane.canvas.drawing.marks if isinstance(mark, Circle)} >= {"out_h3"}
    assert all(mark.opacity == 1.0 for mark in pane.canvas.drawing.marks)


def test_that_a_circuit_offers_nothing(window, handle):
    point_at(window, 1)
    window.session.open("multiply_sum")
    assert shown(window) == set()
    assert not window.named_actions["add_neuron"].isEnabled()


@pytest.mark.parametrize("height", [150, 420], ids=["low", "high"])
def test_that_it_covers_no_neuron_of_its_column_and_no_part_another(window, handle, qtbot, height):
    canvas, pane = window.neuron_pane.canvas, window.neuron_pane
    canvas.setFixedHeight(height)
    qtbot.waitUntil(lambda: canvas.height() == height)
    settle(window, qtbot)
    point_at(window, 1)
    reach = RADIUS * canvas.camera.scale
    taken = [part.geometry() for part in handle.parts]
    for neuron in pane.arrangement.neurons:
        if neuron.column == 1:
            x, y = canvas.camera.to_screen(neuron.x, neuron.y)
            taken.append(QRectF(x - reach, y - reach, 2 * reach, 2 * reach).toRect())
    for one, another in combinations(taken, 2):
        assert not one.intersects(another)
    assert all(canvas.rect().contains(part.geometry()) for part in handle.parts)
