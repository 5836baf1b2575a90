"""Tables whose rows are chosen."""

from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel

from nnviz.gui.widget.row_view import RowView


def _reds(view):
    image = view.viewport().grab().toImage()
    colors = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(color.red() > 200 and color.green() < 60 and color.blue() < 60 for color in colors)


def test_that_what_is_coloured_stays_so_in_the_chosen_row(qtbot, style):
    model = QStandardItemModel()
    item = QStandardItem("WRONG")
    item.setForeground(QColor("#FF0000"))
    model.appendRow(item)
    view = RowView("rows")
    view.setModel(model)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    before = _reds(view)
    view.selectRow(0)
    assert view.selectionModel().isSelected(model.index(0, 0))
    assert 0 < before <= _reds(view)
