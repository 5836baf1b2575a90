"""What becomes of the output where the terminal, the disk or a library fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnviz.cli.window import PACKAGES, why_not

ROOT = Path(__file__).resolve().parents[2]


def run(*words, **given):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **given.pop("environment", {})}
    command = [sys.executable, "-m", "nnviz", *words]
    return subprocess.run(command, env=environment, stderr=subprocess.PIPE, timeout=60, check=False, **given)


def test_that_a_terminal_without_greek_letters_gets_a_table_all_the_same():
    done = run("run", "two_two_two", stdout=subprocess.PIPE, environment={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"out_o1" in done.stdout


@pytest.mark.parametrize("words", [("run", "two_two_two"), ("run", "two_two_two", "--json"), ("examples",)])
def test_that_an_output_that_takes_nothing_is_one_line_and_exit_code_1(words):
    with Path(__file__).open("rb") as unwritable:
        done = run(*words, stdout=unwritable)
    assert (done.returncode, done.stderr.decode().splitlines()) == (1, ["nnviz: Bad file descriptor"])


@pytest.mark.parametrize("words", [("run", "xor"), ("run", "xor", "--json"), ("train", "two_two_two", "--steps", "1")])
def test_that_a_closed_output_is_no_traceback(words):
    line = 'exec "$@" >&-'
    command = ["sh", "-c", line, "sh", sys.executable, "-m", "nnviz", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, timeout=60, check=False)
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 1


def test_that_a_missing_system_library_is_told_with_the_packages_that_bring_it():
    error = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert "libEGL.so.1" in why_not(error)
    assert f"apt-get install {PACKAGES}" in why_not(error)


@pytest.mark.parametrize(
    ("error", "told"),
    [(ModuleNotFoundError("No module named 'PySide6'", name="PySide6"), "PySide6 is not installed"),
     (ImportError("cannot import name 'Nobody' from 'nnviz.gui.diagram.pane'"), "Nobody")],
)  # fmt: skip
def test_that_another_import_error_names_no_system_library(error, told):
    assert told in why_not(error)
    assert "apt-get" not in why_not(error)
