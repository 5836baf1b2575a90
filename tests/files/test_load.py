"""What a file says is what the document has."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnviz.data.problem import DataError
from nnviz.document.part import Circuit
from nnviz.files.load import find, load, own_file
from nnviz.files.location import example_folder
from nnviz.files.problem import DocumentError

NETWORK = """
[network]
inputs = 2
[[network.layers]]
units = 3
activation = "tanh"
[[network.layers]]
units = 2
[loss]
function = "cross_entropy"
[data]
%s
"""


def write(folder: Path, text: str, name: str = "document.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_that_a_circuit_may_have_numbers_vectors_and_matrices(tmp_path: Path) -> None:
    text = "[inputs]\na = 1\nb = [1, 2.5]\nc = [[1, 2], [3, 4]]\n[circuit]\nf = 'sum(c) * a'\ng = 'f + 1'\noutput = 'f'\n"
    document = load(write(tmp_path, text))
    assert document.circuit == Circuit(
        (("a", 1.0), ("b", (1.0, 2.5)), ("c", ((1.0, 2.0), (3.0, 4.0)))), (("f", "sum(c) * a"), ("g", "f + 1")), "f"
    )
    graph = document.circuit_graph()
    assert graph.nodes[graph.output].name == "f"
    assert document.folder == tmp_path


def test_that_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf[inputs]\r\nx = 1\r\n[circuit]\r\nf = 'x + 1'\r\n")
    assert load(path).circuit is not None


def test_that_counts_become_names(tmp_path: Path) -> None:
    network = load(write(tmp_path, NETWORK % 'source = "xor"')).network
    assert network is not None
    assert network.inputs == ("i1", "i2")
    assert [(layer.name, layer.units) for layer in network.layers] == [
        ("hidden", ("h1", "h2", "h3")),
        ("output", ("o1", "o2")),
    ]


def test_that_the_last_layer_is_linear_under_a_loss_that_takes_logits(tmp_path: Path) -> None:
    network = load(write(tmp_path, NETWORK % 'source = "xor"')).network
    assert network is not None
    assert [layer.activation for layer in network.layers] == ["tanh", "linear"]
    network = load(write(tmp_path, (NETWORK % 'source = "xor"').replace("cross_entropy", "l2"))).network
    assert network is not None
    assert network.layers[-1].activation == "sigmoid"


def test_that_an_optimizers_own_settings_are_read(tmp_path: Path) -> None:
    text = (NETWORK % 'source = "xor"') + "[training]\noptimizer = 'adam'\nbeta2 = 0.99\nbeta1 = 0\n"
    assert load(write(tmp_path, text)).training.settings == (("beta1", 0.0), ("beta2", 0.99))


@pytest.mark.parametrize(("bias", "expected"), [("false", False), ("true", None), ("[1, 2, 3]", (1.0, 2.0, 3.0))])
def test_that_bias_is_numbers_or_false(tmp_path: Path, bias: str, expected: object) -> None:
    text = (NETWORK % 'source = "xor"').replace('"tanh"', f'"tanh"\nbias = {bias}')
    network = load(write(tmp_path, text)).network
    assert network is not None
    assert network.layers[0].bias == expected


def test_that_a_path_wins_over_an_examples_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load("xor").title == "XOR, learned by a hidden layer"
    write(tmp_path, "title = 'mine'\n[inputs]\nx = 1\n[circuit]\nf = 'x + 1'", "xor")
    assert load("xor").title == "mine"


def test_that_a_folder_does_not_hide_an_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "xor").mkdir()
    assert find("xor").name == "xor.toml"


CSV = 'file = "table.csv"\ntarget = "kind"\ninputs = ["a", "b"]'


def test_that_an_example_is_no_file_of_the_users_own_even_beside_a_folder_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "xor").mkdir()
    assert own_file("xor") is None
    assert own_file(example_folder() / "xor.toml") is None
    write(tmp_path, "", "iris")
    assert own_file("iris") == Path("iris")


def test_that_a_csv_file_lies_beside_its_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "b,kind,a\n1,no,2\n3,yes,4\n5,no,6\n", "table.csv")
    document = load(write(tmp_path, NETWORK % CSV))
    monkeypatch.chdir("/")
    dataset = document.dataset()
    assert dataset.inputs.tolist() == [[2, 1], [4, 3], [6, 5]]
    assert dataset.targets.tolist() == [[1, 0], [0, 1], [1, 0]]
    assert dataset.classes == ("no", "yes")
    assert document.dataset() is dataset


@pytest.mark.parametrize(
    ("table", "data", "expected"),
    [
        (None, CSV, r"table\.csv: there is no such file"),
        ("", CSV, r"table\.csv: the file is empty"),
        ("a,b,kind\n1,2,x\n1,2\n", CSV, r"table\.csv:3: 2 values, expected 3"),
        ("a,b,kind\n1,?,x\n1,2,y\n", CSV, r"table\.csv:2: b: the value is missing"),
        ("a,b,kind\n1,2,x\n1,two,y\n", CSV, r'table\.csv:3: b: "two" is not a finite number'),
        ("a,b,sort\n1,2,x\n", CSV, r'table\.csv:1: there is no column "kind", expected one of a, b, sort'),
        ("a,b,kind\n1,2,x\n1,2,y\n1,2,z\n", CSV, r"toml:13: data\.target: 3 classes need 3 outputs, not 2"),
        ("a,b,c,kind\n1,2,3,x\n1,2,3,y\n", CSV.replace('inputs = ["a", "b"]', ""), r"has 3 inputs an example, expected 2"),
        (
            "a,b,kind\n1,2,x\n",
            CSV.replace('["a", "b"]', '["a"]'),
            r"toml:14: data\.inputs: names 1 columns, expected 2",
        ),
        ("a,b,kind\n1,2,x\n", CSV.replace('"b"', '"kind"'), r'the column "kind" is an input and the target'),
        ("a,b,kind\n1,2,x\n", CSV.replace('"b"', '"a"'), r'names the column "a" twice'),
        ("a,b,kind\n1,2,x\n", 'file = "table.csv"', "has no target, expected target"),
        ("a,b,kind\n1,2,x\n", CSV + "\nexamples = 3", r"toml:15: data\.examples: doesn't go with file"),
    ],
)
def test_that_a_bad_csv_file_is_refused(tmp_path: Path, table: str | None, data: str, expected: str) -> None:
    if table is not None:
        write(tmp_path, table, "table.csv")
    with pytest.raises(DocumentError, match=expected):
        load(write(tmp_path, NETWORK % data))


def test_that_labels_outside_0_to_1_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "a,b,p,q\n1,2,0,1\n1,2,0,3\n", "table.csv")
    text = NETWORK % 'file = "table.csv"\ntarget = ["p", "q"]'
    with pytest.raises(DocumentError, match="values outside 0 to 1"):
        load(write(tmp_path, text.replace("cross_entropy", "binary_cross_entropy")))
    assert load(write(tmp_path, text.replace("cross_entropy", "l1"))).dataset().targets.tolist() == [[0, 1], [0, 3]]


def test_that_a_csv_file_that_is_gone_is_a_table_error_later(tmp_path: Path) -> None:
    write(tmp_path, "a,b,kind\n1,2,x\n1,2,y\n", "table.csv")
    document = load(write(tmp_path, NETWORK % CSV))
    (tmp_path / "table.csv").unlink()
    assert np.isfinite(document.dataset().inputs).all()
    with pytest.raises(DataError, match="no such file"):
        replace(document, title="another").dataset()


def test_that_numbers_too_large_to_be_brought_to_scale_are_refused_wherever_they_stand(tmp_path: Path) -> None:
    (tmp_path / "large.csv").write_text("a,b,t\n1e308,-1e308,u\n1e308,1e308,v\n", encoding="utf-8")
    kept = 'file = "large.csv"\ninputs = ["a", "b"]\ntarget = "t"'
    assert load(write(tmp_path, NETWORK % kept)).dataset().inputs.max() == 1e308
    for key in ("standardize", "scale"):
        with pytest.raises((DataError, DocumentError), match=r"large\.csv.*holds inputs that are too large to be brought to scale"):
            load(write(tmp_path, NETWORK % f"{kept}\n{key} = true"))
        literal = f"inputs = [[1e308, -1e308], [2.0, 1e308]]\ntargets = [[1, 0], [0, 1]]\n{key} = true"
        with pytest.raises(DocumentError, match=r"inputs.*has a number beyond 1e\+150, which can't be brought to scale"):
            load(write(tmp_path, NETWORK % literal))


def test_that_a_data_file_s_name_may_be_too_long_to_be_one(tmp_path: Path) -> None:
    with pytest.raises((DataError, DocumentError), match="too long"):
        load(write(tmp_path, NETWORK % f'file = "{"a" * 5000}"\ninputs = ["a", "b"]\ntarget = "t"'))
