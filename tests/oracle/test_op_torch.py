"""Every op's value and gradients are PyTorch's."""

import numpy as np
import pytest

from nnviz.engine.graph import GraphBuilder
from nnviz.engine.table import OPS
from tests.oracle.reference import REFERENCES

CASES = [(name, shapes) for name, op in OPS.items() for shapes in op.cases]
EDGES = (0.0, -0.0, 1e-300, -1e-300, 30.0, -30.0, 800.0, -800.0)
ATTRIBUTES = {"leaky_relu": {"slope": 0.3}, "l1_penalty": {"rate": 0.07}, "l2_penalty": {"rate": 0.07}}


def test_that_every_op_has_a_reference():
    assert set(REFERENCES) == set(OPS)


@pytest.mark.torch
@pytest.mark.parametrize(("name", "shapes"), CASES, ids=lambda part: str(part))
def test_that_value_and_gradients_are_those_of_pytorch(torch, name, shapes):
    op, rng = OPS[name], np.random.default_rng(7)
    for attributes in ({}, ATTRIBUTES.get(name, {})):
        compare(torch, name, [rng.uniform(op.low, op.high, shape) for shape in shapes], attributes)


@pytest.mark.torch
@pytest.mark.parametrize("value", EDGES)
@pytest.mark.parametrize("name", ["abs", "relu", "leaky_relu", "sigmoid", "tanh", "softplus", "neg", "sum", "mean"])
def test_that_an_op_agrees_with_pytorch_at_kinks_and_extremes(torch, name, value):
    compare(torch, name, [np.array([value, 0.5])])


@pytest.mark.torch
@pytest.mark.parametrize("name", ["max", "min"])
@pytest.mark.parametrize("inputs", [([1.0, 1.0, -1.0],), ([1.0, 2.0], [1.0, 2.0])])
def test_that_a_tie_is_shared_as_pytorch_shares_it(torch, name, inputs):
    compare(torch, name, [np.array(x) for x in inputs])


@pytest.mark.torch
@pytest.mark.parametrize("name", ["cross_entropy", "binary_cross_entropy", "softmax"])
def test_that_huge_logits_neither_overflow_nor_lose_digits(torch, name):
    logits = np.array([[900.0, -900.0, 0.0], [-40.0, 40.0, 39.0]])
    compare(torch, name, [logits] if name == "softmax" else [logits, np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])])


@pytest.mark.torch
def test_that_hinge_is_the_multi_margin_loss_of_pytorch(torch):
    scores = np.random.default_rng(3).normal(size=(20, 4)) * 2
    classes = np.arange(20) % 4
    builder = GraphBuilder()
    builder.op("hinge", builder.input("s", scores), builder.input("t", np.eye(4)[classes]), name="E")
    trace = builder.build().trace()
    tensor = torch.tensor(scores, requires_grad=True)
    loss = 4 * torch.nn.functional.multi_margin_loss(tensor, torch.tensor(classes))
    loss.backward()
    assert trace.value["E"] == pytest.approx(loss.item(), rel=1e-12)
    np.testing.assert_allclose(trace.gradient["s"], tensor.grad.numpy(), rtol=1e-12, atol=1e-15)


def compare(torch, name, arrays, attributes=None):
    """Runs the op in a graph and in PyTorch under the same random upstream gradient, as a trace and as a program."""
    tensors = [torch.tensor(array, requires_grad=True) for array in arrays]
    expected = REFERENCES[name](torch, *tensors, **(attributes or {}))
    upstream = np.random.default_rng(11).normal(size=tuple(expected.shape))
    expected.backward(torch.tensor(upstream))
    builder = GraphBuilder()
    leaves = [builder.input(f"x{k}", array) for k, array in enumerate(arrays)]
    value = builder.op(name, *leaves, name="y", **(attributes or {}))
    builder.op("dot", value, builder.constant(upstream), name="L")
    graph = builder.build()
    for result in (graph.trace(), graph.compile()()):
        np.testing.assert_allclose(result.value["y"], expected.detach().numpy(), rtol=1e-9, atol=1e-15)
        for k, tensor in enumerate(tensors):
            assert result.gradient[f"x{k}"].shape == tuple(tensor.shape)
            np.testing.assert_allclose(result.gradient[f"x{k}"], tensor.grad.numpy(), rtol=1e-9, atol=1e-15)
