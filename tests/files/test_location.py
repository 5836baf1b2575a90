"""Where the package's own files are found."""

from pathlib import Path

import pytest

from nnviz.files import location


def test_that_a_checkouts_folders_are_found() -> None:
    assert (location.example_folder() / "multiply_sum.toml").is_file()
    assert location.resource_folder().name in ("resources", "_resources")


def test_that_a_wheels_folders_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nnviz" / "_examples").mkdir(parents=True)
    (tmp_path / "examples").mkdir()
    monkeypatch.setattr(location, "PACKAGE", tmp_path / "nnviz")
    assert location.example_folder() == tmp_path / "nnviz" / "_examples"
    assert location.resource_folder() == tmp_path / "resources"
