"""Retrieval, against looking at every pair."""

import numpy as np
import pytest

import nnviz
from nnviz.data.feature import FEATURES
from nnviz.training.retrieval import nearest, precision, representations, vectors

RNG = np.random.default_rng(0)
OTHERS, QUERIES = RNG.normal(0, 1, (60, 4)), RNG.normal(0, 1, (9, 4))


def by_hand(query, others, count):
    apart = [(float(np.linalg.norm(other - query)), place) for place, other in enumerate(others)]
    return sorted(apart)[:count]


def test_that_the_nearest_are_those_that_comparing_with_all_finds():
    for query in QUERIES:
        places, distances = nearest(query, OTHERS)
        expected = by_hand(query, OTHERS, 5)
        assert places.tolist() == [place for _, place in expected]
        assert distances == pytest.approx([distance for distance, _ in expected])


@pytest.mark.parametrize("piece", [1, 2**22])
def test_that_precision_is_the_share_of_right_classes_among_the_nearest(monkeypatch, piece):
    monkeypatch.setattr("nnviz.training.retrieval._PIECE", piece)
    classes, asked = RNG.integers(0, 3, 60), RNG.integers(0, 3, 9)
    pairs = zip(QUERIES, asked, strict=True)
    shares = [np.mean([classes[place] == own for _, place in by_hand(query, OTHERS, 5)]) for query, own in pairs]
    assert precision(QUERIES, asked, OTHERS, classes, np.full(9, -1)) == pytest.approx(np.mean(shares))


def test_that_of_equally_near_ones_the_first_are_found():
    others, classes = np.zeros((7, 2)), np.array([0, 1, 0, 0, 1, 1, 1])
    assert precision(np.zeros((1, 2)), np.array([0]), others, classes, np.array([-1])) == 3 / 5
    assert precision(np.zeros((1, 2)), np.array([0]), others, classes, np.array([0])) == 2 / 5
    assert precision(np.zeros((1, 2)), np.array([1]), others[:3], classes[:3], np.array([-1])) == 1 / 3


def test_that_an_example_does_not_find_itself():
    classes = np.arange(60)
    assert precision(OTHERS, classes, OTHERS, classes, np.full(60, -1), 1) == 1
    assert precision(OTHERS, classes, OTHERS, classes, np.arange(60), 1) == 0


def test_that_an_example_does_not_find_itself_among_few():
    places = np.arange(3)
    assert precision(OTHERS[:3], places, OTHERS[:3], places, places) == 0
    assert precision(OTHERS[:3], np.zeros(3), OTHERS[:3], np.zeros(3), places) == 1
    assert precision(OTHERS[:1], np.zeros(1), OTHERS[:1], np.zeros(1), np.zeros(1, int)) == 0


def test_that_examples_are_compared_by_pixels_features_and_what_each_layer_makes_of_them():
    trainer = nnviz.Trainer(nnviz.load("digits"))
    model, rows = trainer.model, np.array([3, 50, 7])
    keys = list(representations(model))
    assert keys == ["pixels", *FEATURES, "layer 0", "layer 1"]
    found = {key: vectors(model, trainer.parameters, key, rows) for key in keys}
    assert np.array_equal(found["pixels"], model.dataset.inputs[rows])
    assert found["layer 1"].shape == (3, 10)
    logits = found["layer 1"]
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    assert odds / odds.sum(axis=1, keepdims=True) == pytest.approx(model.answers(rows))
    assert (found["layer 0"] >= 0).all()
    pictures = model.dataset.album.pictures(rows)
    for name, row in FEATURES.items():
        assert np.array_equal(found[name], row.extract(pictures, 0.1).reshape(3, -1))
    with pytest.raises(KeyError):
        vectors(model, trainer.parameters, "colours", rows)
    with pytest.raises(ValueError, match="no pictures"):
        vectors(nnviz.Trainer(nnviz.load("iris")).model, {}, "pixels", rows)
