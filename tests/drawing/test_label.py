import pytest

from nnviz.drawing.label import label, shape_text, weight_text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("out_h1", "out_{h1}"), ("w5", "w_{5}"), ("i1", "i_{1}"), ("target_o1", "target_{o1}"), ("E", "E"),
        ("sepal_length", "sepal length"), ("net_versicolor", "net_{versicolor}"), ("total", "total"),
        ("hidden.weights[0,1]", "hidden w_{0,1}"), ("hidden.bias[3]", "hidden b_{3}"), ("hidden.weights", "hidden w"),
        ("hidden2", "hidden2"), ("net_h_1", "net_{h 1}"),
    ],
)
def test_that_names_become_readable(name, text):
    assert label(name) == text


def test_that_the_layer_is_left_out_where_it_is_plain():
    assert label("hidden.weights[0,1]", short=True) == "w_{0,1}"
    assert label("hidden.bias", short=True) == "b"


def test_that_shapes_are_said_as_on_paper():
    assert (shape_text((64, 10)), shape_text((3,)), shape_text(())) == ("64×10", "3", "number")


@pytest.mark.parametrize(("name", "asked", "text"), [
    ("w5", False, "w_{5} 0.4"), ("hidden.weights[0,1]", False, "0.4"), ("hidden.weights[0,1]", True, "w_{0,1} 0.4"),
])
def test_that_a_place_in_an_array_is_written_on_a_connection_only_if_asked_for(name, asked, text):
    assert weight_text(name, "0.4", asked=asked) == text
