"""Cross-validation: each example tests once, and a fold is trained as its document says."""

import json
from collections import Counter

import numpy as np
import pytest

import nnviz
from nnviz.cli.main import main
from nnviz.data.split import fold
from nnviz.training.crossvalidation import fold_of, spread, train_fold
from tests.training.document import circle


@pytest.mark.parametrize(("count", "folds"), [(10, 2), (11, 3), (150, 5), (7, 7)])
def test_that_each_example_tests_in_exactly_one_fold(count, folds):
    classes = np.arange(count) % 3
    parts = [fold(count, number, folds, 4, classes) for number in range(folds)]
    assert Counter(index for _, test in parts for index in test.tolist()) == Counter(range(count))
    for train, test in parts:
        assert sorted([*train.tolist(), *test.tolist()]) == list(range(count))
    sizes = [len(test) for _, test in parts]
    assert max(sizes) - min(sizes) <= 1


def test_that_each_class_is_spread_evenly_over_the_folds():
    classes = np.repeat([0, 1, 2], 50)
    for number in range(5):
        _, test = fold(150, number, 5, 0, classes)
        assert Counter(classes[test].tolist()) == {0: 10, 1: 10, 2: 10}


def test_that_a_fold_gives_what_training_on_the_others_gives():
    part = fold_of(circle(epochs=3), 1, 4)
    *_, found = train_fold(part)
    trainer = nnviz.Trainer(part)
    trainer.train()
    assert (found.train_loss, found.test_loss, found.test_accuracy) == (
        trainer.loss("train"), trainer.loss("test"), trainer.accuracy("test"),
    )
    assert len(trainer.model.dataset.test) == 50


def test_that_standardising_looks_at_the_training_examples_of_the_fold_alone():
    for part in (fold_of(nnviz.load("iris"), number, 3) for number in range(3)):
        dataset = part.dataset()
        np.testing.assert_allclose(dataset.inputs[dataset.train].mean(axis=0), 0, atol=1e-12)


def test_that_the_spread_is_mean_and_standard_deviation():
    found = spread([1.0, 2.0, 4.0])
    assert (found.mean, found.deviation) == pytest.approx((7 / 3, (7 / 3) ** 0.5))


@pytest.mark.parametrize("size", [1e300, 1e-300, 0.0])
def test_that_the_spread_of_extreme_numbers_is_that_of_others(size):
    found = spread([size, 2 * size, 4 * size])
    assert (found.mean, found.deviation) == pytest.approx((7 / 3 * size, 1.5275252316519468 * size), rel=1e-12, abs=0.0)


def test_that_the_command_compares_fold_by_fold(capsys):
    assert main(["compare", "circle", "circle", "--folds", "2", "--epochs", "1", "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)["documents"]
    assert first == second
    assert len(first["test_loss"]) == 2
    assert main(["compare", "circle", "circle", "--folds", "2", "--epochs", "1"]) == 0
    assert "difference  0 ± 0, fold by fold" in capsys.readouterr().out


@pytest.mark.parametrize(("files", "message"), [
    (("circle", "xor"), "200 examples and 4 can't be compared"),
    (("two_two_two", "two_two_two"), "5 folds can't be made of 1 example, expected 2 examples or more"),
    (("gates", "xor"), "a circuit is not trained"),
])  # fmt: skip
def test_that_what_cannot_be_compared_is_refused(files, message, capsys):
    assert main(["compare", *files]) == 2
    assert message in capsys.readouterr().err
