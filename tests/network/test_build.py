import numpy as np
import pytest

from nnviz.engine.check import check
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Layer, Network
from nnviz.network.build import Objective, initial_parameters, neuron_graph, parameter_names, tensor_graph
from nnviz.network.loss import LOSSES
from nnviz.network.view import MOST_CONNECTIONS, NetworkView, entry, scalars

RNG = np.random.default_rng(3)


def network(activation="tanh", outputs=3, bias=None):
    units = tuple(f"o{k}" for k in range(outputs))
    return Network(("a", "b"), (
        Layer("hidden", ("h1", "h2", "h3"), activation, bias=bias), Layer("output", units, "linear", weight_names=None),
    ))  # fmt: skip


def numbers(net, one_hot):
    parameters = {name: value + 0.1 for name, value in initial_parameters(net, 1).items()}
    inputs = RNG.normal(size=(4, 2))
    targets = np.eye(3)[[0, 2, 1, 0]] if one_hot else RNG.uniform(size=(4, 3))
    return parameters, inputs, targets


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("l1", "l2"), [(0.0, 0.0), (0.01, 0.02)])
def test_that_neurons_and_tensors_give_the_same_numbers(loss, activation, l1, l2):
    net = network(activation)
    parameters, inputs, targets = numbers(net, LOSSES[loss].task == "one_hot")
    objective = Objective(loss, l1, l2)
    tensor = tensor_graph(net, parameters, inputs[:1], targets[:1], objective).trace()
    neuron = neuron_graph(net, parameters, inputs[0], targets[0], objective).trace()
    for name in ("E", "objective") if l1 else ("E",):
        assert float(neuron.value[name]) == pytest.approx(float(tensor.value[name]), rel=1e-13)
    gradients = {name: tensor.gradient[name] for name in parameter_names(net)}
    for name, gradient in scalars(net, gradients).items():
        assert float(neuron.gradient[name]) == pytest.approx(float(gradient), rel=1e-11, abs=1e-15), name


@pytest.mark.parametrize("loss", LOSSES)
def test_that_the_gradient_check_passes_on_a_batch(loss):
    net = network("sigmoid")
    parameters, inputs, targets = numbers(net, LOSSES[loss].task == "one_hot")
    result = check(tensor_graph(net, parameters, inputs, targets, Objective(loss, 0.01, 0.01)))
    assert result.ok, result.worst


def test_that_penalties_are_on_weights_and_not_on_biases():
    net = network()
    parameters, inputs, targets = numbers(net, False)
    trace = tensor_graph(net, parameters, inputs, targets, Objective("l2", 0.5, 0.25)).trace()
    weights = np.concatenate([v.ravel() for name, v in parameters.items() if name.endswith("weights")])
    penalty = 0.5 * np.abs(weights).sum() + 0.25 / 2 * (weights**2).sum()
    assert float(trace.value["objective"] - trace.value["E"]) == pytest.approx(penalty, rel=1e-12)


def test_that_a_layer_without_bias_has_none():
    net = network(bias=False)
    assert parameter_names(net) == ["hidden.weights", "output.weights", "output.bias"]
    parameters, inputs, targets = numbers(net, False)
    assert net.bias_name(0, 0) not in neuron_graph(net, parameters, inputs[0], targets[0], Objective("l2"))


def test_that_initial_parameters_depend_on_seed_and_layer_alone():
    one, other = initial_parameters(network(), 5), initial_parameters(network(outputs=2), 5)
    np.testing.assert_array_equal(one["hidden.weights"], other["hidden.weights"])
    assert not np.array_equal(one["hidden.weights"], initial_parameters(network(), 6)["hidden.weights"])


def test_that_a_large_network_is_looked_at_by_tensors():
    wide = Network(tuple(f"x{k}" for k in range(30)), (Layer("output", tuple(f"y{k}" for k in range(30))),))
    assert wide.weight_count > MOST_CONNECTIONS
    parameters = initial_parameters(wide, 0)
    x, t = RNG.normal(size=30), RNG.uniform(size=30)
    view = NetworkView(wide, parameters, x, t, Objective("squared_error"))
    assert not view.by_neuron
    assert view.trace(parameters, x, t).value["output.net"].shape == (1, 30)


def test_that_single_parameters_are_found_by_their_names():
    net = Network(("a", "b"), (Layer("hidden", ("h",), weight_names=(("w1", "w2"),)), Layer("output", ("o",))))
    assert entry(net, "w2") == ("hidden.weights", (0, 1))
    assert entry(net, "output.weights[0,0]") == ("output.weights", (0, 0))
    assert entry(net, "output.bias[0]") == entry(net, "b_o") == ("output.bias", (0,))
    unknown = "w3", "b_a", "output.bias[1]", "output.weights[0]", "output.weights[x,0]", "output.weights[²,0]", "a"
    assert all(entry(net, name) is None for name in unknown)
