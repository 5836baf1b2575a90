"""What is said of an answer: which are right, and of the others which mistake it was."""

import math
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import nnviz
from nnviz.engine.moment import Moment
from nnviz.explain.answer import AnswerError, read_answer
from nnviz.explain.derivation import Explainer
from nnviz.explain.diagnosis import diagnose, hint
from nnviz.explain.mistake import MISTAKES
from nnviz.explain.place import find
from nnviz.explain.question import Question, next_questions, update_questions
from nnviz.explain.update import Update
from nnviz.explain.writer import Writer

EXACT = st.floats(1e-6, 1e6) | st.floats(-1e6, -1e-6)


@given(EXACT, st.integers(2, 9), st.sampled_from([ROUND_DOWN, ROUND_HALF_EVEN]))
def test_that_two_digits_rounded_or_cut_off_are_right(exact, digits, rounding):
    typed = f"{Context(digits, rounding).create_decimal(Decimal(exact)):f}"
    assume(typed.replace("-", "").replace(".", "").strip("0").__len__() > 0)
    answer = read_answer(typed)
    assume(answer.digits == digits)  # 1200 of 1234.5 has more than two digits as typed
    assert answer.fits(exact)


@given(EXACT, st.floats(0.0, 0.00999), st.booleans())
def test_that_one_percent_off_is_right_and_more_is_not(exact, off, above):
    sign = 1 if above else -1
    assert read_answer(repr(exact * (1 + sign * off))).fits(exact)
    far = read_answer(repr(exact * (1 + sign * (off + 0.0101))))
    assume(far.unit < 0.01 * abs(exact))
    assert not far.fits(exact)


@given(EXACT)
def test_that_the_sign_counts(exact):
    assert not read_answer(repr(-exact)).fits(exact)


def test_that_zero_must_be_zero():
    assert read_answer("0.0").fits(0.0)
    assert not read_answer("0.001").fits(0.0)
    assert not read_answer("0").fits(0.001)


@pytest.mark.parametrize(
    ("text", "value"),
    [("−0.5", -0.5), ("1e-3", 0.001), ("0.74 × 0.19", 0.1406), ("exp(-1)", math.exp(-1)), ("(1-0.5)/2", 0.25), ("2^3", 8.0)],
)
def test_that_numbers_and_arithmetic_are_read(text, value):
    assert read_answer(text).value == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "Type a number"), ("0,5", "with a point: 0.5"), ("w5", "“w5” is not a number"), ("1/0", "no finite number"),
     ("9**9**9", "no finite number"), ("1+", "not a number"), ("__import__('os')", "not a number"), ("1e999", "too large"),
     ("[1, 2]", "not a number"), ("(" * 150 + "1" + ")" * 150, "not a number"),
     ("1e-" + "9" * 5000, "not a number")],
)  # fmt: skip
def test_that_what_is_no_number_is_refused(text, message):
    with pytest.raises(AnswerError, match=message.replace("(", r"\(")):
        read_answer(text)


class Desk:
    """Questions about one document, with the learning rate of its training."""

    def __init__(self, name):
        document = nnviz.load(name)
        self.trainer = nnviz.Trainer(document) if document.network else None
        self.trace = self.trainer.trace() if self.trainer else document.circuit_graph().trace()
        self.writer = Writer(Explainer(self.trace))
        self.rate = document.training.learning_rate if self.trainer else 0.0

    def question(self, kind, name):
        place = find(self.trace, name).place
        change = Update(self.trainer, 0).change(self.writer, place) if kind == "new" else None
        return Question(kind, place, change)

    def diagnose(self, kind, name, text):
        return diagnose(read_answer(text), self.writer, self.question(kind, name), self.rate)


@pytest.fixture(scope="module")
def desk():
    desks = {}
    return lambda name: desks.setdefault(name, Desk(name))


CASES = [
    ("two_two_two", "value", "net_h1", "0.0275", "term", "b"),
    ("two_two_two", "value", "net_h1", "-0.3775", "sign", "sign"),
    ("two_two_two", "value", "out_h1", "0.3775", "input", "net"),
    ("two_two_two", "value", "E_o1", "0.5496", "squared", "halved"),
    ("two_two_two", "value", "E_o1", "0.3707", "squared", "squared"),
    ("two_two_two", "value", "E_o1", "-0.7414", "squared", "squared"),
    ("multiply_sum", "value", "f", "-1", "other_op", "q"),
    ("multiply_sum", "value", "q", "-10", "other_op", "x"),
    ("two_two_two", "gradient", "net_o1", "0.1868", "upstream", "upstream gradient"),
    ("two_two_two", "gradient", "w5", "0.593", "upstream", "upstream gradient"),
    ("two_two_two", "gradient", "w5", "0.1385", "local", "local gradient"),
    ("two_two_two", "gradient", "w5", "0.4", "value", "its gradient"),
    ("two_two_two", "gradient", "w5", "0.0554", "swapped", "**other**"),
    ("multiply_sum", "gradient", "q", "3", "swapped", "**other**"),
    ("sigmoid_neuron", "gradient", "wx", "4", "value", "its gradient"),
    ("two_two_two", "gradient", "out_h1", "0.0554", "branch", "o2"),
    ("two_two_two", "gradient", "out_h1", "-0.019", "branch", "o1"),
    ("two_two_two", "gradient", "out_h1", "0.0744", "sign", "o2"),
    ("gates", "gradient", "y", "6", "branch", "square"),
    ("two_two_two", "gradient", "out_h1", "0.0302", "new_weight", "next forward pass"),
    ("sigmoid_neuron", "gradient", "minus", "0.1966", "sign", "sign"),
    ("two_two_two", "gradient", "out_o2", "0.217", "sign", "sign"),
    ("two_two_two", "gradient", "out_o1", "1.4827", "squared", "cancel"),
    ("two_two_two", "gradient", "net_o1", "0.557", "gate_value", "slope"),
    ("two_two_two", "gradient", "net_o1", "0.1843", "gate_value", "(1 - s)"),
    ("two_two_two", "gradient", "net_o1", "0.9282", "added", "multiplies"),
    ("two_two_two", "new", "w5", "0.4411", "update", "subtracts"),
    ("two_two_two", "new", "w5", "0.3178", "update", "learning rate"),
    ("two_two_two", "new", "w5", "0.0411", "update", "step alone"),
    ("two_two_two", "new", "w5", "0.0822", "update", "That is the gradient"),
    ("two_two_two", "new", "w5", "0.40", "update", "old value"),
    ("two_two_two", "new", "w1", "0.15", "update", "old value"),
    ("two_two_two", "new", "w1", "0.1502", "update", "subtracts"),
    ("two_two_two", "value", "out_h1", "0.6", "digits", "two significant digits"),
    ("two_two_two", "value", "out_h1", "77", "", "What does the gate do"),
]


@pytest.mark.parametrize(("name", "kind", "of", "answer", "mistake", "said"), CASES)
def test_that_a_mistake_is_recognised(desk, name, kind, of, answer, mistake, said):
    found = desk(name).diagnose(kind, of, answer)
    assert (found.right, found.mistake) == (False, mistake)
    assert said in found.message


def test_that_every_mistake_has_a_case():
    assert {case[4] for case in CASES} - {"digits", ""} == {row.name for row in MISTAKES}


@pytest.mark.parametrize("name", nnviz.files.example.example_names())
def test_that_every_question_of_a_walk_has_its_own_number_as_answer_and_a_hint_without_it(desk, name):
    here = desk(name)
    explainer = here.writer.explainer
    moment = Moment(here.trace.graph, 0, here.trainer is not None)
    questions = [q for at in range(moment.last) for q in next_questions(explainer, moment.at(at))]
    questions += update_questions(here.writer, Update(here.trainer, 0)) if here.trainer else []
    for question in questions:
        exact = question.exact(explainer)
        assert diagnose(read_answer(repr(exact)), here.writer, question, here.rate).right
        assert hint(here.writer, question, here.rate)
        assert not diagnose(read_answer(repr(3 * exact + 77)), here.writer, question, here.rate).right


def test_that_a_walk_asks_in_the_order_in_which_numbers_become_known(desk):
    here = desk("multiply_sum")
    moment = Moment(here.trace.graph)
    asked = [
        [(q.kind, here.trace.graph.nodes[q.place.node].name) for q in next_questions(here.writer.explainer, moment.at(at))]
        for at in range(moment.last)
    ]
    forward = [[("value", "q")], [("value", "f")]]
    assert asked == [*forward, [("gradient", "f")], [("gradient", "z"), ("gradient", "q")], [("gradient", "x"), ("gradient", "y")]]


def test_that_new_values_are_asked_from_every_layer(desk):
    here = desk("two_two_two")
    asked = [here.trace.graph.nodes[q.place.node].name for q in update_questions(here.writer, Update(here.trainer, 0))]
    assert {"w1", "w7"} <= set(asked)
    assert not any("bias" in name for name in asked)


def test_that_a_hint_names_every_branch_and_local_gradient_but_no_number(desk):
    here = desk("two_two_two")
    said = hint(here.writer, Question("gradient", find(here.trace, "out_h1").place), here.rate)
    for net in (r"\mathrm{net}_{o1}", r"\mathrm{net}_{o2}"):
        assert rf"\frac{{\partial E}}{{\partial {net}}} \cdot \frac{{\partial {net}}}{{\partial \mathrm{{out}}_{{h1}}}}" in said
    assert "= w_{5}" in said
    assert "= w_{7}" in said
    assert "0." not in said
