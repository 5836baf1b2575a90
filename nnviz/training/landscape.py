"""The loss over a plane through the space of all parameters, and the path that training took, seen in that plane.

The plane is laid through the path (principal components; Lorch 2016), or along two random directions whose every neuron is as
large as that of the network (filter normalisation; Li et al. 2018, "Visualizing the Loss Landscape of Neural Nets").
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.stream import stream
from nnviz.training.measure import SAMPLE
from nnviz.training.model import Model
from nnviz.training.outcome import outcome
from nnviz.training.state import RunState
from nnviz.training.surface import Range, plane

Floats = NDArray[np.float64]

DIRECTIONS = {"path": "Along the path", "random": "Random"}
"""How the plane can lie."""
SIDES = (9, 17, 33)
"""Cells a side: it is computed coarsely first."""
_MOST_NUMBERS = 1_000_000
_MARGIN = 0.35
"""How far beyond the path the plane goes, as a share of its extent."""


@dataclass(frozen=True, slots=True, eq=False)
class Directions:
    """A plane through parameters (P,): its ``origin``, and two ``axes`` (2, P) of length 1 at right angles to each other.

    ``shares`` (2,): how much of the path's variance lies along each, 0..1.
    """

    origin: Floats
    axes: Floats
    shares: tuple[float, float]

    def places(self, parameters: Floats) -> Floats:
        """Where parameters (T, P) are in the plane, (T, 2)."""
        result: Floats = (parameters - self.origin) @ self.axes.T
        return result


class Landscape:
    """The mean loss over a sample of the training examples, in a plane that fits the ``states`` of a run; see ``take``.

    ``path`` (T, 2) are the places of the states, ``steps`` (T,) their steps; ``losses`` (S, S), from below, fill the ranges ``x``
    and ``y``: None until the coarsest picture is done.
    """

    def __init__(self, model: Model, states: Sequence[RunState], kind: str = "path") -> None:
        self._model = model
        train = model.dataset.train
        self._examples = model.example_arrays(train[:: -(-len(train) // SAMPLE)])
        states = _thinned(states)
        parameters = _stacked(states)
        self.directions = _through(parameters) if kind == "path" else _random(model, parameters[-1])
        self.steps = np.array([state.step for state in states])
        self.path = self.directions.places(parameters)
        self.x, self.y = _ranges(self.path, float(np.linalg.norm(parameters[-1])) if kind == "random" else 0.0)
        self.losses: Floats | None = None
        self.complete = False
        self._work = self._compute()

    def follow(self, states: Sequence[RunState]) -> bool:
        """Takes over how far the path has come by now; False where it leads out of the picture."""
        states = _thinned(states)
        self.steps = np.array([state.step for state in states])
        self.path = self.directions.places(_stacked(states))
        ends = zip((self.x, self.y), self.path.T, strict=True)
        return all(low <= places.min() and places.max() <= high for (low, high), places in ends)

    def take(self, seconds: float) -> None:
        """Computes for about so many seconds what is still missing."""
        deadline = time.perf_counter() + seconds
        for _ in self._work:
            if time.perf_counter() > deadline:
                return
        self.complete = True

    def loss_at(self, place: tuple[float, float]) -> float:
        """The loss at a place of the plane."""
        vector = (self.directions.origin + np.array(place) @ self.directions.axes).astype(self._model.precision)
        with np.errstate(all="ignore"):
            return float(outcome(self._model, self._model.arena.named(vector), *self._examples).losses.mean())

    def _compute(self) -> Iterator[None]:
        """A picture after the other, each finer; it stops after every cell."""
        for side in SIDES:
            found = np.empty(side * side)
            for cell, (x, y) in enumerate(plane(self.x, self.y, side).tolist()):
                found[cell] = self.loss_at((x, y))
                yield
            self.losses = found.reshape(side, side)


def _thinned(states: Sequence[RunState]) -> Sequence[RunState]:
    """The first, the last, and as many between them, evenly, as can be looked at ten times a second."""
    most = max(_MOST_NUMBERS // states[-1].parameters.size, 2)
    between = states[:-1]
    return [*between[:: -(-len(between) // most) or 1], states[-1]]


def _stacked(states: Sequence[RunState]) -> Floats:
    return np.stack([state.parameters for state in states]).astype(np.float64)


def _through(parameters: Floats) -> Directions:
    """The plane nearest to all points of the path (T, P), through its last; where that is less than a plane, filled up."""
    origin = parameters[-1]
    away = parameters - origin
    # The eigenvectors of the (T, T) products are small however many parameters there are.
    values, vectors = np.linalg.eigh(away @ away.T)
    total = float(np.maximum(values, 0).sum())
    told = [place for place in (-1, -2) if len(values) >= -place and values[place] > 1e-12 * total]
    found = [away.T @ vectors[:, place] for place in told]
    shares = [float(values[-1 - k]) / total if k < len(found) else 0.0 for k in range(2)]
    axes = _orthonormal(found, parameters.shape[1])
    return Directions(origin, axes, (shares[0], shares[1]))


def _random(model: Model, center: Floats) -> Directions:
    rng = stream(0, "directions")
    drawn = []
    for _ in range(2):
        vector = rng.standard_normal(len(center))
        sizes, views = model.arena.named(center), model.arena.named(vector)
        for name, view in views.items():
            if view.ndim == 2:
                view *= np.linalg.norm(sizes[name], axis=1, keepdims=True) / np.linalg.norm(view, axis=1, keepdims=True)
            else:
                view[...] = 0.0
        drawn.append(vector)
    return Directions(center, _orthonormal(drawn, len(center)), (0.0, 0.0))


def _orthonormal(vectors: Sequence[Floats], count: int) -> Floats:
    """Two rows of length 1 at right angles, beginning with these; where there are too few, random ones. One parameter: a line."""
    rng = stream(1, "directions")
    axes: list[Floats] = []
    for vector in [*vectors, *(rng.standard_normal(count) for _ in range(2))]:
        rest = vector - sum(((vector @ axis) * axis for axis in axes), np.zeros(count))
        size = float(np.linalg.norm(rest))
        if len(axes) < 2 and size > 1e-9 * float(np.linalg.norm(vector)):
            axes.append(rest / size)
    return np.array([*axes, *([np.zeros(count)] * (2 - len(axes)))])


def _ranges(path: Floats, reach: float) -> tuple[Range, Range]:
    """Ranges of equal length that hold the path and, from the origin, go at least as far as ``reach``."""
    low, high = path.min(axis=0), path.max(axis=0)
    low, high = np.minimum(low, -reach), np.maximum(high, reach)
    half = float((high - low).max()) * (0.5 + _MARGIN) or 1.0
    middle = (low + high) / 2
    ranges = [(float(at - half), float(at + half)) for at in middle]
    return ranges[0], ranges[1]
