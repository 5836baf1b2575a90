"""A lesson at its present step: puts the session where the step wants it, asks its question, keeps the score."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from nnviz.document.lesson import LessonStep
from nnviz.explain.notation import LatexNotation
from nnviz.session.announcer import Topic
from nnviz.session.lesson_cursor import cursor
from nnviz.session.lesson_question import LessonQuestion
from nnviz.session.lesson_text import fill
from nnviz.session.session import Session
from nnviz.session.tutor import Tutor

Outcome = Literal["right", "helped", "revealed"]
OUTCOMES: tuple[Outcome, ...] = ("right", "helped", "revealed")
"""At once; after a wrong answer or a hint; shown."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was said of the last answer: ``right``, and a message in Markdown with mathematics; ``hint`` while that is asked for."""

    right: bool = False
    message: str = ""
    hint: str = ""


class Lesson:
    """The lesson of the session's document. Announces "lesson" through the session.

    ``playing``: whether its step rules the session; else it only waits at its step.
    """

    def __init__(self, session: Session, tutor: Tutor) -> None:
        self.session, self.tutor = session, tutor
        self.index, self.playing = 0, False
        self.outcomes: dict[int, Outcome] = {}
        """Step -> how its question was answered."""
        self.feedback = Feedback()
        self._steps = session.document.lesson
        self._arriving = False
        self._subscription = session.subscribe(self._hear)

    # ---- where it stands

    @property
    def steps(self) -> tuple[LessonStep, ...]:
        """All its steps; none where the document has no lesson."""
        return self._steps

    @property
    def step(self) -> LessonStep | None:
        """The present step."""
        return self._steps[self.index] if self._steps else None

    @property
    def is_answered(self) -> bool:
        """Whether the present step has nothing to ask any more."""
        return self.step is None or self.step.question is None or self.index in self.outcomes

    @property
    def score(self) -> Mapping[Outcome, int]:
        """How many questions were answered in each way."""
        found = list(self.outcomes.values())
        return {outcome: found.count(outcome) for outcome in OUTCOMES}

    @property
    def question_count(self) -> int:
        """How many steps ask something."""
        return sum(step.question is not None for step in self._steps)

    @property
    def room(self) -> str:
        """What its present step opens in place of the diagrams, "" for none."""
        return self.step.show if self.playing and self.step is not None else ""

    def text(self, text: str) -> str:
        """One of its texts with the numbers of the pass on show filled in, once that is the one which the step is about."""
        return fill(text, None if self._arriving else self.tutor)

    def symbol(self, name: str) -> str:
        """A number's name as mathematics within Markdown."""
        place = self.tutor.place(name)
        return name if place is None else f"${LatexNotation().write(self.tutor.writer.symbol(place))}$"

    # ---- going through it

    def play(self, playing: bool) -> None:
        """Whether its step rules the session from now on; it is put where the step wants it."""
        if playing != self.playing:
            self.playing = playing
            if playing:
                self._apply()
            else:
                self.session.highlight()
                self.session.ask(None)
            self.session.announce("lesson")

    def resume(self, index: int, outcomes: Mapping[int, Outcome]) -> None:
        """Takes up what was kept of it."""
        asking = [at for at, step in enumerate(self._steps) if step.question is not None]
        self.outcomes = {at: outcomes[at] for at in asking if outcomes.get(at) in OUTCOMES}
        self.go(index)

    def go(self, index: int) -> None:
        """To another step, the nearest there is."""
        self.index = min(max(index, 0), max(len(self._steps) - 1, 0))
        self.feedback = Feedback()
        if self.playing:
            self._apply()
        self.session.announce("lesson")

    def restart(self) -> None:
        """Back to the first step, nothing answered."""
        self.outcomes.clear()
        self.go(0)

    # ---- its question

    @property
    def question(self) -> LessonQuestion | None:
        """What the present step asks; None where it asks nothing."""
        asked = None if self.step is None else self.step.question
        return None if asked is None else LessonQuestion(asked, self.tutor)

    def answer(self, text: str) -> None:
        """Answers by typing a number. Raises AnswerError where it is none."""
        question = self.question
        if question is not None and not question.choices:
            self._judge(*question.judge(text))

    def choose(self, choice: int) -> None:
        """Answers by one of the choices, counted from 1."""
        question = self.question
        if question is not None:
            self._judge(*question.judge_choice(choice))

    def hint(self) -> None:
        """Shows the step's own hint, or the formula; from then on an answer counts as helped."""
        question = self.question
        if question is not None:
            said = self.text(question.question.hint) or question.formula()
            self.feedback = Feedback(False, self.feedback.message, said)
            self.session.announce("lesson")

    def reveal(self) -> None:
        """Shows the answer."""
        self._settle("revealed", "")

    def answer_text(self) -> str:
        """The right answer in words: the choice, or the number in four digits, as Markdown."""
        question = self.question
        return "" if question is None else self.text(question.answer())

    def _judge(self, right: bool, message: str) -> None:
        if right:
            helped = bool(self.feedback.message or self.feedback.hint)
            self._settle("helped" if helped else "right", message)
        else:
            self.feedback = Feedback(False, message, self.feedback.hint)
            self.session.announce("lesson")

    def _settle(self, outcome: Outcome, message: str) -> None:
        """The question is done with: the walk goes on to the number that was asked for."""
        self.outcomes.setdefault(self.index, outcome)
        self.feedback = Feedback(True, message)
        if self.playing:
            self._place_cursor()
        self.session.announce("lesson")

    # ---- putting the session where a step wants it

    def _hear(self, topic: Topic) -> None:
        if topic == "document" and self.session.document.lesson is not self._steps:
            self._steps = self.session.document.lesson
            self.index, self.feedback, self.playing, self._arriving = 0, Feedback(), False, False
            self.outcomes = {}
            self.session.announce("lesson")
        elif topic == "running" and self._arriving and not self.session.running:
            self._arrive()
        elif topic == "highlight" and self.playing and self.step is not None and not self.session.highlights:
            self.session.highlight(self.step.highlight)

    def _apply(self) -> None:
        if self.step is None:
            return
        self.session.pause()
        self._arriving = True
        wanted = next((step.step for step in self._till_now() if step.step is not None), 0)
        if self.session.trainer is not None and self.session.step != wanted:
            self.session.go_to_step(wanted)
        if not self.session.running:
            self._arrive()

    def _arrive(self) -> None:
        """The training step is reached: now the level, the walk, and what is pointed at."""
        self._arriving = False
        assert self.step is not None
        level = next((step.level for step in self._till_now() if step.level), "")
        if level in self.session.levels and level != self.session.level:
            self.session.set_level(level)
        self.session.select(self.step.select)
        self.session.highlight(self.step.highlight)
        self._place_cursor()

    def _till_now(self) -> Iterator[LessonStep]:
        """The steps up to the present one, the latest first."""
        return reversed(self._steps[: self.index + 1])

    def _place_cursor(self) -> None:
        """Puts the walk where the step wants it, and marks the number that is asked for until it is answered."""
        self.session.pause()  # first: what is on show then may be of another objective
        wanted = cursor(self._steps, self.index, self.is_answered, self.session.moment, self.tutor)
        self.session.go_to(wanted)
        question = None if self.is_answered else self.question
        self.session.ask(None if question is None else question.mark)
