"""What the gradient check of a network is made on: its loss over some examples at given parameters."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nnviz.network.build import INPUTS, TARGETS
from nnviz.training.model import Model

Array = NDArray[np.floating]

EXAMPLES = 16
"""Training examples, the first ones, over which the loss is taken."""


def check_values(model: Model, parameters: Mapping[str, Array]) -> dict[str, Array]:
    """A value for every leaf of the model's graph: these parameters, and the first training examples (at most EXAMPLES)."""
    inputs, targets = model.example_arrays(model.dataset.train[:EXAMPLES])
    return {**parameters, INPUTS: inputs, TARGETS: targets}
