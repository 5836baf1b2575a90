"""Opening another document, with paints and refreshes in whatever order they come."""

from itertools import permutations

import pytest
from PySide6.QtWidgets import QApplication

from nnviz.files.example import example_names
from nnviz.files.load import load
from nnviz.gui.leaf_model import LeafModel
from nnviz.session.session import Session

PAIRS = [(a, b) for a, b in permutations(example_names(), 2) if load(a).network and load(b).network]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_that_a_table_can_be_painted_when_another_document_is_open_already(qapp, first, second):
    session = Session(load(first))
    model = LeafModel("numbers", session)
    model.show_rows(session.leaf_rows())
    before = [model.index(row, 0).data() for row in range(model.rowCount())]
    session.open(second)
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == before
    model.show_rows(session.leaf_rows())
    assert model.rowCount() == len(session.leaf_rows())
    QApplication.processEvents()
