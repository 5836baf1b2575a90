"""The guards in tests/conftest.py bite: each offence, in a test of its own, fails that test."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.architecture.rule import ROOT

OFFENCES = {
    "warning": "import warnings\ndef test_it():\n    warnings.warn('careful')",
    "unraisable": "class A:\n    def __del__(self):\n        raise ValueError\ndef test_it():\n    A()",
    "thread": "from threading import *\ndef test_it():\n    Thread(target=Event().wait, daemon=True).start()",
    "widget": "def test_it(qtbot):\n    global kept\n    from PySide6.QtWidgets import QWidget\n    kept = QWidget()",
    "qt_warning": "from PySide6.QtCore import qWarning\ndef test_it(qtbot):\n    qWarning('careful')",
    "slot": "from PySide6.QtCore import QTimer\ndef test_it(qtbot):\n    QTimer.singleShot(0, boom)\n    qtbot.wait(9)",
    "marker": "import pytest\n@pytest.mark.widnow\ndef test_it():\n    pass",
}
GOOD = """
import os
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

def test_that_a_setting_is_kept_at_home(qtbot, home):
    settings = QSettings("nnviz", "nnviz")
    settings.setValue("theme", "dark")
    settings.sync()
    assert settings.fileName().startswith(str(home))
    assert os.environ["HOME"].startswith(str(home))

def test_that_the_next_test_does_not_see_it(qtbot):
    assert QSettings("nnviz", "nnviz").value("theme") is None

def test_that_a_widget_given_to_qtbot_is_fine(qtbot):
    qtbot.addWidget(QWidget())
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """How the tests of each of these modules end under this suite's conftest."""
    folder = tmp_path_factory.mktemp("guarded")
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "tests").mkdir()
    for file in ("conftest.py", "display.py"):
        shutil.copy(ROOT / "tests" / file, folder / "tests")
    for name, text in {**OFFENCES, "good": GOOD}.items():
        (folder / "tests" / f"test_{name}.py").write_text(text + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", "--continue-on-collection-errors"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1, done.stdout
    found = re.findall(r"^(PASSED|FAILED|ERROR) tests/test_(\w+)\.py", done.stdout, re.MULTILINE)
    return {name: [outcome for outcome, of in found if of == name] for name in [*OFFENCES, "good"]}


@pytest.mark.parametrize("name", OFFENCES)
def test_that_an_offence_fails_its_test(outcomes, name):
    assert {"FAILED", "ERROR"} & set(outcomes[name])


def test_that_good_tests_pass(outcomes):
    assert outcomes["good"] == ["PASSED"] * 3
