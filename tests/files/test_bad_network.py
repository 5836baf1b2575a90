"""Networks that make no sense: each is refused with the line, the place and what was expected."""

from pathlib import Path

import pytest

from nnviz.files.load import load
from tests.files.refusal import NETWORK, network, refused


def test_that_the_network_is_good_before_it_is_spoilt(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(NETWORK)
    assert load(tmp_path / "good.toml").network is not None


@pytest.mark.parametrize(
    ("old", "new", "line", "place", "message"),
    [
        ("learning_rate", "learning_rat", 14, "training.learning_rat", 'did you mean "learning_rate"?'),
        ("[loss]", "[los]", 8, "los", "unknown key"),
        ("function", "functoin", 9, "loss.functoin", 'did you mean "function"?'),
        ("name =", "nane =", 5, "network.layers[0].nane", 'did you mean "name"?'),
        ("0.1", "true", 14, "training.learning_rate", "is true, expected a number"),
        ("0.1", '"0.1"', 14, "training.learning_rate", 'is the string "0.1", expected a number'),
        ("0.1", "0", 14, "training.learning_rate", "is 0.0, expected a number above 0"),
        ("0.1", "-1", 14, "training.learning_rate", "expected a number above 0"),
        ("0.1", "nan", 14, "training.learning_rate", "is nan, expected a number above 0"),
        ("0.1", "1\nbatch_size = 0", 15, "training.batch_size", "is 0, expected a whole number of 1 or more"),
        ("0.1", "1\nbatch_size = 1.5", 15, "training.batch_size", "is the number 1.5, expected a whole number"),
        ("0.1", "1\nepochs = 0", 15, "training.epochs", "is 0, expected a whole number of 1 or more"),
        ("0.1", "1\nseed = -1", 15, "training.seed", "is -1"),
        ("0.1", "1\nl1 = -0.1", 15, "training.l1", "is -0.1, expected a number of 0 or more"),
        ("0.1", "1\nl2 = inf", 15, "training.l2", "is inf, expected a number of 0 or more"),
        ("0.1", "1\nshuffle = 1", 15, "training.shuffle", "is the number 1, expected true or false"),
        ("0.1", "1\nupdate = 'both'", 15, "training.update", "expected one of simultaneous, layerwise"),
        ("0.1", "1\noptimizer = 'adan'", 15, "training.optimizer", 'did you mean "adam"?'),
        ("0.1", "1\nmomentum = 0.5", 15, "training.momentum", "sgd has no setting of this name"),
        ("0.1", "1\noptimizer = 'adam'\nbeta1 = 1.0", 16, "training.beta1", "is 1.0, expected a number from 0"),
        ("squared_error", "square_error", 9, "loss.function", 'did you mean "squared_error"?'),
        ('["u", "v"]', "0", 6, "network.layers[0].units", "expected 1 or more"),
        ('["u", "v"]', "0x1" + "0" * 9999, 6, "network.layers[0].units", "with thousands of digits"),
        ("0.1", "1\nepochs = 0x1" + "0" * 9999, 15, "training.epochs", "a whole number of at most 100 digits"),
        ('["u", "v"]', "2.0", 6, "network.layers[0].units", "expected a count or an array of names"),
        ('["u", "v"]', "[]", 6, "network.layers[0].units", "is empty"),
        ('["u", "v"]', '["u", "u"]', 6, "network.layers[0].units[1]", "used twice"),
        ('["u", "v"]', '["u", "a"]', 6, "network.layers[0].units[1]", "used twice"),
        ('["u", "v"]', '["u", "net_u"]', 6, "network.layers[0].units[1]", "is the name of the net of u"),
        ('["u", "v"]', '["u", "v.w"]', 6, "network.layers[0].units[1]", "can't be a name"),
        ('["u", "v"]', '["u", ""]', 6, "network.layers[0].units[1]", "can't be a name"),
        ('["a", "b"]', "-3", 3, "network.inputs", "expected 1 or more"),
        ("[[1, 2], [3, 4]]", "[[1, 2]]", 7, "network.layers[0].weights", "has 1 rows, expected 2"),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3]]", 7, "network.layers[0].weights[1]", "has 1 numbers, expected 2"),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3, nan]]", 7, "network.layers[0].weights[1][1]", "is nan"),
        ("[[1, 2], [3, 4]]", "[1, 2]", 7, "network.layers[0].weights[0]", "expected an array of numbers"),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3, 'a']]", 7, "network.layers[0].weights[1][1]", "expected a number"),
        ("[[1, 2], [3, 4]]", "3", 7, "network.layers[0].weights", "expected an array of rows"),
        ("[loss]", "bias = 0.5\n[loss]", 8, "network.layers[0].bias", "or false for none"),
        ("[loss]", "bias = [1]\n[loss]", 8, "network.layers[0].bias", "has 1 numbers, expected 2"),
        ("[loss]", "bias = [1, inf]\n[loss]", 8, "network.layers[0].bias[1]", "is inf"),
        ("[loss]", "weight_names = [['w1']]\n[loss]", 8, "network.layers[0].weight_names", "expected 2 rows"),
        ("[loss]", "weight_names = ['w1']\n[loss]", 8, "network.layers[0].weight_names", "rows of strings"),
        ("[loss]", "activation = 'softmax'\n[loss]", 8, "network.layers[0].activation", "softmax belongs to the loss"),
        ("[loss]", "activation = 'tahn'\n[loss]", 8, "network.layers[0].activation", 'did you mean "tanh"?'),
        ("[loss]", "initializer = 'ones'\n[loss]", 8, "network.layers[0].initializer", "expected one of zeros"),
        ("[[1, 2]]", "[[1, 2, 3]]", 11, "data.inputs[0]", "has 3 numbers, expected 2 in each row"),
        ("[[1, 2]]", "[[1, 2], [3, 4]]", 12, "data.targets", "has 1 rows, expected 2, one for each row of inputs"),
        ("[[0, 1]]", "[[0]]", 12, "data.targets[0]", "has 1 numbers, expected 2"),
        ("[[0, 1]]", "[[0, nan]]", 12, "data.targets[0][1]", "is nan"),
        ("[[0, 1]]", "[[0, 1]]\nnoise = 0.1", 13, "data.noise", "doesn't go with inputs"),
        ("[[0, 1]]", "[[0, 1]]\ntest_fraction = 1", 13, "data.test_fraction", "expected a number from 0 to below 1"),
        ("[[0, 1]]", "[[0, 1]]\ntest_fraction = -0.1", 13, "data.test_fraction", "expected a number from 0"),
        ("[network]", "precision = 'half'\n[network]", 2, "precision", "expected one of float64, float32"),
        ("[network]", "title = 3\n[network]", 2, "title", "is the number 3, expected a string"),
        ("[network]", "[network]\nlayers = 3\n[x]", 3, "network.layers", "is the number 3, expected tables"),
        ("[[1, 2]]", "[]", 11, "data.inputs", "is an empty array, expected something in it"),
    ],
)  # fmt: skip
def test_that_a_bad_network_is_refused(tmp_path: Path, old: str, new: str, line: int, place: str, message: str) -> None:
    text = NETWORK.replace("[[network.layers]]", "[[other]]") if "layers = 3" in new else NETWORK
    problems = refused(tmp_path, text.replace(old, new, 1))
    told = [problem for problem in problems if (problem.line, problem.place) == (line, place)]
    assert told, [str(problem) for problem in problems]
    assert message in told[0].message


@pytest.mark.parametrize("count", [10**9, 10**30])
def test_that_a_network_beyond_memory_is_refused_before_anything_is_allocated(tmp_path: Path, count: int) -> None:
    text = network('["u", "v"]', str(count)).replace('["a", "b"]', str(count)).replace("weights =", "# weights =")
    (problem,) = refused(tmp_path, text)
    assert problem.place == "network"
    assert f"a network with {count * count:,} weights needs about" in problem.message
    assert "available" in problem.message
