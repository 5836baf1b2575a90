"""Folders of pictures: a folder for each class, PNG, JPEG or PGM files in it. All become grey, 0 (black) to 255."""

import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnviz.data.access import open_data, require_room
from nnviz.data.problem import DataError, DataProblem

ENDINGS: tuple[str, ...] = (".png", ".jpg", ".jpeg", ".pgm")
FORMATS = ("PNG", "JPEG", "PPM")
MOST_PIXELS = 4_000_000
"""Of one picture as it lies in its file."""
EXPECTED = f"a folder with a folder of pictures ({', '.join(ENDINGS)}) for each class"

Bytes = NDArray[np.uint8]


def read_pictures(path: Path, size: tuple[int, ...] = ()) -> tuple[Bytes, tuple[str, ...]]:
    """Pictures (N, H, W) in the order of their names, and the class of each, which is its folder's name.

    With a ``size`` (H, W) each is resampled to it, else all must have the same. What begins with a dot and what ends
    otherwise is passed over. Raises DataError naming every file that is no picture, or not of the size of the first.
    """
    files = _files(path)
    pictures: Bytes | None = None
    problems: list[DataProblem] = []
    for number, file in enumerate(files):
        name = file.relative_to(path).as_posix()
        try:
            picture = read_picture(file, size)
        except DataError as error:
            problems += [DataProblem(None, name, problem.message) for problem in error.problems]
            continue
        if pictures is None:
            require_room(path, f"{len(files):,} pictures", len(files) * picture.size)
            pictures = np.empty((len(files), *picture.shape), np.uint8)
        if picture.shape != pictures.shape[1:]:
            has, first = (" x ".join(map(str, shape)) for shape in (picture.shape, pictures.shape[1:]))
            problems.append(DataProblem(None, name, f"has {has} pixels, expected {first} as the first; or say image = [H, W]"))
            continue
        pictures[number] = picture
    if problems or pictures is None:
        raise DataError(path, problems)
    return pictures, tuple(file.parent.name for file in files)


def read_picture(path: Path, size: tuple[int, ...] = ()) -> Bytes:
    """One picture (H, W) in grey; resampled where a ``size`` is given. Raises DataError where it is none or too large."""
    # Pillow takes a tenth of a second to import: only those wait for it who look at picture files.
    from PIL import Image, UnidentifiedImageError

    with open_data(path, "a picture") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow thinks of a file's metadata
        try:
            with Image.open(stream, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    has = f"{image.height:,} x {image.width:,} pixels"
                    raise DataError(path, f"has {has}, expected at most {MOST_PIXELS:,} in all")
                deep = image.mode.startswith("I")
                grey = Image.fromarray((np.asarray(image).astype(np.int64) >> 8).astype(np.uint8)) if deep else image.convert("L")
        except DataError:
            raise
        except UnidentifiedImageError:
            raise DataError(path, "is not a picture, expected PNG, JPEG or PGM") from None
        except (SyntaxError, ValueError, EOFError, OverflowError, Image.DecompressionBombError) as error:
            raise DataError(path, f"is a broken picture: {error}") from None
        if size and grey.size != (size[1], size[0]):
            grey = grey.resize((size[1], size[0]), Image.Resampling.BOX)
        return np.asarray(grey)


def _files(path: Path) -> list[Path]:
    """Every picture, class by class; raises DataError where there is none."""
    try:
        if not path.is_dir():
            raise DataError(path, "there is no such folder" if not path.exists() else f"is a file, expected {EXPECTED}")
        folders = sorted(each for each in path.iterdir() if each.is_dir() and not each.name.startswith("."))
        files = [
            file for folder in folders for file in sorted(folder.iterdir())
            if file.suffix.lower() in ENDINGS and not file.name.startswith(".")
        ]  # fmt: skip
    except OSError as error:
        raise DataError(path, f"cannot be read: {error.strerror or error}") from None
    if not files:
        raise DataError(path, f"has no picture in a folder of its own, expected {EXPECTED}")
    return files
