"""Every optimiser walks as PyTorch's does, with its defaults and with every constant changed."""

import numpy as np
import pytest

from nnviz.network.optimizer import OPTIMIZERS
from tests.network.update import update_of
from tests.oracle.reference import OPTIMIZER_CLASSES, reference_optimizer

STEPS = 50
OTHER = {"momentum": 0.6, "alpha": 0.8, "beta1": 0.7, "beta2": 0.95, "eps": 1e-3, "decay": 0.2}
CASES = [(name, ()) for name in OPTIMIZERS]
CASES += [(name, (key,)) for name, optimizer in OPTIMIZERS.items() for key in optimizer.settings]
CASES += [(name, tuple(optimizer.settings)) for name, optimizer in OPTIMIZERS.items() if len(optimizer.settings) > 1]


def test_that_every_optimizer_and_every_constant_has_a_reference():
    assert set(OPTIMIZER_CLASSES) == set(OPTIMIZERS)
    assert {key for optimizer in OPTIMIZERS.values() for key in optimizer.settings} == set(OTHER)


@pytest.mark.torch
@pytest.mark.parametrize(("name", "changed"), CASES, ids=lambda part: part if isinstance(part, str) else "+".join(part))
def test_that_fifty_steps_are_those_of_pytorch(torch, name, changed):
    rng, optimizer = np.random.default_rng(5), OPTIMIZERS[name]
    settings = {key: OTHER[key] if key in changed else value for key, value in optimizer.settings.items()}
    start = rng.normal(size=12)
    ours, theirs = start.copy(), torch.nn.Parameter(torch.tensor(start))
    reference = reference_optimizer(torch, name, [theirs], 0.05, settings, optimizer.settings)
    state, update = {slot: np.zeros_like(ours) for slot in optimizer.slots}, update_of(optimizer)
    for step in range(1, STEPS + 1):
        # Gradients of very different sizes, among them tiny ones and zero, where eps matters.
        gradient = rng.normal(size=12) * 10.0 ** np.arange(-8, 4) * (np.arange(12) != 6)
        update(ours, gradient, state, step, 0.05, **settings)
        theirs.grad = torch.tensor(gradient)
        reference.step()
        np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=1e-9, atol=1e-14)
    assert not np.allclose(ours, start)
