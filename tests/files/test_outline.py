"""Where things stand in a TOML text."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given

from nnviz.document.document import Document
from nnviz.files.outline import Place, outline
from nnviz.files.write import document_tables, table_text
from tests.files.document_strategy import documents

TEXT = '''# head
title = "a = [1] # no comment"  # comment
"quoted key" = 'b'
dotted.inner.x = 1
[first]
many = """
[not.a.header]
"quotes" \\""" """
rows = [  # one
  [1, 2],
  # two
  [3, 4,],
]
inline = { a = [1, {b = 2}], "c d" = '#' }
[[first.tables]]
x = 1
[[first.tables]]
y = """"two quotes at the end"""""
[first.tables.below]
z = 2020-01-01 10:00:00
[second]
w = 'last'
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 2), (("quoted key",), 3), (("dotted", "inner", "x"), 4), (("dotted",), 4), (("first",), 5),
        (("first", "many"), 6), (("first", "rows"), 9), (("first", "rows", 0, 1), 10), (("first", "rows", 1), 12),
        (("first", "rows", 1, 7), 12), (("first", "inline", "a", 1, "b"), 14), (("first", "inline", "c d"), 14),
        (("first", "tables"), 15), (("first", "tables", 0, "x"), 16), (("first", "tables", 1), 17),
        (("first", "tables", 1, "y"), 18), (("first", "tables", 1, "below"), 19),
        (("first", "tables", 1, "below", "z"), 20), (("second", "w"), 22), (("second", "no", "such"), 21),
        (("nothing",), None), ((), None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("depth", [0, 1, 2, 1000])
def test_that_a_place_has_its_line(place: Place, line: int | None, depth: int) -> None:
    assert tomllib.loads(TEXT)
    if depth >= len(place):
        assert outline(TEXT, depth).line(place) == line


def test_that_a_span_is_the_values_text() -> None:
    found = outline(TEXT)
    texts = {place: TEXT[span.start : span.end] for place, span in found.spans.items()}
    assert texts["title",] == '"a = [1] # no comment"'
    assert texts["first", "rows", 1] == "[3, 4,]"
    assert texts["first", "inline"] == "{ a = [1, {b = 2}], \"c d\" = '#' }"
    assert texts["first", "tables", 1, "y"] == '""""two quotes at the end"""""'
    assert texts["second", "w"] == "'last'"


@pytest.mark.parametrize("text", ["a", "a =", "a = [", "a = [1", "a = {b", "[a", "= 1", 'a = "', "a = ]", '"\\q" = 1'])
def test_that_what_is_no_toml_does_no_harm(text: str) -> None:
    assert outline("x = 1\n" + text).line(("x",)) == 1
    assert outline("x = 1\n" + text, 0).line(("x",)) == 1


@given(documents())
def test_that_every_value_of_a_document_is_found_where_it_stands(document: Document) -> None:
    text = table_text(document_tables(document, Path()))
    found = outline(text)

    def visit(value: object, place: Place) -> None:
        if place in found.spans:
            span = found.spans[place]
            assert tomllib.loads("x = " + text[span.start : span.end])["x"] == value
        else:
            assert isinstance(value, dict | list)
        if isinstance(value, dict):
            for key, inner in value.items():
                visit(inner, (*place, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                visit(inner, (*place, index))

    visit(tomllib.loads(text), ())
