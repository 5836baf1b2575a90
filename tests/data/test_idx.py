"""IDX files."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nnviz.data.idx import read_idx
from nnviz.data.problem import DataError
from tests.data.planted import BAD_IDX, IDX_TYPES, idx


@pytest.mark.parametrize("kind", IDX_TYPES)
@pytest.mark.parametrize("packed", [False, True])
def test_that_every_type_is_read_as_it_is(tmp_path: Path, kind: str, packed: bool) -> None:
    array = np.arange(-3, 21).reshape(2, 3, 4).astype(kind)
    path = tmp_path / "x.idx"
    path.write_bytes(gzip.compress(idx(array, kind)) if packed else idx(array, kind))
    found = read_idx(path)
    assert found.dtype == np.dtype(kind).newbyteorder("=")
    assert np.array_equal(found, array)


@pytest.mark.parametrize("name", BAD_IDX)
def test_that_what_is_no_idx_file_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    data, message = BAD_IDX[name]
    path = tmp_path / "x.idx"
    path.write_bytes(data)
    with pytest.raises(DataError) as caught:
        read_idx(path)
    (line,) = caught.value.lines()
    assert line.startswith(f"{path}: ")
    assert message in line


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such file"):
        read_idx(tmp_path / "x.idx")
    with pytest.raises(DataError, match="is a folder, expected an IDX file"):
        read_idx(tmp_path)


@given(arrays.arrays(np.uint8, arrays.array_shapes(max_dims=3, max_side=4)), st.data())
def test_that_a_file_cut_anywhere_is_refused(tmp_path_factory, array: np.ndarray, data: st.DataObject) -> None:
    whole = idx(array)
    path = tmp_path_factory.getbasetemp() / "cut.idx"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(DataError):
        read_idx(path)
