import math

import numpy as np
import pytest

from nnviz.network.activation import ACTIVATIONS
from nnviz.network.initializer import INITIALIZERS

UNITS, INPUTS = 300, 200
VARIANCE = {
    "zeros": 0.0, "normal": 1.0, "uniform": 1 / 12, "xavier_uniform": 2 / (UNITS + INPUTS), "xavier_normal": 2 / (UNITS + INPUTS),
    "he_uniform": 2 / INPUTS, "he_normal": 2 / INPUTS, "lecun_uniform": 1 / INPUTS, "lecun_normal": 1 / INPUTS,
}  # fmt: skip


@pytest.mark.parametrize("name", INITIALIZERS)
def test_that_the_variance_is_the_published_one(name):
    weights = INITIALIZERS[name](UNITS, INPUTS, np.random.default_rng(0))
    assert weights.shape == (UNITS, INPUTS)
    assert weights.var() == pytest.approx(VARIANCE[name], rel=0.03)
    assert abs(weights.mean()) <= 4 * math.sqrt(VARIANCE[name] / weights.size)


def test_that_a_uniform_one_stays_within_its_bound():
    weights = INITIALIZERS["xavier_uniform"](UNITS, INPUTS, np.random.default_rng(0))
    assert np.abs(weights).max() <= math.sqrt(6 / (UNITS + INPUTS))


def test_that_every_activation_names_an_initializer():
    assert all(activation.initializer in INITIALIZERS for activation in ACTIVATIONS.values())
