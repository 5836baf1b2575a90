"""The peers of the benchmark do the same work."""

import numpy as np
import pytest

from tests.benchmarks.circuit import ENGINES, random_circuit, sum_times
from tests.benchmarks.handwritten import HANDWRITTEN
from tests.benchmarks.peer import Nnviz, NnvizStepwise, NnvizTrainer
from tests.benchmarks.update import WORKLOADS as UPDATES
from tests.benchmarks.update import ByHand
from tests.benchmarks.workload import circle, deep, digits, two_two_two


@pytest.mark.parametrize("make", [two_two_two, circle, digits, deep])
def test_that_all_train_to_the_numbers_of_code_written_by_hand(make):
    workload = make()
    expected = HANDWRITTEN[workload.name](workload)
    expected.run(30)
    for peer in (Nnviz(workload), NnvizStepwise(workload), NnvizTrainer(workload)):
        peer.run(30)
        assert peer.training.step == 30
        np.testing.assert_allclose(peer.parameters(), expected.parameters(), rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("workload", UPDATES.values(), ids=[" with ".join(key) for key in UPDATES])
def test_that_each_optimizer_with_each_loss_trains_to_the_numbers_of_code_written_by_hand(workload):
    peers = [make(workload) for make in (ByHand, Nnviz)]
    for peer in peers:
        peer.run(12)
    np.testing.assert_allclose(peers[1].parameters(), peers[0].parameters(), rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("circuit", [sum_times(), random_circuit("wide", 600), random_circuit("deep", 300, 16)])
def test_that_all_engines_give_the_same_gradients(circuit):
    gradients = []
    for make in ENGINES.values():
        engine = make(circuit)
        engine.run(2)
        gradients.append(engine.gradients())
    for other in gradients[1:]:
        np.testing.assert_allclose(other, gradients[0], rtol=1e-10, atol=1e-13)
    assert np.abs(gradients[0]).max() > 0
