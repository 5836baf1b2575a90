"""The import contract holds, and bites: each violation planted in a copy of the package turns it red."""

import pytest

from tests.architecture.rule import ROOT

FALL = "Imports only fall"
GUI = "Imports only fall within the gui, too"
QT = "Qt stays in the gui room and its composition root"
CYCLE = "No cycle between neighbours, not even inside a function"

# what is planted: (file, its text)..., the contract it breaks, and what the report names
PLANTED = {
    "qt_in_engine": ({"engine/bad.py": "from PySide6.QtCore import QObject"}, QT, "nnviz.engine.bad -> PySide6"),
    "qt_in_drawing": ({"drawing/bad.py": "import PySide6.QtGui"}, QT, "nnviz.drawing.bad -> PySide6"),
    "qt_in_cli": ({"cli/bad.py": "def f():\n    from PySide6 import QtSvg"}, QT, "nnviz.cli.bad -> PySide6"),
    "qt_at_the_door": ({"bad.py": "import PySide6"}, QT, "nnviz.bad -> PySide6"),
    "shiboken_in_training": ({"training/bad.py": "import shiboken6"}, QT, "nnviz.training.bad -> shiboken6"),
    "pyqtgraph_in_session": ({"session/bad.py": "import pyqtgraph as pg"}, QT, "nnviz.session.bad -> pyqtgraph"),
    "another_qt": ({"layout/bad.py": "import qtpy"}, QT, "nnviz.layout.bad -> qtpy"),
    "session_sees_drawing": (
        {"session/bad.py": "import nnviz.drawing.theme"},
        FALL,
        "nnviz.session.bad -> nnviz.drawing",
    ),
    "drawing_sees_session": ({"drawing/bad.py": "import nnviz.session"}, FALL, "nnviz.drawing.bad -> nnviz.session"),
    "data_sees_network": ({"data/bad.py": "from nnviz.network import loss"}, FALL, "nnviz.data.bad -> nnviz.network"),
    "files_see_training": ({"files/bad.py": "import nnviz.training"}, FALL, "nnviz.files.bad -> nnviz.training"),
    "engine_looks_up": ({"engine/bad.py": "import nnviz.document"}, FALL, "nnviz.engine.bad -> nnviz.document"),
    "explain_sees_layout": ({"explain/bad.py": "import nnviz.layout"}, FALL, "nnviz.explain.bad -> nnviz.layout"),
    "qt_in_explain": ({"explain/bad.py": "import PySide6.QtCore"}, QT, "nnviz.explain.bad -> PySide6"),
    "layout_looks_up": (
        {"layout/bad.py": "def f():\n    import nnviz.drawing"},
        FALL,
        "nnviz.layout.bad -> nnviz.drawing",
    ),
    "gui_looks_up": ({"gui/bad.py": "import nnviz.app"}, FALL, "nnviz.gui.bad -> nnviz.app"),
    "a_widget_looks_up": (
        {"gui/widget/bad.py": "import nnviz.gui.mathematics"},
        GUI,
        "nnviz.gui.widget.bad -> nnviz.gui.mathematics",
    ),
    "plot_sees_diagram": (
        {"gui/plot/bad.py": "import nnviz.gui.diagram.canvas"},
        GUI,
        "nnviz.gui.plot.bad -> nnviz.gui.diagram",
    ),
    "only_for_types": (
        {"engine/bad.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import nnviz.session"},
        FALL,
        "nnviz.engine.bad -> nnviz.session",
    ),
    "a_new_room": ({"helper/__init__.py": "", "helper/bad.py": ""}, FALL, "nnviz.helper"),
    "hidden_cycle": (
        {
            "engine/here.py": "import nnviz.engine.there",
            "engine/there.py": "def f():\n    from nnviz.engine import here",
        },
        CYCLE,
        "nnviz.engine.",
    ),
}


def test_that_the_package_keeps_its_contract(lint):
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_that_a_faithful_copy_keeps_the_contract(house, lint):
    done = lint(house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("files", "contract", "named"), PLANTED.values(), ids=PLANTED)
def test_that_a_planted_violation_turns_the_contract_red(house, lint, files, contract, named):
    for file, text in files.items():
        path = house / "nnviz" / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'"""Planted."""\n{text}\n', encoding="utf-8")
    done = lint(house)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{contract} BROKEN" in done.stdout
    assert named in done.stdout
