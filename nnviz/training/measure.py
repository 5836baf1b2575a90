"""What is measured of a run at one of its states: how large gradients and updates are, which neurons are dead."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.document.document import Document
from nnviz.engine.table import OPS
from nnviz.network.activation import ACTIVATIONS
from nnviz.network.architecture import Layer
from nnviz.training.rate import rate_of
from nnviz.training.run import Run
from nnviz.training.state import RunState

Floats = NDArray[np.float64]

SAMPLE = 256
"""Training examples at most, evenly spread, over which gradients and outputs are taken."""
SHARES: Floats = np.linspace(0.0, 1.0, 33)
DEAD = 1e-3
"""A neuron is dead whose activation's local gradient is below this for every example of the sample."""


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """One state's numbers, for each of its L layers.

    ``gradient`` (L,): the norm of the objective's gradient by the layer's weights; ``ratio`` (L,): that of the next update
    against that of the weights, NaN where it would not be finite; ``dead`` (L,): the share of dead neurons, 0..1.
    ``weights`` and ``outputs`` (L, Q): the numbers of the layer, and of its outputs over the sample, at the shares SHARES of them.
    """

    step: int
    rate: float
    gradient: Floats
    ratio: Floats
    dead: Floats
    weights: Floats
    outputs: Floats


class Gauge:
    """Measures states of a run of ``document``, on a run of its own: nothing that trains is touched."""

    def __init__(self, document: Document) -> None:
        self._run = Run(document)

    def measure(self, state: RunState) -> Measurement:
        """The measurement at a state of the same network."""
        run = self._run
        run.restore(state)
        model = run.model
        train = model.dataset.train
        with np.errstate(all="ignore"):
            trace = model.trace(train[:: -(-len(train) // SAMPLE)])
            after = run.next_parameters()
        names = [f"{layer.name}.weights" for layer in model.network.layers]
        gradients = [trace.gradients[trace.graph.index(name)] for name in names]
        before = [np.asarray(model.arena.parameters[name]) for name in names]
        moved = [np.nan if after is None else _norm(after[name] - old) for name, old in zip(names, before, strict=True)]
        sizes = [_norm(old) for old in before]
        return Measurement(
            state.step, rate_of(state.document.training)(run.epochs_done),
            np.array([np.nan if gradient is None else _norm(gradient) for gradient in gradients]),
            np.array([move / size if size else np.nan for move, size in zip(moved, sizes, strict=True)]),
            np.array([
                dead_share(layer.activation, trace.values[trace.graph.index(f"{layer.name}.net")])
                for layer in model.network.layers
            ]),
            np.array([quantiles_of(old) for old in before]),
            np.array([quantiles_of(trace.values[trace.graph.index(_output(layer))]) for layer in model.network.layers]),
        )


def quantiles_of(values: NDArray[np.floating]) -> Floats:
    """The numbers (Q,) at the shares SHARES of all in an array, as np.quantile has them, which is slower; NaN where one is."""
    ordered = np.sort(values, axis=None)
    if np.isnan(ordered[-1]):
        return np.full(len(SHARES), np.nan)
    return np.interp(SHARES * (len(ordered) - 1), np.arange(len(ordered)), ordered)


def histograms(quantiles: Floats, bins: int) -> tuple[Floats, tuple[float, float]]:
    """The distributions (M, Q), given at SHARES, as shares (M, bins) of equal bins over the range of all; and that range."""
    low, high = float(quantiles.min()), float(quantiles.max())
    low, high = (low, high) if high > low else (low - 0.5, high + 0.5)
    edges = np.linspace(low, high, bins + 1)
    below = np.array([np.interp(edges, row, SHARES, 0.0, 1.0) for row in quantiles])
    return np.diff(below, axis=1), (low, high)


def _output(layer: Layer) -> str:
    return f"{layer.name}.net" if ACTIVATIONS[layer.activation].op is None else f"{layer.name}.out"


def dead_share(activation: str, nets: NDArray[np.floating]) -> float:
    """The share of neurons, 0..1, whose activation hands on no gradient, whatever the example; ``nets`` are (N, U)."""
    op = ACTIVATIONS[activation].op
    if op is None:
        return 0.0
    entry = OPS[op]
    local = entry.vjps[0](np.ones_like(nets), entry.forward(nets), nets)
    return float((np.abs(local) < DEAD).all(axis=0).mean())


def _norm(values: NDArray[np.floating]) -> float:
    """The Euclidean norm, where the squares would be beyond the range of the numbers too."""
    largest = float(np.abs(values).max(initial=0.0))
    if largest == 0 or not np.isfinite(largest):
        return largest
    return largest * float(np.linalg.norm(values.astype(np.float64) / largest))
