"""What is said with a question: the numbers that it takes, and where its answer comes from."""

import pytest

from tests.session.pupil import Pupil


@pytest.mark.parametrize("level", ["layers", "tensors"])
def test_that_of_an_array_one_entry_is_asked_for_with_the_numbers_that_it_takes(level):
    pupil = Pupil("two_two_two")
    pupil.session.set_level(level)
    given = {}
    while not pupil.predictor.is_done:
        question = pupil.predictor.question
        given[pupil.predictor.asked] = pupil.predictor.tutor.given(question)
        if pupil.predictor.asked[0] == "new":
            pupil.predictor.answer(repr(question.change.new))
        else:
            pupil.answer()
    assert all(text for (_, key), text in given.items() if "[" in key)
    if level == "tensors":
        assert given["value", "hidden.out[0,0]"] == r"Given ${{\mathrm{net}^{\text{hidden}}_{0,0}}} = {0.3775}$."


def test_that_a_batch_brings_its_gradient():
    pupil = Pupil("xor")
    asked = {}
    while not pupil.predictor.is_done:
        if pupil.predictor.asked[0] == "new":
            change = pupil.predictor.question.change
            asked[pupil.predictor.asked[1]] = change, pupil.predictor.tutor.given(pupil.predictor.question)
            rate = pupil.session.document.training.learning_rate
            pupil.predictor.answer(repr(change.old - rate * change.gradient))
        else:
            pupil.predictor.reveal()
    assert asked
    assert all(r"\dfrac{\partial L}" in given for _, given in asked.values())
    assert pupil.predictor.score["right"] == len(asked)


def test_that_everything_is_given_where_a_graph_shows_no_numbers():
    pupil = Pupil("multiply_sum")
    told = []
    while not pupil.predictor.is_done:
        told.append(pupil.predictor.tutor.given(pupil.predictor.question, True))
        assert pupil.predictor.tutor.given(pupil.predictor.question) == ""
        pupil.answer()
    assert told[0] == "Given ${x} = {-2},$ ${y} = {5}$."
    assert told[3] == r"Given ${\dfrac{\partial f}{\partial f}} = {1},$ ${q} = {3}$."


def test_that_a_settled_number_is_told_in_one_line():
    pupil = Pupil("two_two_two")
    told = {}
    while not pupil.predictor.is_done:
        asked = pupil.predictor.asked
        pupil.answer()
        told[asked] = pupil.predictor.settled.derived
    assert told["gradient", "out_h1"].count(" = ") == 3
    assert told["gradient", "out_h1"].endswith(
        r"= {0.1385 \times 0.4 + \left(-0.03810\right) \times 0.5} = {0.03635}$"
    )
    assert told["new", "w1"].endswith(r"= {0.15 - 0.5 \times 0.0004386} = {0.1498}$")
