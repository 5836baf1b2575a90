"""Documents: equality, their datasets, their circuits."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnviz.document.document import Document
from nnviz.document.part import Circuit, Data, Training
from nnviz.network.architecture import Layer, Network

CIRCUIT = Circuit((("x", 2.0), ("v", (1.0, 3.0))), (("q", "x * x"), ("f", "sum(v) * q")))


def network(outputs: int, activation: str = "tanh", names: tuple[str, ...] = ("o1", "o2", "o3")) -> Network:
    return Network(("a", "b"), (Layer("output", names[:outputs], activation),))


def document(loss: str = "squared_error", outputs: int = 1, activation: str = "tanh", **data: object) -> Document:
    return Document(network=network(outputs, activation), loss=loss, data=Data(**data))  # type: ignore[arg-type]


def test_that_the_folder_does_not_count_for_equality() -> None:
    assert Document(circuit=CIRCUIT, folder=Path("/a")) == Document(circuit=CIRCUIT, folder=Path("/b"))
    assert Document(circuit=CIRCUIT) != Document(circuit=replace(CIRCUIT, output="q"))


def test_that_the_order_of_settings_does_not_count() -> None:
    assert Training(settings=(("b", 1.0), ("a", 2.0))) == Training(settings=(("a", 2.0), ("b", 1.0)))


def test_that_a_file_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Data(file="a/../b.csv").file == str(tmp_path / "b.csv")


@pytest.mark.parametrize(("output", "value"), [("", 16.0), ("q", 4.0)])
def test_that_a_circuit_becomes_a_graph(output: str, value: float) -> None:
    made = Document(circuit=replace(CIRCUIT, output=output))
    graph = made.circuit_graph()
    trace = graph.trace()
    assert float(trace.values[graph.output]) == value
    assert made.circuit_graph() is graph


def test_that_a_circuit_has_no_data_and_a_network_is_no_circuit() -> None:
    with pytest.raises(ValueError, match="a circuit has no data"):
        Document(circuit=CIRCUIT).dataset()
    with pytest.raises(ValueError, match="a network is no circuit"):
        document(source="xor").circuit_graph()


@pytest.mark.parametrize(
    ("loss", "outputs", "activation", "levels"),
    [
        ("squared_error", 1, "tanh", (-1, 1)), ("l1", 2, "linear", (-1, 1)), ("l2", 1, "sigmoid", (0, 1)),
        ("squared_error", 1, "relu", (0, 1)), ("binary_cross_entropy", 1, "linear", (0, 1)),
        ("binary_cross_entropy", 2, "linear", (0, 1)), ("cross_entropy", 2, "linear", (0, 1)),
        ("hinge", 2, "tanh", (0, 1)),
    ],
)  # fmt: skip
def test_that_the_targets_of_classes_fit_the_loss(loss: str, outputs: int, activation: str, levels: object) -> None:
    dataset = document(loss, outputs, activation, source="xor", examples=40).dataset()
    assert dataset.targets.shape == (40, outputs)
    assert dataset.levels == levels
    assert set(dataset.targets.ravel()) == set(levels)  # type: ignore[call-overload]
    assert dataset.classes == ("unlike", "alike")
    alike = dataset.inputs[:, 0] * dataset.inputs[:, 1] >= 0
    assert np.array_equal(dataset.targets[:, -1] == 1, alike)


def test_that_examples_of_a_source_come_mixed() -> None:
    targets = document(source="gauss").dataset().targets[:, 0]
    assert 60 < np.count_nonzero(np.diff(targets)) < 140


def test_that_the_seed_decides_and_the_datas_own_goes_first() -> None:
    made = document(source="circle")
    other = replace(made, training=Training(seed=1))
    assert not np.array_equal(made.dataset().inputs, other.dataset().inputs)
    own = replace(other, data=Data(source="circle", seed=0))
    assert np.array_equal(made.dataset().inputs, own.dataset().inputs)


def test_that_a_part_tests_and_each_class_has_its_share() -> None:
    dataset = document(source="circle", examples=100, test_fraction=0.3).dataset()
    assert (len(dataset.train), len(dataset.test)) == (70, 30)
    assert abs((dataset.targets[dataset.test] == 1).sum() - 15) <= 1


def test_that_written_out_examples_are_taken_as_they_are() -> None:
    dataset = document(inputs=((1.0, 2.0),), targets=((0.3,),)).dataset()
    assert (dataset.inputs.tolist(), dataset.targets.tolist()) == ([[1, 2]], [[0.3]])
    assert (dataset.classes, dataset.levels) == (None, None)
    assert (dataset.input_names, dataset.target_names) == (("a", "b"), ("o1",))


def test_that_one_hot_examples_have_the_outputs_as_classes() -> None:
    dataset = document("hinge", 2, inputs=((1.0, 2.0),), targets=((0.0, 1.0),)).dataset()
    assert dataset.classes == ("o1", "o2")


def table(folder: Path, text: str) -> str:
    (folder / "table.csv").write_text(text)
    return str(folder / "table.csv")


def test_that_outputs_that_bear_the_classes_names_decide_their_order(tmp_path: Path) -> None:
    file = table(tmp_path, "p,q,kind\n1,2,red\n3,4,blue\n")
    made = Document(
        network=network(2, "linear", ("red", "blue")),
        loss="cross_entropy",
        data=Data(file=file, target_columns=("kind",)),
    )
    assert made.dataset().targets.tolist() == [[1, 0], [0, 1]]
    made = replace(made, network=network(2, "linear"))
    assert made.dataset().targets.tolist() == [[0, 1], [1, 0]]


def test_that_numbers_are_classes_under_a_one_hot_loss_alone(tmp_path: Path) -> None:
    data = Data(file=table(tmp_path, "p,q,k\n1,2,7\n3,4,10\n"), target_columns=("k",))
    one_hot = Document(network=network(2), loss="hinge", data=data).dataset()
    assert one_hot.classes == ("7", "10")
    assert one_hot.targets.tolist() == [[1, 0], [0, 1]]
    assert Document(network=network(1), loss="l2", data=data).dataset().targets.tolist() == [[7], [10]]


def test_that_several_target_columns_are_several_outputs(tmp_path: Path) -> None:
    data = Data(file=table(tmp_path, "p,u,q,v\n1,0,2,1\n"), target_columns=("v", "u"), standardize=True)
    dataset = Document(network=network(2), loss="binary_cross_entropy", data=data).dataset()
    assert dataset.targets.tolist() == [[1, 0]]
    assert dataset.input_mean.tolist() == [1, 2]


@pytest.mark.parametrize(("parts", "kept"), [
    ({"title": "another"}, True),
    ({"training": Training(settings=(("momentum", 0.5),))}, True),
    ({"training": Training(seed=1)}, False),
    ({"loss": "l1"}, False),
    ({"network": network(1, "relu")}, False),
    ({"data": Data(source="circle", examples=30)}, False),
])  # fmt: skip
def test_that_examples_are_not_made_again_where_they_would_be_the_same(parts: dict[str, object], kept: bool) -> None:
    before = document(source="circle", examples=20)
    assert before.replaced(title="unread") == replace(before, title="unread")
    examples = before.dataset()
    after = before.replaced(**parts)
    assert after == replace(before, **parts)  # type: ignore[arg-type]
    assert (after.dataset() is examples) == kept
