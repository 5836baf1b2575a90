"""The gallery of examples."""

import pytest
from PySide6.QtCore import QSize, Qt

from nnviz.files.example import examples
from nnviz.gui.dialog.example_delegate import PICTURE
from nnviz.gui.dialog.example_gallery import ExampleGallery
from nnviz.gui.dialog.thumbnail import draw_example, paint_thumbnail

FEW = examples()[:3]


@pytest.fixture
def gallery(qtbot, style):
    gallery = ExampleGallery(style, FEW)
    qtbot.addWidget(gallery)
    return gallery


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_that_every_example_has_a_picture(qapp, example):
    picture = paint_thumbnail(draw_example(example.path), QSize(208, 104), "light", 2.0)
    assert picture.size() == QSize(416, 208)
    image = picture.toImage()
    assert any(image.pixelColor(x, y).alpha() > 0 for x in range(0, 416, 4) for y in range(0, 208, 4))


def test_that_pictures_are_drawn_only_once_it_is_shown(gallery, qtbot):
    assert gallery.picture_of(FEW[0].name) is None
    with qtbot.waitExposed(gallery):
        gallery.show()
    qtbot.waitUntil(lambda: all(gallery.picture_of(example.name) for example in FEW))
    assert all(gallery.list.item(row).data(PICTURE) is not None for row in range(3))


def test_that_arrows_and_enter_open(gallery, qtbot):
    with qtbot.waitExposed(gallery):
        gallery.show()
    qtbot.keyClick(gallery.list, Qt.Key.Key_Right)
    with qtbot.waitSignal(gallery.chosen) as caught:
        qtbot.keyClick(gallery.list, Qt.Key.Key_Return)
    assert caught.args == [FEW[1].name]
    assert not gallery.isVisible()
    qtbot.waitUntil(lambda: gallery.idle)


def test_that_a_double_click_opens(gallery, qtbot):
    with qtbot.waitExposed(gallery):
        gallery.show()
    place = gallery.list.visualItemRect(gallery.list.item(2)).center()
    qtbot.mouseClick(gallery.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(gallery.chosen) as caught:
        qtbot.mouseDClick(gallery.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert caught.args == [FEW[2].name]
    qtbot.waitUntil(lambda: gallery.idle)


def test_that_an_example_tells_what_it_teaches(gallery):
    item = gallery.list.item(0)
    assert item.toolTip() == FEW[0].description
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == f"{FEW[0].title}. {FEW[0].description}"
