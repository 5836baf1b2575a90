"""The import contract holds, and bites: each violation planted in a copy of the package turns it red and is told."""

import re

import pytest

from tests.architecture.rule import ROOT

FALL = "Imports only fall"
GUI = "Imports only fall within the gui, too"
QT = "Qt stays in the gui room and its composition root"
CYCLE = "No cycle between neighbours, not even inside a function"

# the module that is planted, its text, the contract that it breaks, and what the report says that it must not import
PLANTED = [
    ("engine.qt", "from PySide6.QtCore import QObject", QT, "PySide6"),
    ("drawing.qt", "import PySide6.QtGui", QT, "PySide6"),
    ("explain.qt", "import PySide6.QtCore", QT, "PySide6"),
    ("cli.qt", "def f():\n    from PySide6 import QtSvg", QT, "PySide6"),
    ("beside_the_door", "import PySide6", QT, "PySide6"),
    ("training.shiboken", "import shiboken6", QT, "shiboken6"),
    ("session.plot", "import pyqtgraph as pg", QT, "pyqtgraph"),
    ("layout.another_qt", "import qtpy", QT, "qtpy"),
    ("session.sees_drawing", "import nnviz.drawing.theme", FALL, "nnviz.drawing"),
    ("drawing.sees_session", "import nnviz.session", FALL, "nnviz.session"),
    ("data.sees_network", "from nnviz.network import loss", FALL, "nnviz.network"),
    ("files.see_training", "import nnviz.training", FALL, "nnviz.training"),
    ("engine.looks_up", "import nnviz.document", FALL, "nnviz.document"),
    ("explain.sees_layout", "import nnviz.layout", FALL, "nnviz.layout"),
    ("layout.looks_up", "def f():\n    import nnviz.drawing", FALL, "nnviz.drawing"),
    ("gui.looks_up", "import nnviz.app", FALL, "nnviz.app"),
    ("engine.for_types", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import nnviz.session", FALL, "nnviz.session"),
    ("gui.widget.looks_up", "import nnviz.gui.mathematics", GUI, "nnviz.gui.mathematics"),
    ("gui.plot.sees_diagram", "import nnviz.gui.diagram.canvas", GUI, "nnviz.gui.diagram"),
]


def plant(folder, texts):
    for module, text in texts.items():
        path = folder / "nnviz" / f"{module.replace('.', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'"""Planted."""\n{text}\n', encoding="utf-8")


@pytest.fixture(scope="module")
def report(copied, lint):
    """What each contract says of a copy of the package with all of them in it: its name -> its part of the report."""
    folder = copied()
    plant(folder, {module: text for module, text, *_ in PLANTED})
    done = lint(folder)
    assert done.returncode == 1, done.stdout + done.stderr
    heads = "|".join(re.escape(name) for name in (FALL, GUI, QT, CYCLE))
    _, *parts = re.split(rf"^({heads})\n-+\n", done.stdout, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_that_the_package_keeps_its_contract(lint):
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_that_a_faithful_copy_keeps_the_contract(copied, lint):
    done = lint(copied())
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("module", "text", "contract", "imported"), PLANTED, ids=[module for module, *_ in PLANTED])
def test_that_a_planted_violation_is_told(report, module, text, contract, imported):
    assert re.search(rf"\bnnviz\.{re.escape(module)} -> {re.escape(imported)}\b", report[contract])


@pytest.mark.parametrize(
    ("texts", "contract", "told"),
    [
        ({"helper.__init__": ""}, FALL, "nnviz.helper"),
        ({"gui.helper.__init__": ""}, GUI, "nnviz.gui.helper"),
        (
            {"engine.here": "import nnviz.engine.there", "engine.there": "def f():\n    from nnviz.engine import here"},
            CYCLE,
            "No cycles are allowed in nnviz.engine.",
        ),
    ],
    ids=["a new room", "a new room in the gui", "a cycle"],
)
def test_that_what_has_no_place_among_the_floors_is_told(copied, lint, texts, contract, told):
    folder = copied()
    plant(folder, texts)
    done = lint(folder)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{contract} BROKEN" in done.stdout
    assert told in done.stdout
