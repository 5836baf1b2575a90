import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Layer, Network
from nnviz.network.build import Objective, initial_parameters, tensor_graph
from nnviz.network.close_up import MOST_TERMS, CloseUp, Spot, spot_of
from nnviz.network.loss import LOSSES


def network(widths, activations):
    layers = tuple(
        Layer(f"l{k}", tuple(f"u{k}_{j}" for j in range(width)), activation, bias=False if k == 1 else None)
        for k, (width, activation) in enumerate(zip(widths[1:], activations, strict=True))
    )
    return Network(tuple(f"x{k}" for k in range(widths[0])), layers)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 14), min_size=3, max_size=4), st.data(), st.integers(0, 2**32 - 1),
    st.sampled_from(sorted(LOSSES)), st.sampled_from([(0.0, 0.0), (0.01, 0.0), (0.0, 0.02)]),
)  # fmt: skip
def test_that_a_neuron_close_up_has_the_numbers_of_the_whole_network(widths, data, seed, loss, penalties):
    activations = [data.draw(st.sampled_from(sorted(ACTIVATIONS))) for _ in widths[1:]]
    net, rng = network(widths, activations), np.random.default_rng(seed)
    layer = data.draw(st.integers(0, len(net.layers) - 1))
    unit = data.draw(st.integers(0, widths[layer + 1] - 1))
    source = data.draw(st.none() | st.integers(0, widths[layer] - 1))
    objective = Objective(loss, *penalties)
    first, later = initial_parameters(net, seed % 1000), initial_parameters(net, seed % 1000 + 1)
    inputs, targets = rng.normal(size=(2, widths[0])), np.eye(widths[-1])[rng.integers(widths[-1], size=2)]
    view = CloseUp(net, first, inputs[0], targets[0], objective, Spot(layer, unit, source))
    whole = tensor_graph(net, later, inputs[1:], targets[1:], objective).trace()
    trace = view.graph.trace(view.leaf_values(later, inputs[1], targets[1]))
    name = net.layers[layer].name
    np.testing.assert_allclose(trace.values[trace.graph.output], whole.values[whole.graph.output], rtol=1e-12, atol=1e-14)
    net_name = f"net_{net.layers[layer].units[unit]}"
    assert float(trace.value[net_name]) == pytest.approx(float(whole.value[f"{name}.net"][0, unit]), rel=1e-12, abs=1e-13)
    assert float(trace.gradient[net_name]) == pytest.approx(float(whole.gradient[f"{name}.net"][0, unit]), rel=1e-12, abs=1e-13)
    for key, value in view.named(whole.gradient).items():
        assert float(trace.gradient[key]) == pytest.approx(float(value), rel=1e-12, abs=1e-13)
    weights = [node.name for node in trace.graph.nodes if node.op == "parameter" and "weights" in node.name]
    assert len(weights) == (widths[layer] if widths[layer] <= MOST_TERMS + 1 else MOST_TERMS)
    assert source is None or net.weight_name(layer, unit, source) in weights


@pytest.mark.parametrize(
    ("key", "spot"),
    [
        ("out_u1_2", Spot(1, 2)), ("net_u0_0", Spot(0, 0)), ("l1.out[0,1]", Spot(1, 1)), ("l1.weights[2,3]", Spot(1, 2, 3)),
        ("l0.bias[4]", Spot(0, 4)), ("b_u0_4", Spot(0, 4)), ("l1.out", None), ("l1.out[0,9]", None), ("x1", None), ("E", None),
    ],
)  # fmt: skip
def test_that_a_key_is_about_a_neuron(key, spot):
    assert spot_of(network((3, 5, 3), ("tanh", "sigmoid")), key) == spot
