"""What a user changes in a run, and when: with the document and the seed, it determines every number."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["setting", "parameter", "input", "target", "add", "remove"]


@dataclass(frozen=True, slots=True)
class Intervention:
    """Applied before the batch of ``step`` (from 0).

    "setting": ``name`` is a key of [training] or "loss". "parameter": ``name`` is LAYER.weights or LAYER.bias, ``entry`` the
    place in it. "input", "target": ``entry`` is (example, column). "add": ``value`` is an example, its inputs and then its targets.
    "remove": ``entry`` is (example,). Inputs are in the units of the data.
    """

    step: int
    kind: Kind
    name: str
    value: float | int | bool | str | tuple[float, ...] = 0
    entry: tuple[int, ...] = ()

    @property
    def leaves_evaluation(self) -> bool:
        """Whether the losses and accuracies of the step at which it is made stay what they are, and are due as they were."""
        return self.kind == "setting" and self.name not in ("loss", "batch_size", "seed")

    @property
    def of_beginning(self) -> bool:
        """Whether a run that begins anew begins with it: edits of the examples, and of parameters before the first step."""
        return self.kind in ("input", "target", "add", "remove") or (self.kind == "parameter" and self.step == 0)
