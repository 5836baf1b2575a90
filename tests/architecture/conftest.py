"""A copy of the package to plant violations in, and what the tools say of it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.rule import PACKAGE, ROOT

_IMPORTS = """
import grimp, json
graph = grimp.build_graph("nnviz", include_external_packages=True, cache_dir=None)
print(json.dumps({m: sorted(graph.find_modules_directly_imported_by(m)) for m in graph.modules}))
"""


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes a folder with a copy of the package and its contract."""

    def copy() -> Path:
        folder = tmp_path_factory.mktemp("house")
        shutil.copytree(PACKAGE, folder / "nnviz", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        return folder

    return copy


@pytest.fixture(scope="session")
def lint() -> Callable[[Path], subprocess.CompletedProcess[str]]:
    """Runs import-linter in a folder: the exit code and the report."""

    def run(folder: Path) -> subprocess.CompletedProcess[str]:
        code = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
        return _python(folder, code, "--no-cache", "--config", "pyproject.toml")

    return run


@pytest.fixture(scope="session")
def imports() -> Callable[[Path], dict[str, set[str]]]:
    """Reads what each module in a folder's package imports, also inside functions."""

    def read(folder: Path) -> dict[str, set[str]]:
        done = _python(folder, _IMPORTS)
        assert done.returncode == 0, done.stderr
        return {module: set(targets) for module, targets in json.loads(done.stdout).items()}

    return read


def _python(folder: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    # -c puts the folder itself first on the path, so that the copy is what is read and not the installed package.
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, timeout=120
    )
