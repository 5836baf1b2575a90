"""Widgets that follow a session die when they are closed, and the session forgets them."""

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from nnviz.files.load import load
from nnviz.gui.explanation.inspector import Inspector
from nnviz.gui.page.loss_page import LossPage
from nnviz.gui.panel.document_panel import DocumentPanel
from nnviz.gui.plot.plot_panel import PlotPanel
from nnviz.gui.window.status_line import StatusLine
from nnviz.gui.window.transport_bar import TransportBar
from nnviz.session.session import Session
from tests.gui.look import fresh_style

WIDGETS = [DocumentPanel, Inspector, PlotPanel, StatusLine, TransportBar]


def _settle():
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        gc.collect()


@pytest.mark.parametrize("kind", [*WIDGETS, LossPage])
def test_that_a_closed_widget_dies_and_is_told_nothing_more(qapp, kind):
    with fresh_style(qapp) as style:
        session = Session(load("two_two_two"))
        widget = kind(style, session)
        widget.show()
        session.select("w5")
        session.to_end()
        _settle()
        assert session._subscriptions
        alive = weakref.ref(widget)
        widget.deleteLater()
        del widget
        _settle()
        assert alive() is None
        assert session._subscriptions == []
        session.forward("step")


@pytest.mark.parametrize("kind", WIDGETS)
def test_that_an_announcement_refreshes_once(qapp, kind, monkeypatch):
    refreshed = []
    original = kind.refresh
    monkeypatch.setattr(kind, "refresh", lambda self: (refreshed.append(1), original(self)))
    with fresh_style(qapp) as style:
        session = Session(load("two_two_two"))
        widget = kind(style, session)
        widget.show()
        _settle()
        refreshed.clear()
        session.announce("values", "moment", "history", "running", "problem", "example", "settings", "selection")
        _settle()
        assert len(refreshed) <= 1
        refreshed.clear()
        session.announce("document")
        assert len(refreshed) == 1  # another document is shown before anything can be painted
        session.announce("document", "values", "moment")
        _settle()
        assert 2 <= len(refreshed) <= 3
        widget.deleteLater()
        del widget
        _settle()
