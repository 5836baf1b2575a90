"""Memory and its words."""

from pathlib import Path

import pytest

from nnviz.data.memory import available_memory, readable_bytes


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1 kB"), (1_340_000_000_000, "1.34 TB"), (10**40, "over 1000 YB")],
)
def test_that_bytes_are_readable(count: int, text: str) -> None:
    assert readable_bytes(count) == text


def test_that_memory_is_what_the_system_says(tmp_path: Path) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal: 9 kB\nMemAvailable:    2048 kB\n")
    assert available_memory(meminfo) == 2048 * 1024


def test_that_without_meminfo_there_is_still_an_answer_or_none(tmp_path: Path) -> None:
    answer = available_memory(tmp_path / "nothing")
    assert answer is None or answer > 1_000_000
