"""Names in the table, shortened to the room there is."""

import pytest
from PySide6.QtGui import QFontMetrics

from nnviz.gui.panel.leaf_delegate import shortened


def test_that_of_a_long_name_the_neuron_it_leads_to_is_kept(qapp, style):
    metrics = QFontMetrics(style.font(12))
    name = "sepal length→h₁₂"
    for room in range(metrics.horizontalAdvance("…→h₁₂") + 1, metrics.horizontalAdvance(name) + 20, 3):
        text = shortened(name, metrics, room)
        assert text.endswith("→h₁₂")
        assert metrics.horizontalAdvance(text) <= room
    assert text == name
    assert shortened(name, metrics, metrics.horizontalAdvance("s. length→h₁₂") + 1) == "s. length→h₁₂"
    assert shortened(name, metrics, metrics.horizontalAdvance("s. l.→h₁₂") + 1) == "s. l.→h₁₂"


@pytest.mark.parametrize(("name", "fits", "text"), [
    ("people→h₁", "peo…→h₁", "peo…→h₁"), ("people→h₁", "…→h₁", "…→h₁"), ("h₁→versicolor", "h₁→ver…", "h₁→ver…"),
    ("sepal length→versicolor", "s. l.→versicolor", "s. l.→versicolor"),
])
def test_that_a_long_name_keeps_as_much_as_there_is_room_for(style, name, fits, text):
    metrics = QFontMetrics(style.font(12))
    assert shortened(name, metrics, metrics.horizontalAdvance(fits) + 1) == text
