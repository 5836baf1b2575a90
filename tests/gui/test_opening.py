"""Opening another document, with paints and refreshes in whatever order they come."""

import pytest

from nnviz.files.example import example_names
from nnviz.files.load import load
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
