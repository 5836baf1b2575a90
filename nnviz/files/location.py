"""Where examples and resources lie: inside an installed package, or beside it in a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def example_folder() -> Path:
    """The folder of the example documents."""
    return _folder("examples")


def resource_folder() -> Path:
    """The folder of icons, fonts and pictures."""
    return _folder("resources")


def _folder(name: str) -> Path:
    """A wheel carries the folder within the package, with an underscore; an editable install uses the checkout's."""
    packaged = PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else PACKAGE.parent / name
