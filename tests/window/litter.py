"""The files that a monkey finds to open: good ones of every kind, and such as no reader should trust."""

import os
import shutil
from pathlib import Path

import numpy as np

from nnviz.files.location import example_folder
from tests.data.planted import BAD_IDX, BAD_NPZ, BAD_PICTURES, idx, npz, png


def strew(folder: Path) -> tuple[list[Path], list[Path]]:
    """Fills a folder; the good ones, and the bad ones."""
    folder.mkdir()
    return _good(folder), _bad(folder)


def _good(folder: Path) -> list[Path]:
    rng = np.random.default_rng(0)
    pictures, classes = rng.integers(0, 255, (60, 8, 8)), np.arange(60) % 3
    rows = "\n".join(f"{a:.3f},{b:.3f},{'yes' if a > b else 'no'}" for a, b in rng.normal(0, 1, (80, 2)))
    files = {
        "table.csv": f"a,b,answer\n{rows}\n".encode(), "gap.csv": b"x,y\n1,2\n,3\n4,5\n6,\n7,8\n",
        "t-images-idx3-ubyte": idx(pictures), "t-labels-idx1-ubyte": idx(classes),
        "arrays.npz": npz(x=pictures.reshape(60, -1) / 255, y=classes),
    }  # fmt: skip
    for name, data in files.items():
        (folder / name).write_bytes(data)
    for name in ("spiral", "digits", "two_two_two", "sigmoid_neuron"):
        shutil.copy(example_folder() / f"{name}.toml", folder)
    for name in ("one", "two"):
        (folder / "pictures" / name).mkdir(parents=True)
        for number in range(4):
            (folder / "pictures" / name / f"{number}.png").write_bytes(png(8, 8))
    return [*(folder / name for name in files), folder / "pictures", *folder.glob("*.toml")]


def _bad(folder: Path) -> list[Path]:
    bad = folder / "bad"
    bad.mkdir()
    files: dict[str, bytes] = {
        "cut.toml": b'title = "Cut\n[network', "binary.toml": bytes(range(256)) * 40, "utf16.toml": "x = 1\n".encode("utf-16"),
        "unknown.toml": b'[inputs]\nx = 1.0\n[circuit]\ny = "x * nothing"\n', "empty.toml": b"",
        "cut.nnviz": b"PK\x03\x04" + bytes(60),
        "ragged.csv": b"a,b\n1,2\n3\n4,5,6\n", "nul.csv": b"a,b\n1,\0\n", "utf16.csv": "a,b\n1,2\n".encode("utf-16"),
        "lone.csv": b"a\n", "empty.csv": b"",
    }  # fmt: skip
    for kind, table in (("idx", BAD_IDX), ("npz", BAD_NPZ)):
        files |= {f"{number}.{kind}": data for number, (data, _) in enumerate(table.values()) if len(data) < 100_000}
    for name, data in files.items():
        (bad / name).write_bytes(data)
    (bad / "mixed" / "one").mkdir(parents=True)
    for number, (data, _) in enumerate(BAD_PICTURES.values()):
        (bad / "mixed" / "one" / f"{number}.png").write_bytes(data[:100_000])
    os.mkfifo(bad / "pipe.csv")
    os.mkfifo(bad / "pipe.toml")
    for name in ("loop.toml", "loop.csv"):
        (bad / name).symlink_to(name)
    (bad / "zero.csv").symlink_to("/dev/zero")
    (bad / "hidden.toml").symlink_to("/proc/1/mem")
    return [*bad.iterdir(), bad / "not there.toml", bad / "not there.csv", folder / ("a" * 300), Path("/dev/zero")]
