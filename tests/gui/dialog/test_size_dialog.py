"""How large a network would be."""

import pytest

from nnviz.files.load import load
from nnviz.gui.dialog.size_dialog import SizeDialog
from nnviz.network.size import parse_widths
from nnviz.session.session import Session


@pytest.fixture
def dialog(qtbot, style):
    dialog = SizeDialog(style, Session(load("two_two_two")))
    qtbot.addWidget(dialog)
    return dialog


def test_that_an_image_and_a_layer_have_extremely_many_parameters(dialog):
    dialog.picture.click()
    assert dialog.rows[0] == ("1", "120,000", "1,000", "120,001,000", "960 MB", "120,000,000")
    assert dialog.rows[-1][3] == "120,011,010"


def test_that_it_begins_with_the_present_network(dialog):
    assert dialog.field.text() == "2, 2, 2"
    assert [row[3] for row in dialog.rows] == ["6", "6", "12"]


def test_that_what_is_no_network_is_refused_and_the_last_count_stays(dialog):
    dialog.field.setText("200x200x, 10")
    assert dialog.problem.text() == "“200x200x” is no size, expected a count as 1000, or a shape as 200x200x3"
    assert dialog.rows[-1][3] == "12"
    dialog.field.setText("3, 1")
    assert (dialog.problem.text(), dialog.rows[-1][3]) == ("", "4")


@pytest.mark.parametrize("text", ["", "5", "a, 2", "0, 1", "-1, 2", "2,, 3", "9999999999, 1", "²x2, 3"])
def test_that_bad_widths_are_refused(text):
    with pytest.raises(ValueError, match="expected"):
        parse_widths(text)
