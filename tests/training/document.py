"""Documents and comparisons for the tests of training."""

from dataclasses import replace

import numpy as np

import nnviz


def two_two_two(**training):
    document = nnviz.load("two_two_two")
    return replace(document, training=replace(document.training, **training))


def circle(**training):
    document = nnviz.load("circle")
    return replace(document, training=replace(document.training, **training))


def weights(trainer):
    return {name: value.copy() for name, value in trainer.parameters.items()}


def same(one, other):
    return all(np.array_equal(one[name], other[name]) for name in one)
