"""Edits that are taken back and done again."""

import pytest

from nnviz.session.undo import LIMIT, Edit, UndoStack


@pytest.fixture
def restored():
    """What was gone back to."""
    return []


@pytest.fixture
def stack(restored):
    return UndoStack(restored.append)


def edit(text, saves=True):
    return Edit(text, f"before {text}", f"after {text}", saves)


def test_that_another_edit_takes_the_place_of_what_was_undone(stack, restored):
    stack.push(edit("a"))
    stack.push(edit("b"))
    assert stack.undo()
    assert (stack.undo_text, stack.redo_text, restored) == ("a", "b", ["before b"])
    stack.push(edit("c"))
    assert (stack.undo_text, stack.redo_text) == ("c", "")
    assert not stack.redo()
    assert restored == ["before b"]


def test_that_what_was_undone_is_done_again_in_its_order(stack, restored):
    for text in "abc":
        stack.push(edit(text))
    assert [stack.undo() for _ in range(4)] == [True, True, True, False]
    assert [stack.redo() for _ in range(4)] == [True, True, True, False]
    assert restored == ["before c", "before b", "before a", "after a", "after b", "after c"]


def test_that_a_document_is_modified_until_it_is_what_was_saved(stack):
    stack.push(edit("a"))
    stack.saved()
    stack.push(edit("look", saves=False))
    assert not stack.modified
    stack.push(edit("b"))
    assert stack.modified
    stack.undo()
    assert not stack.modified
    for number in range(LIMIT + 1):
        stack.push(edit(f"{number}"))
    while stack.undo():
        assert stack.modified
