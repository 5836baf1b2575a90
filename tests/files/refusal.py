"""Documents to be refused, and a good network to be spoilt."""

from pathlib import Path

import pytest

from nnviz.files.load import load
from nnviz.files.problem import DocumentError, Problem

NETWORK = """
[network]
inputs = ["a", "b"]
[[network.layers]]
name = "only"
units = ["u", "v"]
weights = [[1, 2], [3, 4]]
[loss]
function = "squared_error"
[data]
inputs = [[1, 2]]
targets = [[0, 1]]
[training]
learning_rate = 0.1
"""


def refused(folder: Path, text: str | bytes) -> tuple[Problem, ...]:
    """The problems of a document of this text."""
    path = folder / "bad.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DocumentError) as caught:
        load(path)
    problems = caught.value.problems
    assert str(caught.value).split("\n") == [str(problem) for problem in problems]
    assert all(str(problem).startswith(str(path)) for problem in problems)
    return problems


def circuit(expressions: str, inputs: str = "x = 1.0\ny = 2.0") -> str:
    return f"[inputs]\n{inputs}\n[circuit]\n{expressions}\n"


def network(old: str, new: str) -> str:
    assert old in NETWORK
    return NETWORK.replace(old, new)
