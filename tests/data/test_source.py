"""The toy sources."""

import numpy as np
import pytest

from nnviz.data.source import SOURCES


def draw(name: str, examples: int = 400, noise: float = 0.0, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    return SOURCES[name].generate(examples, noise, np.random.default_rng(seed))


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("examples", [1, 2, 7, 200])
def test_that_a_source_gives_as_many_examples_as_asked_for(name: str, examples: int) -> None:
    inputs, answers = draw(name, examples, 0.5)
    assert inputs.shape == (examples, 2)
    assert answers.shape == (examples,)
    assert np.isfinite(inputs).all()
    if SOURCES[name].classes is not None:
        assert np.isin(answers, (0, 1)).all()


@pytest.mark.parametrize("name", SOURCES)
def test_that_a_source_depends_on_the_generator_alone(name: str) -> None:
    assert np.array_equal(draw(name, 50, 0.1, 3)[0], draw(name, 50, 0.1, 3)[0])
    assert not np.array_equal(draw(name, 50, 0.1, 3)[0], draw(name, 50, 0.1, 4)[0])


def test_that_circle_is_a_disc_of_2_5_in_a_ring_from_3_5_to_5() -> None:
    inputs, answers = draw("circle")
    radius = np.hypot(*inputs.T)
    assert (radius[answers == 1] < 2.5).all()
    assert ((radius[answers == 0] >= 3.5) & (radius[answers == 0] <= 5)).all()
    assert (answers == 1).sum() == 200


def test_that_noise_on_circle_changes_answers_and_not_points() -> None:
    inputs, answers = draw("circle", noise=0.5)
    radius = np.hypot(*inputs.T)
    assert ((radius < 2.5) | (radius >= 3.5)).all()
    assert ((radius < 2.5) != (answers == 1)).any()


def test_that_xor_is_a_square_with_a_gap_and_class_1_where_signs_agree() -> None:
    inputs, answers = draw("xor")
    assert (np.abs(inputs) >= 0.3).all()
    assert (np.abs(inputs) <= 5.3).all()
    assert np.array_equal(answers == 1, inputs[:, 0] * inputs[:, 1] >= 0)


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.5, 4.0)])
def test_that_gauss_is_two_clouds_at_plus_and_minus_2(noise: float, variance: float) -> None:
    inputs, answers = draw("gauss", 20_000, noise)
    for answer, center in ((1, 2.0), (0, -2.0)):
        cloud = inputs[answers == answer]
        assert cloud.mean(axis=0) == pytest.approx([center, center], abs=0.1)
        assert cloud.var(axis=0) == pytest.approx([variance, variance], rel=0.1)


def test_that_spiral_has_two_opposite_arms_out_to_radius_5() -> None:
    inputs, answers = draw("spiral")
    first, second = inputs[answers == 1], inputs[answers == 0]
    assert first == pytest.approx(-second)
    step = np.arange(200) / 200
    assert np.hypot(*first.T) == pytest.approx(5 * step)
    assert first[:, 0] == pytest.approx(5 * step * np.sin(1.75 * step * 2 * np.pi))


def test_that_plane_is_a_tenth_of_the_sum() -> None:
    inputs, answers = draw("plane")
    assert answers == pytest.approx(inputs.sum(axis=1) / 10)
    assert (np.abs(inputs) <= 6).all()


def test_that_reg_gauss_has_six_hills_and_hollows_in_turn() -> None:
    inputs, answers = draw("reg_gauss", 4000)
    for (x, y), sign in zip([(-4, 2.5), (0, 2.5), (4, 2.5), (-4, -2.5), (0, -2.5), (4, -2.5)], [1, -1, 1, -1, 1, -1], strict=True):
        distance = np.hypot(inputs[:, 0] - x, inputs[:, 1] - y)
        assert answers[distance < 2] == pytest.approx(sign * (1 - distance[distance < 2] / 2))
        inputs, answers = inputs[distance >= 2], answers[distance >= 2]
    assert len(answers) > 1000
    assert (answers == 0).all()
