"""Presentation mode and themes: what the window gives room, what it gives back, and that it is painted."""

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QApplication

from nnviz.gui.widget.curtain import Curtain


def test_that_presentation_mode_gives_the_diagrams_more_room_and_gives_it_back(qtbot, window, style):
    window.resize(1440, 900)
    QApplication.processEvents()
    sizes = {name: splitter.sizes() for name, splitter in window.splitters.items()}
    canvas = window.graph_pane.canvas.size()
    with qtbot.waitSignal(style.changed):
        window.named_actions["presentation"].trigger()
    QApplication.processEvents()
    large = window.graph_pane.canvas.size()
    assert large.width() * large.height() > 1.5 * canvas.width() * canvas.height()
    assert not window.document_panel.isVisible()
    assert not window.named_actions["document"].isChecked()
    window.named_actions["document"].trigger()
    assert window.document_panel.isVisible()
    QApplication.processEvents()
    assert window.document_panel.width() >= style.px(264)
    with qtbot.waitSignal(style.changed):
        window.named_actions["presentation"].trigger()
    QApplication.processEvents()
    assert {name: splitter.sizes() for name, splitter in window.splitters.items()} == sizes
    assert window.named_actions["document"].isChecked()


def test_that_a_look_that_is_put_on_in_several_turns_is_painted(qtbot, window, style):
    painted = []

    class Eye(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                painted.append(style.theme)
            return False

    eye = Eye()
    qtbot.waitExposed(window)
    window.graph_pane.canvas.installEventFilter(eye)
    with qtbot.waitSignal(style.changed):
        style.choose("dark")
        assert painted == []
    qtbot.waitUntil(lambda: "dark" in painted)


def test_that_presentation_mode_is_not_remembered_as_a_layout(window, memory, style):
    window.named_actions["presentation"].trigger()
    window.keep_layout()
    window.named_actions["presentation"].trigger()
    assert memory.layout("diagrams") == window.splitters["diagrams"].saveState()


def test_that_a_window_is_seen_as_it_was_until_it_is_made_anew(qtbot, window, style):
    qtbot.waitExposed(window)
    before = window.grab().toImage()
    with qtbot.waitSignal(style.changed):
        window.named_actions["presentation"].trigger()
        (curtain,) = window.findChildren(Curtain)
        assert curtain.geometry() == window.rect()
        assert curtain._picture.size() == before.size()
        assert window.childAt(window.graph_pane.canvas.mapTo(window, QPoint(9, 9))) is not curtain  # the mouse goes through it
    qtbot.waitUntil(lambda: not window.findChildren(Curtain))
    assert window.graph_pane.canvas.updatesEnabled()
