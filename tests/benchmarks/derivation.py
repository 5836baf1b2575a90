"""How long a derivation takes from the click until it is shown; run: python -m tests.benchmarks.derivation [EXAMPLE]...

Prints for each example the slowest of its numbers, in milliseconds, the first time and when what it needs is in memory.
"""

import gc
import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from nnviz.files.example import example_names
from nnviz.files.load import load
from nnviz.gui.explanation.inspector import Inspector
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session

MOST_NODES = 60


def measure(style: Style, name: str) -> tuple[float, str, float, str]:
    """The slowest first and second showing of an example's numbers, in ms, and whose they are."""
    session = Session(load(name))
    session.to_end()
    inspector = Inspector(style, session)
    inspector.resize(344, 800)
    inspector.show()
    gc.freeze()  # as the application does once its window is built
    nodes = session.graph.nodes[:: max(len(session.graph) // MOST_NODES, 1)]
    slowest = []
    for _ in range(2):
        found = []
        for node in nodes:
            session.select("")
            QApplication.processEvents()
            started = time.perf_counter()
            session.select(node.name)
            QApplication.processEvents()
            found.append((1000.0 * (time.perf_counter() - started), node.name))
        slowest.append(max(found))
    inspector.close()
    inspector.deleteLater()
    return (*slowest[0], *slowest[1])


def main(names: list[str]) -> None:
    """Prints a line for each example."""
    app = QApplication([])
    style = Style(app, "light")
    for name in names or example_names():
        first, at, again, where = measure(style, name)
        sys.stdout.write(f"{name:24} first {first:7.1f} ms ({at})   again {again:7.1f} ms ({where})\n")


if __name__ == "__main__":
    main(sys.argv[1:])
