"""The explanation as a drawer over the diagrams."""

from PySide6.QtCore import QPoint


def test_that_a_narrow_window_shows_the_explanation_as_a_drawer(qtbot, window):
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: not window.inspector.isVisible())
    window.session.select("w5")
    qtbot.waitUntil(window.inspector.isVisible)
    area = window.splitters["columns"].geometry()
    assert window.inspector.geometry().right() == area.right()
    canvas, edge = window.graph_pane.canvas, window.inspector.mapTo(window, QPoint(0, 0)).x()
    qtbot.waitUntil(lambda: canvas.mapTo(window, QPoint(canvas.width(), 0)).x() == edge)  # nothing of the graph is covered
    window.session.select("")
    qtbot.waitUntil(lambda: not window.inspector.isVisible())
    qtbot.waitUntil(lambda: canvas.width() == window.graph_pane.width())
    window.resize(1440, 900)
    qtbot.waitUntil(window.inspector.isVisible)
    assert window.splitters["columns"].indexOf(window.inspector) == 2
