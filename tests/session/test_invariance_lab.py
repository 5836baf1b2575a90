"""The invariance laboratory, and the race that measures accuracies."""

from functools import cache

import numpy as np
import pytest

import nnviz
from nnviz.data.distortion import DISTORTIONS
from nnviz.data.feature import lbp_codes, ltp_codes
from nnviz.session.invariance_lab import DistortionError, InvarianceLab, refusal
from nnviz.session.invariance_race import NOBODY, InvarianceRace, rival_of
from nnviz.session.session import Session


@cache
def digits():
    return nnviz.load("digits")


@pytest.fixture
def session() -> Session:
    session = Session(digits())
    session.choose_example(3)
    return session


@pytest.fixture
def lab(session: Session) -> InvarianceLab:
    return InvarianceLab(session)


def picture(session: Session) -> np.ndarray:
    return session.trainer.model.dataset.inputs[session.example].reshape(8, 8)


def inputs_on_show(session: Session) -> np.ndarray:
    return session.trace.value["inputs"].reshape(8, 8)


def test_that_the_diagrams_get_the_distorted_picture_and_training_does_not(session, lab):
    heard = []
    session.subscribe(heard.append)
    before = inputs_on_show(session)
    assert np.array_equal(before, picture(session))
    lab.set_amount("shift_across", 2.0)
    assert heard == ["values"]
    assert np.array_equal(inputs_on_show(session)[:, 2:], picture(session)[:, :-2])
    assert session.disturbed
    assert session.status.endswith("distorted input")
    assert np.array_equal(session.trainer.model.examples[0][3].reshape(8, 8), picture(session))
    assert not session.modified
    lab.restore()
    assert np.array_equal(inputs_on_show(session), before)
    assert not session.disturbed


def test_that_distortions_add_up_in_the_order_of_their_table_and_go_with_the_example(session, lab):
    lab.set_amount("invert", 1.0)
    lab.set_amount("shift_down", -1.0)
    session.choose_example(5)
    expected = np.vstack([picture(session)[1:], np.zeros((1, 8))])
    assert inputs_on_show(session) == pytest.approx(1 - expected)
    before, now = lab.pictures()
    assert np.array_equal(before, picture(session))
    assert now == pytest.approx(1 - expected)


def test_that_the_answers_are_the_networks(session, lab):
    lab.set_amount("rotate", 30.0)
    answer, trainer = lab.answer(), session.trainer
    _, now = lab.pictures()
    assert answer.before == pytest.approx(trainer.predict(picture(session).ravel())[0])
    assert answer.now == pytest.approx(trainer.predict(now.ravel())[0])
    assert answer.target == trainer.model.dataset.targets[3].argmax()
    assert (answer.taken_before, answer.taken_now) == (answer.before.argmax(), answer.now.argmax())


def test_that_amounts_stay_within_their_ends_and_end_with_the_document(session, lab):
    lab.set_amount("shift_down", 99.0)
    assert lab.amounts["shift_down"] == 4
    lab.follow()
    assert lab.distorted
    session.open("digits_lbp")
    lab.follow()
    assert not lab.distorted
    assert not session.disturbed


@pytest.mark.parametrize(
    ("name", "reason"), [("multiply_sum", "no examples"), ("iris", "no pictures"), ("digits", "")]
)  # fmt: skip
def test_that_what_cannot_be_distorted_says_why(name, reason):
    session = Session(nnviz.load(name))
    assert reason in refusal(session)
    assert bool(reason) == bool(refusal(session))
    if reason:
        with pytest.raises(DistortionError, match=reason):
            InvarianceLab(session).set_amount("rotate", 1.0)


def test_that_a_race_measures_both_as_the_trainers_themselves_would(session):
    session.trainer.train(steps=60)
    session._subject.refresh()
    race = InvarianceRace(session, "lbp")
    assert race.progress == 0
    race.run()
    assert race.progress == 1
    rival = nnviz.Trainer(rival_of(session.document, "lbp"))
    rival.train(steps=60)
    for who, trainer in (("", session.trainer), ("lbp", rival)):
        for name, row in DISTORTIONS.items():
            amounts, accuracies = zip(*race.curves[who][name], strict=True)
            assert len(amounts) == 17
            at = min(range(17), key=lambda k: abs(amounts[k] - row.neutral))
            assert accuracies[at] == pytest.approx(trainer.accuracy("test"), abs=1e-9), name


def test_that_a_rival_whose_training_fails_is_measured_as_it_was_before(session):
    session.trainer.train(steps=3)
    session.set_setting("learning_rate", 1e200)
    race = InvarianceRace(session, "lbp")
    race.run()
    assert [len(curve) for curves in race.curves.values() for curve in curves.values()] == [17] * 2 * len(DISTORTIONS)
    assert race.progress == 1


def test_that_a_race_that_nobody_wants_any_more_stops(session):
    race = InvarianceRace(session, NOBODY)
    race.cancel()
    race.run()
    assert not any(race.curves[""].values())


def test_that_a_rival_trains_on_the_same_pictures_in_another_form():
    document = digits()
    pictures = document.dataset().album.pictures(slice(None))
    for name, expected in (
        ("lbp", lbp_codes(pictures).reshape(1797, -1)), ("ltp", np.concatenate(ltp_codes(pictures, 0.1), axis=1).reshape(1797, -1))
    ):
        rival = rival_of(document, name)
        assert np.allclose(rival.dataset().inputs[:] * 255, expected)
        assert len(rival.network.inputs) == expected.shape[1]
        assert np.array_equal(rival.dataset().test, document.dataset().test)
        back = rival_of(rival, "pixels")
        assert np.array_equal(back.dataset().inputs[:], pictures.reshape(1797, -1))
