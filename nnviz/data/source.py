"""Toy datasets that are drawn at random, with the definitions of TensorFlow Playground.

All have two inputs. A source of classes answers with class numbers (0 is Playground's -1, 1 its +1); a source of
numbers answers with the numbers themselves. How classes become targets is nnviz.data.target's business.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Generate = Callable[[int, float, np.random.Generator], tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class Source:
    """One toy dataset: ``generate(examples, noise, rng)`` gives inputs (N, 2) and answers (N,).

    ``classes`` names the two classes, number 0 first; it is None where the answers are numbers (regression).
    ``noise`` runs from 0 to 1 (Playground's slider stops at 0.5).
    """

    name: str
    label: str
    generate: Generate
    classes: tuple[str, ...] | None = None
    input_names: tuple[str, ...] = ("x1", "x2")


def _jitter(rng: np.random.Generator, examples: int, reach: float, noise: float) -> Floats:
    """Displacements (N, 2), uniform in ±reach*noise."""
    return rng.uniform(-reach, reach, (examples, 2)) * noise


def _circle(examples: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """A disc of radius 2.5 (class 1) within a ring from 3.5 to 5 (class 0); noise moves the border, not the points."""
    inner = (examples + 1) // 2
    radius = np.concatenate([rng.uniform(0, 2.5, inner), rng.uniform(3.5, 5, examples - inner)])
    angle = rng.uniform(0, 2 * np.pi, examples)
    inputs = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    seen = inputs + _jitter(rng, examples, 5, noise)
    return inputs, (np.hypot(seen[:, 0], seen[:, 1]) < 2.5).astype(np.float64)


def _xor(examples: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """A square of ±5 with a gap of ±0.3 along the axes; class 1 where both inputs have the same sign."""
    inputs = rng.uniform(-5, 5, (examples, 2))
    inputs += np.where(inputs > 0, 0.3, -0.3)
    seen = inputs + _jitter(rng, examples, 5, noise)
    return inputs, (seen[:, 0] * seen[:, 1] >= 0).astype(np.float64)


def _gauss(examples: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Two round clouds at (2, 2), class 1, and (-2, -2), class 0; variance 0.5 + 7 * noise."""
    first = (examples + 1) // 2
    answers = np.concatenate([np.ones(first), np.zeros(examples - first)])
    center = np.where(answers > 0, 2.0, -2.0)[:, None]
    return center + rng.normal(0, np.sqrt(0.5 + 7 * noise), (examples, 2)), answers


def _spiral(examples: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Two arms of 1.75 turns out to radius 5; class 1 starts upward, class 0 downward."""
    first = (examples + 1) // 2
    answers = np.concatenate([np.ones(first), np.zeros(examples - first)])
    way = np.concatenate([np.arange(count) / max(count, 1) for count in (first, examples - first)])
    angle = 1.75 * way * 2 * np.pi + np.where(answers > 0, 0.0, np.pi)
    inputs = 5 * way[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
    return inputs + _jitter(rng, examples, 1, noise), answers


def _plane(examples: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """A tilted plane over the square of ±6: (x1 + x2) / 10, so that -10..10 becomes -1..1."""
    inputs = rng.uniform(-6, 6, (examples, 2))
    seen = inputs + _jitter(rng, examples, 6, noise)
    return inputs, (seen[:, 0] + seen[:, 1]) / 10


_HILLS = ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1))
"""Centres, and which way up."""


def _hills(examples: int, noise: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Six cones of radius 2 over the square of ±6, up to 1 and down to -1 in turn; between them 0."""
    inputs = rng.uniform(-6, 6, (examples, 2))
    seen = inputs + _jitter(rng, examples, 6, noise)
    heights = np.array([sign * np.clip(1 - np.hypot(*(seen - (x, y)).T) / 2, 0, 1) for x, y, sign in _HILLS])
    return inputs, heights[np.abs(heights).argmax(axis=0), np.arange(examples)]


SOURCES: Mapping[str, Source] = {
    source.name: source
    for source in (
        Source("circle", "A disc inside a ring", _circle, ("outside", "inside")),
        Source("xor", "Four squares, like signs against unlike", _xor, ("unlike", "alike")),
        Source("gauss", "Two clouds", _gauss, ("lower left", "upper right")),
        Source("spiral", "Two spiral arms", _spiral, ("second arm", "first arm")),
        Source("plane", "A tilted plane", _plane),
        Source("reg_gauss", "Six hills and hollows", _hills),
    )
}
