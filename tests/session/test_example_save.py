"""A saved document has the examples as they were edited: it goes on to the same bits."""

from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.session.session import Session
from nnviz.training.trainer import Trainer


def _dataset(session):
    return session.trainer.model.dataset


@pytest.mark.parametrize("scale", [{}, {"standardize": True}, {"scale": True}])
@pytest.mark.parametrize("name", ["circle", "and_gate", "regression_plane", "iris"])
def test_that_a_saved_document_has_the_examples_as_they_are_and_goes_on_to_the_same_bits(name, scale, tmp_path):
    document = nnviz.load(name)
    data = replace(document.data, **{"standardize": False, "scale": False, **scale})
    session = Session(replace(document, data=data))
    dataset, outside = session.trainer.model.dataset, [40.0, -0.1, *([7.5] * 2)]  # where no example was
    session.move_example(1, {1: 33.3})
    session.add_example(outside[: len(dataset.input_names)], dataset.targets[0].tolist())
    session.remove_example(0)
    session.save(tmp_path / "mine.toml")
    again = Trainer(nnviz.load(tmp_path / "mine.toml"))
    mine, theirs = session.trainer.model.dataset, again.model.dataset
    for array in ("inputs", "targets", "train", "test", "input_mean", "input_scale"):
        assert getattr(mine, array).tolist() == getattr(theirs, array).tolist(), array
    assert (mine.classes, mine.levels) == (theirs.classes, theirs.levels)
    session.forward("epoch")
    again.train(epochs=1)
    assert session.trainer.digest == again.digest
    assert session.trainer.accuracy() == again.accuracy()


def test_that_a_number_of_a_standardised_example_is_what_was_typed_and_stays_so(tmp_path):
    document = nnviz.load("xor")
    session = Session(replace(document, data=replace(document.data, standardize=True)))
    session.set_value("x1", 0.5)
    session.save(tmp_path / "mine.toml")
    again = Session.at(tmp_path / "mine.toml")
    assert float(session.trace.value["x1"]) == float(again.trace.value["x1"]) == pytest.approx(0.5, rel=1e-15)
    assert again.document.data.inputs[0] == (0.75, 0.0)
    assert again.trainer.predict([0.75, 0.0]).tolist() == again.trainer.model.answers(np.array([0])).tolist()


def test_that_written_out_classes_keep_their_names_under_another_loss(tmp_path):
    session = Session(nnviz.load("circle"))
    session.add_example((1.0, 1.0), (1.0,))
    session.add_example((4.0, 4.0), (-1.0,))
    names = _dataset(session).classes
    session.save(tmp_path / "mine.toml")
    again = Session.at(tmp_path / "mine.toml")
    for each in (session, again):
        each.set_setting("loss", "binary_cross_entropy")
        assert (_dataset(each).classes, _dataset(each).levels) == (names, (0.0, 1.0))
        assert _dataset(each).targets[-2:].tolist() == [[1.0], [0.0]]
    assert again.trainer.digest == session.trainer.digest
    again.choose_example(0)
    again.set_value(f"target_{_dataset(again).target_names[0]}", 0.25)  # no class's code any more
    assert again.as_document().data.classes == ()
    assert again.as_document().data.targets[0] == (0.25,)
