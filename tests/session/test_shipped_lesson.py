"""The lessons that come with nnviz: every step can be gone to, asks before it tells, and says no number that isn't so."""

import math
import re

import numpy as np
import pytest

import nnviz
from nnviz.document.lesson import number_marks
from nnviz.files.example import LESSONS
from nnviz.session.comparison import compare
from nnviz.session.lesson import Lesson
from nnviz.session.session import Session
from nnviz.session.tutor import Tutor

_LITERAL = re.compile(r"(?<![\w.{^_])(\d[\d,]*(?:\.\d+)?)(?!\w|-bit|\})(?: ([MT]B))?")
_UNITS = {"": 1.0, "MB": 1e6, "TB": 1e12}
_COUNTED = 10
"""Whole numbers up to this one are part of formulas and sentences."""


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Training is done at once, however long it takes."""
    monkeypatch.setattr("nnviz.session.walker.PATIENCE", math.inf)


def walked(lesson):
    """The lesson at each of its steps in turn, its session where the step wants it."""
    for index, step in enumerate(lesson.steps):
        lesson.go(index)
        assert not lesson.session.running
        yield step


def taught(name):
    session = Session(nnviz.load(name))
    lesson = Lesson(session, Tutor(session))
    lesson.play(True)
    return lesson


@pytest.mark.parametrize("name", LESSONS)
def test_that_every_step_finds_what_it_speaks_of_at_its_level(name):
    lesson = taught(name)
    level = lesson.session.level
    for step in walked(lesson):
        session, level = lesson.session, step.level or level
        assert session.level == level
        assert session.problem == ""
        for key in (*step.highlight, *([step.select] if step.select else []), *step.cursor.split()[1:]):
            assert session.locate(key) is not None, (step.title, key)
        for _, text in step.texts:
            for mark in number_marks(text):
                number = lesson.tutor.number(mark)
                assert number is not None, (step.title, mark.written)
                assert math.isfinite(number), (step.title, mark.written)
            assert "?}" not in lesson.text(text)


@pytest.mark.parametrize("name", LESSONS)
def test_that_it_asks_before_it_tells_and_takes_the_right_answer(name):
    lesson = taught(name)
    for step in walked(lesson):
        asked = step.question.asked if step.question is not None else None
        moment = lesson.session.moment
        if asked is not None and asked[0] in ("value", "gradient"):
            node = lesson.tutor.place(asked[1]).node
            assert not (moment.knows_value if asked[0] == "value" else moment.knows_gradient)(node), step.title
        if asked is not None:
            lesson.answer(lesson.answer_text())
        elif step.question is not None:
            lesson.choose(lesson.question.right)
        assert lesson.is_answered, step.title
    assert lesson.question_count >= 2
    assert lesson.score["right"] == lesson.question_count


@pytest.mark.parametrize("name", LESSONS)
def test_that_every_number_that_is_written_out_agrees_with_the_engine(name):
    lesson = taught(name)
    compared = compared_numbers(lesson)
    for step in walked(lesson):
        known = numbers_of(lesson) + compared
        for text in said(step):
            for literal, unit in literals(text):
                assert agrees(literal, _UNITS[unit], known), f"{step.title}: {literal} {unit} is no number of {name}"


@pytest.mark.parametrize(("text", "found"), [
    ("was 0.291 and {value:E} after 10,000 steps", [("0.291", ""), ("10,000", "")]),
    ("$w_1$ and h1 of 64-bit take 134 MB.", [("134", "MB")]),
    ("$\\frac{1}{2}$, 2 inputs, $e^{-1}$", []),
])  # fmt: skip
def test_that_numbers_are_found_in_texts(text, found):
    assert literals(text) == found


def test_that_a_wrong_number_would_be_noticed():
    assert agrees("0.2910", 1.0, [0.29102792])
    assert not agrees("0.2911", 1.0, [0.29102792])
    assert agrees("1.34", 1e12, [1.3421e12])
    assert not agrees("1.34", 1.0, [1.3421e12])


def said(step):
    """All that a step says, but for the answers that are wrong."""
    for _, text in step.texts:
        yield text
    if step.question is not None and step.question.choices:
        yield step.question.choices[step.question.answer - 1]


def literals(text):
    """The numbers written out in a text, with their units; small whole ones apart."""
    for mark in number_marks(text):
        text = text.replace(mark.written, "")
    found = [(number.rstrip(","), unit) for number, unit in _LITERAL.findall(text)]
    return [(number, unit) for number, unit in found if "." in number or unit or int(number.replace(",", "")) > _COUNTED]


def agrees(literal, unit, known):
    """Whether one of the known numbers, in that unit, is this one rounded or cut off."""
    value, step = float(literal.replace(",", "")), 10.0 ** -len(literal.partition(".")[2])
    return any(-0.5 * step <= abs(number) / unit - value < step for number in known)


def numbers_of(lesson):
    """Numbers that are there at the present step: values, gradients, settings, steps, sizes."""
    session, document = lesson.session, lesson.session.document
    trace = session.trace
    known = [step.step for step in lesson.steps if step.step]
    if document.network is not None:
        known.append(document.training.learning_rate)
    for rows in (trace.values, trace.gradients):
        known += [float(number) for row in rows if row is not None and np.size(row) <= 16 for number in np.ravel(row)]
    for row in trace.values:
        known += [*row.shape, row.size, row.size**2 * row.itemsize]
    return known


def compared_numbers(lesson):
    """All numbers that stand in its comparisons, steps too."""
    tables = [compare(lesson.session.document, step.compare) for step in lesson.steps if step.compare is not None]
    return [number for table in tables for row in table for number in (row.step, *row.numbers)]
