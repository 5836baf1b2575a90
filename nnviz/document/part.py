"""The parts of a document: circuit, data, training; frozen, of tuples all through, so that == compares them."""

import os
from dataclasses import dataclass

from numpy.typing import ArrayLike

from nnviz.document.drawn import Drawn

Row = tuple[float, ...]
Value = float | Row | tuple[Row, ...] | Drawn


def value_array(value: Value) -> ArrayLike:
    """The numbers of a value, drawn or as they are written."""
    return value.numbers() if isinstance(value, Drawn) else value


@dataclass(frozen=True, slots=True)
class Circuit:
    """Named inputs (numbers, vectors or matrices, written out or drawn) and named expressions over them, in order.

    ``output`` names one of the expressions; empty means the last.
    """

    inputs: tuple[tuple[str, Value], ...]
    expressions: tuple[tuple[str, str], ...]
    output: str = ""

    @property
    def output_name(self) -> str:
        """The name of the expression that is the output."""
        return self.output or self.expressions[-1][0]


@dataclass(frozen=True, slots=True)
class Data:
    """Where the examples come from: written out (``inputs``, ``targets``), drawn (``source``), or read (``file``).

    ``inputs`` are (N, D) and ``targets`` (N, K). ``examples`` and ``noise`` (0..1) are for a source; ``seed`` draws it
    and splits off the test examples (None: the training's seed). ``file`` and ``labels`` (a second file, for IDX) are made
    absolute. ``input_columns``, of a table or the arrays of an NPZ file, empty means all but the targets. ``one_hot`` says
    whether the targets are classes (None: as the loss and they themselves suggest), ``missing`` is one of MISSING.
    ``image`` (H, W) says that inputs are pictures; ``features`` (one of FEATURES, "" for none) are what the network gets of
    them, ``tolerance`` goes with those of LTP. ``test_fraction`` is in [0, 1), or ``test`` are the rows of written out examples
    that test; ``fold`` (number from 0, of how many) says which part of a cross-validation tests instead; no file has it.
    ``standardize`` brings inputs to mean 0 and deviation 1 over the training examples, ``scale`` to 0..1; ``center`` (D,) is
    taken off them, and they are divided by ``spread`` (D,), whatever the examples are. ``classes`` are named by the targets that
    are written out: by the one output's 0 (or -1) and 1, else by the output whose target is 1.
    """

    inputs: tuple[Row, ...] = ()
    targets: tuple[Row, ...] = ()
    test: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    source: str = ""
    examples: int = 200
    noise: float = 0.0
    file: str = ""
    input_columns: tuple[str, ...] = ()
    target_columns: tuple[str, ...] = ()
    labels: str = ""
    one_hot: bool | None = None
    missing: str = "refuse"
    image: tuple[int, ...] = ()
    features: str = ""
    tolerance: float | None = None
    test_fraction: float = 0.0
    standardize: bool = False
    scale: bool = False
    center: Row = ()
    spread: Row = ()
    seed: int | None = None
    fold: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        """Make the files' paths absolute, so that a document means the same wherever it is saved."""
        for key in ("file", "labels"):
            if path := getattr(self, key):
                # Not resolve(): a link to a table stays a link.
                object.__setattr__(self, key, os.path.abspath(path))  # noqa: PTH100


@dataclass(frozen=True, slots=True)
class Training:
    """How a network is trained. ``settings`` are the optimizer's and the schedule's own constants where they are given.

    ``batch_size`` and ``epochs`` are 1 or more, ``learning_rate`` is above 0, ``l1`` and ``l2`` are 0 or more.
    ``patience`` is the number of epochs without a lower loss after which training stops, 0 for never.
    ``update`` is "simultaneous", or "layerwise" for the slip of the lecture's part 5.
    """

    optimizer: str = "sgd"
    learning_rate: float = 0.1
    schedule: str = "constant"
    batch_size: int = 10
    epochs: int = 100
    shuffle: bool = True
    seed: int = 0
    l1: float = 0.0
    l2: float = 0.0
    patience: int = 0
    update: str = "simultaneous"
    settings: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        """Bring the settings into the order of their names, so that equal ones compare equal."""
        object.__setattr__(self, "settings", tuple(sorted(self.settings)))


MISSING = ("refuse", "skip")
"""What is done about rows of a table in which a value is missing: the file is refused, or they are left out."""
UPDATES = ("simultaneous", "layerwise")
PRECISIONS = ("float64", "float32")
