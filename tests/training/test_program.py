"""Programs train to the numbers that the trace gives, in whatever pieces they are run."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.document.document import Document
from nnviz.document.part import UPDATES, Data, Training
from nnviz.engine.trace import backward, forward
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Layer, Network
from nnviz.network.build import INPUTS, LOSS, TARGETS
from nnviz.network.loss import LOSSES
from nnviz.network.optimizer import OPTIMIZERS
from nnviz.training.run import Run
from nnviz.training.updater import Updater
from tests.network.update import update_of


def rows(array):
    return tuple(map(tuple, array.tolist()))


def document_of(sizes, kinds, examples, loss="squared_error", bias=(True,), seed=0, precision="float64", soft=False, **training):
    """A network with everything written out; ``bias`` is, layer by layer, True, False (none) or "frozen"."""
    rng = np.random.default_rng(seed)
    layers = []
    for k, (fan_in, units) in enumerate(pairwise(sizes)):
        has = bias[k % len(bias)]
        layers.append(Layer(
            f"l{k}", tuple(f"n{k}_{j}" for j in range(units)), kinds[k], rows(rng.normal(size=(units, fan_in)) * 0.7), None,
            tuple(rng.normal(size=units).tolist()) if has else False, has != "frozen",
        ))
    targets = {
        "regression": lambda: rng.normal(size=(examples, sizes[-1])),
        "one_hot": lambda: np.eye(sizes[-1])[rng.integers(0, sizes[-1], examples)],
        "multi_label": lambda: rng.integers(0, 2, (examples, sizes[-1])).astype(float),
    }[LOSSES[loss].task]()
    if soft:
        targets = targets * 0.75 + 0.1
    data = Data(inputs=rows(rng.normal(size=(examples, sizes[0]))), targets=rows(targets))
    options = {"learning_rate": 0.05, "batch_size": 4, "shuffle": False, **training}
    network = Network(tuple(f"i{k}" for k in range(sizes[0])), tuple(layers))
    return Document("Any", network=network, loss=loss, data=data, training=Training(**options), precision=precision)


def walked(model, rows):
    """A pass over a batch, gate by gate: its loss, and each parameter with its gradient as soon as that is known."""
    graph, (inputs, targets) = model.graph, model.example_arrays(rows)
    leaves = graph.leaf_values({INPUTS: inputs, TARGETS: targets})
    for name, parameter in model.arena.parameters.items():
        leaves[graph.index(name)] = parameter
    values, gradients = forward(graph, leaves), [None] * len(graph)
    yield float(values[graph.index(LOSS)]), None
    for step in backward(graph, values, gradients):
        name = graph.nodes[step.source].name
        if step.complete and name in model.arena.trained_names:
            yield name, gradients[step.source]


def traced(document, steps):
    """The same training by the trace: batch losses and parameters."""
    run = Run(document)
    model, optimizer = run.model, OPTIMIZERS[document.training.optimizer]
    constants, update = {**optimizer.settings, **dict(document.training.settings)}, update_of(optimizer)
    states = {name: {slot: np.zeros_like(p) for slot in optimizer.slots} for name, p in model.arena.parameters.items()}
    losses = []
    for step in range(1, steps + 1):
        found = walked(model, run.batch)
        losses.append(next(found)[0])
        # Layer by layer, a parameter changes in mid-pass; else all do after it.
        for name, gradient in found if document.training.update == "layerwise" else list(found):
            update(model.arena.parameters[name], gradient, states[name], step, document.training.learning_rate, **constants)
        run.step += 1
        run.epoch = (run.step // run.steps_per_epoch)
        run._epoch_step = run.epoch * run.steps_per_epoch
    return losses, {name: p.copy() for name, p in model.arena.parameters.items()}


def advanced(document, steps, stride):
    run, losses = Run(document), []
    while run.step < steps:
        losses += run.advance(min(stride, steps - run.step))
    return losses, run


def assert_as_traced(document, steps=7, rel=1e-11):
    expected, parameters = traced(document, steps)
    losses, run = advanced(document, steps, 1)
    np.testing.assert_allclose(losses, expected, rtol=rel, atol=1e-14)
    for name, value in parameters.items():
        np.testing.assert_allclose(run.model.arena.parameters[name], value, rtol=rel, atol=rel * 10)
    together, other = advanced(document, steps, 5)
    assert together == losses
    np.testing.assert_array_equal(other.model.arena.values, run.model.arena.values)
    assert (other.epoch, other.step) == (run.epoch, run.step)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_that_each_loss_and_activation_trains_as_the_trace_does(loss, activation):
    assert_as_traced(document_of((3, 6, 4), (activation, "linear"), 10, loss))
    assert_as_traced(document_of((3, 6, 5, 4), (activation,) * 3, 9, loss, soft=True, l2=0.01, learning_rate=0.002))
    assert_as_traced(document_of((2, 3, 2), (activation, "linear"), 3, loss, batch_size=1, soft=True))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_that_each_optimizer_trains_as_the_trace_does(optimizer):
    for size in (1, 4):
        for update in UPDATES:
            options = {"optimizer": optimizer, "batch_size": size, "update": update}
            assert_as_traced(document_of((3, 5, 2), ("tanh", "sigmoid"), 10, **options), 25)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_that_any_network_trains_as_the_trace_does(data):
    draw = data.draw
    sizes = tuple(draw(st.lists(st.integers(1, 7), min_size=2, max_size=5)))
    kinds = [draw(st.sampled_from(list(ACTIVATIONS))) for _ in sizes[1:]]
    bias = [draw(st.sampled_from([True, False, "frozen"])) for _ in sizes[1:]]
    document = document_of(
        sizes, kinds, draw(st.integers(1, 11)), draw(st.sampled_from(list(LOSSES))), bias, draw(st.integers(0, 99)),
        soft=draw(st.booleans()), batch_size=draw(st.integers(1, 6)), shuffle=draw(st.booleans()),
        optimizer=draw(st.sampled_from(list(OPTIMIZERS))), l1=draw(st.sampled_from([0.0, 0.02])),
        l2=draw(st.sampled_from([0.0, 0.03])), update=draw(st.sampled_from(UPDATES)), learning_rate=0.001,
    )
    assert_as_traced(document, 5, 1e-9)


def test_that_single_precision_stays_single_and_close():
    document = document_of((5, 8, 3), ("relu", "linear"), 12, "cross_entropy", precision="float32")
    expected, parameters = traced(document, 6)
    losses, run = advanced(document, 6, 6)
    assert run.model.arena.values.dtype == np.float32
    np.testing.assert_allclose(losses, expected, rtol=1e-5)
    for name, value in parameters.items():
        np.testing.assert_allclose(run.model.arena.parameters[name], value, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("size", [1, 4])
def test_that_what_fails_in_a_long_stride_fails_at_the_same_step(size):
    document = document_of((2, 3, 1), ("linear", "linear"), 8, batch_size=size, learning_rate=9.0)
    single = Run(document)
    while single.advance():
        assert single.step < 2000
    many = Run(document)
    while many.advance(50):
        assert many.step < 2000
    assert many.step == single.step
    assert np.isfinite(many.model.arena.values).all()
    assert many.advance() == []


def test_that_a_state_comes_back_to_the_same_bits_in_other_strides():
    document = document_of((2, 4, 2), ("tanh", "linear"), 9, optimizer="adam", shuffle=True, batch_size=2)
    run = Run(document)
    run.advance(13)
    state = run.state()
    losses = [loss for _ in range(20) for loss in run.advance()]
    after = run.model.arena.values.copy()
    run.restore(state)
    again = []
    while len(again) < 20:
        again += run.advance(min(7, 20 - len(again)))
    assert again == losses
    np.testing.assert_array_equal(run.model.arena.values, after)


def test_that_a_program_s_text_runs_by_itself_on_numpy_alone():
    document = document_of((2, 20, 6), ("tanh", "linear"), 4, "cross_entropy", optimizer="momentum", soft=True)
    run = Run(document)
    updater = Updater(run.model, replace(document.training))
    program = updater.program(4)
    assert {line for line in program.source.splitlines() if "import" in line} <= {program.source.splitlines()[0]}
    assert program.source.startswith("from numpy import ")
    scope: dict = {}
    exec(program.source, scope)
    values = run.model.arena.values.copy()
    train = scope["make"](values, np.zeros_like(values), np.zeros_like(values))
    inputs, targets = run.model.examples
    inputs = np.concatenate([inputs, np.ones((4, 1))], axis=1)
    losses = train([(inputs.T, inputs, targets.T.copy())], 1, 0.05, momentum=0.9)
    assert losses == run.advance()
    np.testing.assert_array_equal(values, run.model.arena.values)


@pytest.mark.parametrize(
    ("sizes", "batch", "precision", "scalar"),
    [((2, 2, 2), 1, "float64", True), ((2, 2, 2), 1, "float32", False), ((2, 4, 2, 1), 10, "float64", False),
     ((64, 32, 10), 1, "float64", False)],
)
def test_that_the_shape_chooses_how_a_network_is_computed(sizes, batch, precision, scalar):
    document = document_of(sizes, ("tanh",) * 3, 10, batch_size=batch, precision=precision)
    program = Updater(Run(document).model, document.training).program(batch)
    assert program.scalar == scalar
    assert ("numpy" in program.source) != scalar


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("size", [1, 3])
def test_that_both_ways_of_computing_train_to_the_same_numbers(loss, size, monkeypatch):
    options = {"batch_size": size, "optimizer": "adam", "l1": 0.01, "bias": (True, "frozen")}
    document = document_of((3, 4, 3), ("sigmoid", "linear"), 9, loss, **options)
    ends = []
    for seconds in (0.0, 1.0):
        monkeypatch.setattr("nnviz.training.updater.scalar_seconds", lambda chain, rule, count, seconds=seconds: seconds)
        losses, run = advanced(document, 30, 8)
        assert Updater(run.model, document.training).program(size).scalar == (seconds == 0.0)
        ends.append((losses, run.model.arena.values.copy()))
    np.testing.assert_allclose(ends[0][0], ends[1][0], rtol=1e-10)
    np.testing.assert_allclose(ends[0][1], ends[1][1], rtol=1e-9, atol=1e-12)


def test_that_a_division_by_zero_stops_training_at_either_kind_of_program(monkeypatch):
    document = document_of((2, 2), ("relu",), 4, batch_size=1, optimizer="adagrad", settings=(("eps", 0.0),))
    document = replace(document, data=replace(document.data, inputs=((0.0, 0.0),) * 4))
    for seconds in (0.0, 1.0):
        monkeypatch.setattr("nnviz.training.updater.scalar_seconds", lambda chain, rule, count, seconds=seconds: seconds)
        run = Run(document)
        assert run.advance(4) == []
        assert run.step == 0
        assert run.advance() == []
