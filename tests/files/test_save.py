"""Saving: what is loaded again is equal, comments stay, and a file is there whole or as it was."""

import os
import random
import stat
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from nnviz.document.document import Document
from nnviz.document.part import Data
from nnviz.files import save as save_module
from nnviz.files.example import example_names, example_path
from nnviz.files.load import load
from nnviz.files.problem import DocumentError
from nnviz.files.save import save
from nnviz.network.architecture import Layer, Network
from tests.files.document_strategy import documents

SHARED_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@SHARED_FOLDER
@given(documents())
def test_that_a_saved_document_is_loaded_as_it_was_and_saving_that_changes_nothing(tmp_path: Path, document: Document) -> None:
    path = tmp_path / "saved.toml"
    path.unlink(missing_ok=True)
    save(document, path)
    before, loaded = path.read_bytes(), load(path)
    assert loaded == document
    save(loaded, path)
    assert path.read_bytes() == before


@SHARED_FOLDER
@given(documents(), documents())
def test_that_saving_over_any_other_document_is_safe(tmp_path: Path, first: Document, second: Document) -> None:
    path = tmp_path / "saved.toml"
    path.unlink(missing_ok=True)
    save(first, path)
    save(second, path, like=path)
    assert load(path) == second


@pytest.mark.parametrize("name", example_names())
def test_that_an_example_saved_elsewhere_is_the_same(tmp_path: Path, name: str) -> None:
    document = load(name)
    save(document, tmp_path / "plain.toml")
    save(document, tmp_path / "like.toml", like=example_path(name))
    assert load(tmp_path / "plain.toml") == load(tmp_path / "like.toml") == document


TEXT = """# What this is.
title = "A network"     # its title

[network]
inputs = 2

[[network.layers]]      # the only one
units = ["u", "v"]
weights = [
    [0.10, 0.20],       # into u
    [0.30, 1e-3],       # into v
]

[data]
inputs = [[1, 2]]
targets = [[0, 1]]

[training]
optimizer = "momentum"  # has a memory
learning_rate = 0.50    # large
momentum = 0.8          # goes with it
epochs = 3
"""


@pytest.fixture
def commented(tmp_path: Path) -> Path:
    path = tmp_path / "commented.toml"
    path.write_text(TEXT)
    return path


def test_that_an_unchanged_document_keeps_its_text(commented: Path) -> None:
    save(load(commented), commented)
    assert commented.read_text() == TEXT


def with_training(document: Document, **changes: object) -> Document:
    return replace(document, training=replace(document.training, **changes))


def test_that_changed_values_change_alone(commented: Path) -> None:
    document = load(commented)
    assert document.network is not None
    layer = replace(document.network.layers[0], weights=((0.1, 0.25), (0.3, 1e-3)), bias=(1.0, 2.0))
    changed = replace(document, network=replace(document.network, layers=(layer,)))
    changed = with_training(changed, learning_rate=0.3, l2=0.1, optimizer="sgd", settings=())
    save(changed, commented)
    expected = TEXT.replace("0.20]", "0.25]").replace("\n]\n", "\n]\nbias = [1.0, 2.0]\n").replace("0.50 ", "0.3 ")
    expected = expected.replace('"momentum"', '"sgd"').replace("momentum = 0.8          # goes with it\n", "")
    assert commented.read_text() == expected + "l2 = 0.1\n"
    assert load(commented) == changed


def test_that_a_new_section_goes_to_the_end(commented: Path) -> None:
    changed = replace(load(commented), loss="l1")
    save(changed, commented)
    assert commented.read_text() == TEXT + '\n[loss]\nfunction = "l1"\n'


def test_that_another_structure_is_written_plainly(commented: Path) -> None:
    document = load(commented)
    assert document.network is not None
    more = Network(document.network.inputs, (Layer("new", ("n1",)), *document.network.layers))
    more = replace(more, layers=(more.layers[0], replace(more.layers[1], weights=None)))
    save(replace(document, network=more), commented)
    assert load(commented).network == more
    assert "#" not in commented.read_text()


def test_that_an_unrelated_file_lends_no_comments(commented: Path, tmp_path: Path) -> None:
    other = replace(with_training(load(commented), learning_rate=0.1), title="Another")
    save(other, commented)
    assert "#" not in commented.read_text()


def test_that_comments_move_along_with_save_as(commented: Path, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    save(with_training(load(commented), epochs=4), tmp_path / "below" / "copy.toml", like=commented)
    assert (tmp_path / "below" / "copy.toml").read_text() == TEXT.replace("epochs = 3", "epochs = 4")


@pytest.mark.parametrize("keep", [True, False])
def test_that_a_document_saved_elsewhere_finds_its_table(tmp_path: Path, keep: bool) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "table.csv").write_text("x,y,t\n1,2,3\n4,5,6\n")
    source = folder / "d.toml"
    source.write_text('[network]\ninputs = 2\n[[network.layers]]\nunits = 1\n[data]\nfile = "table.csv"\ntarget = "t" # t\n')
    document = load(source)
    for place, name in (("a/c", "../b/table.csv"), ("a", "b/table.csv"), ("w/x/y/z", str(folder / "table.csv"))):
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
        target = tmp_path / place / "copy.toml"
        save(document, target, like=source if keep else None)
        assert f'file = "{name}"' in target.read_text()
        assert ("# t" in target.read_text()) == keep
        assert load(target) == document


def test_that_a_save_that_fails_leaves_the_old_file(commented: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    changed = with_training(load(commented), epochs=9)
    monkeypatch.setattr(save_module.os, "fsync", full)
    with pytest.raises(DocumentError, match=r"commented\.toml: can't be written: No space left on device"):
        save(changed, commented)
    assert commented.read_text() == TEXT
    assert list(commented.parent.iterdir()) == [commented]


def test_that_the_new_file_is_on_the_disk_before_it_gets_its_name(commented: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, rename = os.fsync, Path.replace

    def watched_fsync(handle: int) -> None:
        done.append("fsync")
        fsync(handle)

    def watched_rename(path: Path, target: Path) -> Path:
        done.append("replace")
        return rename(path, target)

    monkeypatch.setattr(save_module.os, "fsync", watched_fsync)
    monkeypatch.setattr(Path, "replace", watched_rename)
    save(with_training(load(commented), epochs=9), commented)
    assert done[:2] == ["fsync", "replace"]


def test_that_permissions_and_links_stay(commented: Path) -> None:
    commented.chmod(0o640)
    link = commented.parent / "link.toml"
    link.symlink_to(commented)
    save(with_training(load(link), epochs=9), link)
    assert link.is_symlink()
    assert load(commented).training.epochs == 9
    assert stat.S_IMODE(commented.stat().st_mode) == 0o640


@pytest.mark.parametrize("place", ["no/such/folder.toml", ""])
def test_that_a_place_that_cannot_be_written_is_told(commented: Path, place: str) -> None:
    with pytest.raises(DocumentError, match="can't be written"):
        save(load(commented), commented.parent / place)


def test_that_what_would_not_load_is_not_saved(commented: Path) -> None:
    with pytest.raises(DocumentError, match="learning_rate: is nan, expected a number above 0"):
        save(with_training(load(commented), learning_rate=float("nan")), commented)
    with pytest.raises(DocumentError, match="no Unicode text"):
        save(replace(load(commented), title="\ud800"), commented)
    assert commented.read_text() == TEXT


def test_that_a_hundred_thousand_weights_are_fast(tmp_path: Path) -> None:
    rng = random.Random(1)
    sizes = (784, 128, 10)
    layers = tuple(
        Layer(f"layer{at}", tuple(f"n{at}_{k}" for k in range(after)), "tanh",
              tuple(tuple(rng.gauss(0, 1) for _ in range(before)) for _ in range(after)))
        for at, (before, after) in enumerate(pairwise(sizes))
    )  # fmt: skip
    network = Network(tuple(f"i{k}" for k in range(784)), layers)
    document = Document("big", network=network, data=Data(inputs=((0.5,) * 784,), targets=((1.0,) * 10,)), folder=tmp_path)
    start = time.process_time()
    save(document, tmp_path / "big.toml")
    first = time.process_time() - start
    moved = tuple(replace(layer, weights=tuple(tuple(w / 3 for w in row) for row in layer.weights or ())) for layer in layers)
    document = replace(document, network=replace(network, layers=moved))
    start = time.process_time()
    save(document, tmp_path / "big.toml")
    assert (first < 2, time.process_time() - start < 2) == (True, True)
    assert load(tmp_path / "big.toml") == document


def test_that_a_pipe_is_not_replaced_by_a_file(tmp_path):
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    with pytest.raises(DocumentError, match="device or a pipe"):
        save(load("xor"), pipe)
    assert pipe.is_fifo()


def test_that_a_file_may_have_as_long_a_name_as_there_is(tmp_path):
    path = tmp_path / f"{'n' * 250}.toml"
    save(load("xor"), path)
    assert (load(path).title, list(tmp_path.iterdir())) == (load("xor").title, [path])
