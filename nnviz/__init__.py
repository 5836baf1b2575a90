"""nnviz: every number a neural network computes, forward and backward, and why it is that number."""

__version__ = "0.1.0"
