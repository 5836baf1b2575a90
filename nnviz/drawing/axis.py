"""Ticks of an axis, linear and logarithmic."""

import math

HIGHEST = 1e300
_FINEST = 1e-15
"""Steps against the numbers themselves below which no digits tell them apart."""


def linear_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """At most ``most`` + 1 round numbers from ``low`` to ``high``: steps of 1, 2 or 5 times a power of ten.

    None beyond HIGHEST: sums and multiples of such numbers would not be finite. ``low`` alone where no numbers are in between.
    """
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return [low] if math.isfinite(low) else []
    size, rough = max(abs(low), abs(high)), (high - low) / most
    if size > HIGHEST:
        return []
    if rough < max(_FINEST * size, 1 / HIGHEST):
        return [low]
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(k * step, 12 - math.floor(math.log10(step))) for k in range(first, last + 1)]


def log_ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Powers of ten from ``low`` to ``high`` (both > 0), thinned; with 2 and 5 in between on a short range."""
    if not 0 < low <= high < math.inf:
        return []
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    every = max(1, math.ceil((last - first) / most))
    factors = (1, 2, 5) if last - first <= 2 else (1,)
    ticks = [factor * 10.0**power for power in range(first, min(last, 308) + 1) for factor in factors if power % every == 0]
    return [tick for tick in ticks if low * (1 - 1e-9) <= tick <= high * (1 + 1e-9)]
