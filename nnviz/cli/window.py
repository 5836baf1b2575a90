"""The window, started only where it can be: Qt itself would abort without a word that helps."""

import gc

from nnviz.cli.failure import FailedError

PACKAGES = (
    "libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libgssapi-krb5-2 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
)
"""What brings every system library that Qt and its plugin for X11 need and a bare Debian lacks."""


def open_window(source: str | None) -> int:
    """Opens the window on a file, an example, or what was open last; returns when it is closed. Raises FailedError."""
    gc.disable()  # nothing that is imported or built for the window is garbage; once it is shown, its Collector collects
    try:
        from nnviz.app import AppError, MissingLibraryError, start
    except ImportError as error:
        raise FailedError(f"the window can't start: {why_not(error)}") from None
    try:
        return start(source)
    except MissingLibraryError as error:
        raise FailedError(f"the window can't start: {why_not(error)}") from None
    except AppError as error:
        raise FailedError(str(error)) from None
    finally:
        gc.enable()


def why_not(error: Exception) -> str:
    """What is missing, and what brings it: a system library, a Python package, or a part of nnviz itself."""
    if isinstance(error, ModuleNotFoundError) and error.name and not error.name.startswith("nnviz"):
        return f"the Python package {error.name.partition('.')[0]} is not installed; pip install nnviz-desktop brings it"
    if isinstance(error, ImportError) and ".so" not in str(error):
        return str(error)
    return f"a system library that Qt needs is missing ({error}); on Debian: apt-get install {PACKAGES}"
