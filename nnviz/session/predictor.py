"""Predict, then reveal: the walk stops before each number until the learner has typed it, or has had it shown.

While it is on, no number is known that hasn't been settled: everything that goes on (the next gate or phase, the end of the
pass, playing, the next training step) gets as far as the next open question and no further. Going back is free, and what was
settled is not asked again. At the end of a pass the next gate makes one training step, and the next pass is asked for. Other
numbers (an edit, another example or training step, another document) are another pass: it begins at its own first open question.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from nnviz.engine.moment import Moment
from nnviz.engine.trace import Trace
from nnviz.explain.question import Kind, Question
from nnviz.session.announcer import Topic
from nnviz.session.session import Session
from nnviz.session.tutor import Tutor

Outcome = Literal["right", "corrected", "helped", "shown"]
OUTCOMES: Mapping[Outcome, str] = MappingProxyType(
    {"right": "right at once", "corrected": "after a mistake", "helped": "with a hint", "shown": "shown"}
)
"""How a number was settled, the better first -> in words."""
Passes = dict[str, dict[str, Outcome]]
"""Pass -> what was asked for in it -> how that was settled."""
MOST_PASSES = 20
"""Passes that are kept, those taken up last."""

_TOPICS = frozenset(("document", "values", "moment", "example", "settings"))


@dataclass(frozen=True, slots=True)
class Settled:
    """What was settled last: how, and the number with where it comes from, as Markdown with mathematics."""

    outcome: Outcome
    derived: str


class Predictor:
    """The mode on one session; announces "predict" through it, and the session "held" where the walk waits.

    ``passes``: what was settled in every pass so far.
    """

    def __init__(self, session: Session, tutor: Tutor) -> None:
        self.session, self.tutor = session, tutor
        self.passes: Passes = {}
        self.is_on = False
        self.question: Question | None = None
        """What is asked for now; None at the end of the pass, and where one has walked back."""
        self.message, self.hint_shown = "", ""
        """What was said of the last answer, and the hint while it is shown, as Markdown with mathematics."""
        self.settled: Settled | None = None
        self._erred = self._moving = False
        self._pass: tuple[Trace, str] | None = None
        self._subscription = session.subscribe(self._hear)

    # ---- where it stands

    @property
    def is_done(self) -> bool:
        """Whether the pass is walked to its end."""
        return self.is_on and self.session.moment.position == self.session.moment.last

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """What was settled in the present pass: "value out_h1", "gradient w5" -> how."""
        return self.passes.get(self._pass_name, {})

    @property
    def score(self) -> Mapping[Outcome, int]:
        """How many numbers of the present pass were settled in each way."""
        found = list(self.outcomes.values())
        return {outcome: found.count(outcome) for outcome in OUTCOMES}

    @property
    def asked(self) -> tuple[Kind, str] | None:
        """What is asked for now, and of what: "value" and out_h1, "gradient" and hidden.weights[0,1]."""
        return None if self.question is None else (self.question.kind, self.tutor.key(self.question))

    # ---- the mode

    def start(self) -> None:
        """From now on numbers are asked for: the present pass from its first open question."""
        if not self.is_on:
            self.session.pause()
            self.is_on, self.session.hold = True, self._hold
            self._take_up()

    def stop(self) -> None:
        """Numbers are shown again as the walk comes to them."""
        if self.is_on:
            self.is_on, self.session.hold = False, None
            self._forget()
            self.session.ask(None)
            self.session.announce("predict", "values")

    def again(self) -> None:
        """The present pass from its start, everything asked for anew."""
        self.passes.pop(self._pass_name, None)
        self._take_up()

    # ---- the question

    def answer(self, text: str) -> None:
        """Answers the question by a number. Raises AnswerError where it is none."""
        if self.question is None:
            return
        found = self.tutor.diagnose(text, self.question)
        if found.right:
            self._settle("helped" if self.hint_shown else "corrected" if self._erred else "right")
        else:
            self.message = found.message
            self._erred = self._erred or found.mistake != "digits"
            self.session.announce("predict")

    def hint(self) -> None:
        """Shows the formula; from then on an answer counts as helped."""
        if self.question is not None:
            self.hint_shown = self.tutor.hint(self.question)
            self.session.announce("predict")

    def reveal(self) -> None:
        """Shows the number."""
        if self.question is not None:
            self._settle("shown")

    def _settle(self, outcome: Outcome) -> None:
        assert self.question is not None
        name = self._pass_name
        kept = self.passes.pop(name, {})
        self.passes[name] = kept  # the pass taken up last is the last
        kept[f"{self.question.kind} {self.tutor.key(self.question)}"] = outcome
        for old in list(self.passes)[:-MOST_PASSES]:
            del self.passes[old]
        self.settled = Settled(outcome, self.tutor.derived(self.question))
        self._advance()
        self._ask()

    # ---- how far the walk may go

    def _hold(self, wanted: Moment) -> Moment:
        """As far as all is settled; back is free."""
        return self._reached(self.session.moment, wanted)

    def _reached(self, reached: Moment, wanted: Moment) -> Moment:
        while reached.position < wanted.position and not self._open(reached):
            reached = reached.at(reached.position + 1)
        return reached if reached.position <= wanted.position else wanted

    def _open(self, before: Moment) -> list[Question]:
        """What the position after a moment asks for and is not settled."""
        settled = self.outcomes
        questions = self.tutor.next_questions(before)
        return [question for question in questions if f"{question.kind} {self.tutor.key(question)}" not in settled]

    def _advance(self) -> None:
        """On to the next open question; the first position by itself, so that its number can be seen to travel."""
        moment = self.session.moment
        if not self._open(moment):
            self._go(moment.at(moment.position + 1))
            while not self._open(self.session.moment) and not self.is_done:
                self._go(self.session.moment.at(self.session.moment.position + 1))

    def _take_up(self) -> None:
        """Puts the walk before the first open question of the pass on show."""
        self.settled = None
        start = self.session.moment.at(0)
        self._go(self._reached(start, start.at(start.last)))
        self._ask()

    def _go(self, moment: Moment) -> None:
        if moment.position != self.session.moment.position:
            self._moving = True
            self.session.go_to(moment)
            self._moving = False

    def _ask(self) -> None:
        """Asks for what is open at the moment."""
        self._forget()
        if not self.is_done:
            self.question = next(iter(self._open(self.session.moment)), None)
        self.session.ask(self.asked)
        self.session.announce("predict")

    def _forget(self) -> None:
        self.question, self.message, self.hint_shown, self._erred = None, "", "", False

    def _hear(self, topic: Topic) -> None:
        if not self.is_on or self._moving or self.session.training or topic not in _TOPICS:
            return
        if topic == "moment":
            self._ask()
        else:
            self._take_up()

    @property
    def _pass_name(self) -> str:
        """What tells the present pass from others: the same wherever the same numbers are asked for."""
        trace = self.session.trace
        if self._pass is None or self._pass[0] is not trace:
            self._pass = trace, pass_name(self.session)
        return self._pass[1]


def pass_name(session: Session) -> str:
    """A digest of all the numbers that a pass and its update begin with; the same at every level of the graph."""
    document = session.document
    told = document.title, document.circuit, document.loss, document.training, session.example, session.step
    digest = hashlib.blake2b(repr(told).encode(), digest_size=9)
    for name, array in session.given().items():
        digest.update(name.encode() + array.tobytes())
    return digest.hexdigest()
