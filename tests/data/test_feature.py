"""Local binary and ternary patterns, against a pixel by pixel reading of their definition."""

import numpy as np
import pytest

from nnviz.data.feature import FEATURES, binary_codes, histograms, lbp_codes, ltp_codes

PICTURES = np.random.default_rng(0).integers(0, 6, (5, 6, 7)).astype(float)
CLOCKWISE = [(0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0)]
"""(row, column) in a patch of 3 x 3, from its upper left corner."""


def read_off(picture: np.ndarray, row: int, column: int, holds) -> int:
    patch = picture[row : row + 3, column : column + 3]
    return int("".join("1" if holds(patch[place], patch[1, 1]) else "0" for place in CLOCKWISE), 2)


def codes_of(holds) -> list:
    return [[[read_off(picture, r, c, holds) for c in range(5)] for r in range(4)] for picture in PICTURES]


def test_that_a_worked_pattern_has_the_code_that_one_reads_off_by_hand():
    pattern = np.array([[[6.0, 5, 2], [7, 6, 1], [9, 8, 7]]])
    assert lbp_codes(pattern).tolist() == [[[0b10001111]]]
    upper, lower = ltp_codes(pattern, 2.0)
    assert upper.tolist() == [[[0b00000110]]]
    assert lower.tolist() == [[[0b00110000]]]


def test_that_every_pixel_with_eight_neighbours_has_the_binary_number_read_clockwise():
    assert lbp_codes(PICTURES).tolist() == codes_of(lambda neighbour, middle: neighbour >= middle)
    upper, lower = ltp_codes(PICTURES, 2.0)
    assert upper.tolist() == codes_of(lambda neighbour, middle: neighbour >= middle + 2)
    assert lower.tolist() == codes_of(lambda neighbour, middle: neighbour <= middle - 2)


def test_that_brightness_and_contrast_leave_the_binary_patterns_alone():
    assert np.array_equal(lbp_codes(3 * PICTURES + 40), lbp_codes(PICTURES))
    assert not np.array_equal(lbp_codes(5 - PICTURES), lbp_codes(PICTURES))


def test_that_no_neighbour_counts_in_both_ternary_patterns_and_tolerance_0_shares_only_equals():
    for tolerance in (0.5, 1.0, 3.0):
        upper, lower = ltp_codes(PICTURES, tolerance)
        assert not (upper & lower).any()
    upper, lower = ltp_codes(PICTURES, 0.0)
    assert ((upper | lower) == 255).all()
    assert np.array_equal(upper, lbp_codes(PICTURES))


def test_that_histograms_are_the_shares_of_the_codes():
    codes = lbp_codes(PICTURES)
    shares = histograms(codes)
    for picture, row in zip(codes, shares, strict=True):
        assert row.tolist() == [np.count_nonzero(picture == code) / picture.size for code in range(256)]


@pytest.mark.parametrize("row", FEATURES.values(), ids=lambda row: row.name)
def test_that_every_feature_has_the_shape_and_range_it_says(row):
    found = row.extract(PICTURES, 1.0)
    assert found.shape == (5, *row.shape((6, 7)))
    assert found.min() >= 0
    assert found.max() <= row.white
    assert np.array_equal(row.extract(PICTURES[2:3], 1.0), found[2:3])
    assert row.tolerant != np.array_equal(row.extract(PICTURES, 3.0), found)


def test_that_a_bit_counts_by_its_place():
    assert [int(binary_codes(np.eye(8, dtype=bool)[k].reshape(8, 1))[0]) for k in range(8)] == [128, 64, 32, 16, 8, 4, 2, 1]


@pytest.mark.skimage
def test_that_local_binary_patterns_are_those_of_scikit_image():
    from skimage import feature, transform

    for picture, codes in zip(PICTURES, lbp_codes(PICTURES), strict=True):
        integral = transform.integral_image(picture).astype(np.float32)
        found = [[feature.multiblock_lbp(integral, r, c, 1, 1) for c in range(5)] for r in range(4)]
        assert np.array_equal(found, codes)
