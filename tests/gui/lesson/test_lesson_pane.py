import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QFrame
from shiboken6 import delete

import nnviz
from nnviz.document.lesson import ROOMS
from nnviz.files.example import LESSONS, example_names, lesson_after
from nnviz.gui.lesson.step_dots import StepDots
from nnviz.gui.mathematics.math_text import MathText
from nnviz.gui.page.page_kind import PAGES
from nnviz.gui.window.main_window import MainWindow
from nnviz.gui.window.side_column import SideColumn
from nnviz.session.session import Session
from tests.session.test_lesson import CIRCUIT, STEPS

settle = QCoreApplication.processEvents
"""What follows the session does so a moment later."""


@pytest.fixture
def side(qtbot, style, memory, tmp_path):
    path = tmp_path / "taught.toml"
    path.write_text(CIRCUIT + STEPS)
    side = SideColumn(style, Session(nnviz.load(path)), memory)
    qtbot.addWidget(side)
    side.resize(320, 600)
    side.show()
    side.take_up("taught")
    return side


def test_that_the_lesson_stands_in_for_the_document_and_is_remembered(side, memory):
    assert (side.face, side.lesson.playing) == ("document", False)
    side.switch.chosen.emit("lesson")
    settle()
    assert side.lesson_pane.isVisible()
    assert not side.document_panel.isVisible()
    assert (side.lesson.playing, memory.side) == (True, "lesson")


def test_that_it_is_walked_by_its_buttons_and_tells_where_it_stands(side):
    side.show_face("lesson")
    pane = side.lesson_pane
    settle()
    assert (pane.place.text(), pane.title.text(), pane.foot.previous_button.isEnabled()) == ("STEP 1 OF 4", "Start", False)
    pane.foot.next_button.click()
    settle()
    assert (pane.place.text(), pane.title.text(), pane.foot.previous_button.isEnabled()) == ("STEP 2 OF 4", "Forward", True)
    pane.foot.previous_button.click()
    settle()
    settle()
    assert pane.title.text() == "Start"
    side.turn(3)
    settle()
    assert pane.title.text() == "Forward"
    side.turn(-1)
    settle()
    settle()
    assert pane.title.text() == "Start"


def test_that_an_answer_is_typed_judged_and_scored(qtbot, side):
    side.show_face("lesson")
    side.turn(1)
    pane, card = side.lesson_pane, side.lesson_pane.card
    settle()
    assert card.question.text == "What is the value of $q$?"
    qtbot.keyClicks(card.field, "threeish")
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    settle()
    assert "threeish" in card.message.text
    assert not side.lesson.outcomes
    card.field.setText("3")
    card.check_button.click()
    settle()
    assert (card.verdict.text(), card.message.text) == ("Right.", "It is 3. So it is.")
    assert (card.field.isVisible(), card.reveal_button.isVisible()) == (False, False)
    assert pane.foot.score.text() == "1 of 3 answered: 1 right at once"


def test_that_a_choice_is_clicked_and_the_right_one_marked(side):
    side.show_face("lesson")
    side.lesson.go(3)
    settle()
    card = side.lesson_pane.card
    assert not card.hint_button.isVisible()
    card.choices[0].click()
    settle()
    assert card.message.text == "Not this one."
    card.reveal_button.click()
    settle()
    assert [button.property("right") for button in card.choices] == ["false", "true"]
    assert card.verdict.text() == "Shown."


def test_that_a_hint_is_shown_on_request(side):
    side.show_face("lesson")
    side.lesson.go(1)
    card = side.lesson_pane.card
    card.hint_button.click()
    settle()
    assert card.hint.text == "It is a sum of −2 and 5."


def test_that_progress_is_kept_and_taken_up(qtbot, style, side, memory):
    side.show_face("lesson")
    side.lesson.go(1)
    side.lesson.answer("3")
    side.lesson.go(2)
    settle()
    again = SideColumn(style, Session(side.lesson.session.document), memory)
    qtbot.addWidget(again)
    again.take_up("taught")
    assert (again.face, again.lesson.index, again.lesson.outcomes) == ("lesson", 2, {1: "right"})
    again.take_up("other")
    assert again.lesson.index == 2  # the same lesson under another name goes on


def test_that_a_document_without_a_lesson_shows_no_switch(side):
    side.show_face("lesson")
    side.lesson.session.open("xor")
    side.take_up("xor")
    settle()
    assert (side.face, side.switch.isVisible(), side.document_panel.isVisible()) == ("document", False, True)
    side.turn(1)
    assert side.face == "document"


def test_that_a_click_on_a_piece_goes_to_its_step(qtbot, style):
    dots = StepDots(style)
    qtbot.addWidget(dots)
    dots.resize(100, 14)
    dots.show_steps(["a", "b", "c", "d"], ["line"] * 4)
    with qtbot.waitSignal(dots.chosen) as caught:
        qtbot.mouseClick(dots, Qt.MouseButton.LeftButton, pos=QPoint(60, 7))
    assert caught.args == [2]
    assert dots.step_at(-1) is None


def test_that_mathematics_stands_in_the_text_and_what_is_none_as_it_is_written(qtbot, style):
    frame = QFrame()
    qtbot.addWidget(frame)
    text = MathText(style, parent=frame)
    text.resize(300, 10)
    text.show_text("One $x^2$ and $$\\frac{1}{2}$$ and `code`")
    assert text.toPlainText().count("￼") == 2
    text.show_text("So $x$, and ($y$). Then $z$")
    assert text.toPlainText() == "So ￼ and (￼. Then ￼"  # no line ends between a formula and what closes it
    height = text.height()
    text.show_text("| a | b |\n|---|---|\n| $x$ | 1 |\n\nBelow")
    assert "￼" in text.toPlainText()
    assert text.height() > height
    text.show_text("One")
    assert text.height() < height


def test_that_the_menu_has_all_lessons_in_the_order_in_which_they_lead_on(window):
    assert set(LESSONS) == {name for name in example_names() if nnviz.load(name).lesson}
    titles = [action.text().partition("  ")[2] for action in window.menus["Lessons"].actions()][-len(LESSONS) :]
    following = [lesson_after(name) for name in LESSONS]
    assert [example.title for example in following[:-1]] == titles[1:]
    assert following[-1] is None


def test_that_a_lesson_opens_from_its_menu_at_the_left(window):
    action = next(action for action in window.menus["Lessons"].actions() if action.text().startswith("1 "))
    action.trigger()
    assert (window.desk.name(), window.side.face, window.side.lesson.index) == ("multiply_sum", "lesson", 0)
    window.named_actions["next_lesson_step"].trigger()
    assert window.side.lesson.index == 1
    window.named_actions["previous_lesson_step"].trigger()
    assert window.side.lesson.index == 0


def test_that_a_lesson_ends_in_the_next_one_or_begins_again(qtbot, side):
    side.show_face("lesson")
    pane = side.lesson_pane
    side.lesson.go(3)
    settle()
    assert (pane.foot.next_button.isVisible(), pane.foot.again_button.isVisible()) == (False, True)
    pane.lead_on("gates", "Gates")
    assert (pane.foot.next_button.isVisible(), pane.foot.next_button.text()) == (True, "Next lesson")
    assert pane.foot.way_on.text() == "Next: Gates"
    with qtbot.waitSignal(pane.left) as caught:
        side.turn(1)
    assert caught.args == ["gates"]
    pane.foot.again_button.click()
    settle()
    assert (pane.title.text(), pane.foot.again_button.isVisible(), pane.foot.next_button.text()) == ("Start", False, "Next")


def test_that_a_step_opens_its_page_and_the_next_one_the_diagrams(window, tmp_path):
    assert set(ROOMS) <= set(PAGES)
    path = tmp_path / "taught.toml"
    path.write_text(CIRCUIT + STEPS.replace('title = "Forward"', 'title = "Forward"\nshow = "losses"'))
    window.desk.open(str(path))
    window.side.show_face("lesson")
    for step, page in ((1, "losses"), (2, ""), (1, "losses")):
        window.side.lesson.go(step)
        settle()
        assert window.centre.shown == page
        assert window.side.isVisible()
    window.side.show_face("document")
    settle()
    assert window.centre.shown == ""


def test_that_a_step_may_invite_to_predict(window):
    window.desk.open("multiply_sum")
    window.side.show_face("lesson")
    settle()
    assert not window.side.lesson_pane.predict_button.isVisible()
    window.side.lesson.go(99)
    settle()
    assert window.side.lesson_pane.predict_button.isVisible()
    window.side.lesson_pane.predict_button.click()
    assert (window.predictor.is_on, window.side.face) == (True, "document")
    window.side.show_face("lesson")
    assert not window.predictor.is_on


def test_that_a_lesson_stays_in_presentation_mode(qtbot, window, style):
    window.desk.open("multiply_sum")
    window.side.show_face("lesson")
    with qtbot.waitSignal(style.changed):
        window.named_actions["presentation"].trigger()
    assert window.side.lesson_pane.isVisible()
    with qtbot.waitSignal(style.changed):
        window.named_actions["presentation"].trigger()
    window.side.show_face("document")
    with qtbot.waitSignal(style.changed):
        window.named_actions["presentation"].trigger()
    assert not window.side.isVisible()


def test_that_enter_goes_on_where_a_step_asks_nothing(qtbot, side):
    side.show_face("lesson")
    side.activateWindow()
    side.turn(1)
    settle()
    qtbot.waitUntil(lambda: side.lesson_pane.card.field.hasFocus())
    side.turn(-1)
    settle()
    assert side.lesson_pane.foot.next_button.hasFocus()
    qtbot.keyClick(side.lesson_pane.foot.next_button, Qt.Key.Key_Return)
    assert side.lesson.index == 1


def test_that_what_a_step_speaks_of_is_brought_into_view(qtbot, window, monkeypatch):
    window.desk.open("losses")
    window.side.show_face("lesson")
    pane, followed = window.graph_pane, []  # a point, and where the number is then: the timeline to come moves it
    qtbot.waitUntil(lambda: pane.canvas.scene is not None)
    settle()
    qtbot.waitUntil(lambda: not pane._stale)
    place = lambda: pane._content.place(pane._arrangement, "net_cat")  # noqa: E731
    monkeypatch.setattr(pane.canvas, "follow", lambda point: followed.append((point, place())))
    window.side.lesson.go(8)
    qtbot.waitUntil(lambda: bool(followed))
    assert followed[-1][0] == pytest.approx(followed[-1][1])


@pytest.mark.parametrize("name", ["dead_relu", "overfit"])
def test_that_a_lesson_that_begins_with_a_question_has_the_keyboard_there(qtbot, window, name):
    window.activateWindow()
    window._open_lesson(name)
    card = window.side.lesson_pane.card
    qtbot.waitUntil(lambda: card.isAncestorOf(window.focusWidget()))
    window.side.switch.chosen.emit("document")
    window.graph_pane.canvas.setFocus()
    window.side.switch.chosen.emit("lesson")
    qtbot.waitUntil(lambda: card.isAncestorOf(window.focusWidget()))


def test_that_a_window_that_opens_on_a_question_has_the_keyboard_there(qtbot, style, memory):
    memory.side = "lesson"
    memory.remember_document("dead_relu", None)
    window = MainWindow(Session(nnviz.load("dead_relu")), style, memory)
    window.show()
    settle()
    assert window.side.lesson_pane.card.isAncestorOf(window.focusWidget())
    window.close()
    delete(window)
    vars(window).clear()
