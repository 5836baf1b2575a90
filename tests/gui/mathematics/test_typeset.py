"""Typeset formulas."""

import pytest

from nnviz.engine.table import OPS
from nnviz.gui.mathematics.typeset import formula_image, typeset


def _ink(image, color):
    """How many pixels are of this colour, all but fully covered."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return sum(p.alpha() > 200 and p.name() == color for p in pixels)


def test_that_a_formula_is_drawn_in_its_colour(qapp):
    image = formula_image(r"\frac{x + y}{z}", 20, "#c0264c")
    assert _ink(image, "#c0264c") > 20
    assert image.pixelColor(0, 0).alpha() == 0


def test_that_a_finer_screen_gets_more_pixels_of_the_same_formula(qapp):
    coarse, fine = (formula_image("x^2", 20, "#000000", ratio) for ratio in (1.0, 3.0))
    assert abs(fine.width() - 3 * coarse.width()) <= 3
    assert fine.deviceIndependentSize().width() == pytest.approx(coarse.deviceIndependentSize().width(), abs=1)


def test_that_a_formula_stands_on_the_baseline_of_its_line(qapp):
    x, fraction = typeset("x", 20), typeset(r"\frac{x}{y}", 20)
    assert 0 < x.depth < 3
    assert x.depth < fraction.depth < fraction.height
    assert typeset(r"\frac{x}{y}", 20, inline=True).height < fraction.height
    assert typeset(r"\dfrac{x}{y}", 20, inline=True).height == fraction.height


def test_that_what_is_no_formula_is_told():
    with pytest.raises(ValueError, match=r"“\\frac\{a”"):
        typeset(r"\frac{a", 20)


@pytest.mark.parametrize("name", [name for name, op in OPS.items() if op.arity])
def test_that_the_formula_of_every_op_can_be_typeset(qapp, name):
    names = "xyz"[: OPS[name].arity]
    texts = [OPS[name].latex_text(*names), *(OPS[name].local_latex_text(k, "v", *names) for k in range(len(names)))]
    assert all(typeset(text, 14).width > 4 for text in texts)
