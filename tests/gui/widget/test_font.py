"""The fonts that travel with nnviz, and lines with subscripts."""

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

from nnviz.drawing.theme import MONO, SANS
from nnviz.files.location import resource_folder
from nnviz.gui.widget.font import SET_SIZE, font, load_fonts, set_line

pytestmark = pytest.mark.usefixtures("qapp")


def test_that_every_font_in_the_resources_loads():
    assert load_fonts() == ()
    assert len(list((resource_folder() / "fonts").glob("*.ttf"))) >= 8


def test_that_each_family_has_its_licence_beside_it():
    for family in ("Inter", "JetBrainsMono", "STIXTwoMath"):
        assert "SIL OPEN FONT LICENSE" in (resource_folder() / "fonts" / f"{family}-OFL.txt").read_text().upper()


@pytest.mark.parametrize("italic", [False, True])
@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(("mono", "family"), [(False, SANS), (True, MONO)])
def test_that_the_face_is_the_bundled_one(mono, family, italic, bold):
    info = QFontInfo(font(mono, italic, bold))
    assert info.family() == family
    assert info.italic() == italic
    assert info.pixelSize() == SET_SIZE
    if not (bold and italic):  # not bundled: seldom used, and Qt slants or thickens what there is
        assert info.weight() == (
            QFont.Weight.DemiBold if bold else QFont.Weight.Medium if mono else QFont.Weight.Normal
        )


def test_that_all_digits_have_one_width_so_that_a_changing_number_stands_still():
    widths = {round(set_line(digit, mono=True).width, 3) for digit in "0123456789.-−"}
    assert len(widths) == 1


def test_that_widths_are_linear_so_that_a_zoomed_text_keeps_its_proportions():
    assert font().hintingPreference() == QFont.HintingPreference.PreferNoHinting
    small = QFontMetricsF(font(size=16)).horizontalAdvance("Computational graph")
    assert small * 2 == pytest.approx(QFontMetricsF(font(size=32)).horizontalAdvance("Computational graph"), rel=5e-3)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("w_{5} 0.40", ["w", "5", " 0.40"]),
        ("out_{h1}", ["out", "h1"]),
        ("plain_name", ["plain_name"]),
        ("_{1}", ["1"]),
        ("x_{}", ["x"]),
        ("", []),
    ],
)
def test_that_braces_make_subscripts(text, runs):
    assert [run.text for run in set_line(text).runs] == runs


def test_that_a_subscript_is_smaller_and_lower_and_the_text_goes_on_after_it():
    first, lowered, last = set_line("w_{5}x").runs
    assert lowered.scale < first.scale == last.scale
    assert lowered.y > first.y == last.y
    assert first.x < lowered.x
    assert last.x == pytest.approx(lowered.x + set_line("5").width * lowered.scale)
    assert last.x < set_line("w_{5}x").width


def test_that_the_halo_is_a_strip_round_the_whole_text_gaps_included():
    line = set_line("w_{2} 0.2")
    assert line.halo.left() < 0
    assert line.halo.right() > line.width
    assert line.halo.top() == -line.halo.bottom() <= -0.4 * SET_SIZE
