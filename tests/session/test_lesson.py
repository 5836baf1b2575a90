import pytest

import nnviz
from nnviz.explain.answer import AnswerError
from nnviz.session.lesson import Lesson
from nnviz.session.lesson_text import fill, split_mathematics
from nnviz.session.session import Session
from nnviz.session.tutor import Tutor

CIRCUIT = """
title = "A sum, multiplied"
[inputs]
x = -2.0
y = 5.0
z = -4.0
[circuit]
q = "x + y"
f = "q * z"
"""
STEPS = """
[[lesson]]
title = "Start"
text = "x is {value:x}, $f = {value:f}$"
cursor = "start"
highlight = ["x", "y"]
[[lesson]]
title = "Forward"
[lesson.question]
value = "q"
hint = "It is a sum of {value:x} and {value:y}."
because = "So it is."
[[lesson]]
title = "Backward"
select = "z"
[lesson.question]
gradient = "z"
[[lesson]]
title = "Choose"
cursor = "backward"
[lesson.question]
text = "What is an add gate?"
choices = ["a router", "a distributor"]
answer = 2
"""


@pytest.fixture
def lesson(tmp_path):
    path = tmp_path / "taught.toml"
    path.write_text(CIRCUIT + STEPS)
    session = Session(nnviz.load(path))
    lesson = Lesson(session, Tutor(session))
    lesson.play(True)
    return lesson


def test_that_a_step_puts_the_walk_where_it_says(lesson):
    session = lesson.session
    assert (session.moment.phase, session.highlights) == ("start", {"x": True, "y": True})
    lesson.go(2)
    assert session.selection == "z"
    lesson.go(3)
    assert session.moment.position == session.moment.last
    assert (session.selection, session.highlights) == ("", {})


def test_that_the_number_asked_for_is_marked_until_it_is_answered(lesson):
    session = lesson.session
    assert session.asked is None
    lesson.go(1)
    assert session.asked == ("value", "q")
    lesson.play(False)
    assert session.asked is None
    lesson.play(True)
    lesson.answer("3")
    assert session.asked is None
    lesson.go(2)
    assert session.asked == ("gradient", "z")
    session.to_end()  # the walk is free: what it has come to is known
    assert session.asked is None


def test_that_a_question_waits_before_its_number_and_the_walk_goes_on_when_it_is_answered(lesson):
    moment, graph = lambda: lesson.session.moment, lesson.session.graph
    lesson.go(1)
    assert not moment().knows_value(graph["q"].index)
    lesson.answer("3")
    assert moment().knows_value(graph["q"].index)
    assert not moment().knows_value(graph["f"].index)
    lesson.go(2)
    assert not moment().knows_gradient(graph["z"].index)
    lesson.answer("3")
    assert moment().knows_gradient(graph["z"].index)


def test_that_answers_are_scored_at_once_helped_or_revealed(lesson):
    lesson.go(1)
    lesson.answer("3.0")
    lesson.go(2)
    lesson.answer("-4")
    assert not lesson.is_answered
    assert lesson.feedback.message
    lesson.answer("3")
    lesson.go(3)
    lesson.reveal()
    assert lesson.score == {"right": 1, "helped": 1, "revealed": 1}
    assert lesson.question_count == 3
    lesson.choose(2)
    assert lesson.outcomes[3] == "revealed"


def test_that_a_choice_is_right_or_not_and_a_hint_counts_as_help(lesson):
    lesson.go(3)
    lesson.choose(1)
    assert (lesson.is_answered, lesson.feedback.right) == (False, False)
    lesson.choose(2)
    assert lesson.outcomes[3] == "helped"
    lesson.go(1)
    lesson.hint()
    assert lesson.feedback.hint == "It is a sum of −2 and 5."
    lesson.answer("3")
    assert lesson.outcomes[1] == "helped"


def test_that_a_hint_not_written_down_is_the_formula(lesson):
    lesson.go(2)
    lesson.hint()
    assert "frac" in lesson.feedback.hint


def test_that_what_is_no_number_is_refused_and_not_counted(lesson):
    lesson.go(1)
    with pytest.raises(AnswerError):
        lesson.answer("three")
    lesson.answer("3")
    assert lesson.outcomes[1] == "right"


def test_that_numbers_in_texts_are_those_of_the_pass_on_show(lesson):
    assert lesson.text(lesson.step.text) == "x is −2, $f = {-12}$"
    lesson.session.set_value("x", 1.0)
    assert lesson.text(lesson.step.text) == "x is 1, $f = {-24}$"


def test_that_digits_locals_and_what_is_not_there_are_filled_in(lesson):
    tutor = lesson.tutor
    assert fill("{local:f/q} {gradient:x:2} {value:f:7}", tutor) == "−4 −4 −12"
    assert fill("{value:nowhere}", tutor) == "?"


def test_that_mathematics_is_told_from_text():
    assert split_mathematics(r"a $x$ costs \$3, $$y$$ too") == ["a ", "$x$", r" costs \$3, ", "$$y$$", " too"]


def test_that_it_is_taken_up_where_it_was_left_and_begins_again(lesson):
    lesson.resume(2, {1: "right", 9: "right"})
    assert (lesson.index, lesson.outcomes) == (2, {1: "right"})
    lesson.restart()
    assert (lesson.index, lesson.outcomes, lesson.session.moment.phase) == (0, {}, "start")
    lesson.go(99)
    assert lesson.index == 3


def test_that_a_lesson_not_played_leaves_the_session_alone(lesson):
    lesson.play(False)
    assert lesson.session.highlights == {}
    position = lesson.session.moment.position
    lesson.go(3)
    assert (lesson.session.moment.position, lesson.session.selection) == (position, "")


def test_that_another_document_brings_another_lesson(lesson):
    lesson.go(2)
    lesson.session.open("xor")
    assert (lesson.steps, lesson.step, lesson.index) == ((), None, 0)
    lesson.session.open("multiply_sum")
    assert lesson.step.title == "Two gates"


NETWORK_STEPS = """
[[lesson]]
title = "Here"
cursor = "loss"
level = "neurons"
[[lesson]]
title = "One update"
cursor = "update"
[lesson.question]
new = "w5"
[[lesson]]
title = "Later"
text = "After {value:E}"
step = 3
cursor = "forward"
level = "layers"
show = "losses"
[[lesson]]
title = "Still there"
"""


def test_that_a_network_is_trained_to_where_a_step_wants_it(tmp_path):
    path = tmp_path / "taught.toml"
    source = nnviz.files.example.example_path("two_two_two").read_text()
    path.write_text(source.partition("[[lesson]]")[0] + NETWORK_STEPS)
    session = Session(nnviz.load(path))
    lesson = Lesson(session, Tutor(session))
    lesson.play(True)
    assert session.moment.phase == "loss"
    lesson.go(1)
    lesson.answer("0.358916479718")
    assert (lesson.score["right"], lesson.answer_text()) == (1, "0.3589")
    lesson.go(2)
    assert (session.step, session.moment.phase, session.level, lesson.room) == (3, "forward", "layers", "losses")
    lesson.go(3)
    assert (session.step, session.moment.phase, session.level, lesson.room) == (3, "forward", "layers", "")
    lesson.go(0)
    assert (session.step, session.moment.phase, session.level) == (0, "loss", "neurons")


def test_that_numbers_are_still_to_come_while_a_step_is_being_trained_for(tmp_path, monkeypatch):
    path = tmp_path / "taught.toml"
    source = nnviz.files.example.example_path("two_two_two").read_text()
    path.write_text(source.partition("[[lesson]]")[0] + NETWORK_STEPS)
    monkeypatch.setattr("nnviz.session.walker.PATIENCE", -1.0)
    session = Session(nnviz.load(path))
    lesson = Lesson(session, Tutor(session))
    lesson.play(True)
    lesson.go(2)
    assert (session.running, lesson.text(lesson.step.text)) == (True, "After …")
    session.pause()
    assert lesson.text(lesson.step.text).startswith("After 0.2")


def test_that_what_is_asked_for_is_announced_after_what_was_selected_is_let_go(lesson):
    lesson.session.select("x")
    topics = []
    subscription = lesson.session.subscribe(topics.append)
    lesson.go(1)
    subscription.close()
    assert max(at for at, topic in enumerate(topics) if topic in ("selection", "moment")) < topics.index("asked")
