"""Names and numbers as text: subscripts, four significant digits, true minus signs."""

import math
import re

_INDEXED = re.compile(r"([^\W\d_]{1,3})(\d+)")
_ENTRY = re.compile(r"(?:(?P<layer>.+)\.)?(?P<what>[^.\[\]]+)\[(?P<index>[\d, ]+)\]")
_SHORT = {"weights": "w", "bias": "b"}
_HEADS = frozenset({"net", "out", "target", "E", "d"})
_LONGEST_TAIL = 3
_SHORT_HEAD = 2


def label(name: str, *, short: bool = False) -> str:
    """A node's name with subscripts for ``Text``: "out_h1" -> "out_{h1}", "w5" -> "w_{5}".

    An entry of a tensor keeps its layer ("hidden w_{0,1}") unless ``short``. Other underscores become spaces.
    """
    entry = _ENTRY.fullmatch(name)
    if entry:
        text = f"{_SHORT.get(entry['what'], entry['what'])}_{{{entry['index'].replace(' ', '')}}}"
        return text if short or not entry["layer"] else f"{entry['layer'].replace('_', ' ')} {text}"
    layer, dot, what = name.rpartition(".")
    if dot and what in _SHORT:
        return _SHORT[what] if short else f"{layer.replace('_', ' ')} {_SHORT[what]}"
    indexed = _INDEXED.fullmatch(name)
    if indexed:
        return f"{indexed[1]}_{{{indexed[2]}}}"
    head, underscore, tail = name.partition("_")
    is_index = len(tail) <= _LONGEST_TAIL and (len(head) <= _SHORT_HEAD or any(map(str.isdigit, tail)))
    if underscore and head and tail and (head in _HEADS or is_index):
        return f"{head}_{{{tail.replace('_', ' ')}}}"
    return name.replace("_", " ")


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
    texts = [re.sub(r"e(−?)0", r"e\1", format_number(x, digits)) for digits in (4, 3, 2)]
    return format_number(x) if len(format_number(x)) <= width else next((t for t in texts if len(t) <= width), texts[-1])


def full_number(x: float) -> str:
    """All the digits that it takes to get exactly this number back."""
    return repr(float(x))


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape as it is said: "64×10", "number" for a single one."""
    return "×".join(map(str, shape)) if shape else "number"
