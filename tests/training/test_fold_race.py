"""Documents against each other, fold by fold: the same examples for both, nothing learned before, and what is told."""

from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.data.problem import DataError
from nnviz.document.reshape import resized
from nnviz.training.crossvalidation import fold_of, train_fold
from nnviz.training.fold_race import FoldRace
from tests.training.document import circle


def wider(document):
    """With six hidden neurons."""
    return resized(document, 0, 6)


def test_that_nothing_is_trained_for_fewer_than_no_epochs():
    with pytest.raises(ValueError, match="epochs are -1, expected 0 or more"):
        FoldRace([("d", circle())], 2, -1)


def raced(*documents, folds=2, epochs=1, **more):
    race = FoldRace([(f"d{number}", document) for number, document in enumerate(documents)], folds, epochs, **more)
    race.run()
    return race


def test_that_a_race_finds_what_each_fold_by_itself_comes_to():
    document = circle(epochs=2)
    race = raced(document, wider(document), folds=3, epochs=None)
    assert race.done
    assert race.progress == 1.0
    for found, contender in zip(race.results, (document, wider(document)), strict=True):
        for number, result in enumerate(found):
            *_, alone = train_fold(fold_of(contender, number, 3))
            assert result == alone


def test_that_all_have_the_seed_of_the_first_or_that_which_is_given():
    other = replace(circle(), training=replace(circle().training, seed=7))
    race = raced(circle(), other)
    assert race.results[0] == race.results[1]
    assert race.results[0] == raced(circle()).results[0]
    seeded = raced(circle(), other, seed=7)
    assert seeded.results[0] == seeded.results[1] == raced(other).results[0]
    assert seeded.results[0] != race.results[0]


def test_that_weights_that_were_learned_from_what_tests_are_drawn_anew():
    trainer = nnviz.Trainer(circle())
    trainer.train(steps=50)
    learned = trainer.as_document()
    assert learned.network.layers[0].weights is not None
    assert raced(learned).results == raced(circle()).results


def test_that_a_bias_that_is_not_trained_stays():
    first, last = circle().network.layers
    fixed = replace(first, bias=(0.5,) * len(first.units), train_bias=False)
    document = replace(circle(), network=replace(circle().network, layers=(fixed, last)))
    assert fold_of(document, 0, 2).network.layers[0].bias == fixed.bias


def test_that_what_is_done_stays_when_it_is_cancelled():
    race = FoldRace([("a", circle(epochs=1)), ("b", circle(epochs=1))], 3)
    steps = race.steps()
    while len(race.results[1]) < 1:
        next(steps)
    assert 1 / 3 <= race.progress < 2 / 3
    race.cancel()
    list(steps)
    assert [len(found) for found in race.results] == [1, 1]
    assert not race.done


def test_that_a_fold_that_diverges_ends_it_and_is_named():
    document = nnviz.load("regression_plane")
    race = raced(replace(document, training=replace(document.training, learning_rate=1e300)), epochs=5)
    assert race.problem.startswith("d0, fold 1: ")
    assert race.results == ([],)


def test_that_the_report_has_means_spreads_and_differences():
    race = raced(circle(), wider(circle()), folds=2)
    losses = race.columns("test_loss")
    text = race.report()
    assert text.startswith("2 folds; mean and standard deviation over them\n\ntest loss\n")
    assert f"  d0          {np.mean(losses[0]):.4g} ± {np.std(losses[0], ddof=1):.2g}" in text
    difference = np.subtract(losses[1], losses[0])
    assert f"  difference  {difference.mean():.4g} ± {difference.std(ddof=1):.2g}, fold by fold" in text
    assert "difference" not in raced(circle()).report()


@pytest.mark.parametrize(("documents", "message"), [
    (("circle", "xor"), "200 examples and 4 can't be compared"),
    (("two_two_two",), "d0: 2 folds can't be made of 1 example"),
    (("gates",), "d0: a circuit is not trained"),
])  # fmt: skip
def test_that_what_cannot_be_raced_is_refused_with_the_name_of_who(documents, message):
    with pytest.raises(ValueError, match=message):
        raced(*map(nnviz.load, documents))


def test_that_no_seed_and_no_data_are_refused(tmp_path):
    with pytest.raises(ValueError, match="the seed is -1, expected a whole number"):
        raced(circle(), seed=-1)
    gone = nnviz.load("iris")
    gone = replace(gone, data=replace(gone.data, file=tmp_path / "gone.csv"))
    with pytest.raises(DataError, match="gone"):
        raced(gone)


def test_that_more_folds_than_any_memory_holds_are_refused_at_once():
    race = FoldRace([("circle", circle())], 10**12)
    with pytest.raises(ValueError, match="circle: 1000000000000 folds can't be made of"):
        race.run()
