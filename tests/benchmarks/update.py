"""Every optimiser with every loss, on W2 with an output for each class: the same steps written by hand in NumPy."""

# ruff: noqa: E702, N806
from dataclasses import dataclass, replace

import numpy as np

from nnviz.network.loss import LOSSES
from nnviz.network.optimizer import OPTIMIZERS
from tests.benchmarks.handwritten import Handwritten, add, div, dot, exp, maximum, mul, neg, rec, sign, sub, tanh
from tests.benchmarks.workload import Workload, circle

RATE = 0.01


class ByHand(Handwritten):
    """Plain descent has the mean over examples in its rate; another optimiser needs the gradient itself."""

    def __init__(self, workload):
        super().__init__(workload)
        self.update = UPDATES[workload.optimizer](self)
        self.slope = SLOPES[workload.objective](self)
        self.mean = None if workload.optimizer == "sgd" else np.array(1 / self.count)

    def run(self, n):
        one, mean, (A1, A2, A3), (g1, g2, g3) = self.one, self.mean, self.A, self.g
        Y, (h1a, h2a, o) = self.stack([5, 3, 2], 1)
        S, (s1, s2, _) = self.stack([5, 3, 2])
        h1, h2, s1, s2, h1T, h2T = h1a[:4], h2a[:2], s1[:4], s2[:2], h1a.T, h2a.T
        _, (z1, z2, d1a, d2a, d3) = self.stack([4, 2, 5, 3, 2])
        d1, d2, A2T, A3T, slope, update = d1a[:4], d2a[:2], A2.T, A3.T, self.slope, self.update
        batches = self.batches
        for k in range(self.i, self.i + n):
            x, xT, t = batches[k % len(batches)]
            dot(A1, x, z1); tanh(z1, h1); dot(A2, h1a, z2); tanh(z2, h2); dot(A3, h2a, o)
            mul(Y, Y, S); sub(one, S, S)
            slope(o, t, d3)
            if mean is not None:
                mul(d3, mean, d3)
            dot(d3, h2T, g3); dot(A3T, d3, d2a); mul(d2, s2, d2)
            dot(d2, h1T, g2); dot(A2T, d2, d1a); mul(d1, s1, d1)
            dot(d1, xT, g1)
            update(k + 1)
        self.i += n


def absolute(hand):
    def slope(o, t, d):
        sub(o, t, d); sign(d, d)
    return slope


def square(hand):
    def slope(o, t, d):
        sub(o, t, d); add(d, d, d)
    return slope


def hinge(hand):
    one, zero, ones = hand.one, hand.zero, np.ones((1, 2))
    m, others, e = np.empty((1, hand.count)), np.empty((2, hand.count)), np.empty((2, hand.count))

    def slope(o, t, d):
        sub(one, t, others); mul(o, t, e); dot(ones, e, m); sub(o, m, e); add(e, one, e)
        np.heaviside(e, zero, out=d); mul(d, others, d); dot(ones, d, m); mul(m, t, e); sub(d, e, d)
    return slope


def cross_entropy(hand):
    ones, m = np.ones((1, 2)), np.empty((1, hand.count))
    row, top = m[0], maximum.reduce

    def slope(o, t, d):
        top(o, 0, None, row); sub(o, row, d); exp(d, d); dot(ones, d, m); div(d, m, d); sub(d, t, d)
    return slope


def binary_cross_entropy(hand):
    one = hand.one

    def slope(o, t, d):
        neg(o, d); exp(d, d); add(d, one, d); rec(d, d); sub(d, t, d)
    return slope


SLOPES = {
    "squared_error": lambda hand: sub, "l1": absolute, "l2": square, "hinge": hinge, "cross_entropy": cross_entropy,
    "binary_cross_entropy": binary_cross_entropy,
}  # fmt: skip


def sgd(hand):
    P, G, tmp, rate = hand.P, hand.G, hand.tmp, np.array(RATE / hand.count)

    def update(step):
        mul(G, rate, tmp); sub(P, tmp, P)
    return update


def momentum(hand, nesterov=False):
    P, G, tmp, rate, keep, V = hand.P, hand.G, hand.tmp, np.array(RATE), np.array(0.9), np.zeros_like(hand.P)

    def update(step):
        mul(V, keep, V); add(V, G, V)
        if nesterov:
            mul(V, keep, tmp); add(tmp, G, tmp); mul(tmp, rate, tmp)
        else:
            mul(V, rate, tmp)
        sub(P, tmp, P)
    return update


def adagrad(hand):
    P, G, tmp, rate, eps, N = hand.P, hand.G, hand.tmp, np.array(RATE), np.array(1e-10), np.zeros_like(hand.P)

    def update(step):
        mul(G, G, tmp); add(N, tmp, N); np.sqrt(N, tmp); add(tmp, eps, tmp); div(G, tmp, tmp); mul(tmp, rate, tmp)
        sub(P, tmp, P)
    return update


def rmsprop(hand):
    P, G, tmp, rate, eps, N = hand.P, hand.G, hand.tmp, np.array(RATE), np.array(1e-8), np.zeros_like(hand.P)
    keep, take = np.array(0.99), np.array(1 - 0.99)

    def update(step):
        mul(N, keep, N); mul(G, G, tmp); mul(tmp, take, tmp); add(N, tmp, N)
        np.sqrt(N, tmp); add(tmp, eps, tmp); div(G, tmp, tmp); mul(tmp, rate, tmp)
        sub(P, tmp, P)
    return update


def adam(hand, decay=None):
    P, G, tmp, M, N = hand.P, hand.G, hand.tmp, np.zeros_like(hand.P), np.zeros_like(hand.P)
    b1, b2, a1, a2 = (np.array(each) for each in (0.9, 0.999, 1 - 0.9, 1 - 0.999))
    rate, eps, kept = np.empty(()), np.empty(()), None if decay is None else np.array(1 - RATE * decay)

    def update(step):
        if kept is not None:
            mul(P, kept, P)
        mul(M, b1, M); mul(G, a1, tmp); add(M, tmp, M)
        mul(N, b2, N); mul(G, G, tmp); mul(tmp, a2, tmp); add(N, tmp, N)
        root = (1 - 0.999 ** step) ** 0.5
        rate[()] = RATE * root / (1 - 0.9 ** step)
        eps[()] = 1e-8 * root
        np.sqrt(N, tmp); add(tmp, eps, tmp); div(M, tmp, tmp); mul(tmp, rate, tmp)
        sub(P, tmp, P)
    return update


UPDATES = {
    "sgd": sgd, "momentum": momentum, "nesterov": lambda hand: momentum(hand, True), "adagrad": adagrad, "rmsprop": rmsprop,
    "adam": adam, "adamw": lambda hand: adam(hand, 0.01),
}  # fmt: skip


@dataclass(frozen=True)
class TwoClasses(Workload):
    optimizer: str = "sgd"
    objective: str = "squared_error"

    def document(self):
        document = super().document()
        training = replace(document.training, optimizer=self.optimizer, learning_rate=RATE)
        return replace(document, loss=self.objective, training=training)


def two_classes(optimizer, loss):
    """The last layer is linear, and targets are one-hot: every loss takes them."""
    base = circle()
    weights = [*base.weights[:-1], np.concatenate([base.weights[-1], -base.weights[-1]], axis=1)]
    targets = np.concatenate([base.targets > 0, base.targets <= 0], axis=2).astype(float)
    biases = [*base.biases[:-1], np.zeros(2)]
    return TwoClasses("W2", base.text, "tanh", "linear", RATE, weights, biases, base.inputs, targets, True, optimizer, loss)


WORKLOADS = {(optimizer, loss): two_classes(optimizer, loss) for optimizer in OPTIMIZERS for loss in LOSSES}
"""(Optimiser, loss) -> workload."""
