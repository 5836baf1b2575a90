"""Documents at the corners of what a document can be: each is walked, trained, plotted and paged through without a complaint."""

import pytest
from PySide6.QtWidgets import QApplication

from nnviz.gui.page.page_kind import PAGES
from nnviz.gui.plot.plot_kind import PLOTS
from nnviz.session.record import subject_at

BESIDE = 4
"""Plots side by side."""


def network(inputs, layers, loss, rows, targets, extra=""):
    """The text of a document with a network; ``layers`` are (units, activation, what else is said of it)."""
    told = "".join(f'[[network.layers]]\nunits = {units}\nactivation = "{kind}"\n{more}\n' for units, kind, more in layers)
    data = f"[data]\ninputs = {rows}\ntargets = {targets}\n"
    return f'{extra}\n[network]\ninputs = {inputs}\n{told}[loss]\nfunction = "{loss}"\n{data}[training]\nlearning_rate = 0.1\n'


ONE, TWO = [(1, "linear", "")], [(2, "tanh", ""), (1, "linear", "")]
DOCUMENTS = {
    "one weight": network(1, ONE, "squared_error", [[1.0]], [[2.0]]),
    "one input, two classes": network(1, [(3, "tanh", ""), (2, "linear", "")], "cross_entropy", [[1], [2]], [[1, 0], [0, 1]]),
    "nothing but zeros": network(
        2, [(2, "relu", "weights = [[0, 0], [0, 0]]\nbias = [0, 0]"), (1, "sigmoid", "weights = [[0, 0]]\nbias = [0]")],
        "squared_error", [[0, 0], [0, 0]], [[0], [0]],
    ),
    "inputs that never vary": network(2, TWO, "squared_error", [[3, 3]] * 3, [[1]] * 3),
    "huge numbers": network(2, TWO, "squared_error", [[1e300, 3], [-1e300, 3], [3, 3]], [[1e200], [1], [-1e200]]),
    "diverging": network(2, ONE, "squared_error", [[1e20, 3], [-1e20, 3], [3, 3]], [[1e2], [1], [-1e2]]),
    "single precision": network(2, TWO, "squared_error", [[1e30, 3], [3, 3]], [[1e30], [1]], 'precision = "float32"'),
    "many labels": network(1, [(40, "linear", "bias = false")], "binary_cross_entropy", [[1], [-1]], [[0] * 40, [1] * 40]),
    "no inputs": '[circuit]\ny = "exp(2)"\n',
    "no number": '[inputs]\nx = 0.0\n[circuit]\ny = "log(x) * 0"\n',
    "arrays": '[inputs]\nx = [[1.0, 2.0], [3.0, 4.0]]\nv = [1.0, 2.0]\n[circuit]\ny = "dot(x, v)"\nz = "sum(y * y)"\n',
    "an input of no use": '[inputs]\nx = 1.0\nu = 2.0\n[circuit]\ny = "x * x"\n',
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_that_a_corner_document_can_be_walked_trained_plotted_and_paged_through(window, tmp_path, name):
    path, session = tmp_path / "corner.toml", window.session
    path.write_text(DOCUMENTS[name])
    session.take_up(*subject_at(path), None)  # as no file of one's own, of which the window would ask whether to save it
    for level in session.levels:
        session.set_level(level)
        QApplication.processEvents()
    session.to_end()
    for node in session.graph.nodes[:6]:
        session.select(node.name)
        QApplication.processEvents()
    if session.trainer is not None:
        session.go_to_step(12)
        session.fork("learning_rate", 0.3)
        session.go_to_step(20)
    plots = [key for key, kind in PLOTS.items() if kind.fits(session)]
    for first in range(0, len(plots), BESIDE):
        window.plot_panel.pick(plots[first : first + BESIDE])
        QApplication.processEvents()
        for frame in window.plot_panel.frames.values():
            frame.plot.refresh()
            assert frame.plot.lack() or sum(1 for _ in frame.plot.table().rows) >= 1
    for key, page in PAGES.items():
        if session.trainer is not None or not page.trains:
            window.show_page(key)
            QApplication.processEvents()
    session.undo()
    QApplication.processEvents()
