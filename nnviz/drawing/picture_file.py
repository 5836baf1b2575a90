"""Pictures as files, whatever draws them."""

from pathlib import Path

LARGEST = 16_384
"""Pixels a side: a picture beyond it would not fit into memory."""


class PictureError(Exception):
    """A picture that could not be saved; the message is one line that names the path and the reason."""


def write_picture(target: Path, content: bytes) -> None:
    """Writes a picture. Raises PictureError where that can't be done."""
    try:
        target.write_bytes(content)
    except OSError as error:
        raise PictureError(f"{target}: {error.strerror or error}") from error
