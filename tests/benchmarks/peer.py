"""Who runs the workloads: nnviz at three depths, and others where they are installed. ``run(n)`` does n steps."""

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


PEERS = {
    "NumPy by hand": lambda workload: HANDWRITTEN[workload.name](workload),
    "nnviz": Nnviz,
    "nnviz, step by step": NnvizStepwise,
    "nnviz, trainer": NnvizTrainer,
    **({"PyTorch eager": Torch} if find_spec("torch") else {}),
}
