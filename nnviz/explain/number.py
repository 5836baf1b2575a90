"""Numbers in derivations: eight significant digits, as the lecture prints them, or all there are."""

import math

DIGITS = 8
"""Significant digits where nothing else is asked for."""

FULL = 17
"""From so many on, all the digits that it takes to get the number back."""

_EXACT = 1e-13


def split_number(x: float, digits: int = DIGITS) -> tuple[str, int | None]:
    """A number's digits, with an ASCII minus, and its power of ten: ("0.18681560", None), ("-1.5", -7).

    Zeros at the end stay where digits were cut off behind them: 0.18681560 is rounded, 0.5 is exact.
    """
    if x == 0:
        return "0", None
    if digits >= FULL:
        mantissa, _, exponent = repr(x).partition("e")
        return mantissa.removesuffix(".0"), int(exponent) if exponent else None
    power = math.floor(math.log10(abs(float(f"{x:.{digits - 1}e}"))))
    if -6 < power < 9:
        return _trimmed(f"{x:.{max(digits - 1 - power, 0)}f}", x), None
    mantissa = f"{x:.{digits - 1}e}".partition("e")[0]
    return _trimmed(mantissa, x / 10.0**power if abs(power) < 300 else math.nan), power


def _trimmed(text: str, x: float) -> str:
    is_exact = abs(float(text) - x) <= _EXACT * abs(x)
    return text.rstrip("0").rstrip(".") if "." in text and is_exact else text
