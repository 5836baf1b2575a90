"""A question of a lesson, put to the pass on show: what there is to choose from, what is right, what to say of an answer."""

from collections.abc import Mapping

from nnviz.document.lesson import Question
from nnviz.engine.op import PATTERNS
from nnviz.explain.answer import read_answer
from nnviz.explain.question import Kind
from nnviz.explain.question import Question as NumberQuestion
from nnviz.network.loss import LOSSES
from nnviz.session.pointer import Asked
from nnviz.session.tutor import Tutor

Judgement = tuple[bool, str]
"""Whether an answer is right, and what to say of it, as Markdown with mathematics."""

_KINDS: Mapping[str, Kind] = {"value": "value", "gradient": "gradient", "new": "new"}


class LessonQuestion:
    """One question. ``choices`` is empty where a number is asked for; ``right`` is the right one, counted from 1."""

    def __init__(self, question: Question, tutor: Tutor) -> None:
        self.question, self._tutor = question, tutor
        self.choices, self.right = question.choices, question.answer
        if question.pattern:
            self.choices = tuple(f"{name.capitalize()}: {sentence}" for name, sentence in PATTERNS.items())
            self.right = next((at for at, name in enumerate(PATTERNS, 1) if name == tutor.pattern(question.pattern)), 0)

    @property
    def number(self) -> NumberQuestion | None:
        """The number of the graph that is asked for; None where it is none, or the graph on show hasn't got it."""
        kind, name = self.question.asked or ("", "")
        return self._tutor.question(_KINDS[kind], name) if kind in _KINDS else None

    @property
    def mark(self) -> Asked | None:
        """What is to be marked in the diagrams while it is open."""
        if self.question.pattern:
            return "pattern", self.question.pattern
        number = self.number
        return None if number is None else (number.kind, self._tutor.key(number))

    def judge(self, text: str) -> Judgement:
        """An answer that was typed. Raises AnswerError where it is no number."""
        kind, name = self.question.asked or ("", "")
        if kind == "loss":
            exact = self._tutor.loss(name)
            right = exact is not None and read_answer(text).fits(exact)
            return right, "" if right else "That is not what this loss comes to."
        number = self.number
        if number is None:
            return False, ""
        found = self._tutor.diagnose(text, number)
        return found.right, found.message

    def judge_choice(self, choice: int) -> Judgement:
        """One of the choices, counted from 1."""
        return choice == self.right, "" if choice == self.right else "Not this one."

    def formula(self) -> str:
        """The formula by which its number comes about, as Markdown with mathematics; "" where there is none."""
        number = self.number
        if self.question.loss:
            return f"$${LOSSES[self.question.loss].formula}$$"
        return "" if number is None else self._tutor.hint(number)

    def answer(self) -> str:
        """The right answer as Markdown, its number still to be filled in: the choice, or {value:w5}."""
        if self.choices:
            return self.choices[self.right - 1] if self.right else ""
        kind, name = self.question.asked or ("", "")
        return f"{{{kind}:{name}}}"
