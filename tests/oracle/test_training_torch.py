"""Whole trainings end where PyTorch's end: every loss, every optimiser, every activation, and the penalties."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.document.document import Document
from nnviz.document.part import Data, Training
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Layer, Network
from nnviz.network.loss import LOSSES
from nnviz.network.optimizer import OPTIMIZERS
from nnviz.training.trainer import Trainer
from tests.oracle.reference import REFERENCES, reference_optimizer

pytestmark = pytest.mark.torch
STEPS, EXAMPLES, BATCH = 50, 12, 4
TARGETS = {
    "regression": lambda rng: rng.normal(size=(EXAMPLES, 3)),
    "one_hot": lambda rng: np.eye(3)[rng.integers(0, 3, EXAMPLES)],
    "multi_label": lambda rng: rng.integers(0, 2, (EXAMPLES, 3)).astype(float),
}


def make_document(loss="squared_error", activation="tanh", **training) -> Document:
    """A 2-5-3 network with everything written out, on twelve examples in batches of four."""
    rng = np.random.default_rng(9)
    rows = lambda array: tuple(map(tuple, array.tolist()))  # noqa: E731
    layers = tuple(
        Layer(
            name,
            tuple(f"{name}{k}" for k in range(units)),
            kind,
            rows(rng.normal(size=(units, fan_in))),
            None,
            tuple(rng.normal(size=units).tolist()),
        )
        for name, units, fan_in, kind in (("h", 5, 2, activation), ("o", 3, 5, "linear"))
    )
    data = Data(inputs=rows(rng.normal(size=(EXAMPLES, 2))), targets=rows(TARGETS[LOSSES[loss].task](rng)))
    settings = {"learning_rate": 0.02, "batch_size": BATCH, "shuffle": False, **training}
    return Document(
        "An oracle's", network=Network(("a", "b"), layers), loss=loss, data=data, training=Training(**settings)
    )


def train_in_pytorch(torch, document, after_backward=lambda parameters: None):
    """The same training, step by step: the parameters and the loss over all examples that it ends with."""
    network, training = document.network, document.training
    parameters = {}
    for layer in network.layers:
        parameters[f"{layer.name}.weights"] = torch.nn.Parameter(torch.tensor(layer.weights))
        parameters[f"{layer.name}.bias"] = torch.nn.Parameter(torch.tensor(layer.bias))
    defaults = OPTIMIZERS[training.optimizer].settings
    optimizer = reference_optimizer(
        torch, training.optimizer, list(parameters.values()), training.learning_rate, defaults, defaults
    )
    inputs, targets = torch.tensor(document.data.inputs), torch.tensor(document.data.targets)

    def loss_of(rows):
        signal = inputs[rows]
        for layer in network.layers:
            signal = torch.nn.functional.linear(
                signal, parameters[f"{layer.name}.weights"], parameters[f"{layer.name}.bias"]
            )
            op = ACTIVATIONS[layer.activation].op
            signal = signal if op is None else REFERENCES[op](torch, signal)
        return REFERENCES[document.loss](torch, signal, targets[rows])

    weights = [parameters[f"{layer.name}.weights"] for layer in network.layers]
    for step in range(STEPS):
        first = step * BATCH % EXAMPLES
        optimizer.zero_grad()
        objective = loss_of(slice(first, first + BATCH))
        objective = objective + training.l1 * sum(w.abs().sum() for w in weights)
        (objective + training.l2 / 2 * sum((w * w).sum() for w in weights)).backward()
        optimizer.step()
    return {name: p.detach().numpy() for name, p in parameters.items()}, loss_of(slice(None)).item()


def assert_same_end(torch, document):
    """Both trainings end with the same parameters and the same loss."""
    trainer = Trainer(document)
    trainer.train(steps=STEPS)
    parameters, loss = train_in_pytorch(torch, document)
    assert set(trainer.parameters) == set(parameters)
    for name, expected in parameters.items():
        np.testing.assert_allclose(trainer.parameters[name], expected, rtol=1e-9, atol=1e-12)
    if not (document.training.l1 or document.training.l2):
        assert trainer.loss() == pytest.approx(loss, rel=1e-9)


@pytest.mark.parametrize("loss", LOSSES)
def test_that_training_with_each_loss_ends_where_pytorch_ends(torch, loss):
    assert_same_end(torch, make_document(loss))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_that_training_with_each_optimizer_ends_where_pytorch_ends(torch, optimizer):
    assert_same_end(torch, make_document(optimizer=optimizer))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_that_training_with_each_activation_ends_where_pytorch_ends(torch, activation):
    assert_same_end(torch, make_document(activation=activation))


@pytest.mark.parametrize("rates", [{"l1": 0.03}, {"l2": 0.1}, {"l1": 0.02, "l2": 0.05}], ids=str)
def test_that_penalties_pull_as_in_pytorch(torch, rates):
    assert_same_end(torch, make_document(**rates))


def test_that_frozen_biases_stay(torch):
    document = make_document()
    layers = tuple(replace(layer, train_bias=False) for layer in document.network.layers)
    trainer = Trainer(replace(document, network=replace(document.network, layers=layers)))
    trainer.train(steps=STEPS)
    for layer in layers:
        np.testing.assert_array_equal(trainer.parameters[f"{layer.name}.bias"], layer.bias)
