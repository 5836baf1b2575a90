"""The layers in the document panel: what they show, and what a user does to them."""

import pytest
from PySide6.QtCore import Qt

import nnviz
from nnviz.gui.panel.layer_form import LayerForm, size_words
from nnviz.network.size import LayerSize, sizes_of
from nnviz.session.session import Session


@pytest.fixture
def form(qtbot, style):
    session = Session(nnviz.load("two_two_two"))
    form = LayerForm(style, session)
    qtbot.addWidget(form)
    form.show()
    return form, session


def units(session):
    return [len(layer.units) for layer in session.document.network.layers]


def test_that_layers_are_resized_given_another_activation_added_and_removed(form):
    form, session = form
    form.field(0).setText("3")
    form.field(0).check()
    form.field(0).committed.emit(3.0)
    assert units(session) == [3, 2]
    form.activation(0).chosen.emit("tanh")
    assert session.document.network.layers[0].activation == "tanh"
    form.buttons(1)[0].click()
    assert units(session) == [3, 4, 2]
    assert form.field(1).number == 4
    form.buttons(0)[1].click()
    assert units(session) == [4, 2]
    for _ in range(4):
        session.undo()
    assert units(session) == [2, 2]
    assert form.activation(0).choice == "sigmoid"


def test_that_the_last_layer_can_neither_be_resized_nor_removed(form):
    form, _ = form
    assert not form.field(1).isEnabled()
    assert len(form.buttons(1)) == 1


def test_that_the_rows_of_another_network_have_nothing_of_the_layers_before(form, qtbot):
    form, session = form
    form.activateWindow()
    form.buttons(0)[0].click()
    field = form.field(1)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    qtbot.keyClicks(field, "9")
    session.open("two_two_two")
    assert units(session) == [2, 2]
    assert [form.field(layer).isEnabled() for layer in range(2)] == [True, False]
    assert [len(form.buttons(layer)) for layer in range(2)] == [2, 1]
    session.open("vanishing_gradient")
    assert [form.field(layer).number for layer in range(len(units(session)))] == units(session)
    assert [len(form.buttons(layer)) for layer in range(len(units(session)))] == [2] * (len(units(session)) - 1) + [1]


def test_that_a_refused_change_says_why_and_shows_what_is(form, qtbot):
    form, session = form
    with qtbot.waitSignal(form.refused) as told:
        form.field(0).committed.emit(0.0)
    assert told.args == ["A layer of 0 neurons can't be built by hand, expected 1 to 10,000"]
    assert (units(session), form.field(0).number) == ([2, 2], 2.0)


def test_that_sizes_are_counted_and_a_layer_on_a_picture_has_extremely_many_parameters(form):
    form, _ = form
    assert form.total.text() == "12 parameters, 96 bytes; 8 multiply-adds an example"
    (size,) = sizes_of([200 * 200 * 3, 1000])
    assert size.parameters == 120_001_000
    assert size_words(size, "float32").endswith("= 120,001,000 parameters, 480 MB; 120,000,000 multiply-adds an example")
    assert LayerSize(2, 4, bias=False).parameters == 8


def test_that_what_is_typed_is_done_before_a_layer_comes_or_goes_and_never_to_another(form, qtbot):
    form, session = form
    form.activateWindow()
    for number, button in (("7", 0), ("5", 1)):
        field = form.field(0)
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        field.selectAll()
        qtbot.keyClicks(field, number)
        qtbot.mouseClick(form.buttons(0)[button], Qt.MouseButton.LeftButton)
        assert form._grid.count() == sum(len(row) for row in form._rows)
        assert units(session) == ([4, 7, 2] if number == "7" else [7, 2])
    field = form.field(0)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "9")
    session.undo()
    assert form._grid.count() == sum(len(row) for row in form._rows)
    assert units(session) == [5, 7, 2]
    session.undo()
    session.undo()
    assert units(session) == [7, 2]
    assert session.redo_text == "Add a layer before hidden"
