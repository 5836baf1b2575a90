"""The document panel: inputs, parameters and training settings."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit

from nnviz.files.load import load
from nnviz.gui.panel.document_panel import DocumentPanel
from nnviz.gui.panel.leaf_model import GRADIENT, NAME, VALUE
from nnviz.session.session import Session


@pytest.fixture
def show(qtbot, style):
    def show(name):
        session = Session(load(name))
        panel = DocumentPanel(style, session)
        qtbot.addWidget(panel)
        panel.resize(264, 820)
        with qtbot.waitActive(panel):
            panel.show()
        return panel, session

    return show


def _cell(table, key, column):
    return table.model().index(table.model().find(key), column)


def _edit(qtbot, table, key, text):
    """Types over a value, as a user does, and returns the editor."""
    table.setFocus()
    table.setCurrentIndex(_cell(table, key, VALUE))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    return editor


def test_that_the_head_says_what_the_document_holds(show):
    panel, session = show("two_two_two")
    assert panel.title.text() == session.document.title
    assert panel.subtitle.text() == "8 weights, 4 biases, one example"
    assert panel.description.text() == session.document.description


def test_that_what_an_author_wrote_is_shown_as_written(show, qtbot, tmp_path):
    panel, session = show("xor")
    path = tmp_path / "odd.toml"
    path.write_text('title = "a <b>or</b> b"\ndescription = "if a<b>c"\n[inputs]\nx = 1.0\n[circuit]\ny = "exp(x)"\n')
    session.open(path)
    qtbot.waitUntil(lambda: "or" in panel.title.text())
    for label in (panel.title, panel.description):
        label.setWordWrap(False)
        assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(label.text())


def test_that_a_circuit_shows_its_inputs_with_gradients_and_no_training(show):
    panel, _ = show("multiply_sum")
    assert panel.subtitle.text() == "3 inputs, 2 gates"
    assert panel.input_table.isVisible()
    assert not panel.grid.isVisible()
    assert not panel.parameter_table.isVisible()
    assert not panel.settings.isVisible()


def test_that_a_value_typed_into_the_table_is_computed_with(show, qtbot):
    panel, session = show("two_two_two")
    _edit(qtbot, panel.parameter_table, "w5", "0.75")
    qtbot.waitUntil(lambda: float(session.trace.value["w5"]) == 0.75)
    qtbot.waitUntil(lambda: _cell(panel.parameter_table, "w5", VALUE).data() == "0.75")
    session.undo()
    qtbot.waitUntil(lambda: _cell(panel.parameter_table, "w5", VALUE).data() == "0.4")


def test_that_what_cannot_be_changed_opens_no_editor(show, qtbot, monkeypatch):
    panel, session = show("two_two_two")
    table = panel.parameter_table
    monkeypatch.setattr(session, "editable", lambda key: False)
    table.setFocus()
    table.setCurrentIndex(_cell(table, "w5", VALUE))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    assert table.findChild(QLineEdit) is None


def test_that_a_bad_number_keeps_its_editor_and_is_told(show, qtbot):
    panel, session = show("two_two_two")
    editor = _edit(qtbot, panel.parameter_table, "w5", "0,75")
    assert editor.isVisible()
    assert panel.value_problem.isVisible()
    assert panel.value_problem.text() == "w₅: write decimals with a point: 0.75"
    assert float(session.trace.value["w5"]) == 0.4
    qtbot.keyClicks(editor, "0.75")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: float(session.trace.value["w5"]) == 0.75)
    assert not panel.value_problem.isVisible()


def test_that_the_selection_is_one_in_both_directions(show, qtbot):
    panel, session = show("two_two_two")
    table = panel.parameter_table
    session.select("w6")
    qtbot.waitUntil(lambda: table.currentIndex().row() == table.model().find("w6"))
    place = table.visualRect(_cell(table, "w1", NAME)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.selection == "w1"
    session.select("out_h1")
    qtbot.waitUntil(lambda: not table.currentIndex().isValid())


def test_that_the_pointer_over_a_row_is_told(show, qtbot):
    panel, session = show("two_two_two")
    table = panel.parameter_table
    qtbot.mouseMove(table.viewport(), table.visualRect(_cell(table, "w2", NAME)).center())
    assert session.hovered == "w2"
    qtbot.mouseMove(panel.title, QPoint(1, 1))
    qtbot.waitUntil(lambda: session.hovered == "")


def test_that_a_gradient_is_shown_once_it_is_complete(show, qtbot):
    panel, session = show("two_two_two")
    cell = _cell(panel.parameter_table, "w5", GRADIENT)
    assert cell.data() == "–"
    session.to_end()
    qtbot.waitUntil(lambda: cell.data() == "0.08217")


def test_that_the_update_shows_old_and_new(show, qtbot):
    panel, session = show("two_two_two")
    session.to_end()
    cell = _cell(panel.parameter_table, "w5", VALUE)
    qtbot.waitUntil(lambda: cell.data() == "0.4 → 0.3589")
    assert cell.data(Qt.ItemDataRole.ToolTipRole).startswith("0.4 → 0.35891647971")


def test_that_names_keep_their_room_in_the_update(show, qtbot):
    panel, session = show("iris")
    table = panel.parameter_table
    assert not table.isColumnHidden(GRADIENT)
    session.to_end()
    qtbot.waitUntil(lambda: table.isColumnHidden(GRADIENT))
    assert table.columnWidth(NAME) >= 48
    session.to_start()
    qtbot.waitUntil(lambda: not table.isColumnHidden(GRADIENT))


def test_that_all_digits_can_be_copied(show, qtbot):
    panel, session = show("two_two_two")
    session.to_end()
    table = panel.parameter_table
    qtbot.waitUntil(lambda: _cell(table, "w5", GRADIENT).data() != "–")
    table.setCurrentIndex(_cell(table, "w5", GRADIENT))
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert float(QApplication.clipboard().text()) == float(session.trace.gradient["w5"])


def test_that_inputs_and_targets_are_fields(show, qtbot):
    panel, session = show("two_two_two")
    fields = {field.key: field for field in panel.grid.fields}
    assert list(fields) == ["i1", "i2", "target_o1", "target_o2"]
    fields["i1"].setFocus()
    assert session.selection == "i1"
    qtbot.keyClicks(fields["i1"], "0.5")
    qtbot.keyClick(fields["i1"], Qt.Key.Key_Return)
    assert float(session.trace.value["i1"]) == 0.5


def test_that_settings_act_at_once_and_bring_their_own_constants(show, qtbot):
    panel, session = show("two_two_two")
    box = panel.settings.field("optimizer")
    box.setCurrentIndex(box.findData("adam"))
    box.activated.emit(box.currentIndex())
    assert session.settings()["optimizer"] == "adam"
    qtbot.waitUntil(lambda: "beta1" in panel.settings.keys)
    assert panel.settings.field("beta1").number == 0.9
    rate = panel.settings.field("learning_rate")
    rate.setFocus()
    qtbot.keyClicks(rate, "0.01")
    qtbot.keyClick(rate, Qt.Key.Key_Return)
    assert session.settings()["learning_rate"] == 0.01


def test_that_a_setting_that_cannot_be_is_told_and_taken_back(show, qtbot):
    panel, session = show("two_two_two")
    rate = panel.settings.field("learning_rate")
    rate.setFocus()
    qtbot.keyClicks(rate, "-1")
    qtbot.keyClick(rate, Qt.Key.Key_Return)
    assert session.settings()["learning_rate"] == 0.5
    assert panel.setting_problem.text() == "Learning rate is -1, expected a number above 0"
    assert panel.setting_problem.isVisible()
    assert rate.number == 0.5


def test_that_tab_visits_the_settings_from_top_to_bottom(show, qtbot):
    panel, session = show("two_two_two")
    session.set_setting("optimizer", "momentum")
    qtbot.waitUntil(lambda: "momentum" in panel.settings.keys)
    panel.settings.field("optimizer").setFocus()
    visited = []
    for _ in panel.settings.keys:
        focus = QApplication.focusWidget()
        visited.append(next(key for key in panel.settings.keys if panel.settings.field(key) is focus))
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert visited == list(panel.settings.keys)


def test_that_an_example_is_chosen(show, qtbot):
    panel, session = show("xor")
    assert panel.chooser.isVisible()
    panel.chooser.next_button.click()
    assert session.example == 1
    assert not session.follows_batch
    panel.chooser.follow_switch.click()
    assert session.follows_batch
    panel.chooser.number.setFocus()
    qtbot.keyClicks(panel.chooser.number, "100000")
    qtbot.keyClick(panel.chooser.number, Qt.Key.Key_Return)
    assert session.example == session.example_count - 1


def test_that_another_document_is_shown(show, qtbot):
    panel, session = show("two_two_two")
    session.open("sigmoid_gate")
    qtbot.waitUntil(lambda: panel.title.text() == session.document.title)
    qtbot.waitUntil(lambda: panel.input_table.isVisible() and not panel.settings.isVisible())


def test_that_the_settings_regain_their_widths_after_presentation_mode(show, style, qtbot):
    panel, _ = show("two_two_two")
    field = panel.settings.field("learning_rate")
    before = field.width()
    style.present(True)
    panel.resize(422, 820)
    QApplication.processEvents()
    style.present(False)
    panel.resize(264, 820)
    qtbot.waitUntil(lambda: field.width() == before)


def test_that_all_digits_are_in_view_while_a_number_is_typed_over(show, qtbot):
    panel, session = show("digits")
    table, key = panel.parameter_table, "hidden.weights[0,1]"
    panel._session.select(key)
    panel.edit_selected()
    editor = table.findChild(QLineEdit)
    assert float(editor.text()) == session.parameters["hidden.weights"][0, 1]
    assert len(editor.text()) > 15
    assert editor.width() >= QFontMetrics(editor.font()).horizontalAdvance(editor.text()) + 8
    assert table.viewport().rect().contains(editor.geometry())
    field = panel.chooser.number
    field.show_number(12345678901234567890.0)
    field.setFocus()
    assert field.cursorPosition() == 0
    assert field.selectedText() == field.text()


def test_that_the_update_of_one_neuron_of_many_shows_names_and_gradients_too(show, qtbot):
    panel, session = show("digits")
    session.set_level("neurons")
    session.to_end()
    table = panel.parameter_table
    qtbot.waitUntil(lambda: table.model().updating)
    assert not table.isColumnHidden(GRADIENT)
    metrics = QFontMetrics(panel._style.font(12))
    assert table.columnWidth(NAME) >= panel._style.px(20) + metrics.horizontalAdvance("i₆→h₁")
    numbers = QFontMetrics(panel._style.font(10, mono=True, italic=True))
    for row in range(table.model().rowCount()):
        text = table.model().index(row, GRADIENT).data()
        assert table.columnWidth(GRADIENT) >= numbers.horizontalAdvance(text) + panel._style.px(12)


def test_that_a_number_beside_a_long_name_has_as_many_digits_as_fit_and_all_while_it_is_edited(show, qtbot):
    panel, session = show("regression_plane")
    session.set_value("target_o", 0.0252841)
    field = next(field for field in panel.grid.fields if field.key == "target_o")
    qtbot.waitUntil(lambda: field.number == 0.0252841)
    metrics = QFontMetrics(field.font())
    assert metrics.horizontalAdvance(field.text()) <= field.width() - field.textMargins().left() - 12
    assert float(field.text()) == pytest.approx(0.0252841, rel=0.02)
    field.setFocus()
    assert (field.text(), field.textMargins().left()) == ("0.0252841", 0)
    panel.chooser.number.setFocus()
    assert len(field.text()) < 9
