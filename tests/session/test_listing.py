import re

import pytest

from nnviz.files.load import load
from nnviz.session.listing import Listing
from nnviz.session.session import Session


def _assigned(listing: Listing) -> list[str]:
    """What the lit lines assign, temporaries aside."""
    lines = listing.text.splitlines()
    names = [lines[number].split("=")[0].strip() for number in listing.lit]
    return [name for name in names if not re.fullmatch(r"t\d+", name)]


@pytest.fixture
def session():
    return Session(load("multiply_sum"))


def test_that_the_lit_line_is_that_of_the_gate_at_work_both_ways(session):
    listing = Listing(session)
    assert listing.take_up()
    seen = []
    while session.moment.position < session.moment.last:
        session.forward("gate")
        seen.append(_assigned(listing))
    assert seen == [["q"], ["f"], ["d_f"], ["d_z", "d_q"], ["d_y", "d_x"]]
    assert not listing.take_up()


def test_that_a_gate_of_several_lines_is_lit_as_a_whole():
    session = Session(load("two_two_two"))
    listing = Listing(session)
    listing.take_up()
    session.forward("gate")
    session.forward("gate")
    assert len(listing.lit) == 2
    assert _assigned(listing) == ["out_h1"]
    assert {listing.node_at(line) for line in listing.lit} == {"out_h1"}
    assert listing.node_at(0) == ""


def test_that_the_text_is_the_program_of_the_graph_and_runs_by_itself(session):
    listing = Listing(session)
    listing.take_up()
    scope: dict[str, object] = {}
    exec(listing.text, scope)
    assert scope["step"](-2.0, 5.0, -4.0)[5:] == (-4.0, -4.0, 3.0, -4.0, 1.0)


def test_that_another_level_has_another_program():
    session = Session(load("two_two_two"))
    listing = Listing(session)
    listing.take_up()
    before = listing.text
    session.set_level(next(level for level in session.levels if level != session.level))
    assert listing.take_up()
    assert listing.text != before


@pytest.mark.parametrize("example", ["learning_rates", "losses", "digits_lbp"])
def test_that_a_layer_that_cannot_be_written_down_says_so(example):
    session = Session(load(example))
    session.set_level("layers")
    listing = Listing(session)
    assert listing.take_up()
    assert listing.text.startswith("There is no program of this graph: ")
    assert "can't be written down" in listing.text
