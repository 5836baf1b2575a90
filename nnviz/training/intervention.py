"""What a user changes in a run, and when: with the document and the seed, it determines every number."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["setting", "parameter", "input", "target"]


@dataclass(frozen=True, slots=True)
class Intervention:
    """Applied before the batch of ``step`` (from 0).

    "setting": ``name`` is a key of [training] or "loss". "parameter": ``name`` is LAYER.weights or LAYER.bias, ``entry`` the
    place in it. "input", "target": ``entry`` is (example, column).
    """

    step: int
    kind: Kind
    name: str
    value: float | int | bool | str
    entry: tuple[int, ...] = ()
