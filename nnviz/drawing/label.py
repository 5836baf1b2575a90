"""Names and numbers as text: subscripts, four significant digits, true minus signs."""

import math
import re

from nnviz.explain.symbol import indexed_factors, name_parts

_OF_A_LAYER = ("w", "b")  # parameters: all else of a layer is called by its whole name


def label(name: str, *, short: bool = False) -> str:
    """A node's name with subscripts for ``Text``: "out_h1" -> "out_{h1}", "w5" -> "w_{5}".

    An entry of a tensor keeps its layer ("hidden w_{0,1}") unless ``short``. Other underscores become spaces.
    """
    parts = name_parts(name)
    if parts.layer and not parts.below and parts.word not in _OF_A_LAYER:
        return name.replace("_", " ")
    word = "".join(f"{letter}_{{{index}}}" for letter, index in indexed_factors(parts.word)) or parts.word.replace("_", " ")
    text = word + (f"_{{{parts.below.replace('_', ' ')}}}" if parts.below else "")
    return text if short or not parts.layer else f"{parts.layer.replace('_', ' ')} {text}"


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


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape as it is said: "64×10", "number" for a single one."""
    return "×".join(map(str, shape)) if shape else "number"
