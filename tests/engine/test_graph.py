import numpy as np
import pytest

import nnviz
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.structure import GraphError
from nnviz.engine.trace import backward, forward


def test_that_the_lecture_s_first_circuit_comes_out():
    trace = nnviz.circuit({"q": "x + y", "f": "q * z"}, x=-2.0, y=5.0, z=-4.0).trace()
    assert {name: float(trace.value[name]) for name in ("q", "f")} == {"q": 3.0, "f": -12.0}
    gradients = {name: float(trace.gradient[name]) for name in ("f", "z", "q", "y", "x")}
    assert gradients == {"f": 1.0, "z": 3.0, "q": -4.0, "y": -4.0, "x": -4.0}


def test_that_other_values_can_be_put_in_without_changing_the_graph():
    graph = nnviz.circuit({"f": "x * y"}, x=2.0, y=3.0)
    assert float(graph.trace(x=10.0).value["f"]) == 30.0
    assert float(graph.trace().value["f"]) == 6.0


def test_that_a_node_used_twice_by_one_gate_has_two_edges():
    graph = nnviz.circuit({"f": "x * x"}, x=3.0)
    assert graph.consumers(graph.index("x")) == ((1, 0), (1, 1))
    assert float(graph.trace().gradient["x"]) == 6.0


def test_that_a_forked_node_adds_its_gradients():
    trace = nnviz.circuit({"a": "x * 2", "b": "x * 3", "f": "a + b"}, x=1.0).trace()
    assert float(trace.gradient["x"]) == 5.0


def test_that_a_second_backward_pass_does_not_double_gradients():
    graph = nnviz.circuit({"f": "x * x"}, x=3.0)
    assert float(graph.trace().gradient["x"]) == float(graph.trace().gradient["x"]) == 6.0


def test_that_a_hundred_thousand_gates_in_a_row_do_not_recurse():
    builder = GraphBuilder()
    node = builder.input("x", 1.0)
    one = builder.constant(1.0)
    for _ in range(100_000):
        node = builder.op("add", node, one)
    graph = builder.build()
    trace = graph.trace()
    assert float(trace.values[graph.output]) == 100_001.0
    assert float(trace.gradient["x"]) == 1.0


def test_that_what_does_not_lead_to_the_output_has_gradient_zero_and_a_constant_none():
    builder = GraphBuilder()
    x, y = builder.input("x", 1.0), builder.input("y", np.ones(2))
    builder.op("mul", y, y, name="aside")
    builder.op("mul", x, builder.constant(2.0, "two"), name="f")
    trace = builder.build().trace()
    np.testing.assert_array_equal(trace.gradient["y"], np.zeros(2))
    assert float(trace.gradient["aside"].sum()) == 0.0
    assert "two" not in trace.gradient
    assert list(trace.value) == ["x", "y", "aside", "two", "f"]


def test_that_backward_walks_every_edge_once_and_says_when_a_gradient_is_complete():
    graph = nnviz.circuit({"a": "x * 2", "b": "x * y", "f": "a + b"}, x=1.0, y=2.0)
    gradients = [None] * len(graph)
    steps = list(backward(graph, forward(graph, graph.leaf_values()), gradients))
    edges = [(step.gate, step.position) for step in steps]
    assert len(edges) == len(set(edges)) == 5  # six edges, one of them into a constant
    complete = [graph.nodes[step.source].name for step in steps if step.complete]
    assert sorted(complete) == ["a", "b", "x", "y"]
    assert [step for step in steps if graph.nodes[step.source].name == "x"][-1].complete


def test_that_the_last_input_of_a_gate_gets_its_gradient_first():
    builder = GraphBuilder()
    x, w, b = builder.input("x", np.ones((1, 2))), builder.parameter("w", np.ones((1, 2))), builder.parameter("b", [0.0])
    builder.op("sum", builder.op("affine", x, w, b))
    graph = builder.build()
    gradients = [None] * len(graph)
    order = [graph.nodes[s.source].name for s in backward(graph, forward(graph, graph.leaf_values()), gradients)]
    assert order == ["affine3", "b", "w", "x"]


def test_that_local_times_upstream_is_what_is_sent_back():
    trace = nnviz.circuit({"s": "sigmoid(x)", "f": "s * y"}, x=0.3, y=-2.0).trace()
    s, f = trace.graph.index("s"), trace.graph.index("f")
    assert float(trace.contribution(s, 0)) == pytest.approx(trace.local(s, 0) * float(trace.gradients[s]), rel=1e-15)
    assert trace.local(f, 1) == float(trace.value["s"])
    assert trace.contribution(f, 7) is None


def test_that_the_first_node_that_is_not_finite_is_named():
    assert nnviz.circuit({"a": "x * 2", "b": "log(a)", "f": "b + 1"}, x=0.0).trace().first_non_finite() == "b"
    assert nnviz.circuit({"f": "sqrt(x)"}, x=0.0).trace().first_non_finite() == "the gradient of x"
    assert nnviz.circuit({"a": "x * 2", "f": "sqrt(a)"}, x=0.0).trace().first_non_finite() == "the gradient of a"
    assert nnviz.circuit({"f": "x + 1"}, x=0.0).trace().first_non_finite() is None


def refused(message, build):
    with pytest.raises(GraphError, match=message):
        build(GraphBuilder())


def test_that_a_graph_that_cannot_be_is_refused():
    refused("at least one node", lambda b: b.build())
    refused("no op 'plus'", lambda b: b.op("plus", b.input("x")))
    refused("takes 2 inputs, not 1", lambda b: b.op("mul", b.input("x")))
    refused("at least one input", lambda b: b.op("add"))
    refused("names node 5", lambda b: b.op("neg", 5))
    refused("used twice", lambda b: (b.input("x"), b.input("x")))
    refused("the output is node 3", lambda b: (b.input("x", 1.0), b.build(output=3)))


def test_that_leaves_are_set_by_name_and_gates_are_not():
    graph = nnviz.circuit({"q": "x + 1", "f": "q * 2"}, x=1.0)
    with pytest.raises(KeyError, match="q' is computed"):
        graph.trace(q=2.0)
    with pytest.raises(KeyError, match="no node is called 'nobody'; there are x"):
        graph.trace(nobody=2.0)
    builder = GraphBuilder()
    builder.op("neg", builder.input("x"))
    with pytest.raises(ValueError, match="'x' has no value"):
        builder.build().trace()


def test_that_a_program_can_be_read_and_gives_the_same_numbers():
    graph = nnviz.circuit({"q": "x + y", "f": "q * z"}, x=-2.0, y=5.0, z=-4.0)
    program = graph.compile()
    assert "def step(x, y, z):" in program.source
    assert "    q = x + y\n    f = q * z\n" in program.source
    assert "d_q = d_f * z" in program.source
    result = program(x=1.0)
    assert float(result.value["f"]) == -24.0
    assert float(result.gradient["z"]) == 6.0


def test_that_a_name_cannot_become_code():
    builder = GraphBuilder()
    builder.op("neg", builder.input("x", 1.0), name='y\n    raise SystemExit("run")  #')
    program = builder.build().compile()
    assert float(program(x=2.0).gradient["x"]) == -1.0
    compile(program.source, "<source>", "exec")


def test_that_attributes_are_plain_numbers_in_the_source():
    builder = GraphBuilder()
    builder.op("l1_penalty", builder.parameter("w", 2.0), name="p", rate=np.float64(0.1))
    assert float(builder.build().compile()().value["p"]) == 0.2


def test_that_an_edge_that_leads_nowhere_is_not_waited_for():
    builder = GraphBuilder()
    x = builder.input("x", 2.0)
    builder.op("neg", x, name="aside")
    builder.op("mul", x, x, name="f")
    graph = builder.build()
    steps = list(backward(graph, forward(graph, graph.leaf_values()), [None] * len(graph)))
    assert [step.complete for step in steps] == [False, True]


def test_that_x_to_the_power_of_zero_is_flat_everywhere():
    assert float(nnviz.circuit({"f": "x ** 0"}, x=0.0).trace().gradient["x"]) == 0.0


def test_that_a_gate_takes_only_what_was_there_before_it():
    builder = GraphBuilder()
    builder.input("x", 1.0)
    for after in (1, -1):
        with pytest.raises(GraphError, match="there are only 1 so far"):
            builder.op("neg", after)


def test_that_a_value_set_by_name_has_the_precision_of_the_one_before_it():
    builder = GraphBuilder()
    builder.op("exp", builder.input("x", np.ones(2, np.float32)), name="y")
    trace = builder.build().trace(x=[0.5, 1.5])
    assert trace.value["x"].dtype == trace.value["y"].dtype == np.float32


def test_that_a_copy_of_a_piece_of_a_loss_is_one_too():
    first = GraphBuilder()
    first.op("neg", first.input("x", 1.0), name="y")
    graph = first.build()
    for in_loss, gates in ((False, set()), (True, {1}), (False, {1})):
        builder = GraphBuilder()
        builder.copy(graph["y"], [builder.copy(graph["x"], ())], in_loss=in_loss)
        graph = builder.build()
        assert graph.loss_gates == gates


def test_that_only_an_edge_between_single_numbers_has_one_local_gradient():
    trace = nnviz.circuit({"s": "sum(v)", "f": "s * s"}, v=[1.0, 2.0]).trace()
    assert [trace.local(gate, 0) for gate in trace.graph.gates] == [None, 3.0]
    assert nnviz.circuit({"f": "v * 2"}, v=[1.0, 2.0]).trace().local(2, 0) is None
