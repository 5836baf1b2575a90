"""The shipped examples: each loads, says what it teaches, and reproduces the lecture or learns its task."""

import numpy as np
import pytest

from nnviz.files.example import ORDER, example_names, examples
from nnviz.files.load import load
from nnviz.training.trainer import Trainer

NAMES = example_names()


def test_that_all_examples_are_there_in_teaching_order() -> None:
    assert NAMES == ORDER
    assert [example.name for example in examples()] == list(ORDER)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_that_the_index_tells_what_the_file_says(example: object) -> None:
    document = load(example.name)  # type: ignore[attr-defined]
    assert (example.title, example.description) == (document.title, document.description)  # type: ignore[attr-defined]
    assert 5 <= len(document.title) <= 50
    assert 40 <= len(document.description) <= 120
    assert "\n" not in document.description


CIRCUIT_NUMBERS = {
    "multiply_sum": {"q": (3, -4), "f": (-12, 1), "x": (-2, -4), "y": (5, -4), "z": (-4, 3)},
    "sigmoid_neuron": {
        "w0x0": (-2, 0.19661193324148188), "w1x1": (6, 0.19661193324148188), "wx": (4, 0.19661193324148188),
        "net": (1, 0.19661193324148188), "minus": (-1, -0.19661193324148188),
        "exponential": (0.36787944117144233, -0.534446645388523), "plus_one": (1.3678794411714423, -0.534446645388523),
        "f": (0.7310585786300049, 1), "w0": (2, -0.19661193324148188), "x0": (-1, 0.39322386648296376),
        "w1": (-3, -0.39322386648296376), "x1": (-2, -0.5898357997244457), "w2": (-3, 0.19661193324148188),
    },
    "sigmoid_gate": {
        "net": (1, 0.19661193324148188), "f": (0.7310585786300049, 1), "w0": (2, -0.19661193324148188),
        "x0": (-1, 0.39322386648296376), "w1": (-3, -0.39322386648296376), "x1": (-2, -0.5898357997244457),
        "w2": (-3, 0.19661193324148188),
    },
    "gates": {
        "z": (2, 2), "w": (-1, 0), "x": (3, -8), "y": (-4, -2), "product": (-12, 2), "larger": (2, 2), "total": (-10, 2),
        "doubled": (-20, 1), "square": (16, 1), "f": (-4, 1),
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CIRCUIT_NUMBERS)
def test_that_a_circuit_has_the_lectures_numbers(name: str) -> None:
    trace = load(name).circuit_graph().trace()
    for node, (value, gradient) in CIRCUIT_NUMBERS[name].items():
        assert float(trace.value[node]) == pytest.approx(value, rel=1e-12)
        assert float(trace.gradient[node]) == pytest.approx(gradient, rel=1e-12)


def test_that_the_neuron_is_drawn_with_the_lectures_gates() -> None:
    graph = load("sigmoid_neuron").circuit_graph()
    ops = [graph.nodes[gate].op for gate in graph.gates]
    assert ops == ["mul", "mul", "add", "add", "neg", "exp", "add", "reciprocal"]


@pytest.mark.parametrize(
    ("name", "loss", "predictions"),
    [
        ("two_two_two", 0.2910277736935993, [0.01591362, 0.98406427]),
        ("two_two_two_layerwise", 0.29102792390544197, [0.0159122, 0.98406573]),
    ],
)
def test_that_the_lectures_network_trains_to_its_numbers(name: str, loss: float, predictions: list[float]) -> None:
    trainer = Trainer(load(name))
    trainer.train(steps=1)
    assert trainer.loss() == pytest.approx(loss, rel=1e-9)
    trainer.train(steps=9999)
    assert trainer.predict([0.05, 0.10]).ravel() == pytest.approx(predictions, abs=5e-9)


@pytest.mark.parametrize(
    ("name", "split", "least"),
    [
        ("and_gate", "train", 1.0), ("xor", "train", 1.0), ("circle", "test", 0.95), ("gauss", "test", 0.95),
        ("spiral", "test", 0.95), ("hinge_classes", "train", 1.0), ("multi_label", "train", 1.0),
        ("iris", "test", 0.93), ("digits", "test", 0.95),
    ],
)  # fmt: skip
def test_that_an_example_learns_its_task_from_its_own_settings(name: str, split: str, least: float) -> None:
    trainer = Trainer(load(name))
    trainer.train()
    accuracy = trainer.accuracy(split)
    assert accuracy is not None
    assert accuracy >= least


def test_that_the_plane_has_slope_a_tenth() -> None:
    trainer = Trainer(load("regression_plane"))
    trainer.train()
    assert trainer.parameters["output.weights"].ravel() == pytest.approx([0.1, 0.1], abs=1e-4)


def test_that_l1_ignores_the_outlier_and_l2_bends_to_it() -> None:
    slopes = {}
    for name in ("l1_regression", "l2_regression"):
        trainer = Trainer(load(name))
        trainer.train()
        slopes[name] = float(trainer.parameters["output.weights"][0, 0])
    inputs, targets = load("l2_regression").dataset().inputs[:, 0], load("l2_regression").dataset().targets[:, 0]
    assert slopes["l1_regression"] == pytest.approx(2, abs=0.01)
    assert slopes["l2_regression"] == pytest.approx(np.polyfit(inputs, targets, 1)[0], abs=1e-6)


def test_that_iris_is_fishers_data() -> None:
    dataset = load("iris").dataset()
    raw = dataset.inputs * dataset.input_scale + dataset.input_mean
    assert raw.shape == (150, 4)
    assert raw.mean(axis=0) == pytest.approx([5.843333, 3.057333, 3.758, 1.199333], abs=1e-5)
    assert dataset.targets.sum(axis=0).tolist() == [50, 50, 50]
    # Flower 35, which the copy at UCI has wrong.
    assert raw[34] == pytest.approx([4.9, 3.1, 1.5, 0.2])
