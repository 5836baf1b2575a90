"""What is to be said of an answer: right, or which factor, branch or sign is wrong."""

import math
from dataclasses import dataclass

from nnviz.explain.answer import Answer
from nnviz.explain.mistake import MISTAKES, Case
from nnviz.explain.question import Question
from nnviz.explain.symbol import is_expression
from nnviz.explain.term import Equation, Formula, Product, Sum, Symbol, Term
from nnviz.explain.writer import Writer


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Whether an answer is ``right``; else which of MISTAKES it is ("digits": too few, "": none known), and what to say.

    ``message`` is Markdown with mathematics in $...$.
    """

    right: bool
    mistake: str
    message: str


def diagnose(answer: Answer, writer: Writer, question: Question, rate: float = 0.0) -> Diagnosis:
    """What to say of an answer; ``rate`` is the learning rate where there is one."""
    case = Case(writer, question, rate)
    if case.is_right(answer):
        return Diagnosis(True, "", "")
    if not math.isfinite(case.exact):
        return Diagnosis(False, "", "This number is not finite; have it shown.")
    for row in MISTAKES:
        if question.kind in row.kinds:
            found = [guess for guess in row.guesses(case) if answer.fits(guess[0])]
            if found:
                return Diagnosis(False, row.name, min(found, key=lambda guess: abs(guess[0] - answer.value))[1])
    if answer.is_short_for(case.exact):
        return Diagnosis(False, "digits", "Right so far. Type two significant digits at least.")
    return Diagnosis(False, "", _UNKNOWN[question.kind])


_UNKNOWN = {
    "value": "Not this. What does the gate do with the values that go into it?",
    "gradient": "Not this. The gradient is upstream × local, summed over every way out.",
    "new": "Not this. The step is the learning rate times the gradient.",
}


def hint(writer: Writer, question: Question, rate: float = 0.0) -> str:
    """The formula over names, without the numbers, as Markdown with mathematics in $$...$$."""
    case = Case(writer, question, rate)
    if question.kind == "new":
        return r"$$w' = w - \eta \cdot \frac{\partial E}{\partial w}, \quad \eta = " + case.notation.number(rate) + "$$"
    if question.kind == "value":
        return f"$${_named(case, writer.value(question.place))}$$"
    gradient = writer.explainer.gradient(question.place)
    if gradient.is_output:
        return "By itself the output changes one for one: its gradient is 1."
    if not gradient.branches:
        return "Nothing leads from here to the output."
    locals_shown = r", \quad ".join(dict.fromkeys(_named(case, writer.local(branch.local)) for branch in gradient.branches))
    if len(gradient.branches) == 1 and writer.is_direct(gradient.branches[0].local):
        return f"$${locals_shown}$$"
    inline = locals_shown.replace(r"\frac", r"\dfrac")
    return f"$${_named(case, writer.gradient(question.place))}$$\n\nwith ${inline}$"


def _named(case: Case, equation: Equation) -> str:
    """The left side and the first one that is worked out over names; over numbers where the left side is an expression."""
    left, *worked = equation.sides
    right = next((side for side in worked if _is_worked(side)), worked[0])
    if isinstance(left, Symbol) and is_expression(left.name) and len(worked) > 2:
        right = worked[-2]  # the formula is its name: more is said by the numbers
    return f"{case.notation.write(left)} = {case.notation.write(right)}"


def _is_worked(side: Term) -> bool:
    """Whether it is a formula, a product or a sum of products."""
    return isinstance(side, Formula | Product) or (isinstance(side, Sum) and any(map(_is_worked, side.terms)))
