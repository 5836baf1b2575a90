"""Derivations of what is seen of a document at its levels, with gates closed into groups."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.engine.composite import Composite
from nnviz.explain.block import Display
from nnviz.explain.derivation import Explainer
from nnviz.explain.place import places_of
from nnviz.explain.text import to_text
from nnviz.explain.writer import Writer
from nnviz.files.example import example_names
from nnviz.files.load import load
from nnviz.network.architecture import Layer, Network
from nnviz.network.build import Objective, initial_parameters
from nnviz.network.level import groups_of
from nnviz.network.view import NetworkView
from nnviz.session.sight import Lens, Sight
from nnviz.session.subject import subject_of
from tests.explain.soundness import require_sound


def traces(name):
    """A pass of an example at each of its levels."""
    subject = subject_of(load(name))
    for level in subject.levels:
        subject.look(subject.level_lens(level))
        yield subject.trace(0)


@pytest.mark.parametrize("name", example_names())
def test_that_factors_multiply_and_branches_add_up_at_every_level(name):
    for trace in traces(name):
        assert require_sound(trace, most=12) >= 3


@pytest.mark.parametrize("name", ["two_two_two", "multi_label", "digits"])
def test_that_a_group_is_explained_as_a_gate_is(name):
    seen = 0
    for trace in traces(name):
        writer = Writer(Explainer(trace))
        for node in trace.graph.nodes:
            if not node.is_leaf and isinstance(node.gate, Composite):
                seen += 1
                (place, *_) = places_of(trace, node.index, slice(1))
                text = to_text((Display((writer.value(place), writer.chain(place), writer.gradient(place))),), 4)
                assert node.name in text
                assert "nan" not in text.lower()
    assert seen


@given(
    data=st.data(), widths=st.lists(st.integers(1, 3), min_size=2, max_size=4),
    activation=st.sampled_from(["sigmoid", "tanh", "relu"]),
    loss=st.sampled_from(["squared_error", "cross_entropy", "binary_cross_entropy"]), l2=st.sampled_from([0.0, 0.1]),
    by_neuron=st.booleans(),
)  # fmt: skip
def test_that_closing_any_groups_of_a_network_leaves_derivations_sound_and_numbers_equal(
    data, widths, activation, loss, l2, by_neuron
):
    layers = tuple(
        Layer(f"layer{k}", tuple(f"n{k}{u}" for u in range(width)), activation) for k, width in enumerate(widths[1:])
    )
    network = Network(tuple(f"x{k}" for k in range(widths[0])), layers)
    inputs, targets = np.linspace(-1, 1, widths[0]), np.eye(widths[-1])[0]
    view = NetworkView(network, initial_parameters(network, 3), inputs, targets, Objective(loss, 0.0, l2), by_neuron)
    groups = groups_of(network, view.graph)
    closed = data.draw(st.sets(st.sampled_from(sorted(groups))) if groups else st.just(set()))
    opened, seen = view.graph.trace(), Sight(view.graph, groups, Lens("neurons", frozenset(closed))).graph.trace()
    require_sound(seen, most=6)
    for node in seen.graph.nodes:
        if node.name in view.graph:
            assert np.allclose(seen.value[node.name], opened.value[node.name], rtol=1e-12, atol=1e-300)
            if node.op != "constant":
                assert np.allclose(seen.gradient[node.name], opened.gradient[node.name], rtol=1e-12, atol=1e-15)
