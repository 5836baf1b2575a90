"""Numbers as text."""

import math

import pytest

from nnviz.explain.number import format_number, full_number, number_within


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.593269992107, "0.5933"), (-12.0, "−12"), (3.510187782978859e-05, "3.51e−05"), (0.0, "0"),
        (-0.0, "0"), (1.0, "1"), (0.05, "0.05"),
        (-0.0381, "−0.0381"), (1.10590596706, "1.106"), (123456.7, "123457"), (1.5e6, "1.50e06"),
        (0.001, "0.001"), (0.99996, "1"), (9.99996, "10"), (-2.5e-10, "−2.50e−10"), (math.inf, "∞"),
        (-math.inf, "−∞"), (math.nan, "NaN"),
    ],
)
def test_that_numbers_have_four_significant_digits(number, text):
    assert format_number(number) == text


def test_that_all_digits_give_the_number_back():
    assert float(full_number(0.1 + 0.2)) == 0.1 + 0.2


@pytest.mark.parametrize(
    ("number", "width", "text"),
    [(0.008771, 8, "0.008771"), (0.008771, 7, "0.00877"), (-4.39e-4, 8, "−4.39e−4"), (-4.39e-4, 7, "−4.4e−4"),
     (0.5, 3, "0.5"), (-123456.0, 4, "−123456")],
)
def test_that_a_number_gives_up_digits_to_fit(number, width, text):
    assert number_within(number, width) == text
