"""The names of gates within an expression: their own text, what is long in it left out."""

import ast

from nnviz.engine.source import Source

_ROOM = 10
_LOOSE = (ast.Add, ast.Sub)
_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.MatMult: "@",
}  # fmt: skip
DOTS = "..."
"""What stands for a part that is left out."""


def gate_name(text: str, most: int) -> str:
    """A text of at most ``most`` characters as it is, a longer one with dots for what is long in it: "1 + exp(...)".

    "" where it can't be read.
    """
    if len(text) <= most:
        return text
    try:
        return _shortened(ast.parse(text, mode="eval").body, Source(text))
    except (SyntaxError, KeyError):
        return ""


def name_within(node: ast.expr, source: Source, most: int) -> str:
    """The same of a part of an expression that has been parsed. Raises KeyError for an operator that no gate has."""
    text = source.segment(node)
    return text if len(text) <= most else _shortened(node, source)


def _shortened(node: ast.expr, text: Source) -> str:
    match node:
        case ast.Call(func=ast.Name(id=function), args=arguments):
            return f"{function}({', '.join(_piece(argument, text) for argument in arguments)})"
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return f"-{_piece(operand, text, is_tight=True)}"
        case ast.BinOp(left=left, op=op, right=right):
            is_tight = not isinstance(op, _LOOSE)
            return f"{_piece(left, text, is_tight)} {_SIGNS[type(op)]} {_piece(right, text, is_tight or isinstance(op, ast.Sub))}"
    return DOTS


def _piece(node: ast.expr, text: Source, is_tight: bool = False) -> str:
    """A part as it stands in a short name; ``is_tight``: in brackets where it is a sum or a product."""
    own = text.segment(node)
    if len(own) > _ROOM:
        own = f"{node.func.id}({DOTS})" if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else DOTS
    return f"({own})" if is_tight and isinstance(node, ast.BinOp | ast.UnaryOp) else own
