"""Spoilt documents: whatever is in a file, loading gives a document or a DocumentError."""

import contextlib
import copy
import datetime as dt
import tomllib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnviz.data.problem import DataError
from nnviz.document.check import check
from nnviz.files.example import example_folder, example_names, example_path
from nnviz.files.load import load
from nnviz.files.problem import DocumentError
from nnviz.files.read import read_document

TEXTS = {name: example_path(name).read_bytes() for name in example_names()}
TABLES = {name: tomllib.loads(text.decode()) for name, text in TEXTS.items()}
PIECES = st.sampled_from([b"[", b"]", b'"', b"'''", b"=", b"\n", b"#", b"nan", b"-", b".", b",", b"{", b"\0", b"\xff", b"1e9"])
JUNK = st.recursive(
    st.sampled_from([True, False, 0, 1, -1, 10**30, 0.5, float("nan"), float("inf"), "", "x", "tanh", "\x7f", "x" * 500])
    | st.builds(lambda: 10**5000)
    | st.builds(dt.date, st.just(2020), st.just(1), st.just(1)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["x", "units", "", "a.b"]), inner),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.sampled_from(sorted(TEXTS)), st.data())
def test_that_a_spoilt_text_never_raises_anything_else(tmp_path: Path, name: str, data: st.DataObject) -> None:
    text = TEXTS[name]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(start + 20, len(text))))
        text = text[:start] + data.draw(PIECES | st.just(b"")) + text[end:]
    (tmp_path / "spoilt.toml").write_bytes(text)
    with contextlib.suppress(DocumentError):
        load(tmp_path / "spoilt.toml")


@settings(max_examples=500)
@given(st.sampled_from(sorted(TABLES)), st.data())
def test_that_a_spoilt_value_never_raises_anything_else(name: str, data: st.DataObject) -> None:
    table = copy.deepcopy(TABLES[name])
    for _ in range(data.draw(st.integers(1, 3))):
        at: object = table
        while isinstance(at, dict | list) and at:
            key = data.draw(st.sampled_from(list(at) if isinstance(at, dict) else range(len(at))))
            if data.draw(st.booleans()) or not isinstance(at[key], dict | list):  # type: ignore[call-overload, index]
                if data.draw(st.integers(0, 4)):
                    at[key] = data.draw(JUNK)  # type: ignore[call-overload, index]
                else:
                    del at[key]  # type: ignore[attr-defined]
                break
            at = at[key]  # type: ignore[call-overload, index]
    document, notes = read_document(table, example_folder())
    with contextlib.suppress(DataError):
        flaws = check(document, notes.unread)
        if table == TABLES[name]:
            assert not flaws
