"""What an op is: mathematics only, no colour and no icon. The ops themselves are in ``table``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Gate = Literal["distributor", "router", "switcher", "scaler"]
Shape = tuple[int, ...]

PATTERNS: dict[Gate, str] = {
    "distributor": "hands the upstream gradient to every input alike",
    "router": "sends the upstream gradient to the input that won, nothing to the others",
    "switcher": "gives each input the upstream gradient times the other input's value",
    "scaler": "multiplies the upstream gradient by its own slope",
}
"""What each gate does to a gradient on its way back (lecture, part 3)."""


@dataclass(frozen=True, slots=True)
class Op:
    """One primitive.

    ``forward(*inputs, **attributes)`` gives the value. ``vjps[k](upstream, value, *inputs, **attributes)`` gives upstream times
    local for input k, in the broadcast shape (summing back over broadcast axes is the engine's business, done once).
    A variadic op (``arity`` None) has one vjp, called with the position first.

    ``formula`` and ``local`` are Unicode templates over the inputs' names ({0}, {1}, ...) and the value's ({y}); those of a
    variadic op are functions instead. ``cases`` are input shapes to check, ``low`` and ``high`` the range to draw from.
    """

    name: str
    symbol: str
    gate: Gate
    arity: int | None
    forward: Callable[..., Array]
    vjps: tuple[Callable[..., Array], ...]
    formula: str | Callable[..., str]
    local: tuple[str, ...] | Callable[..., str]
    cases: tuple[tuple[Shape, ...], ...]
    low: float = -2.0
    high: float = 2.0
    function: bool = True

    def vjp(self, position: int, upstream: Array, value: Array, inputs: tuple[Array, ...], **attributes: float) -> Array:
        """Upstream times local for one input, in the broadcast shape."""
        if self.arity is None:
            return self.vjps[0](position, upstream, value, *inputs, **attributes)
        return self.vjps[position](upstream, value, *inputs, **attributes)

    def formula_text(self, *names: str) -> str:
        """The formula over the names of the inputs, for instance "q × z"."""
        return self.formula(*names) if callable(self.formula) else self.formula.format(*names)

    def local_text(self, position: int, value: str, *names: str) -> str:
        """The local gradient with respect to one input, over names, for instance "σ(x) (1 − σ(x))"."""
        if callable(self.local):
            return self.local(position, value, *names)
        return self.local[position].format(*names, y=value)
