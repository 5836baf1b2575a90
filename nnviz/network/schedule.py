"""Learning rate schedules, by PyTorch's definitions, as formulas over the epoch.

Sources: PyTorch's StepLR, CosineAnnealingLR (Loshchilov and Hutter 2017; it stays at its lowest once there) and LinearLR.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from types import MappingProxyType

from nnviz.engine.program import execute


@dataclass(frozen=True)
class Schedule:
    """The learning rate of an epoch, as an expression: over ``rate``, the ``epoch`` from 0, and its own constants.

    ``settings`` are the constants with their defaults; those named in ``whole`` are numbers of epochs, 1 or more.
    """

    name: str
    label: str
    expression: str
    settings: Mapping[str, float] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    @cached_property
    def source(self) -> str:
        """A Python function ``rate_of(epoch, rate, ...)``, which needs nothing but the standard library."""
        parameters = ", ".join(["epoch", "rate", *self.settings])
        return f"def rate_of({parameters}):\n    return {self.expression}"

    @cached_property
    def rate(self) -> Callable[..., float]:
        """``rate(epoch, rate, **settings)``: the learning rate in an epoch, counted from 0; infinite where it is too large."""
        rate_of = execute(f"from math import cos, pi\n{self.source}", "rate_of")

        def rate(*numbers: float, **settings: float) -> float:
            try:
                return float(rate_of(*numbers, **settings))
            except OverflowError:
                return inf

        return rate


_ROWS = (
    Schedule("constant", "Constant", "rate"),
    Schedule("step", "Step", "rate * gamma ** (epoch // every)", {"gamma": 0.1, "every": 30.0}, frozenset({"every"})),
    Schedule(
        "cosine", "Cosine", "lowest + (rate - lowest) * (1 + cos(pi * min(epoch, period) / period)) / 2",
        {"period": 100.0, "lowest": 0.0}, frozenset({"period"}),
    ),
    Schedule("warmup", "Warm-up", "rate * min(1, (epoch + 1) / warmup)", {"warmup": 5.0}, frozenset({"warmup"})),
)

SCHEDULES: Mapping[str, Schedule] = MappingProxyType({row.name: row for row in _ROWS})
"""Name -> schedule."""
