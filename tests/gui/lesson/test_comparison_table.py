"""The table of a lesson's runs that differ in one setting."""

import nnviz
from nnviz.document.lesson import Comparison
from nnviz.gui.lesson.comparison_table import ComparisonTable


def test_that_runs_are_compared_in_a_thread_and_differences_set_off(qtbot, style):
    table = ComparisonTable(style)
    qtbot.addWidget(table)
    table.show_comparison(nnviz.load("two_two_two"), Comparison("update", ("simultaneous", "layerwise"), (1,), ("w5", "E"), 9))
    qtbot.waitUntil(lambda: not table.busy)
    assert table.texts() == [
        "simultaneous", "layerwise", "AFTER 1 STEP", "w₅", "0.358916480", "0.358916480", "E", "0.291027774", "0.291027924",
    ]  # fmt: skip
    table.show_comparison(nnviz.load("two_two_two"), None)
    assert not table.isVisible()


def test_that_a_comparison_that_nobody_wants_any_more_ends(qtbot, style):
    table = ComparisonTable(style)
    qtbot.addWidget(table)
    jobs = []
    for document in (nnviz.load("two_two_two"), nnviz.load("two_two_two")):
        table.show_comparison(document, Comparison("update", ("simultaneous", "layerwise"), (10**9,), ("E",)))
        jobs.append(table._job)
    table.show_comparison(document, None)
    assert [job.wait(10.0) for job in jobs] == [True, True]
