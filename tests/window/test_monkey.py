"""Ten thousand random actions at the real window: ``pytest -m monkey`` (some minutes)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.monkey

ROOT = Path(__file__).resolve().parents[2]
COUNT = 10_000
ROOM = 1.15
"""Of what there is at rest after the first fifth of the actions, so much may be there in the end: dialogs are made on demand."""
REMEMBERED = 100
"""Things of documents that what isn't seen may still hold of the last one; hundreds of documents have some thirty each."""
MOST_GROWTH = 200
"""Megabytes."""


@pytest.mark.parametrize(("seed", "example"), [(1, "spiral"), (2, "digits"), (3, "two_two_two")])
def test_that_whatever_is_done_nothing_breaks_freezes_or_leaks(desktop, tmp_path, seed, example):
    command = [sys.executable, "-m", "tests.window.monkey", str(seed), str(COUNT), example, str(tmp_path)]
    done = subprocess.run(command, env=desktop.environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    early, *_, late = report["looks"]
    assert report["code"] == 0
    assert report["wrong"] == []
    assert ["\n".join((f"{freeze['seconds']:.2f} s: {freeze['deed']}", *freeze["stacks"])) for freeze in report["freezes"]] == []
    assert late["threads"] == early["threads"]
    assert sum(late["widgets"].values()) < ROOM * sum(early["widgets"].values()), (early["widgets"], late["widgets"])
    assert sum(late["models"].values()) < sum(early["models"].values()) + REMEMBERED, (early["models"], late["models"])
    assert late["megabytes"] - early["megabytes"] < MOST_GROWTH
