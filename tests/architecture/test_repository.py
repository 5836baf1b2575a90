"""What stands at the top of the repository, what the README promises, and what the wheel carries."""

import os
import re
import subprocess
import sys
import zipfile

import pytest

from tests.architecture.rule import ROOT, python_files

TOP = {"pyproject.toml", "README.md", "LICENSE", "nnviz", "resources", "tests", "examples"}


def test_that_the_top_level_holds_what_belongs_there():
    assert {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} == TOP


@pytest.mark.parametrize(
    ("marker", "command"), [("open-command", "bash .setup/open"), ("test-command", "bash .setup/test")]
)
def test_that_the_readme_has_its_two_commands(marker, command):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(rf"<!-- {marker} -->\s*```\w*\n([^\n]+)\n```", readme)
    assert [line.split(" two_two_two")[0] for line in lines] == [command]


def test_that_tests_say_what_they_show_and_never_wait_or_look_away():
    looking_away = re.compile(r"time\.sleep\(|pytest\.skip\(|mark\.skip|mark\.xfail|importorskip")
    misnamed = re.compile(r"^ *(?:async )?def test_(?!that_)\w+", re.MULTILINE)
    files = [file for file in python_files(ROOT / "tests") if file.name != "test_repository.py"]
    found = {str(file): text for file in files if (text := file.read_text(encoding="utf-8"))}
    assert {
        file: hits for file, text in found.items() if (hits := looking_away.findall(text) + misnamed.findall(text))
    } == {}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The folder that the wheel unpacks to."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.mark.parametrize("folder", ["examples", "resources"])
def test_that_the_wheel_carries_the_folder_whole(wheel, folder):
    inside, outside = wheel / "nnviz" / f"_{folder}", ROOT / folder
    carried = {path.relative_to(inside) for path in inside.rglob("*") if path.is_file()}
    assert carried
    assert carried == {path.relative_to(outside) for path in outside.rglob("*") if path.is_file()}


def test_that_the_wheel_says_that_it_is_typed_and_licensed(wheel):
    assert (wheel / "nnviz" / "py.typed").is_file()
    assert next(wheel.glob("*.dist-info/licenses/LICENSE")).is_file()
    assert {path.name for path in wheel.iterdir() if not path.name.endswith(".dist-info")} == {"nnviz"}


def test_that_an_installed_wheel_finds_its_own_folders(wheel, tmp_path):
    code = "from nnviz.files import location\nprint(location.example_folder(), location.resource_folder(), sep='\\n')"
    environment = {**os.environ, "PYTHONPATH": str(wheel)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.splitlines() == [str(wheel / "nnviz/_examples"), str(wheel / "nnviz/_resources")], done.stderr


def test_that_a_checkout_finds_its_own_folders():
    code = "from nnviz.files import location\nprint(location.example_folder(), location.resource_folder(), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == [str(ROOT / "examples"), str(ROOT / "resources")], done.stderr
