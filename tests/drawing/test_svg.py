import xml.etree.ElementTree as ET

import numpy as np
import pytest

from nnviz.drawing.arrangement import arrange
from nnviz.drawing.graph_view import draw_graph
from nnviz.drawing.mark import Arc, Box, Circle, Curve, Drawing, Heat, Text
from nnviz.drawing.metric import split_subscripts, text_width
from nnviz.drawing.svg import heat_colors, to_svg
from nnviz.drawing.theme import THEMES
from tests.drawing.graph import last, tensors, two_two_two

SVG = "{http://www.w3.org/2000/svg}"


def _parse(*marks, **options):
    return ET.fromstring(to_svg(Drawing(tuple(marks), (-10.0, -20.0, 200.0, 100.0)), **options))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("graph", [two_two_two(), tensors()], ids=["network", "tensors"])
def test_that_a_graph_is_well_formed_and_self_contained(graph, theme):
    text = to_svg(draw_graph(arrange(graph), graph.trace(), last(graph), "w5"), theme)
    root = ET.fromstring(text)
    assert root[0].get("fill") == THEMES[theme]["canvas"]
    assert "href" not in text
    assert "url(" not in text
    assert "nan" not in text.replace("inan", "")


def test_that_the_ground_fills_a_picture_of_any_size():
    root = _parse(size=(300.0, 300.0))
    assert (root.get("width"), root.get("viewBox")) == ("300", "-10 -70 200 200")
    assert [root[0].get(name) for name in ("x", "y", "width", "height")] == ["-10", "-70", "200", "200"]


def test_that_every_kind_of_mark_is_written():
    root = _parse(
        Curve(((0, 0), (1, 1), (2, 1), (3, 0)), cubic=True, dash=True), Circle(1, 2, 3, tip="a < b"), Box(0, 0, 9, 4),
        Arc(0, 0, 5, 0.75), Arc(0, 0, 5, 1.0), Arc(0, 0, 5, 0.0), Text(0, 0, "x < y & z"), Heat(0, 0, 4, 4, np.eye(2)),
    )
    tags = [element.tag.removeprefix(SVG) for element in root.iter()][3:]
    assert tags == ["path", "circle", "title", "rect", "path", "circle", "text", "g", *["rect"] * 5]
    assert root.find(f"{SVG}text").text == "x < y & z"
    assert root.find(f"{SVG}circle/{SVG}title").text == "a < b"
    assert " 1 1 " in root.findall(f"{SVG}path")[1].get("d")  # three quarters: the large arc


@pytest.mark.parametrize(("anchor", "left"), [("start", 5.0), ("middle", -2.2), ("end", -9.4)])
def test_that_a_strip_of_the_ground_lies_behind_a_text_with_a_halo(anchor, left):
    root = _parse(Text(5, 5, "12", 12.0, anchor=anchor, mono=True, halo=True))
    (strip,), (text,) = root.findall(f"{SVG}rect")[1:], root.findall(f"{SVG}text")
    assert list(root).index(strip) < list(root).index(text)
    assert strip.get("fill") == THEMES["light"]["canvas"]
    assert text.get("stroke") is None
    x, y, width, height = (float(strip.get(name)) for name in ("x", "y", "width", "height"))
    assert x < left < left + 14.4 < x + width < left + 20
    assert y < 5 - 0.4 * 12 < 5 + 0.4 * 12 < y + height
    assert text.get("font-family") == "JetBrains Mono"


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_that_subscripts_are_smaller_lower_and_follow_at_once(anchor):
    base, lower, rest = _parse(Text(50, 0, "w_{5} 0.4", 12.0, anchor=anchor)).findall(f"{SVG}text")
    assert [base.text, lower.text, rest.text] == ["w", "5", "0.4"]
    assert (base.get("text-anchor"), lower.get("text-anchor")) == ("end", "start")
    assert base.get("x") == lower.get("x")
    assert float(lower.get("font-size")) < 12
    assert float(lower.get("y")) > float(base.get("y")) == float(rest.get("y"))
    width = text_width("w_{5} 0.4", 12)
    left = {"start": 50, "middle": 50 - width / 2, "end": 50 - width}[anchor]
    assert float(base.get("x")) - text_width("w", 12) == pytest.approx(left, abs=0.02)


def test_that_texts_are_split_at_subscripts():
    assert split_subscripts("∂w_{5} = 1") == [("∂w", False), ("5", True), (" = 1", False)]
    assert split_subscripts("plain") == [("plain", False)]
    assert split_subscripts("") == []


def test_that_digits_of_the_mono_face_are_all_alike():
    assert text_width("1111", 10, mono=True) == text_width("0.00", 10, mono=True) == pytest.approx(24)
    assert text_width("WWW", 10) > text_width("iii", 10)


@pytest.mark.parametrize("shape", [(784, 128), (1, 100_000), (100_000, 1), (64, 64), (65, 64)])
def test_that_large_pictures_are_thinned(shape):
    cells = _parse(Heat(0, 0, 100, 100, np.ones(shape))).findall(f"{SVG}g/{SVG}rect")
    assert 1000 < len(cells) <= 4096


def test_that_heat_goes_from_neg_over_canvas_to_pos():
    colors = heat_colors(np.array([[-2.0, 0.0, 1.0, np.inf, np.nan]]), 1.0, THEMES["dark"])[0]
    written = ["#" + bytes(color).hex().upper() for color in colors]
    tokens = [THEMES["dark"][token] for token in ("neg", "canvas", "pos", "pos")]
    assert written == [*tokens, "#808080"]
    endless = heat_colors(np.array([[-np.inf, 1.0, np.inf]]), np.inf, THEMES["dark"])[0]
    assert [bytes(color).hex() for color in endless[[0, 2]]] == ["808080"] * 2  # how much of endless, nobody knows


def test_that_an_unknown_theme_is_refused():
    with pytest.raises(KeyError):
        to_svg(Drawing((), (0, 0, 1, 1)), "sepia")
