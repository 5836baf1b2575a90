"""Laboratories > Code: the program of the graph on show."""

from PySide6.QtGui import QTextCursor


def _lit(page) -> list[str]:
    return [selection.cursor.block().text().strip() for selection in page.text.extraSelections()]


def test_that_the_code_follows_the_walk_the_document_and_the_click(window, qtbot):
    session = window.session
    session.open("multiply_sum")
    window.show_page("code")
    page = window.centre.page
    session.forward("gate")
    qtbot.waitUntil(lambda: _lit(page) == ["q = x + y"])
    assert "def step(x, y, z):" in page.text.toPlainText()
    block = next(number for number, line in enumerate(page.listing.text.splitlines()) if line.strip().startswith("f ="))
    page.text.setTextCursor(QTextCursor(page.text.document().findBlockByNumber(block)))
    assert session.selection == "f"
    page.copy.click()
    session.open("sigmoid_gate")
    qtbot.waitUntil(lambda: page.text.toPlainText() == page.listing.text)
    assert _lit(page) == []
