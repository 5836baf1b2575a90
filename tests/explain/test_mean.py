"""A loss over several examples is written as the mean that it is."""

import numpy as np
import pytest

from nnviz.engine.graph import GraphBuilder
from nnviz.engine.table import LOSS_OPS
from nnviz.explain.block import Display
from nnviz.explain.derivation import Explainer
from nnviz.explain.place import Place
from nnviz.explain.text import to_text
from nnviz.explain.writer import Writer


@pytest.mark.parametrize("examples", [1, 2, 5])
@pytest.mark.parametrize("loss", sorted(LOSS_OPS))
def test_that_the_loss_of_several_examples_says_over_how_many_the_mean_is(loss, examples):
    builder = GraphBuilder()
    numbers = np.linspace(-1.0, 1.0, examples * 3).reshape(examples, 3)
    targets = np.eye(3)[np.arange(examples) % 3]
    builder.op(loss, builder.input("y", numbers), builder.input("t", targets), name="E")
    writer = Writer(Explainer(builder.build().trace()))
    text = to_text((Display((writer.value(Place(2)),)),), 4)
    assert (f"1/{examples} ×" in text) == (examples > 1)
