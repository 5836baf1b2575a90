"""Distortions of pictures."""

import numpy as np
import pytest

from nnviz.data.distortion import DISTORTIONS

PICTURES = np.random.default_rng(0).uniform(0, 16, (3, 7, 7))


def distorted(name: str, amount: float, pictures: np.ndarray = PICTURES) -> np.ndarray:
    return DISTORTIONS[name].distort(pictures, amount, 16.0)


@pytest.mark.parametrize("name", DISTORTIONS)
def test_that_the_neutral_amount_changes_nothing_and_no_amount_leaves_the_range(name: str) -> None:
    row = DISTORTIONS[name]
    assert distorted(name, row.neutral) == pytest.approx(PICTURES)
    for amount in {row.low, row.high} - {row.neutral}:
        changed = distorted(name, amount)
        assert changed.shape == PICTURES.shape
        assert (changed >= 0).all()
        assert (changed <= 16 + 1e-9).all()
        assert not np.allclose(changed, PICTURES)


def test_that_a_shift_by_whole_pixels_moves_them() -> None:
    right, down = distorted("shift_across", 2), distorted("shift_down", -3)
    assert np.array_equal(right[:, :, 2:], PICTURES[:, :, :-2])
    assert not right[:, :, :2].any()
    assert np.array_equal(down[:, :-3], PICTURES[:, 3:])
    assert not down[:, -3:].any()
    assert not distorted("shift_across", 8).any()


def test_that_half_a_pixel_is_the_mean_of_two() -> None:
    assert distorted("shift_across", 0.5)[:, :, 1:] == pytest.approx((PICTURES[:, :, 1:] + PICTURES[:, :, :-1]) / 2)


@pytest.mark.parametrize("turns", [-1, 1, 2])
def test_that_quarter_turns_are_exact_and_go_counterclockwise(turns: int) -> None:
    assert distorted("rotate", 90 * turns) == pytest.approx(np.rot90(PICTURES, turns, (1, 2)))


def test_that_scaling_is_about_the_middle() -> None:
    assert distorted("scale", 0.5)[:, 2:5, 2:5] == pytest.approx(PICTURES[:, 1::2, 1::2])
    assert distorted("scale", 2.0)[:, 1::2, 1::2] == pytest.approx(PICTURES[:, 2:5, 2:5])


def test_that_inverting_is_white_less_the_pixel() -> None:
    assert distorted("invert", 1) == pytest.approx(16 - PICTURES)
    assert distorted("invert", 0.5) == pytest.approx(np.full_like(PICTURES, 8))


def test_that_noise_has_its_deviation_and_is_the_same_each_time() -> None:
    grey = np.full((10, 50, 50), 8.0)
    noisy = distorted("noise", 0.05, grey)
    assert noisy.std() == pytest.approx(0.8, rel=0.02)
    assert np.array_equal(noisy, distorted("noise", 0.05, grey))


@pytest.mark.parametrize("name", DISTORTIONS)
def test_that_shares_of_the_way_between_the_ends_are_amounts_and_back(name: str) -> None:
    row = DISTORTIONS[name]
    for shape in ((8, 8), (28, 20), (2, 2)):
        low, high = row.ends(shape)
        assert (row.amount(0, shape), row.amount(1, shape)) == pytest.approx((low, high))
        assert low <= row.neutral <= high
        for share in (0.0, 0.3, 1.0):
            assert row.share(row.amount(share, shape), shape) == pytest.approx(share)
        assert row.share(2 * high + 1, shape) == 1


def test_that_pictures_are_shifted_by_half_a_side_at_most_and_scaled_by_equal_factors() -> None:
    assert DISTORTIONS["shift_down"].ends((8, 20)) == (-4, 4)
    assert DISTORTIONS["scale"].amount(0.5, (8, 8)) == pytest.approx(1.0)
