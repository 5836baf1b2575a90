"""The workloads W1 to W6: networks with their numbers and data, as plain arrays and as documents."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from nnviz.document.document import Document
from nnviz.document.part import Data, Training
from nnviz.network.architecture import Layer, Network


@dataclass(frozen=True)
class Workload:
    """Weights (inputs, outputs) and biases; ``inputs`` (batches, N, D), ``targets`` (batches, N, K)."""

    name: str
    text: str
    hidden: str
    last: str
    rate: float
    weights: list[np.ndarray]
    biases: list[np.ndarray]
    inputs: np.ndarray
    targets: np.ndarray
    trains_bias: bool = True

    @property
    def loss(self) -> str:
        return "cross_entropy" if self.last == "softmax" else "squared_error"

    @property
    def dtype(self):
        return self.inputs.dtype

    def document(self) -> Document:
        layers = []
        for k, (w, b) in enumerate(zip(self.weights, self.biases, strict=True)):
            kind = self.hidden if k + 1 < len(self.weights) else {"softmax": "linear"}.get(self.last, self.last)
            names = tuple(f"n{k}_{j}" for j in range(len(b)))
            layers.append(Layer(f"l{k}", names, kind, _rows(w.T), None, tuple(b.tolist()), self.trains_bias))
        inputs = self.inputs.reshape(-1, self.inputs.shape[2])
        data = Data(inputs=_rows(inputs), targets=_rows(self.targets.reshape(len(inputs), -1)))
        training = Training(learning_rate=self.rate, batch_size=self.inputs.shape[1], shuffle=False)
        network = Network(tuple(f"i{k}" for k in range(inputs.shape[1])), tuple(layers))
        return Document(self.name, network=network, loss=self.loss, data=data, training=training, precision=self.dtype.name)


def _rows(array):
    return tuple(map(tuple, array.astype(float).tolist()))


def _drawn(sizes, rng, dtype=np.float64):
    pairs = pairwise(sizes)
    return [(rng.standard_normal((i, o)) / np.sqrt(i)).astype(dtype) for i, o in pairs], [np.zeros(o, dtype) for o in sizes[1:]]


def _circle(count, seed):
    rng = np.random.default_rng(seed)
    radius = np.concatenate([rng.uniform(0, 2.5, count // 2), rng.uniform(3.5, 5, count // 2)])
    angle = rng.uniform(0, 2 * np.pi, count)
    order = rng.permutation(count)
    inputs = np.stack([radius * np.sin(angle), radius * np.cos(angle)], 1)
    return inputs[order], np.where(radius < 2.5, 1.0, -1.0)[order, None]


def two_two_two():
    weights = [np.array([[0.15, 0.25], [0.20, 0.30]]), np.array([[0.40, 0.50], [0.45, 0.55]])]
    return Workload(
        "W1", "2-2-2 sigmoid, batch 1", "sigmoid", "sigmoid", 0.5, weights, [np.full(2, 0.35), np.full(2, 0.60)],
        np.array([[[0.05, 0.10]]]), np.array([[[0.01, 0.99]]]), False,
    )


def circle():
    inputs, targets = _circle(500, 0)
    drawn = _drawn([2, 4, 2, 1], np.random.default_rng(1))
    return Workload(
        "W2", "2-4-2-1 tanh, batch 10", "tanh", "tanh", 0.03, *drawn, inputs.reshape(50, 10, 2), targets.reshape(50, 10, 1)
    )


def _classes(name, text, sizes, rate, batches, count, seed, dtype):
    rng = np.random.default_rng(seed)
    drawn = _drawn(sizes, rng, dtype)
    inputs = rng.standard_normal((batches, count, sizes[0])).astype(dtype)
    targets = np.eye(sizes[-1], dtype=dtype)[rng.integers(0, sizes[-1], (batches, count))]
    return Workload(name, text, "relu", "softmax", rate, *drawn, inputs, targets)


def digits():
    return _classes("W3", "64-32-10 relu, softmax, batch 32", [64, 32, 10], 0.1, 56, 32, 3, np.float64)


def mnist():
    return _classes("W4", "784-128-10 relu, softmax, batch 128, float32", [784, 128, 10], 0.01, 8, 128, 4, np.float32)


def deep():
    inputs, targets = _circle(512, 5)
    drawn = _drawn([2] + [64] * 20 + [1], np.random.default_rng(6))
    return Workload(
        "W6", "20 layers of 64, tanh, batch 64", "tanh", "linear", 0.01, *drawn, inputs.reshape(8, 64, 2),
        targets.reshape(8, 64, 1),
    )


WORKLOADS = (two_two_two, circle, digits, mnist, deep)
