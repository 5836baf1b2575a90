"""Numbers as text: in derivations eight significant digits, as the lecture prints them, elsewhere four; or all there are."""

import math
import re

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


def format_number(x: float, digits: int = 4) -> str:
    """A number with at most ``digits`` significant digits and a true minus sign: "0.5933", "−12", "3.51e−05".

    Below 0.001 and from a million on in powers of ten, with one digit less. Not a number is "NaN", infinity "∞".
    """
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "∞" if x > 0 else "−∞"
    size = abs(x)
    if size == 0.0:
        return "0"
    if size < 1e-3 or size >= 1e6:
        text = f"{x:.{max(digits - 2, 0)}e}"
        mantissa, _, exponent = text.partition("e")
        text = f"{mantissa}e{exponent.removeprefix('+')}"
    else:
        decimals = max(digits - 1 - math.floor(math.log10(size)), 0)
        text = f"{x:.{decimals}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def number_within(x: float, width: int) -> str:
    """A number in at most ``width`` characters, where giving up a digit or two of four makes it fit: "−4.39e−4"."""
    text = format_number(x)
    for digits in (4, 3, 2):
        if len(text) <= width:
            break
        text = re.sub(r"e(−?)0", r"e\1", format_number(x, digits))
    return text


def full_number(x: float) -> str:
    """All the digits that it takes to get exactly this number back."""
    return repr(float(x))
