"""Folders of pictures."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnviz.data.picture import read_picture, read_pictures
from nnviz.data.problem import DataError
from tests.data.planted import BAD_PICTURES, png

RAMP = np.arange(0, 240, 10, dtype=np.uint8).reshape(4, 6)


def put(folder: Path, name: str, data: bytes | np.ndarray) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        Image.fromarray(data).save(path)
    return path


def test_that_pictures_come_in_the_order_of_their_names_with_their_folders_as_classes(tmp_path: Path) -> None:
    for name, level in (("dog/2.png", 3), ("cat/b.pgm", 2), ("cat/a.png", 1), ("cat/.hidden.png", 9)):
        put(tmp_path, name, np.full((4, 6), level, np.uint8))
    put(tmp_path, "cat/notes.txt", b"no picture, and none by its name")
    pictures, classes = read_pictures(tmp_path)
    assert pictures.shape == (3, 4, 6)
    assert pictures[:, 0, 0].tolist() == [1, 2, 3]
    assert classes == ("cat", "cat", "dog")


@pytest.mark.parametrize("name", ["a.png", "a.pgm"])
def test_that_grey_is_read_to_the_bit(tmp_path: Path, name: str) -> None:
    assert np.array_equal(read_picture(put(tmp_path, name, RAMP)), RAMP)


def test_that_all_depths_and_colours_become_grey_bytes(tmp_path: Path) -> None:
    assert np.array_equal(read_picture(put(tmp_path, "deep.png", RAMP.astype(np.uint16) * 256 + 7)), RAMP)
    colours = np.zeros((1, 4, 3), np.uint8)
    colours[0, :3] = np.eye(3) * 200
    colours[0, 3] = 200
    # ITU-R 601-2: 0.299 R + 0.587 G + 0.114 B
    assert read_picture(put(tmp_path, "rgb.png", colours)).tolist() == [[60, 117, 23, 200]]
    assert read_picture(put(tmp_path, "a.jpg", np.full((8, 8), 77, np.uint8))).tolist() == [[77] * 8] * 8


def test_that_a_size_is_come_to_by_means(tmp_path: Path) -> None:
    small = read_picture(put(tmp_path, "a.png", RAMP), (2, 3))
    assert small.tolist() == RAMP.reshape(2, 2, 3, 2).mean(axis=(1, 3)).tolist()


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_that_what_is_no_picture_is_refused_by_name(tmp_path: Path, name: str) -> None:
    data, message = BAD_PICTURES[name]
    put(tmp_path, "cat/1.png", RAMP)
    put(tmp_path, "cat/2.png", data)
    with pytest.raises(DataError) as caught:
        read_pictures(tmp_path)
    (line,) = caught.value.lines()
    assert line.startswith(f"{tmp_path}: cat/2.png: ")
    assert message in line


def test_that_every_picture_of_another_size_is_told(tmp_path: Path) -> None:
    put(tmp_path, "a/1.png", RAMP)
    for number in (2, 3):
        put(tmp_path, f"b/{number}.png", png(5, 5))
    with pytest.raises(DataError) as caught:
        read_pictures(tmp_path)
    assert [problem.column for problem in caught.value.problems] == ["b/2.png", "b/3.png"]
    assert "has 5 x 5 pixels, expected 4 x 6 as the first" in caught.value.problems[0].message
    assert read_pictures(tmp_path, (2, 2))[0].shape == (3, 2, 2)


def test_that_a_folder_without_pictures_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "1.png", RAMP)
    with pytest.raises(DataError, match="has no picture in a folder of its own, expected a folder with a folder of pictures"):
        read_pictures(tmp_path)
    with pytest.raises(DataError, match="there is no such folder"):
        read_pictures(tmp_path / "no")
    with pytest.raises(DataError, match="is a file, expected a folder"):
        read_pictures(tmp_path / "1.png")
