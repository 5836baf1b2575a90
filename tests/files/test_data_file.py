"""Documents whose examples are read from files of every format."""

import gzip
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnviz
from nnviz.data.feature import lbp_codes
from nnviz.document.document import Document
from nnviz.files.load import load
from nnviz.files.problem import DocumentError
from nnviz.files.save import save
from tests.data.planted import idx, npz

HEAD = """
[network]
inputs = 4
[[network.layers]]
units = {units}
[loss]
function = "{loss}"
[data]
"""
PIXELS = np.arange(24, dtype=np.uint8).reshape(6, 2, 2) * 10
LABELS = np.array([0, 1, 2, 0, 1, 2], np.uint8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "images.idx").write_bytes(idx(PIXELS))
    (tmp_path / "t10k-labels-idx1-ubyte.gz").write_bytes(gzip.compress(idx(LABELS)))
    (tmp_path / "all.npz").write_bytes(npz(x=PIXELS, y=LABELS, z=np.array([0.5, 1.5, 2.5, 0.5, 1.5, 2.5])))
    (tmp_path / "holes.csv").write_text("a,b,c,d,kind\n1,2,3,4,x\n1,,3,4,y\n5,6,7,8,y\n5,6,7,8,?\n")
    for number, (picture, label) in enumerate(zip(PIXELS, LABELS, strict=True)):
        (tmp_path / "pictures" / f"kind {label}").mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture).save(tmp_path / "pictures" / f"kind {label}" / f"{number}.png")
    return tmp_path


def opened(folder: Path, data: str, units: int = 3, loss: str = "cross_entropy") -> Document:
    path = folder / "document.toml"
    path.write_text(HEAD.format(units=units, loss=loss) + data)
    return load(path)


IDX = 'file = "images.idx"\nlabels = "t10k-labels-idx1-ubyte.gz"\n'
NPZ = 'file = "all.npz"\ninputs = "x"\ntarget = "y"\n'
FOLDER = 'file = "pictures"\n'
CSV = 'file = "holes.csv"\ntarget = "kind"\n'


@pytest.mark.parametrize("data", [IDX, NPZ])
def test_that_pictures_and_labels_become_inputs_and_one_hot_targets(folder: Path, data: str) -> None:
    dataset = opened(folder, data).dataset()
    assert dataset.inputs[:].tolist() == PIXELS.reshape(6, 4).tolist()
    assert dataset.targets.tolist() == np.eye(3)[LABELS].tolist()
    assert dataset.classes == ("0", "1", "2")
    assert (dataset.image, dataset.white) == ((2, 2), 255.0)


def test_that_a_folder_of_pictures_has_its_folders_as_classes(folder: Path) -> None:
    dataset = opened(folder, FOLDER).dataset()
    order = [0, 3, 1, 4, 2, 5]
    assert dataset.inputs[:].tolist() == PIXELS[order].reshape(6, 4).tolist()
    assert dataset.classes == ("kind 0", "kind 1", "kind 2")
    assert dataset.targets.argmax(axis=1).tolist() == LABELS[order].tolist()


def test_that_bytes_are_scaled_by_their_largest_and_numbers_by_their_training_range(folder: Path) -> None:
    dataset = opened(folder, NPZ + "scale = true").dataset()
    assert dataset.inputs[:] == pytest.approx(PIXELS.reshape(6, 4) / 255)
    assert dataset.raw(slice(2, 3)) == pytest.approx(PIXELS[2].reshape(1, 4))
    table = opened(folder, CSV + 'missing = "skip"\nscale = true', 2).dataset()
    assert table.inputs[:].tolist() == [[0] * 4, [1] * 4]


def test_that_labels_are_numbers_under_a_loss_for_numbers_unless_the_document_says_otherwise(folder: Path) -> None:
    numbers = opened(folder, NPZ, 1, "l2").dataset()
    assert (numbers.targets[:, 0].tolist(), numbers.classes) == (LABELS.tolist(), None)
    classes = opened(folder, NPZ + "one_hot = true", 3, "l2").dataset()
    assert classes.targets[1].tolist() == [0, 1, 0]
    halves = opened(folder, NPZ.replace('"y"', '"z"'), 1, "l2").dataset()
    assert halves.targets[1].tolist() == [1.5]


def test_that_numbers_count_outputs_of_which_some_do_not_occur(folder: Path) -> None:
    dataset = opened(folder, NPZ, 10).dataset()
    assert dataset.targets.argmax(axis=1).tolist() == LABELS.tolist()
    assert dataset.classes == tuple("0123456789")


def test_that_rows_with_missing_values_are_told_or_left_out_as_the_document_says(folder: Path) -> None:
    with pytest.raises(DocumentError, match=r"holes\.csv:3: b: the value is missing"):
        opened(folder, CSV, 2)
    dataset = opened(folder, CSV + 'missing = "skip"', 2).dataset()
    assert dataset.inputs[:].tolist() == [[1, 2, 3, 4], [5, 6, 7, 8]]
    assert dataset.missing == (3, 5)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('file = "images.idx"', r"toml:8: data: has no labels, expected labels ="),
        (IDX + 'target = "y"', r"toml:11: data\.target: doesn't go with file, expected only file, image, one_hot, features"),
        (IDX + "image = [2, 3]", r"images\.idx: holds pictures of 2 x 2, the document says image = \[2, 3\]"),
        (IDX + "image = [2]", r"data\.image: is \[2\], expected \[HEIGHT, WIDTH\]"),
        (IDX + "image = [2.0, 2]", r"data\.image: is an array, expected an array of whole numbers"),
        (IDX + "scale = true\nstandardize = true", r"data\.scale: doesn't go with standardize"),
        (IDX.replace("images.idx", "t10k-labels-idx1-ubyte.gz"), r"has 1 inputs an example, expected 4"),
        (IDX.replace("t10k-labels-idx1-ubyte.gz", "no.idx"), r"no\.idx: there is no such file"),
        (NPZ.replace('"y"', '"no"'), r'all\.npz: there is no array "no", expected one of x, y, z'),
        (NPZ.replace('target = "y"', ""), r'data: has no target, expected target = "ARRAY"'),
        (NPZ.replace('"y"', '"z"'), r"data\.target: is not one-hot|names 1 columns, expected 3"),
        (FOLDER + "one_hot = false", r"its targets are words, expected numbers"),
        (CSV + 'missing = "mean"', r'data\.missing: is "mean", expected one of refuse, skip'),
        ("inputs = [[1, 2, 3, 4]]\ntargets = [[0, 1, 0]]\nimage = [3, 3]", r"data\.image: is \[3, 3\], expected 4 pixels in all"),
    ],
)
def test_that_bad_data_are_told_with_their_place(folder: Path, data: str, expected: str) -> None:
    with pytest.raises(DocumentError, match=expected) as caught:
        opened(folder, data)
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    ("data", "units"),
    [(IDX + "scale = true", 3), (NPZ + "one_hot = true\nimage = [2, 2]", 3), (FOLDER, 3), (CSV + 'missing = "skip"', 2)],
)
def test_that_a_document_saved_elsewhere_is_the_same(folder: Path, data: str, units: int) -> None:
    document = opened(folder, data, units)
    (folder / "deeper").mkdir()
    save(document, folder / "deeper" / "copy.toml")
    assert load(folder / "deeper" / "copy.toml") == document
    changed = replace(document, training=replace(document.training, epochs=7))
    save(changed, folder / "document.toml")
    assert load(folder / "document.toml") == changed


def test_that_few_and_many_examples_train_alike(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = nnviz.Trainer(opened(folder, NPZ + "standardize = true\ntest_fraction = 0.5"))
    monkeypatch.setattr("nnviz.document.example_set.FLOATS", 0)
    many = nnviz.Trainer(opened(folder, NPZ + "standardize = true\ntest_fraction = 0.5"))
    assert many.model.dataset.inputs.stored.dtype == np.uint8  # type: ignore[union-attr]
    for trainer in (few, many):
        trainer.train(steps=20)
    assert few.loss() == many.loss()
    assert np.array_equal(few.model.answers(np.arange(6)), many.model.answers(np.arange(6)))
    assert np.array_equal(few.predict(PIXELS.reshape(6, 4)), few.model.answers(np.arange(6)))


FEATURED = """
[network]
inputs = {inputs}
[[network.layers]]
units = 3
[loss]
function = "cross_entropy"
[data]
file = "big.npz"
inputs = "x"
target = "y"
"""
BIG = np.random.default_rng(1).integers(0, 256, (6, 4, 5)).astype(np.uint8)


def featured(folder: Path, data: str, inputs: int) -> Document:
    (folder / "big.npz").write_bytes(npz(x=BIG, y=LABELS))
    path = folder / "featured.toml"
    path.write_text(FEATURED.format(inputs=inputs) + data)
    return load(path)


def test_that_features_stand_in_front_of_the_network(folder: Path) -> None:
    document = featured(folder, 'features = "lbp"\nscale = true', 6)
    dataset = document.dataset()
    assert dataset.inputs[:] * 255 == pytest.approx(lbp_codes(BIG.astype(float)).reshape(6, 6))
    assert dataset.image == (2, 3)
    assert dataset.album is not None
    assert dataset.album.pictures(slice(1, 3)).tolist() == BIG[1:3].tolist()
    assert dataset.prepared(BIG.astype(float)) == pytest.approx(dataset.inputs[:])
    trainer = nnviz.Trainer(document)
    assert trainer.predict(BIG[2].ravel()) == pytest.approx(trainer.model.answers(np.array([2])))
    histogram = featured(folder, 'features = "ltp_histogram"\ntolerance = 8', 512).dataset()
    assert histogram.image is None
    assert histogram.inputs[:].sum(axis=1) == pytest.approx(np.full(6, 2.0))


def test_that_a_document_with_features_is_saved_and_opened_again(folder: Path) -> None:
    document = featured(folder, 'features = "ltp"\ntolerance = 8.0', 12)
    save(document, folder / "again.toml")
    assert load(folder / "again.toml").data == document.data


@pytest.mark.parametrize(
    ("data", "inputs", "message"),
    [
        ('features = "lbq"', 6, 'there are no features "lbq"'),
        ('features = "ltp"', 12, "ltp needs a tolerance, expected tolerance = NUMBER"),
        ('features = "ltp"\ntolerance = -1', 12, "is -1.0, expected a number of 0 or more"),
        ('features = "ltp"\ntolerance = nan', 12, "is nan, expected a number of 0 or more"),
        ('features = "lbp"\ntolerance = 1', 6, "goes only with features that have one"),
        ("tolerance = 1", 20, "goes only with features that have one"),
        ('features = "lbp"', 20, "has 6 inputs an example, expected 20"),
        ('features = "lbp"\nimage = [2, 10]', 6, "expected sides of 3 or more"),
        ("features = 1", 6, "is the number 1, expected a string"),
    ],
)  # fmt: skip
def test_that_bad_features_are_refused_in_one_line(folder: Path, data: str, inputs: int, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        featured(folder, data, inputs)
    assert len(caught.value.problems) == 1
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ('file = "holes.csv"\ntarget = "kind"\nmissing = "skip"', "holds no pictures, of which lbp is made"),
        ('file = "all.npz"\ninputs = "x"\ntarget = "y"', "holds pictures of 2 x 2, expected 3 x 3 or more for lbp"),
        ("inputs = [[1, 2, 3, 4]]\ntargets = [[1, 0, 0]]", "are made of pictures, expected image = [HEIGHT, WIDTH]"),
        ("inputs = [[1, 2, 3, 4, 5, 6, 7, 8, 9]]\ntargets = [[1, 0, 0]]\nimage = [3, 3]",
         "make 1 inputs an example, the network has 4"),
    ],
)  # fmt: skip
def test_that_features_of_what_has_none_are_refused_in_one_line(folder: Path, file: str, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        opened(folder, file + '\nfeatures = "lbp"')
    assert len(caught.value.problems) == 1
    assert message in str(caught.value)
