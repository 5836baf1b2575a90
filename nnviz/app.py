"""The application: Qt, fonts, the style, a session and its window, put together."""

import ctypes
import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QSettings, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from nnviz import __version__
from nnviz.files.problem import DocumentError
from nnviz.gui.dialog.file_desk import takes_long
from nnviz.gui.widget.font import load_fonts
from nnviz.gui.widget.memory import Memory
from nnviz.gui.widget.style import Style
from nnviz.gui.window.alarm import Alarm
from nnviz.gui.window.autosave import Autosave
from nnviz.gui.window.collector import Collector
from nnviz.gui.window.main_window import MainWindow
from nnviz.session.session import Session

WELCOME = "two_two_two"

_ARENA_MAX = -8  # glibc's M_ARENA_MAX


class AppError(Exception):
    """Why the window can't open, in one line with the remedy."""


class MissingLibraryError(AppError):
    """The system library that Qt's plugin for X11 lacks, as the loader names it."""


def start(source: str | None) -> int:
    """Opens the window and returns when it is closed, with the exit code.

    Raises AppError where there is no display or a system library is missing, DocumentError for a bad ``source``.
    """
    require_display()
    share_memory()
    given = None if source is None or takes_long(source) else Session.at(source)
    # Qt's own event loop says when it is busy and when idle; GLib's does not, and the training thread needs to know.
    os.environ.setdefault("QT_NO_GLIB", "1")
    app = _make_application()
    memory = Memory(QSettings())
    style = Style(app, memory.theme, memory.presentation, bare=True)
    if given is not None and source is not None:
        session = given
        memory.remember_document(source, session.path)
    else:
        session = _last_session(memory)
    window = MainWindow(session, style, memory)
    style.dress()
    window.show()
    autosave = Autosave(window, Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.StateLocation)))
    autosave.offer()
    later = source if source is not None else memory.document
    if given is None and takes_long(later):
        QTimer.singleShot(0, window, lambda: window.desk.open(later))
    Collector(app)
    closed = False
    try:
        code = _carry_on(app, window)
        closed = code == 0
        return code
    finally:
        autosave.end(closed)


def share_memory() -> None:
    """What any thread has freed serves all: left to itself, glibc keeps a heap for each, and most of it lies idle."""
    libc = ctypes.CDLL(None) if sys.platform.startswith("linux") else None
    if hasattr(libc, "mallopt"):
        libc.mallopt(_ARENA_MAX, 1)


def _make_application() -> QApplication:
    """Qt, with the names under which it keeps settings, and the fonts."""
    app = QApplication([sys.argv[0]])
    app.setApplicationName("nnviz")
    app.setOrganizationName("nnviz")
    app.setApplicationVersion(__version__)
    load_fonts()
    return app


def _carry_on(app: QApplication, window: MainWindow) -> int:
    """The window's life. Raises KeyboardInterrupt where Ctrl+C on the terminal ended it."""
    # exit ends the loop and no more; quit would close the window, perhaps in the midst of a paint.
    alarm = Alarm(window.desk.complain, lambda: app.exit(1))
    alarm.set()
    try:
        code = app.exec()
    finally:
        window.session.pause()
        alarm.lift()
    if alarm.interrupted:
        raise KeyboardInterrupt
    return code


def _last_session(memory: Memory) -> Session:
    """What was open last, or the welcome example where there was nothing, it is no longer there, or it takes long to open."""
    try:
        return Session.at(WELCOME if takes_long(memory.document) else memory.document)
    except DocumentError:
        if not memory.document:
            memory.side = "lesson"  # the first start: someone who wants to learn
        memory.document = WELCOME
        return Session.at(WELCOME)


def require_display() -> None:
    """Raises AppError where Qt would abort: no display, or a system library that its plugin for X11 needs is missing."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or (platform and not platform.startswith("xcb")):
        return
    if os.environ.get("WAYLAND_DISPLAY") and not platform and not os.environ.get("DISPLAY"):
        return
    display = os.environ.get("DISPLAY")
    if not display:
        raise AppError("there is no display to open a window on (DISPLAY is not set); "
                       "nnviz run, train, check and render work without one")
    plugin = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms" / "libqxcb.so"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        raise MissingLibraryError(str(error)) from None
    if not _answers(display):
        raise AppError(f"the display {display} does not answer; is DISPLAY right?")


def _answers(display: str) -> bool:
    """Whether an X server can be connected to."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = (ctypes.c_void_p,)
    xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(display.encode(), None)
    answers = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return answers
