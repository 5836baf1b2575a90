import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.engine.graph import GraphBuilder
from nnviz.engine.table import OPS
from nnviz.explain.derivation import Explainer
from nnviz.explain.place import Place, PlaceError, find, places_of
from nnviz.files.example import example_names
from nnviz.files.load import load
from nnviz.network.architecture import Layer, Network
from nnviz.network.build import Objective, initial_parameters, neuron_graph, tensor_graph
from nnviz.session.subject import subject_of
from nnviz.training.trainer import Trainer
from tests.explain.soundness import EXACT, require_sound

SMOOTH = ("add", "sub", "mul", "neg", "exp", "sigmoid", "tanh", "relu", "softplus", "max", "min", "abs", "leaky_relu")


@pytest.mark.parametrize("name", example_names())
def test_that_factors_multiply_and_branches_add_up_for_every_example(name):
    assert require_sound(subject_of(load(name)).trace(0)) >= 5


@pytest.mark.parametrize(("name", "case"), [(op.name, case) for op in OPS.values() for case in op.cases])
def test_that_factors_multiply_and_branches_add_up_for_every_op(name, case):
    op = OPS[name]
    rng = np.random.default_rng(len(case))
    builder = GraphBuilder()
    leaves = [builder.input(f"x{k}", rng.uniform(op.low, op.high, shape)) for k, shape in enumerate(case)]
    value = builder.op(name, *leaves, name="y")
    builder.op("sum", builder.op("tanh", value), name="f")
    require_sound(builder.build().trace())


@given(st.data())
def test_that_factors_multiply_and_branches_add_up_for_random_graphs(data):
    builder = GraphBuilder()
    numbers = st.floats(-2, 2).map(lambda x: round(x, 3))
    shape = data.draw(st.sampled_from([(), (3,), (2, 2)]))
    for k in range(data.draw(st.integers(1, 3))):
        size = int(np.prod(shape))
        builder.input(f"x{k}", np.array(data.draw(st.lists(numbers, min_size=size, max_size=size))).reshape(shape))
    for _ in range(data.draw(st.integers(1, 12))):
        op = OPS[data.draw(st.sampled_from(SMOOTH))]
        count = len(list(builder))
        arity = op.arity or data.draw(st.integers(2, 3))
        builder.op(op.name, *(data.draw(st.integers(max(0, count - 5), count - 1)) for _ in range(arity)))
    builder.op("mean", len(list(builder)) - 1, name="f")
    trace = builder.build().trace()
    if trace.first_non_finite() is None and max(np.abs(g).max() for g in trace.gradients if g is not None) < 1e100:
        require_sound(trace)


@given(
    widths=st.lists(st.integers(1, 4), min_size=2, max_size=4), activation=st.sampled_from(["sigmoid", "tanh", "relu", "linear"]),
    loss=st.sampled_from(["squared_error", "l2", "hinge", "cross_entropy", "binary_cross_entropy"]), l2=st.sampled_from([0.0, 0.1]),
    seed=st.integers(0, 1000),
)  # fmt: skip
def test_that_factors_multiply_and_branches_add_up_for_random_networks(widths, activation, loss, l2, seed):
    layers = tuple(
        Layer(f"layer{k}", tuple(f"n{k}{u}" for u in range(width)), activation) for k, width in enumerate(widths[1:])
    )
    network = Network(tuple(f"x{k}" for k in range(widths[0])), layers)
    rng = np.random.default_rng(seed)
    inputs, targets = rng.normal(size=widths[0]), np.eye(widths[-1])[seed % widths[-1]]
    parameters, objective = initial_parameters(network, seed), Objective(loss, 0.0, l2)
    require_sound(neuron_graph(network, parameters, inputs, targets, objective).trace())
    tensors = tensor_graph(network, parameters, np.stack([inputs, -inputs]), np.stack([targets, targets]), objective)
    require_sound(tensors.trace())


def test_that_a_gate_of_many_entries_is_looked_at_where_it_matters():
    builder = GraphBuilder()
    x = builder.input("x", np.linspace(-1, 1, 4096))
    builder.op("sum", builder.op("relu", x, name="y"), name="f")
    explainer = Explainer(builder.build().trace())
    (branch,) = explainer.gradient(Place(0, (4000,))).branches
    assert (branch.local.of, branch.local.number) == (Place(1, (4000,)), 1.0)
    (stopped,) = explainer.gradient(Place(0, (3,))).branches
    assert (stopped.local.of, stopped.local.number) == (Place(1, (3,)), 0.0)


def test_that_what_is_too_much_to_be_told_apart_is_summed():
    builder = GraphBuilder()
    rng = np.random.default_rng(0)
    x, w = builder.input("x", rng.normal(size=(1, 2))), builder.parameter("w", rng.normal(size=(400, 2)))
    builder.op("sum", builder.op("tanh", builder.op("affine", x, w, name="net")), name="f")
    trace = builder.build().trace()
    found = Explainer(trace).gradient(Place(0, (0, 1)))
    assert len(found.branches) == 256
    assert found.rest != 0
    require_sound(trace)


def test_that_the_chain_of_w5_is_the_lecture_s():
    explainer = Explainer(Trainer(load("two_two_two")).trace())
    chain = explainer.chain(find(explainer.trace, "w5").place)
    name = [node.name for node in explainer.graph.nodes]
    assert name[chain.head.node] == "out_o1"
    assert [(name[local.of.node], name[local.by.node]) for local in chain.locals] == [("out_o1", "net_o1"), ("net_o1", "w5")]
    numbers = [chain.upstream, *(local.number for local in chain.locals), chain.value]
    assert numbers == pytest.approx([0.741365069552, 0.186815601809, 0.593269992107, 0.082167040564], rel=1e-9)


def test_that_the_chain_of_a_prediction_leads_through_its_loss():
    explainer = Explainer(Trainer(load("two_two_two")).trace())
    chain = explainer.chain(find(explainer.trace, "out_o1").place)
    name = [node.name for node in explainer.graph.nodes]
    assert [(name[local.of.node], name[local.by.node]) for local in chain.locals] == [("E", "E_o1"), ("E_o1", "out_o1")]
    assert (name[chain.head.node], chain.value) == ("E", pytest.approx(0.741365069552, rel=1e-9))


def test_that_no_branch_is_that_of_a_term_which_also_leads_elsewhere():
    builder = GraphBuilder()
    a, b = (builder.op("tanh", builder.input(name, 0.5), name=f"t{name}") for name in "ab")
    both = builder.op("add", a, b, name="both")
    builder.op("add", both, builder.op("exp", both, name="more"), name="f")
    explainer = Explainer(builder.build().trace())
    for node in explainer.graph.nodes[:-1]:
        assert {branch.part for branch in explainer.gradient(Place(node.index)).branches} == {None}


def test_that_the_branches_of_out_h1_are_named_by_the_losses_they_come_from():
    explainer = Explainer(Trainer(load("two_two_two")).trace())
    found = explainer.gradient(find(explainer.trace, "out_h1").place)
    parts = {explainer.graph.nodes[branch.part.node].name: branch.product for branch in found.branches}
    assert parts == pytest.approx({"E_o1": 0.055399424651, "E_o2": -0.019049118258}, rel=1e-9)
    assert found.value == pytest.approx(0.036350306393, rel=1e-9)


def test_that_the_walk_of_part_2_goes_back_gate_by_gate():
    explainer = Explainer(subject_of(load("sigmoid_neuron")).trace(0))
    walk = explainer.walk(find(explainer.trace, "w0").place)
    s = 0.19661193324148188
    assert [explainer.gradient_at(place) for place in walk] == pytest.approx(
        [1, -0.534446645388523, -0.534446645388523, -s, s, s, s, -s], rel=1e-12
    )


@pytest.mark.parametrize(
    ("example", "name", "expected", "gradient"),
    [
        ("multiply_sum", "f/x", "x", True), ("multiply_sum", "df/dx", "x", True), ("multiply_sum", "∂f/∂q", "q", True),
        ("multiply_sum", "q", "q", False), ("two_two_two", "output.weights[0,0]", "w5", False),
        ("two_two_two", "hidden.bias[1]", "b_h2", False),
        ("two_two_two", "b_h2", "b_h2", False), ("two_two_two", "E/w5", "w5", True),
        ("gates", "f/square", "square", True),
    ],
)  # fmt: skip
def test_that_a_number_is_found_by_its_names(example, name, expected, gradient):
    subject = subject_of(load(example))
    network = None if subject.trainer is None else subject.trainer.model.network
    asked = find(subject.trace(0), name, network)
    assert (subject.graph.nodes[asked.place.node].name, asked.gradient) == (expected, gradient)


@pytest.mark.parametrize("name", ["net_a1", "hidden1.weights[0,1]", "hidden1.net[0,0]", "out_a1", "x1"])
def test_that_a_number_of_a_large_network_is_found(name):
    subject = subject_of(load("spiral"))
    network = subject.trainer.model.network
    name = name.replace("a1", network.layers[0].units[0]).replace("x1", network.inputs[0])
    asked = find(subject.trace(0), name, network)
    assert len(asked.place.entry) == 2


@pytest.mark.parametrize("tensor", ["weights", "bias"])
def test_that_a_neuron_s_name_behind_that_of_its_layer_s_weights_stands_for_none_of_them(tensor):
    subject = subject_of(load("spiral"))
    network = subject.trainer.model.network
    with pytest.raises(PlaceError, match="there is no such number"):
        find(subject.trace(0), f"{tensor}_{network.layers[0].units[1]}", network)


@pytest.mark.parametrize("name", ["nothing", "q/x", "f/nothing", "x[0]", "", "f/", "/x", "["])
def test_that_what_is_not_there_is_refused(name):
    with pytest.raises(PlaceError, match="expected"):
        find(subject_of(load("multiply_sum")).trace(0), name)


def test_that_an_array_is_asked_for_by_entry():
    builder = GraphBuilder()
    builder.op("sum", builder.input("x", np.ones((2, 3))), name="f")
    trace = builder.build().trace()
    assert find(trace, "f/x[1,2]").place == Place(0, (1, 2))
    for name in ("x", "x[2,0]", "x[1]"):
        with pytest.raises(PlaceError, match=r"x is 2×3, expected an entry of it, at most x\[1,2\]"):
            find(trace, name)


@pytest.mark.parametrize("name", example_names())
def test_that_what_a_gate_sends_back_is_what_the_engine_sent(name):
    subject = subject_of(load(name))
    trace = subject.trace(0)
    explainer, seen = Explainer(trace), 0
    for gate in trace.graph.gates:
        if trace.values[gate].size != 1 or trace.graph.nodes[gate].gate.parts is None:
            continue
        for branch in explainer.sent(*places_of(trace, gate)):
            seen += 1
            sent = float(trace.contribution(gate, branch.local.edge)[branch.local.by.entry])
            assert branch.product == pytest.approx(sent, rel=EXACT, abs=1e-300)
    assert seen or subject.lens.level == "tensors"


def test_that_a_number_used_twice_by_a_gate_is_told_twice():
    builder = GraphBuilder()
    x = builder.input("x", 3.0)
    builder.op("mul", x, x, name="f")
    explainer = Explainer(builder.build().trace())
    assert [(branch.local.edge, branch.product) for branch in explainer.sent(Place(1))] == [(0, 3.0), (1, 3.0)]
    assert explainer.sent(Place(0)) == ()


def test_that_a_very_long_product_stops_on_the_way():
    builder = GraphBuilder()
    node = builder.input("x", 0.1)
    for _ in range(100):
        node = builder.op("tanh", node)
    explainer = Explainer(builder.build().trace())
    chain = explainer.chain(Place(0))
    assert len(chain.locals) == 40
    assert chain.upstream * math.prod(local.number for local in chain.locals) == pytest.approx(chain.value, rel=EXACT)


def test_that_a_way_whose_local_gradient_is_0_is_a_way():
    trainer = Trainer(load("xor"))
    trace = tensor_graph(
        trainer.model.network, trainer.parameters, np.zeros((1, 2)), np.zeros((1, 1)), trainer.model.objective
    ).trace()
    explainer = Explainer(trace)
    (branch,) = explainer.gradient(Place(trace.graph["hidden.weights"].index, (2, 1))).branches
    assert trace.graph.nodes[branch.local.of.node].name == "hidden.net"
    assert branch.local.of.entry == (0, 2)
    assert branch.upstream != 0.0
    assert branch.local.number == 0.0


@pytest.mark.parametrize(("op", "numbers"), [("min", [3.0, 0.0]), ("max", [0.0, 3.0])])
def test_that_an_entry_that_was_not_chosen_has_a_way_whose_local_gradient_is_0(op, numbers):
    builder = GraphBuilder()
    y = builder.op(op, builder.input("x", np.array(numbers)), builder.input("c", np.ones(2)), name="y")
    builder.op("sum", y, name="f")
    explainer = Explainer(builder.build().trace())
    found = [explainer.gradient(Place(0, (k,))).branches for k in (0, 1)]
    assert [[(branch.local.of.entry, branch.local.number) for branch in ways] for ways in found] == [[((0,), 0.0)], [((1,), 1.0)]]


def test_that_what_relu_stops_leads_to_it():
    builder = GraphBuilder()
    y = builder.op("relu", builder.input("x", np.array([-1.0, 2.0])), name="y")
    builder.op("sum", y, name="f")
    trace = builder.build().trace()
    assert [branch.local.of.entry for branch in Explainer(trace).gradient(Place(0, (0,))).branches] == [(0,)]
