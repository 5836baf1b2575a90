"""Names as they are read."""

import pytest

from nnviz.files.load import load
from nnviz.gui.widget.leaf_name import leaf_name
from nnviz.gui.widget.subscript import to_html, to_plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [("w_{5}", "w₅"), ("out_{h1}", "outₕ₁"),
        ("out_{y1}", "out y₁"), ("net_{setosa}", "net setosa"), ("w_{0,1}", "w₀,₁"), ("E", "E"), ("target_{o1}", "targetₒ₁")],
)
def test_that_figures_become_subscripts(text, plain):
    assert to_plain(text) == plain


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        ("outₕ₁", "out<sub><big>h1</big></sub>"), ("x₁→h₂", "x<sub><big>1</big></sub>→h<sub><big>2</big></sub>"),
        ("w₀,₁", "w<sub><big>0,1</big></sub>"),
        ("of h₁, and", "of h<sub><big>1</big></sub>, and"), ("a < b & E", "a &lt; b &amp; E"),
    ],
)
def test_that_subscripts_become_letters_below_the_line(plain, html):
    assert to_html(plain) == html


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("w5", "w₅"), ("hidden.bias[1]", "bₕ₂"), ("b_o1", "bₒ₁"), ("hidden.weights[1,0]", "w₃"),
        ("output.weights[0,1]", "w₆"), ("target_o1", "targetₒ₁"), ("targets[0,1]", "targetₒ₂"),
    ],
)
def test_that_a_leaf_is_named_by_its_neurons(key, name):
    assert leaf_name(key, load("two_two_two").network) == name


def test_that_a_weight_without_a_name_is_named_by_the_neurons_it_joins():
    assert leaf_name("hidden.weights[1,0]", load("xor").network) == "x₁→h₂"


def test_that_a_circuit_has_names_of_its_own():
    assert leaf_name("w0", None) == "w₀"
