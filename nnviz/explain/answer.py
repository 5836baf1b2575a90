"""An answer that a learner typed: read as a number or as arithmetic, and compared with what is right.

The rule: an answer is right where it is within 1 % of the exact number, or where at least two significant digits were typed
and they are the exact number's, rounded or cut off behind the last digit typed. Zero must be zero. Of a parameter's new value
an answer must also be nearer to it than to the old one. Arithmetic such as 0.74 * 0.19 is computed first and has no digits of
its own, so that only the 1 % holds for it.
"""

import math
import re
from dataclasses import dataclass

from nnviz.engine.expression import ExpressionError, add_expression
from nnviz.engine.graph import GraphBuilder

TOLERANCE = 0.01
LEAST_DIGITS = 2
_PLAIN = re.compile(r"[+-]?(?P<digits>\d+\.?\d*|\.\d+)(?:[eE](?P<power>[+-]?\d+))?")
_SIGNS = str.maketrans({"−": "-", "×": "*", "·": "*", "÷": "/", "^": "**", "\u202f": "", " ": ""})
_LONGEST = 200


class AnswerError(ValueError):
    """What was typed is no number; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``value``, with how many significant ``digits`` were typed, and the ``unit`` of the last one; 0 and 0 for arithmetic."""

    value: float
    digits: int = 0
    unit: float = 0.0

    def fits(self, exact: float) -> bool:
        """Whether it is right, by the rule above."""
        if exact == 0 or self.value == 0:
            return self.value == exact
        return abs(self.value - exact) <= TOLERANCE * abs(exact) or (self.digits >= LEAST_DIGITS and self.is_short_for(exact))

    def is_short_for(self, exact: float) -> bool:
        """Whether the digits typed, however few, are those of the exact number, rounded or cut off."""
        if not self.digits or self.value * exact <= 0:
            return False
        left, unit = abs(exact) - abs(self.value), self.unit * (1 + 1e-9)  # 0.85 is a little less than that: 0.84 when cut off
        return -0.5 * unit <= left < unit


def read_answer(text: str) -> Answer:
    """A number with a decimal point, or arithmetic over numbers. Raises AnswerError."""
    plain = text.translate(_SIGNS)
    if not plain:
        raise AnswerError("Type a number, for instance 0.5")
    if re.fullmatch(r"[+-]?\d+,\d+", plain):
        raise AnswerError(f"Write decimals with a point: {plain.replace(',', '.')}")
    found = _PLAIN.fullmatch(plain)
    if found is None or len(plain) > _LONGEST:
        return Answer(_computed(plain, text))
    digits = found["digits"]
    power = int(found["power"] or 0)
    places = len(digits.partition(".")[2])
    value = float(plain)
    if not math.isfinite(value):
        raise AnswerError("That is too large a number")
    unit = 10.0 ** max(min(power - places, 300), -300)
    return Answer(value, len(digits.replace(".", "").lstrip("0")), unit)


def _computed(plain: str, text: str) -> float:
    try:
        if len(plain) > _LONGEST:
            raise ExpressionError("it is too long")
        builder = GraphBuilder()
        add_expression(builder, "answer", plain, {})
        value = builder.build().trace().value["answer"]
    except ExpressionError:
        raise AnswerError(f"“{text.strip()[:40]}” is not a number, nor arithmetic such as 0.5 * 3") from None
    number = float(value.reshape(-1)[0]) if value.size == 1 else math.nan
    if not math.isfinite(number):
        raise AnswerError("That comes to no finite number")
    return number
