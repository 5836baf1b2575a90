import math

import numpy as np
import pytest

import nnviz
from nnviz.document.drawn import Drawn
from nnviz.session.session import Session
from nnviz.training.setting import SettingError


@pytest.fixture
def session():
    session = Session(nnviz.load("two_two_two"))
    yield session
    session.pause()


def positions(session, moves):
    seen = []
    for move in moves:
        getattr(session, move[0])(move[1])
        seen.append((session.step, session.moment.position))
    return seen


def test_that_a_network_is_walked_gate_by_gate_into_the_next_step(session):
    last = session.moment.last
    assert last == 24
    walked = positions(session, [("forward", "gate")] * (last + 1))
    assert walked == [(0, k) for k in range(1, last + 1)] + [(1, 0)]
    assert positions(session, [("back", "gate")] * 2) == [(0, last), (0, last - 1)]


def test_that_phases_end_where_they_end(session):
    phases = []
    for _ in range(4):
        session.forward("phase")
        phases.append(session.moment.phase)
    assert phases == ["forward", "loss", "backward", "update"]


def test_that_the_update_shows_each_weight_s_new_value_before_it_is_made(session):
    session.to_end()
    rows = {row.key: row for row in session.leaf_rows()}
    assert rows["w5"].new_value == pytest.approx(0.358916479718, rel=1e-11)
    assert rows["w5"].value == 0.4
    assert rows["b_h1"].new_value == 0.35
    assert rows["i1"].new_value is None
    assert session.step == 0
    session.forward("gate")
    assert float(session.trace.value["w5"]) == rows["w5"].new_value


def test_that_nothing_is_shown_before_it_has_been_computed(session):
    assert all(row.gradient is None for row in session.leaf_rows())
    session.to_end()
    assert all(row.gradient is not None for row in session.leaf_rows())
    assert {row.kind for row in session.leaf_rows()} == {"input", "target", "parameter"}


def test_that_training_steps_go_forward_and_back(session):
    assert positions(session, [("forward", "step")] * 2 + [("back", "step")]) == [(1, 23), (2, 23), (1, 23)]
    assert session.loss["train"] == pytest.approx(0.2910277736935993, rel=1e-14)
    session.to_start()
    assert (session.step, session.moment.position) == (0, 0)
    session.back("gate")
    session.back("step")
    assert (session.step, session.moment.position) == (0, 0)


def test_that_an_edit_recomputes_everything_and_can_be_undone(session):
    before = float(session.trace.value["E"])
    session.set_value("w5", 0.9)
    assert float(session.trace.value["w5"]) == 0.9
    assert float(session.trace.value["E"]) != before
    assert (session.undo_text, session.redo_text, session.modified) == ("Change w5", "", True)
    session.undo()
    assert float(session.trace.value["E"]) == before
    assert (session.undo_text, session.redo_text, session.modified) == ("", "Change w5", False)
    session.redo()
    assert float(session.trace.value["w5"]) == 0.9


def test_that_undo_goes_back_to_before_the_edit_and_what_followed(session):
    for _ in range(3):
        session.forward("step")
    session.set_value("i1", 0.5)
    session.set_setting("learning_rate", 2.0)
    for _ in range(3):
        session.forward("step")
    session.undo()
    assert (session.step, session.settings()["learning_rate"]) == (3, 0.5)
    session.undo()
    assert float(session.trace.value["i1"]) == 0.05
    session.redo()
    session.redo()
    assert (float(session.trace.value["i1"]), session.settings()["learning_rate"]) == (0.5, 2.0)


def test_that_another_loss_gives_another_graph_and_back(session):
    graph = session.graph
    session.to_end()
    session.set_setting("loss", "l1")
    assert session.graph is not graph
    assert session.moment.graph is session.graph
    assert session.settings()["loss"] == "l1"
    session.undo()
    assert session.settings()["loss"] == "squared_error"
    assert session.moment.graph is session.graph


def test_that_another_seed_begins_anew_and_undo_returns():
    session = Session(nnviz.load("circle"))
    session.forward("step")
    weights = session.parameters["output.weights"].copy()
    session.set_setting("seed", 99)
    assert session.step == 0
    assert not np.array_equal(weights, session.parameters["output.weights"])
    session.undo()
    assert session.step == 1
    np.testing.assert_array_equal(weights, session.parameters["output.weights"])


@pytest.mark.parametrize("key", ["E", "net_h1", "nobody"])
def test_that_what_is_computed_cannot_be_set(session, key):
    with pytest.raises(KeyError):
        session.set_value(key, 1.0)
    assert session.undo_text == ""


def test_that_no_number_but_a_finite_one_can_be_set(session):
    for value in (math.nan, math.inf):
        with pytest.raises(ValueError, match="finite"):
            session.set_value("w5", value)


def test_that_a_bad_setting_is_refused_and_leaves_no_trace(session):
    with pytest.raises(SettingError):
        session.set_setting("learning_rate", -1.0)
    assert (session.undo_text, session.settings()["learning_rate"]) == ("", 0.5)


def test_that_a_drawn_example_is_changed_for_the_eye_only():
    session = Session(nnviz.load("circle"))
    name = session.document.network.inputs[0]
    before = session.trainer.model.examples[0].copy()
    session.set_value(name, 123.0)
    assert float(session.trace.value[name]) == 123.0
    np.testing.assert_array_equal(session.trainer.model.examples[0], before)
    session.undo()
    assert float(session.trace.value[name]) != 123.0


def test_that_the_example_follows_the_batch_until_one_is_chosen():
    session = Session(nnviz.load("circle"))
    shown = set()
    for _ in range(5):
        session.forward("step")
        assert session.example == session.trainer.batch[0]
        shown.add(session.example)
    assert len(shown) > 1
    session.choose_example(7)
    session.forward("step")
    assert session.example == 7
    session.follow_batch()
    assert session.example == session.trainer.batch[0]


def test_that_a_circuit_is_walked_edited_and_saved(tmp_path):
    session = Session(nnviz.load("multiply_sum"))
    assert session.trainer is None
    session.set_value("x", 3.0)
    session.to_end()
    assert session.status == "backward · gate 2 of 2 · f = −32"
    session.save(tmp_path / "mine.toml")
    assert not session.modified
    session.open("xor")
    session.open(tmp_path / "mine.toml")
    assert float(session.trace.value["f"]) == -32.0
    with pytest.raises(SettingError, match="not trained"):
        session.set_setting("learning_rate", 0.1)


def test_that_a_drawn_input_is_tried_out_and_stays_drawn_in_the_document(tmp_path):
    (tmp_path / "a.toml").write_text('[inputs]\nx = { random = "normal", shape = [3] }\ny = 1.0\n[circuit]\nf = "sum(x) * y"\n')
    session = Session(nnviz.load(tmp_path / "a.toml"))
    session.set_value("x[1]", 7.0)
    assert session.trace.value["x"][1] == 7.0
    assert not session.modified
    session.set_value("y", 2.0)
    assert session.modified
    assert session.as_document().circuit.inputs == (("x", Drawn("normal", (3,))), ("y", 2.0))
    session.undo()
    session.undo()
    assert session.trace.value["x"][1] == Drawn("normal", (3,)).numbers()[1]


def test_that_saving_keeps_what_was_trained(tmp_path, session):
    session.forward("step")
    session.save(tmp_path / "mine.toml")
    loss = float(session.trace.value["E"])
    session.open(tmp_path / "mine.toml")
    assert (session.step, float(session.trace.value["E"])) == (0, loss)


def test_that_a_bad_file_leaves_the_open_document_as_it_was(tmp_path, session):
    (tmp_path / "bad.toml").write_text("nonsense = 1\n")
    session.set_value("w5", 0.9)
    session.forward("gate")
    with pytest.raises(nnviz.DocumentError):
        session.open(tmp_path / "bad.toml")
    assert (session.document.title, session.moment.position, session.undo_text) == (
        nnviz.load("two_two_two").title, 1, "Change w5"
    )  # fmt: skip


def test_that_a_view_hears_what_changes_and_nothing_after_closing(session):
    heard = []
    subscription = session.subscribe(heard.append)
    session.select("w5")
    session.select("w5")
    session.forward("gate")
    session.hover("h1")
    subscription.close()
    subscription.close()
    session.select("")
    assert heard == ["selection", "moment", "hover"]


def test_that_a_neuron_of_a_network_shown_by_tensors_is_an_entry_of_its_layer(tmp_path):
    text = f"""
    [network]
    inputs = 30
    [[network.layers]]
    units = 20
    activation = "tanh"
    [[network.layers]]
    units = 2
    [data]
    inputs = [{[0.1] * 30}]
    targets = [[0.5, 0.5]]
    """
    (tmp_path / "wide.toml").write_text(text)
    session = Session(nnviz.load(tmp_path / "wide.toml"))
    network = session.document.network
    unit = network.layers[0].units[3]
    index, entry = session.locate(f"out_{unit}")
    assert (session.graph.nodes[index].name, entry) == (f"{network.layers[0].name}.out", (0, 3))
    key = f"{network.layers[0].name}.weights[3,2]"
    session.set_value(key, 7.0)
    assert session.trace.values[session.locate(key)[0]][3, 2] == 7.0
    assert session.locate("nobody") is None
    assert session.leaf_total > len(session.leaf_rows()) > 400


def test_that_what_is_lit_is_announced_once_and_forgotten_with_the_document(session):
    topics = []
    session.subscribe(topics.append)
    session.highlight(["w5"], softly=["out_o1", "w5"])
    session.highlight(["w5"], softly=["w5", "out_o1"])
    assert topics == ["highlight"]
    assert session.highlights == {"w5": True, "out_o1": False}
    session.highlight()
    assert session.highlights == {}
    session.highlight(["w5"])
    session.open("multiply_sum")
    assert session.highlights == {}


@pytest.mark.parametrize(("x", "said"), [(165765.2, "f = 165761"), (4.5, "f = 0.5"), (3.9999, "f = −1.00e−04"), (-8.0, "f = −12")])
def test_that_the_status_writes_numbers_as_the_diagrams_do(x, said):
    session = Session(nnviz.load("multiply_sum"))
    for name, value in {"x": x, "y": -4.0, "z": 1.0}.items():
        session.set_value(name, value)
    session.to_end()
    assert session.status.endswith(said)
