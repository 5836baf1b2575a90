"""The mode in which the walk stops before each number until it is typed."""

from dataclasses import replace

import pytest

import nnviz
from nnviz.explain.answer import AnswerError
from nnviz.session.predictor import MOST_PASSES, Predictor
from nnviz.session.session import Session
from nnviz.session.tutor import Tutor
from tests.session.pupil import Pupil


def test_that_a_circuit_is_asked_for_gate_by_gate_and_back():
    pupil = Pupil("multiply_sum")
    assert pupil.finish() == [
        ("value", "q"), ("value", "f"),
        ("gradient", "f"), ("gradient", "z"), ("gradient", "q"), ("gradient", "x"), ("gradient", "y"),
    ]
    assert pupil.predictor.score == {"right": 7, "corrected": 0, "helped": 0, "shown": 0}
    assert pupil.position == pupil.session.moment.last


def test_that_a_network_is_asked_for_its_new_weights_too():
    pupil = Pupil("two_two_two")
    asked = pupil.finish()
    assert asked[:2] == [("value", "net_h1"), ("value", "out_h1")]
    assert ("gradient", "w5") in asked
    assert [key for kind, key in asked if kind == "new"] == ["w1", "w4", "w7"]
    assert not {"i1", "i2", "target_o1"} & {key for _, key in asked}
    assert pupil.session.step == 0


@pytest.mark.parametrize("way", ["gate", "phase", "step", "epoch", "end", "play", "go_to"])
def test_that_nothing_walks_past_an_open_question(way):
    pupil = Pupil("two_two_two")
    session = pupil.session
    told = []
    session.subscribe(told.append)
    if way == "end":
        session.to_end()
    elif way == "play":
        session.granularity = "step"
        session.play()
    elif way == "go_to":
        session.go_to(session.moment.at(5))
    else:
        session.forward(way)
    assert (pupil.position, session.step, session.running) == (0, 0, False)
    assert "held" in told
    assert pupil.predictor.asked == ("value", "net_h1")


def test_that_revealing_is_the_only_way_past_but_answering():
    pupil = Pupil("multiply_sum")
    pupil.predictor.reveal()
    assert pupil.position == 1
    assert pupil.predictor.settled.outcome == "shown"
    assert pupil.predictor.settled.derived == "${q} = {x + y} = {-2 + 5} = {3}$"
    assert pupil.predictor.asked == ("value", "f")
    assert pupil.predictor.score["shown"] == 1


def test_that_a_mistake_is_told_and_costs_the_point_but_not_the_question():
    pupil = Pupil("multiply_sum")
    for _ in range(3):
        pupil.answer()
    assert pupil.predictor.asked == ("gradient", "z")
    pupil.predictor.answer("-4")  # z itself, not q
    assert "factors are swapped" in pupil.predictor.message
    assert pupil.position == 3
    pupil.predictor.answer("3")
    assert pupil.predictor.settled.outcome == "corrected"
    assert pupil.predictor.asked == ("gradient", "q")
    assert (pupil.predictor.message, pupil.position) == ("", 3)  # the gate's other input still waits
    pupil.answer()
    assert pupil.predictor.settled.outcome == "right"
    assert pupil.position == 4


def test_that_a_hint_is_the_formula_and_counts_as_help():
    pupil = Pupil("sigmoid_neuron")
    pupil.predictor.hint()
    assert "3" not in pupil.predictor.hint_shown
    assert "w_{0}" in pupil.predictor.hint_shown
    pupil.answer()
    assert pupil.predictor.score["helped"] == 1
    assert pupil.predictor.hint_shown == ""


def test_that_the_hint_of_an_update_has_the_rate_that_the_schedule_has_come_to():
    document = nnviz.load("and_gate")
    training = replace(document.training, schedule="step", settings=(("every", 2.0),))
    session = Session(replace(document, training=training))
    tutor = Tutor(session)
    assert r"\eta = 2$$" in tutor.hint(tutor.question("new", "w1"))
    session.go_to_step(5)
    assert r"\eta = 0.02$$" in tutor.hint(tutor.question("new", "w1"))


def test_that_what_is_no_number_costs_nothing():
    pupil = Pupil("two_two_two")
    with pytest.raises(AnswerError):
        pupil.predictor.answer("many")
    pupil.predictor.answer("0.4")  # of 0.3775: rounded, but one digit alone
    assert "two significant digits" in pupil.predictor.message
    pupil.predictor.answer("0.38")
    assert pupil.predictor.settled.outcome == "right"


def test_that_going_back_is_free_and_asks_nothing_again():
    pupil = Pupil("multiply_sum")
    pupil.answer()
    pupil.answer()
    pupil.session.back()
    assert (pupil.position, pupil.predictor.asked) == (1, None)
    pupil.session.to_start()
    assert (pupil.position, pupil.predictor.asked) == (0, None)
    pupil.session.to_end()
    assert (pupil.position, pupil.predictor.asked) == (2, ("gradient", "f"))


def test_that_again_asks_everything_again():
    pupil = Pupil("multiply_sum")
    pupil.finish()
    pupil.predictor.again()
    assert (pupil.position, pupil.predictor.asked) == (0, ("value", "q"))
    assert not pupil.predictor.outcomes


def test_that_after_a_pass_one_step_is_trained_and_the_next_pass_asked_for():
    pupil = Pupil("and_gate")
    pupil.finish()
    first = dict(pupil.predictor.outcomes)
    pupil.session.forward()
    assert (pupil.session.step, pupil.position) == (1, 0)
    assert pupil.predictor.question is not None
    assert not pupil.predictor.outcomes
    pupil.session.back("step")
    assert pupil.predictor.outcomes == first
    assert pupil.predictor.is_done


def test_that_an_edit_is_another_pass_and_undoing_it_the_same_again():
    pupil = Pupil("two_two_two")
    pupil.answer()
    pupil.answer()
    pupil.session.set_value("w1", 0.9)
    assert (pupil.position, pupil.predictor.asked) == (0, ("value", "net_h1"))
    pupil.answer()
    assert pupil.predictor.score["right"] == 1
    pupil.session.undo()
    assert pupil.predictor.asked == ("value", "net_h2")
    assert pupil.predictor.score["right"] == 2


def test_that_another_example_begins_at_its_own_start():
    pupil = Pupil("iris")
    pupil.answer()
    first = pupil.session.example
    pupil.session.choose_example(first + 1)
    assert pupil.position == 0
    pupil.session.choose_example(first)
    assert pupil.position == 1


def test_that_the_mode_stays_on_in_another_document_and_knows_the_first_one_again():
    pupil = Pupil("multiply_sum")
    pupil.answer()
    pupil.session.open("two_two_two")
    assert pupil.predictor.asked == ("value", "net_h1")
    pupil.answer()
    pupil.session.open("multiply_sum")
    assert (pupil.position, pupil.predictor.asked) == (1, ("value", "f"))


def test_that_a_closed_group_does_not_give_away_what_is_asked_for_inside():
    pupil = Pupil("two_two_two")
    session = pupil.session
    session.set_level("gates")
    for _ in range(4):
        pupil.answer()
    assert pupil.predictor.asked == ("value", "exp(-net_h1)")
    session.set_level("neurons")
    assert pupil.predictor.asked == ("value", "out_h1")
    assert not pupil.is_known()
    session.set_level("gates")
    assert pupil.predictor.asked == ("value", "exp(-net_h1)")


def test_that_leaving_lets_the_walk_go_and_coming_back_goes_on():
    pupil = Pupil("multiply_sum")
    pupil.answer()
    pupil.predictor.stop()
    assert pupil.predictor.question is None
    pupil.session.to_end()
    assert pupil.position == pupil.session.moment.last
    pupil.predictor.start()
    assert (pupil.position, pupil.predictor.asked) == (1, ("value", "f"))


def test_that_a_pass_shown_after_training_is_hidden_when_it_is_asked_for():
    session = Session(nnviz.load("two_two_two"))
    session.forward("step")
    assert session.arrived
    predictor = Predictor(session, Tutor(session))
    predictor.start()
    assert (session.moment.position, session.step, session.arrived) == (0, 1, False)


def test_that_what_is_kept_is_taken_up_again():
    pupil = Pupil("two_two_two")
    for _ in range(5):
        pupil.answer()
    again = Pupil("two_two_two")
    again.predictor.passes.update(pupil.predictor.passes)
    again.predictor.stop()
    again.predictor.start()
    assert again.predictor.asked == pupil.predictor.asked == ("value", "out_o1")


def test_that_of_many_passes_the_last_are_kept():
    pupil = Pupil("multiply_sum")
    pupil.predictor.passes.update({f"pass {number}": {} for number in range(MOST_PASSES)})
    pupil.answer()
    present = next(reversed(pupil.predictor.passes))
    assert list(pupil.predictor.passes) == [*(f"pass {number}" for number in range(1, MOST_PASSES)), present]
    assert pupil.predictor.passes[present] == pupil.predictor.outcomes != {}
