"""Every test runs offscreen, in a home of its own, and leaves nothing behind: no Qt warning, no widget, no thread."""

import gc
import itertools
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.display import Desktop, start_display

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_NO_GLIB"] = "1"  # as nnviz.app has it

# The same cases on every run: a failure is repeated by running again. --hypothesis-profile=explore looks further.
hypothesis.settings.register_profile("repeat", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=1000, database=None)
hypothesis.settings.load_profile("repeat")

ROOT = Path(__file__).resolve().parent.parent
_HOMES = {"HOME": "", "XDG_CONFIG_HOME": ".config", "XDG_DATA_HOME": ".local/share", "XDG_CACHE_HOME": ".cache"}


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders for homes, one after the other; none need be looked for among thousands."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / f"{number}" for number in itertools.count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch, request) -> Path:
    """An empty home folder, for this test alone."""
    folder = next(homes)
    folder.mkdir()
    for name, below in _HOMES.items():
        monkeypatch.setenv(name, str(folder / below))
    if _uses_qt(request):
        from PySide6.QtCore import QSettings

        # Qt reads the environment once and keeps what it found, so it is told as well.
        for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder / ".config"))
    return folder


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fails a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    # A runner that has been told to stop may still be on its way out.
    for thread in left:
        thread.join(timeout=2.0)
    assert [thread.name for thread in left if thread.is_alive()] == []


@pytest.fixture(autouse=True)
def no_widget_left(request) -> Iterator[None]:
    """Fails a test that leaves a top-level widget: a closed window must die, with all that it subscribed to."""
    if not _uses_qt(request):
        yield
        return
    application = request.getfixturevalue("qapp")
    gc.freeze()  # what was there before is none of this test's: the collections below look only at what it made
    before = {id(widget) for widget in application.topLevelWidgets()}
    yield
    left = _top_level_widgets(application)
    assert [f"{type(w).__name__} {w.objectName()!r}" for w in left if id(w) not in before] == []


def _uses_qt(request) -> bool:
    return bool({"qapp", "qtbot", "qtmodeltester"} & set(request.fixturenames))


def _top_level_widgets(application) -> list:
    from PySide6.QtCore import QCoreApplication, QEvent

    for _ in range(3):  # a deferred deletion may let go of what defers the next
        application.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    # Qt keeps one tooltip and one What's This label for itself.
    return [w for w in application.topLevelWidgets() if w.metaObject().className() not in {"QTipLabel", "QWhatsThat"}]


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The name of an X server that these tests started for themselves, such as ``:99``."""
    with start_display() as name:
        yield name


@pytest.fixture
def desktop(display: str, home: Path) -> Iterator[Desktop]:
    """Opens the real application on the X server, as a user does, and presses keys in it."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    environment.pop("WAYLAND_DISPLAY", None)
    desktop = Desktop(environment, home)
    yield desktop
    desktop.close()
