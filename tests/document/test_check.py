"""Checking documents that were made in memory, as the window does before a change."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.document import check_circuit, check_network
from nnviz.document.check import check
from nnviz.document.document import Document
from nnviz.document.flaw import Flaw, middle_cut, one_of, place_text, shorten
from nnviz.document.part import Circuit, Data
from nnviz.network.architecture import Layer, Network
from nnviz.network.build import Objective, initial_parameters, neuron_graph, tensor_graph
from nnviz.network.loss import LOSSES

GOOD = Document(network=Network(("a",), (Layer("output", ("o",)),)), data=Data(inputs=((1.0,),), targets=((0.0,),)))


def test_that_a_good_document_has_no_flaws() -> None:
    assert check(GOOD) == []
    assert check(Document(circuit=Circuit((("x", 1.0),), (("f", "exp(x)"),)))) == []


def test_that_a_document_is_one_thing() -> None:
    assert "neither" in check(Document())[0].message
    assert "both" in check(replace(GOOD, circuit=Circuit((), (("f", "1"),))))[0].message


def test_that_a_diverged_weight_is_a_flaw() -> None:
    layer = Layer("output", ("o",), weights=((float("nan"),),))
    (flaw,) = check(replace(GOOD, network=Network(("a",), (layer,))))
    assert flaw.path == "network.layers[0].weights[0][0]"


def test_that_memory_is_counted_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_network, "available_memory", lambda: 1000)
    (flaw,) = check_network.check_memory((10, 10), ("network",))
    assert flaw.message == ("a network with 100 weights needs about 8 kB of memory, expected at most the 1 kB available")
    monkeypatch.setattr(check_network, "available_memory", lambda: None)
    assert check_network.check_memory((10**9, 10**9), ("network",)) == []


def test_that_a_product_beyond_memory_is_not_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    column, row = tuple((1.0,) for _ in range(4000)), ((1.0,) * 4000,)
    circuit = Circuit((("x", column), ("y", row)), (("f", "sum(x @ y)"),))
    assert check_circuit.check_circuit(circuit) == []
    monkeypatch.setattr(check_circuit, "available_memory", lambda: 10_000)
    monkeypatch.setattr(np, "matmul", None)
    assert "needs 128 MB, expected at most 10 kB" in check_circuit.check_circuit(circuit)[0].message


def test_that_places_are_written_as_paths() -> None:
    assert place_text(("network", "layers", 0, "weights", 1)) == "network.layers[0].weights[1]"
    assert place_text(()) == ""


def test_that_many_flaws_are_counted() -> None:
    flaws = [Flaw(("a", number), "bad") for number in range(25)]
    assert shorten(flaws[:10]) == flaws[:10]
    assert shorten(flaws)[-1] == Flaw(("a", 10), "and 15 more problems like these")


def test_that_near_matches_are_suggested() -> None:
    assert one_of(["adam", "sgd"], "adan") == 'expected one of adam, sgd (did you mean "adam"?)'
    assert one_of(map(str, range(30)), "x").endswith("18, 19, ...")


def test_that_a_long_message_loses_its_middle() -> None:
    assert middle_cut("a" * 400) == "a" * 400
    assert len(middle_cut("a" * 500)) == 403


def test_that_a_title_is_a_line_and_not_a_book() -> None:
    circuit = Circuit((("x", 1.0),), (("f", "x + 1"),))
    assert check(Document("t" * 200, "d" * 1000, circuit)) == []
    places = [flaw.path for flaw in check(Document("t" * 201, "d" * 1001, circuit))]
    assert places == ["title", "description"]


def test_that_no_input_may_bear_a_name_that_any_graph_of_the_network_makes() -> None:
    layers = (Layer("hidden", ("h",), "tanh"), Layer("output", ("o", "p")))
    network = Network(("a",), layers)
    parameters, numbers = initial_parameters(network, 0), (np.zeros((1, 1)), np.zeros((1, 2)))
    made = set[str]()
    for loss in LOSSES:
        objective = Objective(loss, 0.1, 0.1)
        by_tensor = tensor_graph(network, parameters, *numbers, objective)
        by_neuron = neuron_graph(network, parameters, *(row[0] for row in numbers), objective)
        made |= {node.name for node in (*by_tensor.nodes, *by_neuron.nodes)} - {"a"}
    assert {"logits", "targets", "l2_penalty", "net_h"} <= made
    assert [name for name in made if not check_network.check_network(Network((name,), layers))] == []
