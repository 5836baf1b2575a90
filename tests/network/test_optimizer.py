"""Fifty steps of every optimiser against its published recurrence, written out number by number."""

import math

import numpy as np
import pytest

from nnviz.network.optimizer import OPTIMIZERS
from tests.network.update import update_of

RATE = 0.1


def plain(g, s, t, **_):
    return RATE * g


def momentum(g, s, t, nesterov=False, **_):
    s["v"] = 0.9 * s.get("v", 0.0) + g
    return RATE * (g + 0.9 * s["v"] if nesterov else s["v"])


def adagrad(g, s, t, **_):
    s["n"] = s.get("n", 0.0) + g * g
    return RATE * g / (math.sqrt(s["n"]) + 1e-10)


def rmsprop(g, s, t, **_):
    s["n"] = 0.99 * s.get("n", 0.0) + 0.01 * g * g
    return RATE * g / (math.sqrt(s["n"]) + 1e-8)


def adam(g, s, t, **_):
    s["m"] = 0.9 * s.get("m", 0.0) + 0.1 * g
    s["n"] = 0.999 * s.get("n", 0.0) + 0.001 * g * g
    return RATE * (s["m"] / (1 - 0.9**t)) / (math.sqrt(s["n"] / (1 - 0.999**t)) + 1e-8)


REFERENCES = {
    "sgd": plain, "momentum": momentum, "nesterov": lambda *a: momentum(*a, nesterov=True), "adagrad": adagrad,
    "rmsprop": rmsprop, "adam": adam, "adamw": adam,
}  # fmt: skip


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_that_fifty_steps_equal_the_published_recurrence(name):
    optimizer, reference = OPTIMIZERS[name], REFERENCES[name]
    p = np.array([1.0, -2.0, 0.5])
    expected, states = p.tolist(), [{} for _ in p]
    slots, update = {slot: np.zeros(3) for slot in optimizer.slots}, update_of(optimizer)
    for t in range(1, 51):
        gradient = [2 * x + math.sin(t + k) for k, x in enumerate(expected)]
        update(p, np.array([2 * x + math.sin(t + k) for k, x in enumerate(p)]), slots, t, RATE, **optimizer.settings)
        for k, g in enumerate(gradient):
            decayed = expected[k] * (1 - RATE * 0.01) if name == "adamw" else expected[k]
            expected[k] = decayed - reference(g, states[k], t)
    np.testing.assert_allclose(p, expected, rtol=1e-12)
