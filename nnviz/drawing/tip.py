"""Tips: what the pointer is told about a node, with all digits."""

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.label import shape_text
from nnviz.drawing.mean import mean
from nnviz.engine.moment import Moment
from nnviz.engine.op import PATTERNS
from nnviz.engine.structure import Node
from nnviz.engine.trace import Trace
from nnviz.explain.number import full_number


def number_tip(name: str, array: NDArray[np.floating]) -> str:
    """One line: all digits of a number; of a tensor its shape and range."""
    if array.size == 1:
        return f"{name} = {full_number(array.item())}"
    low, high = full_number(array.min()), full_number(array.max())
    return f"{name}: {shape_text(array.shape)}, from {low} to {high}, mean {full_number(mean(array))}"


def node_tip(node: Node, trace: Trace, moment: Moment, pattern: bool = True) -> str:
    """Name, op with its ``pattern`` in backward flow, value and gradient as far as they are known."""
    lines = [f"{node.name} · {node.op}"]
    if pattern and not node.is_leaf:
        lines.append(f"{node.gate.gate}: {PATTERNS[node.gate.gate]}")
    lines.extend(known_lines(node, trace, moment))
    return "\n".join(lines)


def known_lines(node: Node, trace: Trace, moment: Moment) -> list[str]:
    """The value and the gradient of a node as far as the walk has computed them."""
    lines = []
    if moment.knows_value(node.index):
        lines.append(number_tip("value", trace.values[node.index]))
    gradient = trace.gradients[node.index]
    if gradient is not None and moment.knows_gradient(node.index):
        lines.append(number_tip("gradient", gradient))
    return lines
