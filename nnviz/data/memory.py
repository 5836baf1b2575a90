"""How much memory there is, so that a document that needs more is refused before anything is allocated."""

import os
from pathlib import Path

UNITS = ("bytes", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")


def available_memory(meminfo: Path = Path("/proc/meminfo")) -> int | None:
    """Bytes that can be had without swapping, or None where the system doesn't say."""
    try:
        for line in meminfo.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    try:
        return int(os.sysconf("SC_PHYS_PAGES")) * int(os.sysconf("SC_PAGE_SIZE"))
    except (AttributeError, OSError, ValueError):
        return None


def readable_bytes(count: int) -> str:
    """A byte count for people: 1_340_000_000_000 -> "1.34 TB" (powers of 1000; counts of any size)."""
    power, divisor = 0, 1
    while count >= divisor * 1000 and power < len(UNITS) - 1:
        divisor *= 1000
        power += 1
    if power == 0:
        return f"{count} bytes"
    whole = count // divisor
    if whole >= 1000:
        return f"over 1000 {UNITS[-1]}" if whole > 10**6 else f"{whole:,} {UNITS[power]}"
    return f"{count / divisor:.3g} {UNITS[power]}"
