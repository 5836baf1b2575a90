"""The window, started only where it can be: Qt itself would abort without a word that helps."""

from nnviz.cli.failure import FailedError


def open_window(source: str | None) -> int:
    """Opens the window on a file, an example, or what was open last; returns when it is closed. Raises FailedError."""
    try:
        from nnviz.app import AppError, start
    except ImportError as error:
        raise FailedError(f"the window can't start: {error}. On Debian: apt-get install libegl1 libgl1 libxkbcommon0 "
                          "libdbus-1-3 libfontconfig1") from None
    try:
        return start(source)
    except AppError as error:
        raise FailedError(str(error)) from None
