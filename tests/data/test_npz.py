"""NPZ files."""

from pathlib import Path

import numpy as np
import pytest

from nnviz.data.npz import read_npz
from nnviz.data.problem import DataError
from tests.data.planted import BAD_NPZ, npz


def write(folder: Path, data: bytes) -> Path:
    path = folder / "x.npz"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("dtype", ["u1", "i8", "f2", ">f4", "f8", "?"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_that_arrays_are_read_as_numpy_reads_them(tmp_path: Path, dtype: str, order: str) -> None:
    array = np.asarray(np.arange(24).reshape(2, 3, 4), dtype=dtype, order=order)
    path = write(tmp_path, npz(x=array, y=np.arange(2)))
    found = read_npz(path, ("x",))
    assert list(found) == ["x"]
    with np.load(path) as expected:
        assert np.array_equal(found["x"], expected["x"])
    assert list(read_npz(path, ())) == ["x", "y"]


@pytest.mark.parametrize("name", BAD_NPZ)
def test_that_what_is_no_npz_file_is_refused(tmp_path: Path, name: str) -> None:
    data, message = BAD_NPZ[name]
    with pytest.raises(DataError) as caught:
        read_npz(write(tmp_path, data), ())
    assert message in str(caught.value)


def test_that_nothing_in_a_file_is_executed(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (tmp_path / "sprung",)  # type: ignore[return-value]

    with pytest.raises(DataError, match="Python objects"):
        read_npz(write(tmp_path, npz(x=np.array([Trap()], dtype=object))), ())
    assert not (tmp_path / "sprung").exists()


def test_that_a_missing_array_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(DataError, match='there is no array "z", expected one of x, y'):
        read_npz(write(tmp_path, npz(x=np.ones(1), y=np.ones(1))), ("x", "z"))
