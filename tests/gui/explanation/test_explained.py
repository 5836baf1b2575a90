"""What is told of a number besides its derivation."""

import pytest

from nnviz.files.load import load
from nnviz.gui.explanation.explained import Teller
from nnviz.gui.explanation.inspector import Inspector
from nnviz.session.session import Session


@pytest.mark.parametrize(("name", "key", "sign"), [
    ("two_two_two", "w5", ""), ("xor", "hidden.weights[2,1]", r"{w^{\text{hidden}}_{2,1}}"), ("xor", "net_h1", ""),
])
def test_that_a_weight_without_a_name_is_also_called_what_formulas_call_it(name, key, sign):
    session = Session(load(name))
    session.select(key)
    assert Teller(session).explained().sign == sign


def test_that_the_explanation_shows_what_formulas_call_it(qtbot, style):
    session = Session(load("xor"))
    session.select("hidden.weights[2,1]")
    inspector = Inspector(style, session)
    qtbot.addWidget(inspector)
    with qtbot.waitExposed(inspector):
        inspector.show()
    assert (inspector.title.text(), inspector.sign.isVisible()) == ("x₂→h₃", True)
    session.select("net_h1")
    qtbot.waitUntil(lambda: not inspector.sign.isVisible())
