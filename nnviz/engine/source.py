"""The text of an expression, and where the parts of its syntax tree stand in it."""

import ast
import re

_END = re.compile(r"\r\n|\r|\n")


class Source:
    """A text that has been parsed.

    It finds parts at once, where ``ast.get_source_segment`` goes through the whole text at every call.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(end.end() for end in _END.finditer(text))]
        self._is_plain = text.isascii()

    def offset(self, line: int, column: int) -> int:
        """The number of characters before a place: a line, from 1, and a column in bytes, from 0, as syntax trees have it."""
        start = self._starts[line - 1]
        return start + (column if self._is_plain else len(self.text[start:].encode()[:column].decode()))

    def start(self, node: ast.expr) -> int:
        """The number of characters before a part."""
        return self.offset(node.lineno, node.col_offset)

    def segment(self, node: ast.expr) -> str:
        """A part as it stands in the text, on one line."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return " ".join(self.text[self.start(node) : self.offset(node.end_lineno, node.end_col_offset)].split())
