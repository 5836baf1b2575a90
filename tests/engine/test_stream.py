from itertools import product

from nnviz.engine.stream import PURPOSES, stream


def test_that_no_two_streams_of_a_seed_have_anything_in_common():
    drawn = [tuple(stream(7, purpose, index).random(4)) for purpose, index in product(PURPOSES, range(5))]
    assert len(set(drawn)) == len(drawn)


def test_that_a_stream_depends_on_seed_purpose_and_index_alone():
    assert stream(3, "weights", 1).random() == stream(3, "weights", 1).random()
    assert stream(3, "weights", 1).random() != stream(4, "weights", 1).random()
