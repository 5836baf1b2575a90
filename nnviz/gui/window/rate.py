"""The speeds a user can choose, from a slider's place to a rate and its words."""

import math
from dataclasses import dataclass

SLIDER_END = 100


@dataclass(frozen=True, slots=True)
class RateScale:
    """A logarithmic scale from ``low`` to ``high`` a second; where ``unbounded``, its end is as fast as can be."""

    unit: str
    low: float
    high: float
    start: int
    unbounded: bool

    def rate(self, place: int) -> float:
        """The rate at a place 0..SLIDER_END of the slider; infinite for "max"."""
        if self.unbounded and place >= SLIDER_END:
            return math.inf
        exact = self.low * (self.high / self.low) ** (place / SLIDER_END)
        digits = max(0, 1 - math.floor(math.log10(exact)))
        return round(exact, digits) if digits else float(round(exact, 1 - math.floor(math.log10(exact))))

    def words(self, place: int) -> str:
        """The rate as it is read: "2.5 gates/s", "1,200 steps/s", "max"."""
        rate = self.rate(place)
        return "max" if math.isinf(rate) else f"{rate:,.10g} {self.unit}"


_GATES = RateScale("gates/s", 0.5, 60.0, 30, False)
_STEPS = RateScale("steps/s", 1.0, 20_000.0, 75, True)
SCALES = {"gate": _GATES, "phase": _GATES, "step": _STEPS, "epoch": _STEPS}
"""Granularity -> its scale: walking is told in gates, training in steps."""
