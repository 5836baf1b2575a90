"""Every schedule gives the learning rates of PyTorch's."""

import pytest

from nnviz.network.schedule import SCHEDULES

CLASSES = {
    "constant": lambda of, optimizer: of.ConstantLR(optimizer, factor=1.0),
    "step": lambda of, optimizer: of.StepLR(optimizer, step_size=4, gamma=0.3),
    "cosine": lambda of, optimizer: of.CosineAnnealingLR(optimizer, T_max=20, eta_min=0.01),
    "warmup": lambda of, optimizer: of.LinearLR(optimizer, start_factor=1 / 6, total_iters=5),
}
SETTINGS = {
    "constant": {}, "step": {"every": 4.0, "gamma": 0.3}, "cosine": {"period": 20.0, "lowest": 0.01}, "warmup": {"warmup": 6.0},
}  # fmt: skip


def test_that_every_schedule_has_a_reference():
    assert set(CLASSES) == set(SCHEDULES)


@pytest.mark.torch
@pytest.mark.parametrize("name", SCHEDULES)
def test_that_twenty_epochs_have_the_rates_of_pytorch(torch, name):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.8)
    reference = CLASSES[name](torch.optim.lr_scheduler, optimizer)
    for epoch in range(20):
        expected = optimizer.param_groups[0]["lr"]
        assert SCHEDULES[name].rate(epoch, 0.8, **SETTINGS[name]) == pytest.approx(expected, rel=1e-12)
        optimizer.step()
        reference.step()
