"""The laboratory of local patterns."""

import math

import numpy as np
import pytest

import nnviz
from nnviz.data.feature import lbp_codes, ltp_codes
from nnviz.session.pattern_lab import BINARY, TERNARY, PatternLab
from nnviz.session.session import Session

DIGITS = nnviz.load("digits")


@pytest.fixture
def lab() -> PatternLab:
    session = Session(DIGITS)
    session.choose_example(7)
    lab = PatternLab(session)
    lab.follow()
    return lab


def test_that_the_pixels_codes_are_those_of_the_whole_picture_there(lab):
    picture = DIGITS.dataset().album.pictures(slice(7, 8))
    for kind, maps in ((BINARY, [lbp_codes(picture)]), (TERNARY, ltp_codes(picture, 0.1))):
        lab.choose_kind(kind)
        for row, column in ((1, 1), (3, 5), (6, 2)):
            lab.choose_pixel(row, column)
            assert lab.patch.tolist() == picture[0, row - 1 : row + 2, column - 1 : column + 2].tolist()
            assert [pattern.code for pattern in lab.patterns] == [codes[0, row - 1, column - 1] for codes in maps]
            for pattern in lab.patterns:
                assert sum(pattern.parts) == pattern.code
                assert int("".join(map(str, pattern.bits)), 2) == pattern.code
        for (_, found), (_, shares), codes in zip(lab.maps(), lab.shares(), maps, strict=True):
            assert np.array_equal(found, codes[0])
            assert shares.sum() == pytest.approx(1)


def test_that_ternary_digits_split_into_the_upper_and_the_lower_pattern(lab):
    lab.choose_kind(TERNARY)
    upper, lower = lab.patterns
    assert set(lab.digits) <= {-1, 0, 1}
    assert upper.bits == tuple(int(digit == 1) for digit in lab.digits)
    assert lower.bits == tuple(int(digit == -1) for digit in lab.digits)
    lab.set_tolerance(1.0)
    for tolerance in (2.0, -0.1, math.nan):
        with pytest.raises(ValueError, match="expected a number from 0 to 1, which is white"):
            lab.set_tolerance(tolerance)
    assert lab.tolerance == 1.0
    lab.set_tolerance(0.0)
    assert all(max(pair) == 1 for pair in zip(*(pattern.bits for pattern in lab.patterns), strict=True))


def test_that_neighbours_are_looked_at_one_by_one_and_pixels_at_the_edge_have_none(lab):
    heard = []
    lab.subscribe(heard.append)
    assert lab.pixel == (4, 4)
    assert [(lab.look_on(), lab.known)[1] for _ in range(10)] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 0]
    lab.choose_pixel(0, 9)
    assert lab.pixel == (1, 6)
    assert heard == ["patterns"] * 11


def test_that_a_documents_own_tolerance_is_the_first_and_that_there_may_be_no_pictures():
    assert PatternLab(Session(nnviz.load("iris"))).album is None
    assert PatternLab(Session(nnviz.load("multiply_sum"))).album is None


def test_that_a_page_that_hears_of_pictures_before_the_laboratory_does_can_ask_for_a_pixel():
    session = Session(nnviz.load("circle"))
    lab = PatternLab(session)
    session.open("digits")
    assert lab.pixel == (4, 4)
    assert lab.patch.shape == (3, 3)
