"""Who runs the workloads: nnviz at three depths, and others where they are installed. ``run(n)`` does n steps."""

import math
from collections import deque
from importlib.util import find_spec

import numpy as np

from nnviz.training.run import Run
from nnviz.training.trainer import Trainer
from tests.benchmarks.handwritten import HANDWRITTEN


class Nnviz:
    """In one go, as programs run."""

    def __init__(self, workload):
        self.training = Run(workload.document())

    def run(self, n):
        end = self.training.step + n
        while self.training.step < end:
            self.training.advance(end - self.training.step)

    def parameters(self):
        parameters = self.training.model.arena.parameters
        return np.concatenate([
            np.concatenate([weights, parameters[name.replace("weights", "bias")][:, None]], axis=1).ravel()
            for name, weights in parameters.items() if name.endswith("weights")
        ])


class NnvizStepwise(Nnviz):
    """Step by step, the loss of each looked at."""

    def run(self, n):
        for _ in range(n):
            self.training.advance()


class NnvizTrainer(Nnviz):
    """With events, history, evaluations after every epoch and checkpoints."""

    def __init__(self, workload):
        self.trainer = Trainer(workload.document())
        self.training = self.trainer._run

    def run(self, n):
        deque(self.trainer.events(n), maxlen=0)


class Torch:
    """PyTorch, eager, with its own layers, loss and SGD."""

    def __init__(self, workload):
        import torch

        torch.set_num_threads(1)
        kinds = {"tanh": torch.nn.Tanh, "sigmoid": torch.nn.Sigmoid, "relu": torch.nn.ReLU}
        layers = []
        for k, (w, b) in enumerate(zip(workload.weights, workload.biases, strict=True)):
            linear = torch.nn.Linear(*w.shape, dtype=torch.from_numpy(w).dtype)
            linear.weight.data, linear.bias.data = torch.from_numpy(w.T.copy()), torch.from_numpy(b.copy())
            linear.bias.requires_grad = workload.trains_bias
            layers.append(linear)
            kind = workload.hidden if k + 1 < len(workload.weights) else workload.last
            layers += [kinds[kind]()] if kind in kinds else []
        self.net = torch.nn.Sequential(*layers)
        self.optimizer = torch.optim.SGD([p for p in self.net.parameters() if p.requires_grad], lr=workload.rate)
        pairs = zip(workload.inputs, workload.targets, strict=True)
        if workload.last == "softmax":
            self.batches = [(torch.from_numpy(x), torch.from_numpy(t.argmax(1))) for x, t in pairs]
            self.loss = torch.nn.functional.cross_entropy
        else:
            self.batches = [(torch.from_numpy(x), torch.from_numpy(t)) for x, t in pairs]
            half_mean = 0.5 / workload.inputs.shape[1]
            self.loss = lambda o, t: half_mean * ((o - t) ** 2).sum()
        self.i = 0

    def run(self, n):
        for _ in range(n):
            x, t = self.batches[self.i % len(self.batches)]
            self.i += 1
            self.optimizer.zero_grad()
            self.loss(self.net(x), t).backward()
            self.optimizer.step()

    def parameters(self):
        pairs = zip(self.net.parameters(), list(self.net.parameters())[1:], strict=False)
        return np.concatenate([
            np.concatenate([w.detach().numpy(), b.detach().numpy()[:, None]], axis=1).ravel() for w, b in list(pairs)[::2]
        ])


class ScikitLearn:
    """scikit-learn's MLP, partial_fit for each batch; hidden layers only, so no 2-2-2 with a sigmoid at the end."""

    def __init__(self, workload):
        from sklearn.neural_network import MLPClassifier, MLPRegressor

        _, count, _ = workload.inputs.shape
        classifies = workload.last == "softmax"
        self.model = (MLPClassifier if classifies else MLPRegressor)(
            hidden_layer_sizes=[w.shape[1] for w in workload.weights[:-1]], activation=workload.hidden, solver="sgd", alpha=0.0,
            momentum=0.0, nesterovs_momentum=False, learning_rate_init=workload.rate, batch_size=count, shuffle=False,
        )
        answers = workload.targets.argmax(2) if classifies else workload.targets[..., 0]
        self.batches = list(zip(workload.inputs, answers, strict=True))
        self.options = {"classes": np.arange(workload.targets.shape[2])} if classifies else {}
        # The first call makes the arrays; the numbers to begin with then go into them.
        self.model.partial_fit(*self.batches[0], **self.options)
        for made, given in zip(self.model.coefs_ + self.model.intercepts_, workload.weights + workload.biases, strict=True):
            made[...] = given
        self.i = 0

    def run(self, n):
        for _ in range(n):
            self.model.partial_fit(*self.batches[self.i % len(self.batches)], **self.options)
            self.i += 1

    def parameters(self):
        pairs = zip(self.model.coefs_, self.model.intercepts_, strict=True)
        return np.concatenate([np.concatenate([w.T, b[:, None]], axis=1).ravel() for w, b in pairs])


class Micrograd:
    """micrograd's scalars, with a sigmoid added as its own ops are made."""

    def __init__(self, workload):
        from micrograd.engine import Value

        self.workload, self.value, self.i = workload, Value, 0
        layers = zip(workload.weights, workload.biases, strict=True)
        self.layers = [([[Value(w) for w in row] for row in ws.T.tolist()], [Value(b) for b in bs.tolist()]) for ws, bs in layers]

    def _activate(self, x):
        out = self.value(1 / (1 + math.exp(-x.data)), (x,), "sigmoid")

        def backward():
            x.grad += out.data * (1 - out.data) * out.grad
        out._backward = backward
        return out

    def run(self, n):
        numbers = [w for rows, _ in self.layers for row in rows for w in row]
        for _ in range(n):
            signals = self.workload.inputs[0, 0].tolist()
            for rows, biases in self.layers:
                pairs = zip(rows, biases, strict=True)
                signals = [self._activate(sum((w * x for w, x in zip(row, signals, strict=True)), b)) for row, b in pairs]
            loss = sum(((o - t) ** 2 for o, t in zip(signals, self.workload.targets[0, 0].tolist(), strict=True))) * 0.5
            for w in numbers:
                w.grad = 0.0
            loss.backward()
            for w in numbers:
                w.data -= self.workload.rate * w.grad

    def parameters(self):
        return np.array([
            v.data for rows, biases in self.layers for row, b in zip(rows, biases, strict=True) for v in (*row, b)
        ])


ONLY = {"scikit-learn": ("W3", "W4", "W6"), "micrograd": ("W1",)}
"""Which workloads a peer is measured on, if not on all: the others it can't do, or not in reasonable time."""

PEERS = {
    "NumPy by hand": lambda workload: HANDWRITTEN[workload.name](workload),
    "nnviz": Nnviz,
    "nnviz, step by step": NnvizStepwise,
    "nnviz, trainer": NnvizTrainer,
    **({"PyTorch eager": Torch} if find_spec("torch") else {}),
    **({"scikit-learn": ScikitLearn} if find_spec("sklearn") else {}),
    **({"micrograd": Micrograd} if find_spec("micrograd") else {}),
}
