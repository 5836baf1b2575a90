"""Data that make no sense: each is refused with the line, the place and what was expected."""

from pathlib import Path

import pytest

from tests.files.refusal import network, refused


@pytest.mark.parametrize(
    ("loss", "targets", "message"),
    [
        ("binary_cross_entropy", "[[0, 2]]", "is [0.0, 2.0], expected numbers from 0 to 1 for binary_cross_entropy"),
        ("cross_entropy", "[[1, 1]]", "expected one-hot for cross_entropy"),
        ("cross_entropy", "[[0.5, 0.5]]", "expected one-hot for cross_entropy"),
        ("hinge", "[[-1, 1]]", "expected one-hot for hinge"),
    ],
)
def test_that_targets_that_do_not_fit_the_loss_are_refused(tmp_path: Path, loss: str, targets: str, message: str) -> None:
    (problem,) = refused(tmp_path, network("squared_error", loss).replace("[[0, 1]]", targets))
    assert (problem.line, problem.place) == (12, "data.targets[0]")
    assert message in problem.message


def test_that_one_output_cannot_be_one_hot(tmp_path: Path) -> None:
    text = network('["u", "v"]', '["u"]').replace("squared_error", "hinge").replace("[[1, 2], [3, 4]]", "[[1, 2]]")
    problem = refused(tmp_path, text.replace("[[0, 1]]", "[[1]]"))[0]
    assert "has 1 neuron, expected 2 or more for hinge" in problem.message


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        ("source = 'spirals'", "data.source", 'did you mean "spiral"?'),
        ("source = 'circle'\nexamples = 0", "data.examples", "is 0, expected a whole number of 1 or more"),
        ("source = 'circle'\nnoise = 1.5", "data.noise", "is 1.5, expected a number from 0 to 1"),
        ("source = 'circle'\ntargets = [[1]]", "data.targets", "doesn't go with source"),
        ("source = 'circle'\nfile = 'a.csv'", "data.file", "doesn't go with source"),
        ("source = 'plane'", "data.source", "plane under squared_error needs 1 outputs, the network has 2"),
        ("source = ''", "data.source", "expected something in it"),
        ("test_fraction = 0.1", "data.inputs", "is missing"),
        ("inputs = [[1, 2]]", "data.targets", "is missing"),
        ("source = 'gauss'\nstandardize = true\ncenter = [1, 1]\nspread = [1, 1]", "data.center", "what standardize would find"),
        ("source = 'gauss'\ncenter = [1, 1]", "data.spread", "has 0 numbers, expected 2, one for each input"),
        ("source = 'gauss'\ncenter = [1, 1]\nspread = [1, 0]", "data.spread[1]", "expected a finite number that is not 0"),
        ("source = 'gauss'\nclasses = ['no', 'yes']", "data.classes", "doesn't go with source"),
        ("inputs = [[1, 2]]\ntargets = [[0, 1]]\nclasses = ['a']", "data.classes", "has 1 names, expected 2, one for each output"),
        ("inputs = [[1, 2]]\ntargets = [[0, 1]]\nclasses = ['a', 'a']", "data.classes", "has a name twice"),
        ("inputs = [[1, 2]]\ntargets = [[0, 2]]\nclasses = ['a', 'b']", "data.targets[0]", "expected a class: a single 1"),
        ("source = 'circle'\nexamples = 10000000000000000", "data.examples", "need about 1.28 EB of memory"),
    ],
)
def test_that_bad_data_are_refused(tmp_path: Path, data: str, place: str, message: str) -> None:
    problem = refused(tmp_path, network("inputs = [[1, 2]]\ntargets = [[0, 1]]", data))[0]
    assert problem.place == place
    assert message in problem.message


def test_that_numbers_are_no_classes(tmp_path: Path) -> None:
    text = network("inputs = [[1, 2]]\ntargets = [[0, 1]]", "source = 'plane'").replace("squared_error", "hinge")
    assert "plane gives numbers and hinge wants classes" in refused(tmp_path, text)[0].message
