"""Networks looked at on every level: the numbers are the same, and what is closed opens again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.engine.group import close_groups
from nnviz.engine.opening import open_gates
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Layer, Network
from nnviz.network.build import Objective, initial_parameters, neuron_graph, tensor_graph
from nnviz.network.level import groups_of
from nnviz.network.loss import LOSSES

widths = st.lists(st.integers(1, 4), min_size=2, max_size=4)


def network(sizes, data):
    layers = tuple(
        Layer(f"l{k}", tuple(f"n{k}_{j}" for j in range(size)), data.draw(st.sampled_from(sorted(ACTIVATIONS))))
        for k, size in enumerate(sizes[1:])
    )
    return Network(tuple(f"x{k}" for k in range(sizes[0])), layers)


def graphs(sizes, data):
    """A random network by tensors, by neurons, closed into groups, and taken apart into gates."""
    net, seed = network(sizes, data), data.draw(st.integers(0, 10_000))
    objective = Objective(data.draw(st.sampled_from(sorted(LOSSES))), *data.draw(st.sampled_from([(0.0, 0.0), (0.01, 0.02)])))
    rng = np.random.default_rng(seed)
    parameters = initial_parameters(net, seed)
    x, t = rng.normal(size=sizes[0]), np.eye(sizes[-1])[rng.integers(sizes[-1])]
    tensors = tensor_graph(net, parameters, x[None], t[None], objective)
    neurons = neuron_graph(net, parameters, x, t, objective)
    groups = {kind: groups_of(net, graph).values() for kind, graph in (("tensors", tensors), ("neurons", neurons))}
    return {
        "layers": close_groups(tensors, groups["tensors"]).graph, "tensors": tensors, "neurons": neurons,
        "closed": close_groups(neurons, groups["neurons"]).graph, "gates": open_gates(neurons, lambda name: True).graph,
    }, net  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(widths, st.data())
def test_that_every_level_of_a_random_network_has_the_same_numbers(sizes, data):
    levels, net = graphs(sizes, data)
    traces = {level: graph.trace() for level, graph in levels.items()}
    whole = traces["tensors"]
    for level, trace in traces.items():
        outputs = trace.values[trace.graph.output], whole.values[whole.graph.output]
        np.testing.assert_allclose(outputs[0].sum(), outputs[1].sum(), rtol=1e-12, atol=1e-14, err_msg=level)
        for k, layer in enumerate(net.layers):
            gradient = whole.gradient[f"{layer.name}.weights"]
            if level in ("layers", "tensors"):
                np.testing.assert_allclose(trace.gradient[f"{layer.name}.weights"], gradient, rtol=1e-12, atol=1e-13)
                continue
            for (unit, source), value in np.ndenumerate(gradient):
                found = float(trace.gradient[net.weight_name(k, unit, source)])
                assert found == pytest.approx(float(value), rel=1e-12, abs=1e-13), level


@settings(max_examples=40, deadline=None)
@given(widths, st.data())
def test_that_at_every_level_upstream_times_local_is_sent_and_what_is_sent_adds_up(sizes, data):
    for level, graph in graphs(sizes, data)[0].items():
        trace = graph.trace()
        for node in graph.nodes:
            sent = [trace.contribution(gate, k) for gate, k in graph.consumers(node.index)]
            if node.op == "constant" or not sent or any(part is None for part in sent):
                continue
            np.testing.assert_allclose(sum(sent), trace.gradients[node.index], rtol=1e-12, atol=1e-14, err_msg=level)
            for gate, k in graph.consumers(node.index):
                local, upstream = trace.local(gate, k), trace.gradients[gate]
                if local is not None:
                    product = float(upstream.sum()) * local
                    assert float(trace.contribution(gate, k).sum()) == pytest.approx(product, rel=1e-12, abs=1e-14), level
