"""The examples that come with nnviz, in the order in which they teach."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from nnviz.files.location import example_folder

ORDER = (
    "multiply_sum",
    "sigmoid_neuron",
    "sigmoid_gate",
    "gates",
    "vectorised",
    "two_two_two",
    "two_two_two_layerwise",
    "learning_rates",
    "dead_relu",
    "vanishing_gradient",
    "vanishing_gradient_cured",
    "losses",
    "and_gate",
    "xor",
    "circle",
    "gauss",
    "spiral",
    "regression_plane",
    "regression_hills",
    "l1_regression",
    "l2_regression",
    "hinge_classes",
    "multi_label",
    "iris",
    "overfit",
    "digits",
    "digits_shift",
    "digits_lbp",
    "retrieval",
)

LESSONS = {
    "multiply_sum": "1",
    "sigmoid_neuron": "2",
    "gates": "3",
    "vectorised": "4",
    "two_two_two": "5",
    "two_two_two_layerwise": "5",
    "learning_rates": "5",
    "dead_relu": "5",
    "vanishing_gradient": "5",
    "vanishing_gradient_cured": "5",
    "losses": "6",
    "overfit": "7",
    "digits": "7",
    "digits_shift": "7",
    "digits_lbp": "7",
    "retrieval": "7",
}
"""Example with a lesson -> the part of the lecture that it teaches, or on which it builds."""


@dataclass(frozen=True, slots=True)
class Example:
    """An example: what it is called on the command line, its title, a line on what it teaches, its file."""

    name: str
    title: str
    description: str
    path: Path


def example_names() -> tuple[str, ...]:
    """The names of all examples: the known ones in teaching order, then any others in the folder."""
    there = {path.stem for path in example_folder().glob("*.toml")}
    return (*(name for name in ORDER if name in there), *sorted(there.difference(ORDER)))


def example_path(name: str) -> Path:
    """The file of the example of this name."""
    return example_folder() / f"{name}.toml"


def examples() -> tuple[Example, ...]:
    """All examples in teaching order; only the head of each file is read."""
    return tuple(_example(name) for name in example_names())


def _example(name: str) -> Example:
    path = example_path(name)
    head = []
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if line.startswith("["):
                break
            head.append(line)
    table = tomllib.loads("".join(head))
    return Example(name, str(table["title"]), str(table["description"]), path)


def lesson_after(name: str) -> Example | None:
    """The example whose lesson comes next; None after the last, and for what is no example with a lesson."""
    names = list(LESSONS)
    following = names[names.index(name) + 1 :] if name in LESSONS else []
    return _example(following[0]) if following else None
