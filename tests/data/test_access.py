"""What reading files costs: malformed ones next to nothing, large ones little more than what is in them."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nnviz.data import access
from nnviz.data.access import require_room
from nnviz.data.problem import DataError
from tests.data.planted import BAD_IDX, BAD_NPZ, BAD_PICTURES, idx

FRUGAL = """
import resource, sys
from pathlib import Path
import PIL.Image, PIL.PngImagePlugin, PIL.JpegImagePlugin, PIL.PpmImagePlugin
from nnviz.data.idx import read_idx
from nnviz.data.npz import read_npz
from nnviz.data.picture import read_picture
from nnviz.data.problem import DataError
taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (taken + 100_000_000,) * 2)
refused = 0
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        {".idx": read_idx, ".npz": lambda path: read_npz(path, ()), ".png": read_picture}[path.suffix](path)
    except DataError:
        refused += 1
print(refused)
"""

LARGE = """
import sys
import numpy as np
from pathlib import Path
def taken(): return next(int(l.split()[1]) * 1024 for l in Path("/proc/self/status").read_text().splitlines() if l[:6] == "VmHWM:")
import nnviz
before = taken()
document = nnviz.load(sys.argv[1])
dataset = document.dataset()
print(taken() - before, dataset.inputs.shape, float(dataset.inputs[np.array([7])].max()))
"""


def run(program: str, argument: Path) -> str:
    result = subprocess.run([sys.executable, "-c", program, str(argument)], capture_output=True, text=True, check=False)
    assert result.stderr == ""
    return result.stdout


def test_that_malformed_files_cost_no_more_than_100_mb(tmp_path: Path) -> None:
    planted = {f"{kind}.{name}": data for kind, rows in (("idx", BAD_IDX), ("npz", BAD_NPZ), ("png", BAD_PICTURES))
               for name, (data, _) in rows.items()}  # fmt: skip
    for number, (name, data) in enumerate(planted.items()):
        (tmp_path / f"{number}.{name[:3]}").write_bytes(data)
    assert run(FRUGAL, tmp_path) == f"{len(planted)}\n"


DOCUMENT = """
[network]
inputs = 784
[[network.layers]]
units = 10
[loss]
function = "cross_entropy"
[data]
file = "train-images-idx3-ubyte"
labels = "train-labels-idx1-ubyte"
scale = true
"""


def test_that_60000_pictures_take_no_more_than_one_and_a_half_times_their_bytes(tmp_path: Path) -> None:
    pixels = np.tile(np.arange(784, dtype=np.uint8).reshape(1, 28, 28), (60_000, 1, 1))
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx(pixels))
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx(np.arange(60_000) % 10))
    (tmp_path / "mnist.toml").write_text(DOCUMENT)
    taken, told = run(LARGE, tmp_path / "mnist.toml").split(" ", 1)
    assert told == "(60000, 784) 1.0\n"
    assert int(taken) <= 1.5 * pixels.nbytes


def test_that_what_memory_cannot_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "available_memory", lambda: 1000)
    with pytest.raises(DataError, match=r"a\.npz: array x needs 2 kB of memory, 1 kB is available"):
        require_room(Path("a.npz"), "array x", 2000)
