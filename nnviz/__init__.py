"""nnviz: every number a neural network computes, forward and backward, and why it is that number.

    graph = nnviz.circuit({"q": "x + y", "f": "q * z"}, x=-2.0, y=5.0, z=-4.0)
    graph.trace().gradient["x"]

    trainer = nnviz.Trainer(nnviz.load("two_two_two"))
    trainer.train(steps=10_000)
"""

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
