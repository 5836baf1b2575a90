import json
import sys

import pytest

from nnviz.cli.assignment import as_setting
from nnviz.cli.main import main
from nnviz.files.example import example_names
from nnviz.files.load import load


def call(capsys, *words):
    code = main(words)
    out, err = capsys.readouterr()
    return code, out, err


def as_json(capsys, *words):
    code, out, err = call(capsys, *words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out, parse_constant=pytest.fail)


SIGMOID_NEURON = {  # numbers.md, part 2: op -> value, gradient, in the order drawn
    "mul": [(-2, 0.19661193324148188), (6, 0.19661193324148188)],
    "add": [(4, 0.19661193324148188), (1, 0.19661193324148188), (1.3678794411714423, -0.534446645388523)],
    "neg": [(-1, -0.19661193324148188)],
    "exp": [(0.36787944117144233, -0.534446645388523)],
    "reciprocal": [(0.7310585786300049, 1)],
}
SIGMOID_LEAVES = {
    "w0": (2, -0.19661193324148188), "x0": (-1, 0.39322386648296376), "w1": (-3, -0.39322386648296376),
    "x1": (-2, -0.5898357997244457), "w2": (-3, 0.19661193324148188),
}  # fmt: skip


def test_that_run_gives_every_number_of_the_first_circuit(capsys):
    result = as_json(capsys, "run", "multiply_sum")
    numbers = {node["name"]: (node["value"], node["gradient"]) for node in result["nodes"]}
    assert numbers == {"x": (-2, -4), "y": (5, -4), "z": (-4, 3), "q": (3, -4), "f": (-12, 1)}
    assert (result["output"], result["loss"], result["parameters"]) == ("f", None, {})
    assert result["nodes"][3] == {"name": "q", "op": "add", "inputs": ["x", "y"], "shape": [], "value": 3, "gradient": -4}


def test_that_run_gives_every_number_of_the_second_circuit(capsys):
    nodes = as_json(capsys, "run", "sigmoid_neuron")["nodes"]
    for op, rows in SIGMOID_NEURON.items():
        found = [(node["value"], node["gradient"]) for node in nodes if node["op"] == op]
        assert found == [(pytest.approx(v, rel=1e-12), pytest.approx(g, rel=1e-12)) for v, g in rows]
    leaves = {node["name"]: (node["value"], node["gradient"]) for node in nodes if node["op"] == "input"}
    for name, (value, gradient) in SIGMOID_LEAVES.items():
        assert leaves[name] == (value, pytest.approx(gradient, rel=1e-12))


def test_that_one_sigmoid_gate_changes_no_other_number(capsys):
    spelled = {n["name"]: n for n in as_json(capsys, "run", "sigmoid_neuron")["nodes"]}
    collapsed = {n["name"]: n for n in as_json(capsys, "run", "sigmoid_gate")["nodes"]}
    for name in SIGMOID_LEAVES:
        assert collapsed[name]["gradient"] == pytest.approx(spelled[name]["gradient"], rel=1e-14)


def test_that_run_names_parameters_by_layer_and_by_the_document_s_names(capsys):
    result = as_json(capsys, "run", "two_two_two", "--set", "w5=0.4")
    assert result["loss"] == pytest.approx(0.2983711087600027, rel=1e-14)
    assert result["parameters"]["w5"]["gradient"] == pytest.approx(0.082167040564, rel=1e-10)
    assert result["parameters"]["output.weights"]["value"] == [[0.4, 0.45], [0.5, 0.55]]


@pytest.mark.parametrize(
    ("example", "steps", "loss"),
    [("two_two_two", 0, 0.2983711087600027), ("two_two_two", 1, 0.2910277736935993),
     ("two_two_two_layerwise", 1, 0.29102792390544197)],
)  # fmt: skip
def test_that_train_gives_the_lecture_s_losses(capsys, example, steps, loss):
    result = as_json(capsys, "train", example, "--steps", str(steps))
    assert result["loss"] == {"train": pytest.approx(loss, rel=1e-9), "test": None}
    assert (result["steps"], result["epochs"], result["accuracy"]["test"]) == (steps, steps, None)


def test_that_a_trained_document_is_saved_and_evaluated_again(capsys, tmp_path):
    path = tmp_path / "trained.toml"
    trained = as_json(capsys, "train", "xor", "--steps", "20", "--save", str(path))
    again = as_json(capsys, "train", str(path), "--steps", "0")
    assert again["loss"] == trained["loss"]
    assert again["parameters"] == trained["parameters"]


def test_that_settings_are_set_from_the_command_line(capsys):
    result = as_json(capsys, "train", "two_two_two", "--steps", "1", "--set", "learning_rate=1.0")
    assert result["loss"]["train"] < 0.2910


@pytest.mark.parametrize("example", example_names())
def test_that_every_example_runs_and_passes_the_gradient_check(capsys, example):
    result = as_json(capsys, "check", example)
    assert result["ok"], result
    assert result["checked"] > 0
    assert as_json(capsys, "run", example)["title"] == load(example).title


def test_that_a_gradient_that_is_no_number_is_said_to_be_none(capsys, tmp_path):
    path = tmp_path / "nan.toml"
    path.write_text('[inputs]\nx = -1.0\n[circuit]\ny = "sqrt(x)"\n')
    assert main(["check", str(path)]) == 1
    told = capsys.readouterr().err
    assert "the gradient of x can't be compared: it is nan, and nan by central differences" in told


def test_that_a_circuit_without_inputs_is_said_to_have_nothing_to_check(capsys, tmp_path):
    (tmp_path / "constant.toml").write_text('[circuit]\ny = "exp(2)"\n')
    code, out, _ = call(capsys, "check", str(tmp_path / "constant.toml"))
    assert (code, out) == (0, "there is no gradient to check: the circuit has no inputs\n")


def test_that_examples_are_listed_with_title_and_description(capsys):
    code, out, _ = call(capsys, "examples")
    lines = out.splitlines()
    assert code == 0
    assert [line.split()[0] for line in lines[1:]] == list(example_names())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("run", "nobody"), "no such file"),
        (("run", "multiply_sum", "--set", "x"), "NAME=VALUE"),
        (("run", "multiply_sum", "--set", "x=one"), "expected a number"),
        (("run", "multiply_sum", "--set", "x=nan"), "finite"),
        (("run", "multiply_sum", "--set", "q=1"), "expected one of x, y, z"),
        (("run", "two_two_two", "--example", "1"), "from 0 to 0"),
        (("run", "two_two_two", "--set", "hidden.weights[²,0]=1"), "no such number"),
        (("run", "multiply_sum", "--set", "x[²]=1"), "no such number"),
        (("run", "iris", "--set", "target_setosa=0.5"), "expected one-hot"),
        (("train", "multiply_sum"), "not trained"),
        (("train", "xor", "--steps", "-1"), "0 or more"),
        (("train", "xor", "--set", "speed=1"), "no such setting"),
        (("train", "xor", "--set", "learning_rate=-1"), "learning_rate"),
        (("train", "xor", "--set", "shuffle=yes"), "true or false"),
        (("train", "xor", "--set", "batch_size=1.5"), "whole number"),
        (("train", "xor", "--set", "optimizer=x"), "optimizer"),
        (("train", "xor", "--save", "/"), "directory"),
        (("train", "xor", "--save", "/nowhere/at/all.toml"), "no directory"),
        (("render", "xor", "-o", "x.gif"), "expected a name that ends"),
        (("export", "xor", "-o", "x.txt"), "expected a name that ends in .py"),
        (("export", "multiply_sum", "-o", "x.py"), "a circuit is not trained"),
        (("render", "xor", "-o", "x.svg", "--size", "0x5"), "--size"),
        (("render", "multiply_sum", "-o", "x.svg", "--view", "loss"), "circuit"),
        (("one", "two"), "expected"),
    ],
)
def test_that_bad_arguments_get_one_line_and_exit_code_2(capsys, words, message):
    code, out, err = call(capsys, *words)
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err


def test_that_too_many_arguments_are_exit_code_2(capsys):
    with pytest.raises(SystemExit) as left:
        main(("run", "a", "b", "c"))
    assert left.value.code == 2
    assert "unrecognized arguments" in capsys.readouterr().err


def test_that_divergence_is_exit_code_1_with_the_step(capsys):
    code, out, err = call(capsys, "train", "regression_plane", "--set", "learning_rate=1e6", "--json")
    assert code == 1
    assert "stopped at step" in err
    assert json.loads(out)["steps"] + 1 == int(err.split("step ")[1].split(":")[0].replace(",", ""))


@pytest.mark.parametrize("view", ["graph", "neurons", "loss"])
def test_that_pictures_are_written_without_qt(capsys, tmp_path, view):
    path = tmp_path / "picture.svg"
    qt = {name for name in sys.modules if name.startswith("PySide6")}
    assert call(capsys, "render", "two_two_two", "-o", str(path), "--view", view, "--after", "3") == (0, "", "")
    assert path.read_text(encoding="utf-8").lstrip().startswith(("<svg", "<?xml"))
    assert {name for name in sys.modules if name.startswith("PySide6")} == qt


def test_that_a_whole_number_is_taken_to_the_last_digit(capsys, tmp_path):
    path = tmp_path / "seeded.toml"
    as_json(capsys, "train", "xor", "--steps", "0", "--set", "seed=9007199254740993", "--save", str(path))
    assert load(path).training.seed == 9007199254740993
    assert as_setting("epochs", "1e3", {"epochs": 1}) == 1000


def test_that_steps_and_epochs_exclude_each_other(capsys):
    code, out, err = call(capsys, "train", "xor", "--steps", "1", "--epochs", "1")
    assert (code, out) == (2, "")
    assert err == "nnviz: expected --steps or --epochs, not both\n"


@pytest.mark.parametrize(("steps", "told"), [("1", "1 step, 1 epoch, "), ("2", "2 steps, 2 epochs, ")])
def test_that_one_step_is_one_step(capsys, steps, told):
    code, out, _ = call(capsys, "train", "two_two_two", "--steps", steps)
    assert code == 0
    assert out.splitlines()[1].startswith(told)


def test_that_export_writes_a_script_with_the_settings_it_was_given(capsys, tmp_path):
    path = tmp_path / "train.py"
    assert call(capsys, "export", "two_two_two", "-o", str(path), "--set", "learning_rate=0.25") == (0, "", "")
    assert "learning_rate, settings = 0.25, {}" in path.read_text("utf-8")
    assert call(capsys, "export", "two_two_two", "-o", str(tmp_path / "none" / "x.py"))[0] == 1
