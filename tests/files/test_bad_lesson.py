"""Lessons: read as written, saved with their texts, and refused with the line, the place and what was expected."""

from pathlib import Path

import pytest

from nnviz.document.lesson import Comparison, LessonStep, Question, number_marks
from nnviz.files.load import load
from nnviz.files.save import save
from tests.files.refusal import NETWORK, circuit, refused

CIRCUIT = circuit('q = "x + y"')
LESSON = r"""
[[lesson]]                      # the first
title = "Sum"
text = '''
Add: $q = x + y$ gives {value:q}, with $\frac{\partial q}{\partial x} = {local:q/x}$.
'''
select = "q"
highlight = ["x", "y"]
cursor = "gradient x"
predict = true
[lesson.question]
text = "What is $q$?"
value = "q"
hint = "Add."
because = "It is {value:q:9}."

[[lesson]]
title = "Choose"
question = { text = "Which?", choices = ["this", "that"], answer = 2 }
"""


def test_that_a_lesson_is_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "good.toml"
    path.write_text(CIRCUIT + LESSON)
    first, second = load(path).lesson
    assert (first.title, first.select, first.highlight, first.cursor) == ("Sum", "q", ("x", "y"), "gradient x")
    assert first.question == Question("What is $q$?", value="q", hint="Add.", because="It is {value:q:9}.")
    assert first.question.asked == ("value", "q")
    assert [(mark.kind, mark.name, mark.digits) for mark in number_marks(first.text)] == [("value", "q", 4), ("local", "q/x", 4)]
    assert second == LessonStep("Choose", question=Question("Which?", choices=("this", "that"), answer=2))
    assert second.question.asked is None


def test_that_saving_keeps_a_lesson_with_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "good.toml"
    path.write_text(CIRCUIT + LESSON)
    document = load(path)
    save(document, tmp_path / "like.toml", like=path)
    save(document, tmp_path / "plain.toml")
    assert (tmp_path / "like.toml").read_text() == CIRCUIT + LESSON
    assert r"$\frac{\partial q}{\partial x}" in (tmp_path / "plain.toml").read_text()
    assert load(tmp_path / "plain.toml") == document


def test_that_a_comparison_is_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "good.toml"
    table = 'setting = "update"\nvalues = ["simultaneous", "layerwise"]\nsteps = [0, 1]\nnumbers = ["E", "out_u"]\n'
    path.write_text(f'{NETWORK}\n[[lesson]]\ntitle = "Both"\nstep = 1\n[lesson.compare]\n{table}')
    (step,) = load(path).lesson
    assert step.compare == Comparison("update", ("simultaneous", "layerwise"), (0, 1), ("E", "out_u"))
    assert step.step == 1


@pytest.mark.parametrize(
    ("text", "line", "place", "message"),
    [
        ("title = 3", 7, "title", "is the number 3, expected a string"),
        ("text = 'x'", 6, "title", "is missing or empty, expected a few words"),
        ("title = 't'\nanswr = 1", 8, "answr", "unknown key, expected one of"),
        ("title = 't'\nselect = 'w'", 8, "select", 'there is no "w" in the graph, expected one of q, x, y'),
        ("title = 't'\nhighlight = ['x', 'z']", 8, "highlight[1]", 'there is no "z" in the graph'),
        ("title = 't'\nhighlight = 'x'", 8, "highlight", "expected an array of strings"),
        ("title = 't'\ncursor = 'backwards'", 8, "cursor", "expected start, forward, loss, backward, update, or value NAME"),
        ("title = 't'\ncursor = 'gradient w'", 8, "cursor", 'there is no "w" in the graph'),
        ("title = 't'\nshow = 'louses'", 8, "show", '(did you mean "losses"?)'),
        ("title = 't'\nshow = 'data'", 8, "show", 'there is no room "data", expected one of code, losses'),
        ("title = 't'\nlevel = 'neurons'", 8, "level", 'there is no level "neurons", expected one of groups, written, numbers'),
        ("title = 't'\nstep = 3", 8, "step", "belongs to a network's lesson"),
        ("title = 't'\nstep = 1.5", 8, "step", "expected a whole number"),
        ("title = 't'\npredict = 1", 8, "predict", "expected true or false"),
        ("title = 't'\ntext = '$x'", 8, "text", "odd number of $"),
        ("title = 't'\ntext = '{value:w}'", 8, "text", 'in {value:w}: there is no "w" in the graph'),
        ("title = 't'\ntext = '{value:q:99}'", 8, "text", "in {value:q:99}: 99 digits, expected 1 to 17"),
        ("title = 't'\ntext = '{new:x}'", 8, "text", 'in {new:x}: there is no parameter "x", a circuit has none'),
        ("title = 't'\ntext = '{local:q}'", 8, "text", "in {local:q}: expected {local:GATE/INPUT}"),
        ("title = 't'\nquestion = 1", 8, "question", "is the number 1, expected a table"),
        ("title = 't'\n[lesson.question]\ntext = 'w'", 8, "question", "asks for 0 things, expected one of value, gradient, new"),
        ("title = 't'\n[lesson.question]\nvalue = 'w'", 9, "question.value", 'there is no "w" in the graph'),
        ("title = 't'\n[lesson.question]\nvalue = 'q'\nanswer = 1", 10, "question.answer", "goes with choices only"),
        ("title = 't'\n[lesson.question]\ntext = 'w'\nchoices = ['a', 'b']", 8, "question.answer", "the right choice, 1 to 2"),
        ("title = 't'\n[lesson.question]\ntext = 'w'\nchoices = ['a']\nanswer = 1", 10, "question.choices", "expected 2 or more"),
        ("title = 't'\n[lesson.question]\ntext = 'w'\npattern = 'x'", 10, "question.pattern", '"x" is no gate, expected the name'),
        ("title = 't'\n[lesson.question]\ntext = 'w'\npattern = 'w'", 10, "question.pattern", 'there is no "w" in the graph'),
        ("title = 't'\n[lesson.question]\npattern = 'q'", 8, "question.text", "is missing or empty, expected the question"),
        ("title = 't'\n[lesson.question]\nvalue = 'q'\nhint = '$'", 10, "question.hint", "odd number of $"),
    ],
)
def test_that_a_bad_step_is_refused(tmp_path: Path, text: str, line: int, place: str, message: str) -> None:
    (problem,) = refused(tmp_path, CIRCUIT + f"[[lesson]]\n{text}\n")
    assert (problem.line, problem.place) == (line, f"lesson[0].{place}")
    assert message in problem.message


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("setting = 'updates'", "setting", 'there is no setting "updates" to compare'),
        ("setting = 'update'\nvalues = ['no']", "values[0]", 'there is no update order "no"'),
        ("setting = 'update'\nvalues = [1]", "values[0]", "is 1.0, expected a name"),
        ("setting = 'learning_rate'\nvalues = [0.1, -1]", "values[1]", "is -1.0, expected a number above 0"),
        ("setting = 'batch_size'\nvalues = [1, 2.5]", "values[1]", "is 2.5, expected a whole number of 1 or more"),
        ("setting = 'batch_size'\nvalues = [inf]", "values[0]", "is inf, expected a whole number of 1 or more"),
        ("setting = 'batch_size'\nvalues = [0]", "values[0]", "is 0, expected a whole number of 1 or more"),
        ("setting = 'update'\nvalues = ['layerwise']\nsteps = [1, -1]", "steps[1]", "is -1, expected a whole number"),
        ("setting = 'update'\nvalues = ['layerwise']\nsteps = [0.5]", "steps", "expected an array of whole numbers"),
        ("setting = 'update'\nvalues = ['layerwise']\nsteps = [1]\nnumbers = ['out_x']", "numbers[0]", 'there is no "out_x"'),
        ("setting = 'update'\nvalues = ['layerwise']\nsteps = [1]\nnumbers = ['E']\ndigits = 0", "digits", "is 0, expected 1 to"),
    ],
)
def test_that_a_bad_comparison_is_refused(tmp_path: Path, text: str, place: str, message: str) -> None:
    problems = refused(tmp_path, f"{NETWORK}\n[[lesson]]\ntitle = 't'\n[lesson.compare]\n{text}\n")
    found = {problem.place: problem.message for problem in problems}
    assert message in found[f"lesson[0].compare.{place}"]


def test_that_all_problems_of_a_lesson_are_told_at_once(tmp_path: Path) -> None:
    problems = refused(tmp_path, CIRCUIT + "[[lesson]]\nselect = 'w'\n[[lesson]]\ntitle = ''\nshow = 'x'\ntext = '{value:w} $'\n")
    places = ["lesson[0].title", "lesson[0].select", "lesson[1].title", "lesson[1].show", "lesson[1].text", "lesson[1].text"]
    assert [problem.place for problem in problems] == places


def test_that_names_are_not_looked_up_in_a_graph_that_is_wrong_itself(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, circuit('q = "x + "') + "[[lesson]]\ntitle = 't'\nselect = 'w'\n")
    assert problem.place == "circuit.q"


def test_that_a_lesson_must_be_tables(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, 'lesson = "one"\n' + CIRCUIT)
    assert (problem.line, problem.message) == (1, 'is the string "one", expected tables: [[lesson]]')
