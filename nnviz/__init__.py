"""nnviz: every number a neural network computes, forward and backward, and why it is that number.

>>> graph = circuit({"q": "x + y", "f": "q * z"}, x=-2.0, y=5.0, z=-4.0)
>>> float(graph.trace().gradient["x"])
-4.0
>>> trainer = Trainer(load("two_two_two"))
>>> float(trainer.train(steps=1).evaluations.train_loss[-1])
0.29102777369359933
"""

import nnviz.engine.thread  # noqa: F401 (first of all)  # isort: split
from nnviz.document.document import Document
from nnviz.engine.circuit import circuit
from nnviz.engine.graph import Graph, GraphBuilder
from nnviz.engine.program import Program
from nnviz.engine.trace import Trace
from nnviz.files.load import load
from nnviz.files.problem import DocumentError
from nnviz.files.save import save
from nnviz.training.trainer import Trainer

__version__ = "0.1.0"

__all__ = [
    "Document", "DocumentError", "Graph", "GraphBuilder", "Program", "Trace", "Trainer", "circuit", "load", "save",
]
