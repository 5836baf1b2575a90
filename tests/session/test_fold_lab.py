"""Who is compared fold by fold."""

import pytest

import nnviz
from nnviz.files.problem import DocumentError
from nnviz.session.architect import Architect
from nnviz.session.fold_lab import FILE, HELD, NOBODY, PRESENT, FoldLab, described
from nnviz.session.session import Session


@pytest.fixture
def lab():
    session = Session(nnviz.load("xor"))
    return FoldLab(session), session


def test_that_the_present_document_is_compared_as_it_is_and_the_held_one_as_it_was(lab):
    lab, session = lab
    assert [name for name, _ in lab.contenders] == [PRESENT]
    before = session.document
    lab.against_held()
    Architect(session).add_neuron(0)
    session.set_setting("learning_rate", 0.25)
    (_, now), (name, held) = lab.contenders
    assert (name, held) == (HELD, before)
    assert (len(now.network.layers[0].units), now.training.learning_rate) == (4, 0.25)
    lab.against_held()
    assert lab.contenders[1][1] is held
    lab.hold()
    assert lab.contenders[1][1] == now


def test_that_a_file_is_compared_and_a_bad_one_leaves_the_rival(lab, tmp_path):
    lab, _ = lab
    with pytest.raises(DocumentError):
        lab.against_file(tmp_path / "gone.toml")
    assert lab.rival == NOBODY
    (tmp_path / "other.toml").write_text((nnviz.files.location.example_folder() / "xor.toml").read_text("utf-8"), "utf-8")
    lab.against_file(tmp_path / "other.toml")
    assert (lab.rival, lab.contenders[1]) == (FILE, ("other", nnviz.load("xor")))


def test_that_there_are_no_more_folds_than_examples_unless_somebody_says_so():
    lab = FoldLab(Session(nnviz.load("xor")))
    assert (lab.present.dataset().count, lab.folds) == (4, 4)
    for folds in (5, 0):
        lab.folds = folds
        with pytest.raises(ValueError, match=f"{folds} folds can't be made of 4 examples, expected 2 to 4"):
            lab.begin().run()
    assert FoldLab(Session(nnviz.load("spiral"))).folds == 5


def test_that_a_race_is_of_the_contenders_and_grows_stale_by_an_edit(lab):
    lab, session = lab
    lab.against_held()
    lab.folds, lab.epochs, lab.seed = 2, 3, 5
    race = lab.begin()
    race.run()
    assert race.done
    assert race.results[0] == race.results[1]
    assert not lab.is_stale
    session.forward("step")
    assert not lab.is_stale
    session.set_setting("batch_size", 2)
    assert lab.is_stale


def test_that_examples_are_compared_as_they_were_edited(lab):
    lab, session = lab
    lab.begin()
    session.add_example([0.5, 0.5], [1.0])
    session.forward("step")
    assert lab.is_stale
    (_, now), = lab.contenders
    assert (now.dataset().count, now.dataset().inputs[-1].tolist()) == (5, [0.5, 0.5])
    assert now.network == session.document.network
    lab.folds, lab.epochs = 5, 1
    lab.begin().run()
    assert (lab.race.done, lab.is_stale) == (True, False)
    session.undo()
    assert lab.is_stale


def test_that_only_another_document_makes_it_forget(lab):
    lab, session = lab
    lab.against_held()
    lab.begin()
    Architect(session).insert_after(0)
    session.fork()
    session.undo()
    assert not lab.follow()
    assert lab.race is not None
    session.open("circle")
    assert lab.follow()
    assert (lab.race, lab.rival, lab.others) == (None, NOBODY, {})


def test_that_a_document_is_told_in_a_few_words():
    assert described(nnviz.load("xor")) == "2 - 3 - 1, tanh, sigmoid, " + nnviz.load("xor").training.optimizer
    assert described(nnviz.load("gates")) == "a circuit"
