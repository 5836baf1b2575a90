"""Questions about the pass on show: what is asked, what is right, and what to say of an answer."""

from nnviz.document.document import Document
from nnviz.document.lesson import DIGITS, NumberMark
from nnviz.engine.moment import Moment
from nnviz.engine.trace import Trace
from nnviz.explain.answer import read_answer
from nnviz.explain.derivation import Explainer
from nnviz.explain.diagnosis import Diagnosis, diagnose, hint
from nnviz.explain.link import key_of
from nnviz.explain.notation import LatexNotation, TextNotation
from nnviz.explain.place import Place, PlaceError, find
from nnviz.explain.question import Kind, Question, given, next_questions, update_questions
from nnviz.explain.symbol import is_expression
from nnviz.explain.term import Equation, Symbol
from nnviz.explain.update import Change, Update
from nnviz.explain.writer import Writer
from nnviz.session.loss_lab import LabError, LossLab
from nnviz.session.session import Session
from nnviz.training.rate import rate_of

_NOTATION, _PLAIN = LatexNotation(DIGITS), TextNotation(DIGITS)
_LONG = 64
"""Characters of a formula over names beyond which only its numbers are told."""


class Tutor:
    """Knows every number of the session's pass; follows it as it changes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._writer: tuple[Trace, Writer] | None = None
        self._update: tuple[Trace, Document, Update] | None = None

    @property
    def writer(self) -> Writer:
        """Writes about the pass on show."""
        trace = self._session.trace
        if self._writer is None or self._writer[0] is not trace:
            self._writer = trace, Writer(Explainer(trace))
        return self._writer[1]

    @property
    def update(self) -> Update | None:
        """The update that follows; None for a circuit, and while it trains."""
        session = self._session
        if session.trainer is None or session.training:
            return None
        if self._update is None or self._update[0] is not session.trace or self._update[1] is not session.document:
            self._update = session.trace, session.document, Update(session.trainer, session.example)
        return self._update[2]

    @property
    def rate(self) -> float:
        """The learning rate of the update that follows; 0 for a circuit."""
        session = self._session
        return 0.0 if session.trainer is None else rate_of(session.document.training)(session.epoch)

    def place(self, name: str) -> Place | None:
        """Where the number of this name stands; None where the graph on show hasn't got it."""
        try:
            return find(self._session.trace, name, self._session.document.network).place
        except PlaceError:
            return None

    def pattern(self, name: str) -> str:
        """What the gate of that name, as the graph on show has it, does in backward flow; "" where it has none."""
        place = self.place(name)
        node = None if place is None else self._session.graph.nodes[place.node]
        return "" if node is None or node.is_leaf else node.gate.gate

    def change(self, place: Place) -> Change | None:
        """What the next update does to a parameter."""
        return None if self.update is None else self.update.change(self.writer, place)

    def question(self, kind: Kind, name: str) -> Question | None:
        """A question for a number by name; None where there is no such number."""
        place = self.place(name)
        if place is None:
            return None
        change = self.change(place) if kind == "new" else None
        if (kind == "new" and change is None) or (kind == "gradient" and self.writer.explainer.gradient_at(place) is None):
            return None
        return Question(kind, place, change)

    def next_questions(self, before: Moment) -> list[Question]:
        """What the position after a moment of the walk asks for."""
        session = self._session
        if before.position + 1 == before.last and before.has_update:
            return [] if self.update is None else list(update_questions(self.writer, self.update))
        trains = session.trainer is not None
        leaves = session.graph.leaves if trains else ()
        unasked = [leaf for leaf in leaves if session.graph.nodes[leaf].op != "parameter"]
        return list(next_questions(self.writer.explainer, before, unasked))

    def diagnose(self, text: str, question: Question) -> Diagnosis:
        """What to say of an answer as it was typed. Raises AnswerError where it is no number."""
        return diagnose(read_answer(text), self.writer, question, self.rate)

    def hint(self, question: Question) -> str:
        """The formula, as Markdown with mathematics."""
        return hint(self.writer, question, self.rate)

    def key(self, question: Question) -> str:
        """What it is about, as it is selected."""
        symbol = self.writer.symbol(question.place)
        assert isinstance(symbol, Symbol)
        return key_of(symbol)

    def asked(self, question: Question) -> str:
        """The question in words, as Markdown with mathematics."""
        symbol = self.writer.symbol(question.place)
        if question.kind == "new":
            return f"What does the update make of ${_NOTATION.write(symbol)}$?"
        term = symbol if question.kind == "value" else self.writer.upstream(question.place)
        if term is symbol and isinstance(symbol, Symbol) and is_expression(symbol.name):
            term = self.writer.value(question.place).sides[1]
        return f"What is ${_large(_NOTATION.write(term))}$?"

    def given(self, question: Question, everything: bool = False) -> str:
        """The numbers that it takes, as Markdown with mathematics; mostly empty: unless ``everything``, what no diagram shows."""
        found = [_written(each) for each in dict.fromkeys(given(self.writer, question, everything))]
        return f"Given ${',$ $'.join(found)}$." if found else ""

    def derived(self, question: Question) -> str:
        """The answer with where it comes from, as Markdown with mathematics."""
        if question.change is not None:
            assert self.update is not None
            equation = self.update.equations(self.writer, question.place, question.change)[-1]
        elif question.kind == "value":
            equation = self.writer.value(question.place)
        else:
            equation = self.writer.gradient(question.place)
        return f"${_written(_in_short(equation))}$"

    def number(self, mark: NumberMark) -> float | None:
        """A number that a text asks for; None where the graph on show hasn't got it."""
        if mark.kind == "local":
            return self._local(*mark.name.split("/", 1))
        if mark.kind == "loss":
            return self.loss(mark.name)
        place = self.place(mark.name)
        if place is None:
            return None
        if mark.kind == "new":
            change = self.change(place)
            return None if change is None else change.new
        return Question("value" if mark.kind == "value" else "gradient", place).exact(self.writer.explainer)

    def loss(self, name: str) -> float | None:
        """What a loss makes of the outputs and targets on show; None where there are none, or too many."""
        lab = LossLab()
        try:
            lab.take(self._session)
        except LabError:
            return None
        return lab.reading(name).loss

    def _local(self, gate: str, source: str) -> float | None:
        """The local gradient of a gate by one of its inputs, summed where that feeds it twice."""
        of, by = self.place(gate), self.place(source)
        if of is None or by is None:
            return None
        trace = self._session.trace
        found = [trace.local(of.node, at) for at, node in enumerate(trace.graph.nodes[of.node].inputs) if node == by.node]
        known = [number for number in found if number is not None]
        return sum(known) if known else None


def _in_short(equation: Equation) -> Equation:
    """On one line: a gate within an expression is not named, of a sum over branches two sides are enough, of a long sum one."""
    left, *middle, result = equation.sides
    if len(middle) > 2:
        middle = middle[-3:-1]
    if len(middle) == 2 and len(_PLAIN.write(middle[0])) > _LONG:
        middle = middle[1:]
    named = isinstance(left, Symbol) and is_expression(left.name)
    return Equation((*middle, result) if named and len(middle) == 2 else (left, *middle, result))


def _written(equation: Equation) -> str:
    """Its sides in LaTeX; the braces keep a minus at their beginning close to its number."""
    return _large(" = ".join(f"{{{side}}}" for side in _NOTATION.sides(equation)))


def _large(latex: str) -> str:
    """With fractions as large as in a displayed formula."""
    return latex.replace(r"\frac", r"\dfrac")
