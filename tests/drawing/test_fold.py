import pytest

from nnviz.drawing.arrangement import arrange
from nnviz.drawing.fold import fold
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.group import Group, close_groups
from tests.drawing.graph import circuit, tensors, two_two_two


def _faces(graph):
    return {face.name: face for face in arrange(graph).faces.values()}


def test_that_weights_lie_on_their_wires_and_biases_and_targets_hang():
    graph = two_two_two()
    folding = fold(graph)
    assert graph.nodes[folding.weights[graph.index("net_o1"), 0]].name == "w5"
    assert {graph.nodes[leaf].name for leaf in folding.hanging} == {
        "b_h1", "b_h2", "b_o1", "b_o2", "target_o1", "target_o2"
    }
    assert {graph.nodes[leaf].name for leaf in folding.hidden} == {f"w{k}" for k in range(1, 9)}


def test_that_hanging_leaves_are_right_below_their_gate():
    arrangement = arrange(two_two_two())
    index = arrangement.graph.index
    for name, gate_name in (("target_o1", "E_o1"), ("b_h1", "net_h1")):
        leaf, gate = arrangement.centers[index(name)], arrangement.centers[index(gate_name)]
        assert abs(leaf[0] - gate[0]) < arrangement.faces[index(name)].width / 2
        assert 20 < leaf[1] - gate[1] < 60


@pytest.mark.parametrize(
    ("text", "symbol"),
    [("x + 1", "+1"), ("2 * x", "×2"), ("x - 3", "−3"), ("3 - x", "3−"), ("x / 4", "÷4"), ("x ** 2", "^2")],
)
def test_that_a_constant_is_written_in_its_gate(text, symbol):
    faces = _faces(circuit({"f": text}, x=2.0))
    assert set(faces) == {"x", "f"}
    assert faces["f"].text == symbol


def test_that_a_constant_that_also_feeds_elsewhere_is_drawn():
    builder = GraphBuilder()
    x, c = builder.input("x", 1.0), builder.constant(3.0, "c")
    builder.op("sub", builder.op("mul", x, c), builder.op("tanh", c))
    assert "c" in _faces(builder.build())


def test_that_made_up_names_are_not_written_above_gates():
    faces = _faces(circuit({"f": "1 / (1 + exp(-(x * y)))"}, x=1.0, y=2.0))
    assert {face.caption for face in faces.values()} == {"", "f"}


def test_that_tensors_are_boxes_and_parameters_hang_as_blocks():
    kinds = {name: face.kind for name, face in _faces(tensors()).items()}
    assert kinds == {
        "inputs": "tensor", "hidden.weights": "block", "hidden.bias": "block", "hidden.net": "tensor",
        "hidden.out": "tensor", "targets": "block", "E": "gate",
    }


def test_that_a_closed_neuron_has_its_weights_on_its_wires_and_its_bias_hanging():
    graph = close_groups(two_two_two(), [Group("out_o1", "neuron", "o1", frozenset({"net_o1", "out_o1"}))]).graph
    folding, neuron = fold(graph), graph["out_o1"]
    named = {graph.nodes[neuron.inputs[at]].name: graph.nodes[leaf].name
             for (gate, at), leaf in folding.weights.items() if gate == neuron.index}
    assert named == {"out_h1": "w5", "out_h2": "w6"}
    assert folding.hanging[graph.index("b_o1")] == neuron.index
    assert graph.index("w5") in folding.hidden
