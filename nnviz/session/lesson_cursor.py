"""Where a step of a lesson wants the walk."""

import bisect
from collections.abc import Sequence

from nnviz.document.lesson import PHASES, LessonStep
from nnviz.engine.moment import Moment
from nnviz.session.tutor import Tutor


def cursor(steps: Sequence[LessonStep], index: int, answered: bool, moment: Moment, tutor: Tutor) -> Moment:
    """Where the step ``index``, or the last one before it that says so, wants the walk of the pass that ``moment`` is of.

    A step that asks for a number of the graph and says no other waits just before that number, and is at it once ``answered``.
    """
    for at in range(index, -1, -1):
        step = steps[at]
        asked = None if step.question is None else step.question.asked
        if step.cursor:
            known, _, name = step.cursor.partition(" ")
            return moment.at(_known_from(moment, tutor, known, name)) if name else _end_of(moment, known)
        if asked is not None and asked[0] != "loss":
            waits = at == index and not answered
            return moment.at(max(_known_from(moment, tutor, *asked) - waits, 0))
    return moment.at(0)


def _known_from(moment: Moment, tutor: Tutor, kind: str, name: str) -> int:
    """The position of the walk from which a value, a gradient or a new value is known."""
    if kind == "new":
        return moment.last
    place = tutor.place(name)
    if place is None:
        return moment.position
    node, positions = place.node, range(moment.last + 1)
    if kind == "value":
        return bisect.bisect_left(positions, True, key=lambda at: moment.at(at).knows_value(node))
    return bisect.bisect_left(positions, True, key=lambda at: moment.at(at).knows_gradient(node))


def _end_of(moment: Moment, phase: str) -> Moment:
    """The end of a phase; of the nearest one before it where the walk hasn't got it."""
    order = {name: rank for rank, name in enumerate(PHASES)}
    reached = bisect.bisect_right(range(moment.last + 1), order[phase], key=lambda at: order[moment.at(at).phase])
    return moment.at(reached - 1)
