"""From the [[lesson]] tables of a TOML file to the steps of a lesson."""

from nnviz.document.lesson import Comparison, LessonStep, Question
from nnviz.files.section import Notes, Section, kind


def read_lesson(tables: object, notes: Notes) -> tuple[LessonStep, ...]:
    """The steps in order; what can't be read is noted and stands as its default."""
    if not isinstance(tables, list):
        notes.wrong(("lesson",), f"is {kind(tables)}, expected tables: [[lesson]]")
        return ()
    return tuple(_read_step(Section(table, ("lesson", index), notes)) for index, table in enumerate(tables))


def _read_step(section: Section) -> LessonStep:
    step = LessonStep(
        title=section.text("title"),
        text=section.text("text"),
        select=section.text("select"),
        highlight=section.names("highlight") or (),
        cursor=section.text("cursor"),
        step=section.count("step", 0) if "step" in section else None,
        level=section.text("level"),
        show=section.text("show"),
        predict=section.flag("predict", False),
        question=_read_question(_inner(section, "question")),
        compare=_read_comparison(_inner(section, "compare")),
    )
    section.finish(("step", "question", "compare"))
    return step


def _inner(section: Section, key: str) -> Section | None:
    """A table within the step's; None where there is none."""
    value = section.get(key)
    return None if value is None else Section(value, (*section.place, key), section.notes)


def _read_question(section: Section | None) -> Question | None:
    if section is None:
        return None
    question = Question(
        text=section.text("text"),
        value=section.text("value"),
        gradient=section.text("gradient"),
        new=section.text("new"),
        loss=section.text("loss"),
        pattern=section.text("pattern"),
        choices=section.names("choices") or (),
        answer=section.count("answer", 0),
        hint=section.text("hint"),
        because=section.text("because"),
    )
    section.finish()
    return question


def _read_comparison(section: Section | None) -> Comparison | None:
    if section is None:
        return None
    default = Comparison("", (), (), ())
    comparison = Comparison(
        setting=section.text("setting"),
        values=_values(section),
        steps=section.counts("steps") or (),
        numbers=section.names("numbers") or (),
        digits=section.count("digits", default.digits),
    )
    section.finish()
    return comparison


def _values(section: Section) -> tuple[str | float, ...]:
    """Names, or numbers."""
    value = section.table.get("values")
    if isinstance(value, list) and value and all(isinstance(entry, str) for entry in value):
        return section.names("values") or ()
    return section.numbers("values") or ()
