"""What is made of a file of data at first."""

import gzip
import struct

import numpy as np
import pytest
from PIL import Image

import nnviz
from nnviz.data.format import FORMATS
from nnviz.data.problem import DataError
from nnviz.data.survey import survey
from nnviz.files.draft import Draft, draft_document
from nnviz.files.load import is_data, weight
from nnviz.files.save import save
from nnviz.training.trainer import Trainer

CSV = "alcohol,acidity,quality,region\n13.1,2.0,5,Alsace\n12.9,,6,Baden\n14.2,1.8,7,Alsace\n13.3,2.2,6,Baden\n12.8,2.1,5,Alsace\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "wine.csv"
    path.write_text(CSV)
    return path


def _idx(path, array):
    head = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    path.write_bytes(gzip.compress(head + array.astype(np.uint8).tobytes()))


def test_that_a_table_is_looked_through(table):
    found = survey(table)
    assert (found.count, found.missing, found.target) == (5, (3,), "region")
    assert [(column.name, column.numeric, column.classifies) for column in found.columns] == [
        ("alcohol", True, True), ("acidity", True, True), ("quality", True, True), ("region", False, True),
    ]
    assert found.columns[1].sample == "2.0, , 1.8, 2.2"


@pytest.mark.parametrize(("target", "classes", "loss", "outputs"), [
    ("region", True, "cross_entropy", ("Alsace", "Baden")),
    ("quality", True, "cross_entropy", None),
    ("quality", False, "squared_error", ("quality",)),
])
def test_that_what_is_made_of_it_trains_and_reads_back_the_same(table, tmp_path, target, classes, loss, outputs):
    inputs = ("alcohol", "acidity")
    document = draft_document(Draft(table, inputs, target, classes=classes, standardize=True, skip=True))
    assert document.loss == loss
    assert document.network.inputs == inputs
    assert outputs is None or document.network.layers[-1].units == outputs
    trainer = Trainer(document)
    trainer.train(steps=3)
    assert trainer.model.dataset.count == 4
    save(document, tmp_path / "wine.toml")
    assert nnviz.load(tmp_path / "wine.toml") == document


def test_that_missing_values_words_and_a_single_kind_are_refused_in_a_sentence(table, tmp_path):
    with pytest.raises(DataError, match=r"wine\.csv:3: acidity: the value is missing"):
        draft_document(Draft(table, ("alcohol", "acidity"), "region"))
    with pytest.raises(DataError, match="words"):
        draft_document(Draft(table, ("alcohol",), "region", classes=False))
    (tmp_path / "one.csv").write_text("a,b\n1,x\n2,x\n")
    with pytest.raises(DataError, match="two classes or more"):
        draft_document(Draft(tmp_path / "one.csv", ("a",), "b"))


def test_that_idx_files_find_their_labels_and_become_pictures(tmp_path):
    rng = np.random.default_rng(0)
    pictures, labels = tmp_path / "train-images-idx3-ubyte.gz", tmp_path / "train-labels-idx1-ubyte.gz"
    _idx(pictures, rng.integers(0, 256, (12, 5, 4)))
    _idx(labels, np.arange(12) % 3)
    found = survey(pictures)
    assert (found.count, found.image, found.labels) == (12, (5, 4), labels)
    document = draft_document(Draft(pictures, labels=found.labels))
    dataset = document.dataset()
    assert dataset.image == (5, 4)
    assert 0 <= dataset.inputs[:].min() <= dataset.inputs[:].max() <= 1
    assert document.network.widths == (20, 16, 3)


def test_that_arrays_and_folders_are_looked_through(tmp_path):
    np.savez(tmp_path / "some.npz", x=np.zeros((6, 7)), y=np.array([0, 1, 0, 1, 0, 1]))
    found = survey(tmp_path / "some.npz")
    assert found.target == "y"
    assert [(column.width, column.classifies) for column in found.columns] == [(7, False), (1, True)]
    assert draft_document(Draft(found.path, ("x",), "y")).network.widths == (7, 16, 2)
    for name in ("cats", "dogs"):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for number in range(2):
            Image.fromarray(np.full((3, 3), 50 * number, np.uint8)).save(tmp_path / "pets" / name / f"{number}.png")
    found = survey(tmp_path / "pets")
    assert (found.count, found.classes, found.image) == (4, ("cats", "dogs"), (3, 3))
    assert draft_document(Draft(found.path)).network.layers[-1].units == ("cats", "dogs")


def test_that_names_no_network_can_have_are_replaced(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("a.b,c=d,kind\n1,2,x[0]\n3,4,y\n")
    document = draft_document(Draft(path, ("a.b", "c=d"), "kind", test_fraction=0.0))
    assert document.network.inputs == ("i1", "i2")
    Trainer(document).train(steps=1)


def test_that_data_and_large_documents_are_told_from_others(table, tmp_path):
    assert is_data(table)
    assert is_data(tmp_path)
    assert not is_data("iris")
    assert not is_data("a" * 5000)
    text = '[network]\ninputs = 3\n[[network.layers]]\nunits = 2\n[data]\nfile = "wine.csv"\ntarget = "region"\n'
    (tmp_path / "wine.toml").write_text(text)
    assert weight(table) == len(CSV)
    before = weight(tmp_path / "wine.toml")
    assert before > 10 * (len(text) + len(CSV))  # words and tables take longer to read than arrays
    table.write_text(2 * CSV)
    assert weight(tmp_path / "wine.toml") == before + FORMATS["csv"].weight * len(CSV)
    assert FORMATS["csv"].weight > 10
    (tmp_path / "wine.toml").write_text(2 * text)
    assert weight(tmp_path / "wine.toml") == 0  # what is no TOML is told of at once
    assert weight("no such document") == 0
