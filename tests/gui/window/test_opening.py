"""Opening another document, with paints and refreshes in whatever order they come."""

import pytest

from nnviz.app import WELCOME, _last_session
from nnviz.files.example import example_names
from nnviz.files.load import load, weight
from nnviz.gui.dialog.file_desk import takes_long
from nnviz.gui.panel.leaf_model import LeafModel
from nnviz.session.session import Session

NETWORKS = [name for name in example_names() if load(name).network]


@pytest.mark.parametrize(("first", "another"), list(zip(NETWORKS, NETWORKS[1:] + NETWORKS[:1], strict=True)))
def test_that_a_table_can_be_painted_when_another_document_is_open_already(qapp, first, another):
    session = Session(load(first))
    model = LeafModel("numbers", session)
    for one, second in ((first, another), (first, "digits"), ("digits", first)):
        session.open(one)
        model.show_rows(session.leaf_rows())
        before = [model.index(row, 0).data() for row in range(model.rowCount())]
        session.open(second)
        assert [model.index(row, 0).data() for row in range(model.rowCount())] == before
        model.show_rows(session.leaf_rows())
        assert model.rowCount() == len(session.leaf_rows())


def test_that_the_first_start_opens_the_welcome_example_with_its_lesson_and_asks_for_nothing(memory):
    assert not takes_long(memory.document)
    session = _last_session(memory)
    assert session.document == load(WELCOME)
    assert (memory.document, memory.side) == (WELCOME, "lesson")


@pytest.mark.parametrize("name", example_names())
def test_that_every_example_is_read_while_the_window_waits(name):
    assert weight(name) > 0
    assert not takes_long(name)
