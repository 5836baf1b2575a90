"""What the contract leaves open: cycles inside a package, foreign packages, imports by name, what the CLI loads."""

import subprocess
import sys

import pytest

from tests.architecture.rule import PACKAGE, ROOT, dynamic_imports, knockers, module_cycles, python_files, strangers

FOREIGN = [("engine", "networkx"), ("files", "scipy"), ("session", "networkx"), ("explain", "networkx"), ("gui", "scipy")]


@pytest.fixture(scope="module")
def planted(copied, imports):
    """What the modules of a copy import in which some do what they may not."""
    house = copied()
    init = house / "nnviz/engine/__init__.py"
    init.write_text(init.read_text(encoding="utf-8") + "\ndef f():\n    import nnviz.engine.cyclic\n", encoding="utf-8")
    (house / "nnviz/engine/cyclic.py").write_text("from nnviz.engine import f\n", encoding="utf-8")
    (house / "nnviz/files/knock.py").write_text("from nnviz import __version__\n", encoding="utf-8")
    for room, package in FOREIGN:
        (house / f"nnviz/{room}/foreign.py").write_text(f"def f():\n    import {package}.thing\n", encoding="utf-8")
    return imports(house)


@pytest.fixture(scope="module")
def present(imports):
    """What the modules of the package import."""
    return imports(ROOT)


def test_that_no_module_reaches_itself(present):
    assert module_cycles(present) == []


def test_that_a_cycle_through_a_package_and_a_function_is_found(planted):
    assert ["nnviz.engine", "nnviz.engine.cyclic"] in module_cycles(planted)


def test_that_each_room_imports_only_what_it_may(present):
    assert list(strangers(present)) == []


def test_that_foreign_packages_are_found(planted):
    assert list(strangers(planted)) == sorted(f"nnviz.{room}.foreign -> {package}" for room, package in FOREIGN)


def test_that_nothing_below_the_window_asks_the_front_door(present):
    assert knockers(present) == []


def test_that_a_knock_at_the_front_door_is_heard(planted):
    assert knockers(planted) == ["nnviz.files.knock"]


def test_that_only_the_front_door_imports_by_name():
    files = [file for file in python_files() if file != PACKAGE / "__init__.py"]
    assert [found for file in files for found in dynamic_imports(file.read_text(encoding="utf-8"), str(file))] == []


@pytest.mark.parametrize(
    "call", ["__import__('nnviz.gui')", "importlib.import_module('nnviz.gui')", "import_module(name)"]
)
def test_that_an_import_by_name_is_found(call):
    assert dynamic_imports(f"x = 1\ny = {call}\n", "bad.py") == ["bad.py:2"]


@pytest.mark.parametrize(
    "statement",
    ["from nnviz.cli.main import main; main(['run', 'circle'])", "import nnviz; nnviz.load, nnviz.Trainer, nnviz.circuit"],
)
def test_that_neither_qt_nor_a_library_for_pictures_is_loaded_without_need(statement):
    code = f"{statement}\nimport sys\nprint(sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.splitlines()[-1].strip("[]").replace("'", "").split(", "))
    assert "nnviz" in loaded
    assert loaded & {"PySide6", "shiboken6", "pyqtgraph", "networkx", "ziamath", "latex2mathml"} == set()
