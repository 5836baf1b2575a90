"""The page that compares fold by fold: what it trains, what it says, how it is left."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

import nnviz
from nnviz.files.location import example_folder
from nnviz.gui.page.fold_page import FoldPage
from nnviz.session.session import Session
from nnviz.training.fold_race import FoldRace


@pytest.fixture
def page(qtbot, style):
    session = Session(nnviz.load("xor"))
    page = FoldPage(style, session)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.enter()
    for name, number in (("folds", 2), ("epochs", 3)):
        page.fields[name].show_number(number)
        page.fields[name].committed.emit(number)
    yield page, session
    page._stop()


def measured(page, qtbot):
    QTest.keyClick(page.measure, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.measuring)


def test_that_the_page_finds_what_the_command_finds_and_copies_it(page, qtbot):
    page, session = page
    page.rivals.chosen.emit("held")
    measured(page, qtbot)
    alone = FoldRace([("now", session.document), ("held", session.document)], 2, 3)
    alone.run()
    assert page.lab.race.results == alone.results
    assert page.board.cells[0] == ["fold", "now", "held", "difference"]
    assert [row[0] for row in page.board.cells] == ["fold", "1", "2", "mean"]
    assert page.board.cells[1][3] == "0"
    page.copy.click()
    assert QGuiApplication.clipboard().text() == alone.report()
    page.board.measures.button("test_accuracy").click()
    assert page.board.cells[1][1] == f"{alone.results[0][0].test_accuracy:g}"
    session.set_setting("learning_rate", 0.123)
    qtbot.waitUntil(lambda: "has changed" in page.board.note.text())


def test_that_it_can_be_cancelled_and_shows_what_is_done(page, qtbot):
    page, _ = page
    page.lab.epochs = 10_000_000
    page.start()
    assert page.measuring
    assert page.measure.text() == "Cancel"
    assert not page.copy.isEnabled()
    page.measure.click()
    qtbot.waitUntil(lambda: not page.measuring)
    assert not page.lab.race.done
    assert page.measure.text() == "Measure"


def test_that_what_cannot_be_compared_is_said_in_a_line(page, qtbot, monkeypatch):
    page, _ = page
    choice = [str(example_folder() / "circle.toml"), "missing.toml"]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a: (choice[0], ""))
    page.rivals.chosen.emit("file")
    assert page.other.text() == "circle: 2 - 4 - 1, tanh, sgd"
    measured(page, qtbot)
    assert page.problem.text() == "4 examples and 200 can't be compared, expected the same data in both"
    page.rivals.chosen.emit("nobody")
    page.lab.folds = 9
    measured(page, qtbot)
    assert page.problem.text() == "now: 9 folds can't be made of 4 examples, expected 2 to 4"
    choice[0] = choice[1]
    page.rivals.chosen.emit("file")
    assert "missing.toml" in page.problem.text()


def test_that_a_circuit_is_told_to_be_none_and_another_document_starts_anew(page, qtbot):
    page, session = page
    measured(page, qtbot)
    assert page.board.cells
    session.open("gates")
    assert page.lacking.isVisible()
    assert not page.measure.isVisible()
    session.open("circle")
    qtbot.waitUntil(lambda: page.measure.isVisible())
    assert page.present.text() == "2 - 4 - 1, tanh, sgd"
    assert (page.lab.race, page.board.cells, page.fields["epochs"].number) == (None, [], 200)
