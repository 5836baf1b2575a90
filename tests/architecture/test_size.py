"""Files, functions and classes stay small, and what is public says what it is."""

from statistics import median

import pytest

from tests.architecture.rule import MOST_LINES, PACKAGE, ROOT, oversized, python_files, undocumented

MODULES = python_files()


def everywhere(rule, files):
    """All that a rule finds in files."""
    return [found for file in files for found in rule(file.read_text(encoding="utf-8"), str(file.relative_to(ROOT)))]


def test_that_nothing_is_longer_than_the_house_allows():
    assert everywhere(oversized, [*MODULES, *python_files(ROOT / "tests")]) == []


def test_that_what_is_public_has_a_docstring_with_one_line_first():
    assert everywhere(undocumented, MODULES) == []


def test_that_modules_are_short_on_the_whole():
    lengths = [file.read_text(encoding="utf-8").count("\n") for file in MODULES if file.name != "__init__.py"]
    assert median(lengths) <= 150


def test_that_no_module_is_a_drawer_for_odds_and_ends():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
    assert [file for file in MODULES if drawers & {file.stem, file.parent.name}] == []


@pytest.mark.parametrize("around", ["if 1:", "class C:", "def f():", "try:\n  pass\nfinally:", "match 1:\n case 1:", "with a:"])
def test_that_a_function_is_looked_at_wherever_it_stands(around):
    inner = "\n".join(["    def g():", *["        x = 1"] * MOST_LINES["function"]])
    assert any("function g has" in found for found in oversized(f"{around}\n{inner}\n", "bad.py"))


@pytest.mark.parametrize("kind", MOST_LINES)
def test_that_a_line_too_many_is_found(kind):
    head = {"file": "", "function": "def f():\n", "class": "class C:\n"}[kind]
    indent = "    " if head else ""
    room = MOST_LINES[kind] - (1 if head else 0)
    assert oversized(head + f"{indent}x = 1\n" * room, "bad.py") == []
    assert len(oversized(head + f"{indent}x = 1\n" * (room + 1), "bad.py")) == 1


def test_that_a_missing_docstring_is_found():
    assert undocumented("def f():\n    pass\n", "bad.py") == ["bad.py:1: the module", "bad.py:1: f"]
    assert undocumented('"""M."""\nclass C:\n    """Runs\n    on."""\n', "bad.py") == ["bad.py:2: C"]
    assert undocumented('"""M."""\ndef _f():\n    pass\n', "bad.py") == []


def test_that_the_package_is_found_at_all():
    assert PACKAGE / "engine" / "op.py" in MODULES
