"""The loss laboratory's numbers, against the lecture's formulas written out once more."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnviz
from nnviz.network.loss import LOSSES
from nnviz.session.loss_lab import LARGEST, LabError, LossLab, refusal
from nnviz.session.session import Session


def _lecture(loss, outputs, targets, right, labels):
    """Part 6 of the lecture, in plain Python."""
    pairs = list(zip(outputs, targets, strict=True))
    sigmoids = [1 / (1 + math.exp(-o)) for o in outputs]
    return {
        "squared_error": lambda: sum((t - o) ** 2 for o, t in pairs) / 2,
        "l1": lambda: sum(abs(t - o) for o, t in pairs),
        "l2": lambda: sum((t - o) ** 2 for o, t in pairs),
        "hinge": lambda: sum(max(0, o - outputs[right] + 1) for k, o in enumerate(outputs) if k != right),
        "cross_entropy": lambda: -math.log(math.exp(outputs[right]) / sum(math.exp(o) for o in outputs)),
        "binary_cross_entropy": lambda: -sum(
            y * math.log(s) + (1 - y) * math.log(1 - s) for y, s in zip(labels, sigmoids, strict=True)
        ),
    }[loss]()


def _lab(outputs, targets, right, labels):
    lab = LossLab()
    lab.resize(len(outputs))
    for k, (output, target, label) in enumerate(zip(outputs, targets, labels, strict=True)):
        lab.set_output(k, output)
        lab.set_target(k, target)
        lab.set_label(k, label)
    lab.set_answer(right)
    return lab


_NUMBERS = st.floats(-8, 8).map(lambda x: round(x, 2))
_CASES = st.integers(1, 5).flatmap(
    lambda count: st.tuples(
        st.lists(_NUMBERS, min_size=count, max_size=count), st.lists(_NUMBERS, min_size=count, max_size=count),
        st.integers(0, count - 1), st.lists(st.booleans(), min_size=count, max_size=count),
    )
)


def test_that_there_is_a_case_for_every_loss():
    assert all(math.isfinite(_lecture(loss, [1.0, 2.0], [0.0, 1.0], 1, [0, 1])) for loss in LOSSES)


@given(_CASES)
def test_that_every_loss_is_the_lecture_s(case):
    lab = _lab(*case)
    for loss in LOSSES:
        assert lab.reading(loss).loss == pytest.approx(_lecture(loss, *case), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("loss", LOSSES)
def test_that_the_gradient_is_the_slope_of_the_curve(loss):
    outputs, targets = [0.53, -1.21, 2.4], [1.3, 0.2, -0.7]
    lab = _lab(outputs, targets, 1, [True, False, True])
    for k in range(3):
        sides = []
        for shift in (-1e-6, 1e-6):
            lab.set_output(k, outputs[k] + shift)
            sides.append(lab.reading(loss).loss)
        lab.set_output(k, outputs[k])
        assert lab.reading(loss).gradient[k] == pytest.approx((sides[1] - sides[0]) / 2e-6, rel=1e-5, abs=1e-8)
        places, losses = lab.curve(loss)
        assert np.interp(outputs[k], places, losses) == pytest.approx(lab.reading(loss).loss, abs=0.01)


def test_that_it_begins_with_the_scores_of_cs231n():
    lab = LossLab()
    assert lab.reading("hinge").loss == pytest.approx(2.9)
    assert lab.reading("cross_entropy").loss == pytest.approx(2.0404, abs=5e-5)
    assert lab.softmax_table().shares == pytest.approx([0.13, 0.87, 0.00], abs=5e-3)


def test_that_the_softmax_table_leads_from_scores_to_costs():
    lab = _lab([3.0, -2.0, 0.5], [0.0] * 3, 2, [False] * 3)
    table = lab.softmax_table()
    assert table.exponentials == pytest.approx([math.exp(o) for o in lab.outputs])
    assert table.total == pytest.approx(sum(map(math.exp, lab.outputs)))
    assert table.shares == pytest.approx(table.exponentials / table.total)
    assert table.costs == pytest.approx(-np.log(table.shares))
    assert table.costs[lab.answer] == lab.reading("cross_entropy").loss
    assert table.sigmoids == pytest.approx(1 / (1 + np.exp(-lab.outputs)))


def test_that_the_largest_numbers_are_finite_everywhere():
    lab = _lab([LARGEST, -LARGEST, LARGEST], [0.0] * 3, 1, [False, True, False])
    table = lab.softmax_table()
    assert all(np.isfinite(row).all() for row in (table.exponentials, table.total, table.shares, table.costs, table.sigmoids))
    assert table.costs[1] == pytest.approx(2 * LARGEST, abs=1)
    assert all(math.isfinite(lab.reading(loss).loss) for loss in LOSSES)


def test_that_it_takes_the_numbers_of_the_example_on_show():
    session, lab = Session(nnviz.load("two_two_two")), LossLab()
    lab.take(session)
    assert lab.names == ("o1", "o2")
    reading = lab.reading("squared_error")
    assert reading.loss == pytest.approx(0.2983711087600027, rel=1e-12)
    assert reading.gradient == pytest.approx([0.741365069552, -0.217071534679], rel=1e-9)
    session.forward("step")
    lab.take(session)
    assert lab.reading("squared_error").loss == pytest.approx(0.2910277736935993, rel=1e-12)


@pytest.mark.parametrize("example", ["hinge_classes", "multi_label", "l1_regression", "iris"])
def test_that_its_loss_is_the_network_s(example):
    session, lab = Session(nnviz.load(example)), LossLab()
    for number in (0, 3):
        session.choose_example(number)
        lab.take(session)
        loss = float(session.trace.value["E"])
        assert lab.reading(session.document.loss).loss == pytest.approx(loss, rel=1e-12)


def test_that_what_it_can_t_take_is_refused_in_words():
    assert refusal(Session(nnviz.load("multiply_sum"))) == "A circuit has no outputs and targets to compare"
    session = Session(nnviz.load("two_two_two"))
    assert refusal(session) == ""
    session.set_value("target_o1", 1e4)
    lab = LossLab()
    with pytest.raises(LabError, match="numbers of this network lie beyond ±700"):
        lab.take(session)
    with pytest.raises(LabError, match="here numbers go from −700 to 700"):
        lab.set_output(0, 701.0)
    assert lab.outputs[0] == 3.2


def test_that_a_network_of_many_outputs_is_refused(tmp_path):
    rows = "\n".join(("[network]", "inputs = 1", "[[network.layers]]", 'name = "o"', "units = 6", 'activation = "linear"',
                      "[data]", "inputs = [[1.0]]", "targets = [[1, 0, 0, 0, 0, 0]]"))
    (tmp_path / "wide.toml").write_text(rows, encoding="utf-8")
    assert refusal(Session(nnviz.load(tmp_path / "wide.toml"))) == "This network has 6 outputs; here there is room for 5"


def test_that_the_scale_grows_with_what_is_moved_and_never_shrinks():
    lab = LossLab()
    assert lab.reach == 6
    lab.set_output(2, 7.5)
    assert lab.reach == 8
    lab.set_output(2, 0.0)
    assert lab.reach == 8
    assert lab.chosen == 2
    lab.restore()
    assert lab.reach == 6


def test_that_outputs_are_added_and_taken_away():
    lab = LossLab()
    lab.set_answer(2)
    lab.resize(5)
    assert lab.names[3:] == ("class 4", "class 5")
    assert lab.outputs.tolist() == [3.2, 5.1, -1.7, 0, 0]
    lab.choose(4)
    lab.resize(2)
    assert (lab.answer, lab.chosen, lab.outputs.tolist()) == (1, 1, [3.2, 5.1])
    with pytest.raises(ValueError, match="1 to 5 outputs, not 6"):
        lab.resize(6)


def test_that_every_change_is_announced_once():
    lab = LossLab()
    heard = []
    lab.subscribe(heard.append)
    for change in (lambda: lab.set_output(0, 1.0), lambda: lab.set_target(0, 1.0), lambda: lab.set_answer(1),
                   lambda: lab.set_label(1, True), lambda: lab.choose(2), lambda: lab.resize(4), lab.restore):
        change()
        assert heard == ["losses"]
        heard.clear()
