"""When the gap between training and test loss opens."""

import numpy as np
import pytest

from nnviz.training.generalisation import Gap, gap_at
from nnviz.training.history import Evaluations


def evaluations(train, test):
    none = np.full(len(train), np.nan)
    return Evaluations(np.arange(len(train)) * 10.0, np.array(train, float), np.array(test, float), none, none)


def test_that_it_opens_when_the_test_loss_rises_while_the_training_loss_falls():
    found = evaluations([4, 3, 2, 1, 0.5], [4, 3, 2, 2.1, 2.5])
    assert gap_at(found, 30) is None
    assert gap_at(found, 40) == Gap(20, 2.0)
    assert gap_at(found, 999) == Gap(20, 2.0)
    assert gap_at(found, 25) is None


@pytest.mark.parametrize(("train", "test"), [
    ([4, 3, 5], [4, 3, 5]),
    ([4, 3, 2], [4, 3, 2]),
    ([4, 3, 2], [np.nan] * 3),
    ([], []),
], ids=["both rise", "both fall", "no test examples", "nothing yet"])  # fmt: skip
def test_that_it_is_closed_otherwise(train, test):
    assert gap_at(evaluations(train, test), 100) is None
