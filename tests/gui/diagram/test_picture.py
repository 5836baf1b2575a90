"""Pictures in files, with and without a display."""

import os
import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage

from nnviz.drawing.mark import Circle, Drawing
from nnviz.drawing.picture_file import LARGEST, PictureError
from nnviz.drawing.theme import THEMES
from nnviz.gui.diagram.picture import FORMATS, SHARPNESS, save_picture
from tests.gui.look import small_drawing


def test_that_a_png_is_sharp_and_in_the_themes_colours(qapp, tmp_path):
    for theme in THEMES:
        save_picture(small_drawing(), tmp_path / "a.png", theme)
        image = QImage(str(tmp_path / "a.png"))
        assert (image.width(), image.height()) == (300 * SHARPNESS, 200 * SHARPNESS)
        assert image.pixelColor(1, 1).name().upper() == THEMES[theme]["canvas"]
        assert image.pixelColor(250 * SHARPNESS, 40 * SHARPNESS).name().upper() == THEMES[theme]["gate"]


@pytest.mark.parametrize("size", [(640, 480), (100, 900), (7, 5)])
def test_that_a_png_has_the_size_that_was_asked_for(qapp, tmp_path, size):
    save_picture(small_drawing(), tmp_path / "a.png", size=size)
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == size
    assert image.pixelColor(0, 0).name().upper() == THEMES["light"]["canvas"]


def test_that_the_drawing_is_in_the_middle_of_a_wider_picture(qapp, tmp_path):
    dot = Drawing((Circle(50, 50, 20, fill="accent"),), (0, 0, 100, 100))
    save_picture(dot, tmp_path / "a.png", size=(300, 100))
    image = QImage(str(tmp_path / "a.png"))
    assert image.pixelColor(150, 50).name().upper() == THEMES["light"]["accent"]
    assert image.pixelColor(50, 50).name().upper() == THEMES["light"]["canvas"]


def test_that_a_pdf_is_a_pdf_of_the_drawings_size(qapp, tmp_path):
    save_picture(small_drawing(), tmp_path / "a.pdf")
    content = (tmp_path / "a.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert re.search(rb"/MediaBox \[0 0 225(\.0+)? 150(\.0+)?\]", content)
    assert b"/FontFile2" in content  # text stays text


def test_that_an_svg_is_well_formed(tmp_path):
    save_picture(small_drawing(), tmp_path / "a.svg", "dark", (600, 500))
    root = ET.parse(tmp_path / "a.svg").getroot()
    assert (root.get("width"), root.get("height")) == ("600", "500")


@pytest.mark.parametrize("name", ["a.jpg", "a", "a.PNGX"])
def test_that_an_unknown_ending_is_refused_with_those_that_are_known(tmp_path, name):
    with pytest.raises(PictureError, match=r"\.png, \.svg, \.pdf"):
        save_picture(small_drawing(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_that_an_ending_may_be_in_capitals(qapp, tmp_path):
    save_picture(small_drawing(), tmp_path / "A.PNG")
    assert not QImage(str(tmp_path / "A.PNG")).isNull()


@pytest.mark.parametrize("suffix", FORMATS)
def test_that_a_path_that_cannot_be_written_is_named_with_the_reason(qapp, tmp_path, suffix):
    path = tmp_path / "no such folder" / f"a{suffix}"
    with pytest.raises(PictureError, match=r"no such folder.*No such file or directory") as caught:
        save_picture(small_drawing(), path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("size", [(0, 5), (5, -1), (LARGEST + 1, 5)])
def test_that_a_senseless_size_is_refused(tmp_path, size):
    with pytest.raises(PictureError, match="no size for a picture"):
        save_picture(small_drawing(), tmp_path / "a.png", size=size)


def test_that_an_empty_drawing_can_be_saved(qapp, tmp_path):
    save_picture(Drawing((), (0, 0, 0, 0)), tmp_path / "a.png")
    assert not QImage(str(tmp_path / "a.png")).isNull()


@pytest.mark.parametrize("platform", ["", "offscreen", "minimal"])
def test_that_pictures_need_neither_a_display_nor_a_running_application(tmp_path, platform):
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment.pop("QT_QPA_PLATFORM", None)
    if platform:
        environment["QT_QPA_PLATFORM"] = platform
    code = (
        "import sys; from nnviz.drawing.mark import Drawing, Text; from nnviz.gui.diagram.picture import save_picture;"
        "drawing = Drawing((Text(20, 10, 'w_{5}'),), (0, 0, 40, 20));"
        "[save_picture(drawing, sys.argv[1] + end) for end in ('.png', '.pdf', '.svg')]"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "a.png", "a.svg"]
