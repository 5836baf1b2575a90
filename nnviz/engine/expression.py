"""Expressions such as "(x + y) * z": parsed over Python's ast with a whitelist, never evaluated."""

import ast
import math
from collections.abc import Mapping
from typing import NoReturn

from nnviz.engine.gate_name import name_within
from nnviz.engine.graph import GraphBuilder
from nnviz.engine.source import Source
from nnviz.engine.table import FUNCTIONS, OPS

MAX_LENGTH = 20_000
MAX_NESTING = 100
_LABEL = 24
_ONLY = "only numbers, names, + - * / ** @, parentheses and functions are allowed"

_BINARY: Mapping[type[ast.operator], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "power", ast.MatMult: "matmul",
}  # fmt: skip
_CONSTANTS: Mapping[str, float] = {"pi": math.pi}


class ExpressionError(ValueError):
    """An expression that cannot be read: ``message`` says what is wrong and what was expected, ``column`` where (from 1)."""

    def __init__(self, message: str, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.column = message, column


def names_in(text: str) -> list[str]:
    """The names that an expression uses, functions aside, in order of appearance. Raises ExpressionError."""
    found: dict[str, None] = {}
    stack: list[ast.AST] = [_parse(text)]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name) and node.id not in _CONSTANTS:
            found.setdefault(node.id)
        children = node.args if isinstance(node, ast.Call) else list(ast.iter_child_nodes(node))
        stack.extend(reversed(children))
    return list(found)


def add_expression(builder: GraphBuilder, name: str, text: str, known: Mapping[str, int]) -> int:
    """Adds the gates of one expression; the last one is called ``name``, those within it after their own text.

    ``known`` maps names to nodes. Returns the index of the node. Raises ExpressionError.
    """
    return _Reader(builder, name, text, known).read()


def add_expressions(builder: GraphBuilder, expressions: Mapping[str, str]) -> dict[str, int]:
    """Adds expressions in order, each over the builder's nodes and the expressions before it; returns the node of each.

    Raises ExpressionError, whose message then begins with the name of the expression.
    """
    result: dict[str, int] = {}
    known = {node.name: node.index for node in builder}
    for name, text in expressions.items():
        try:
            result[name] = known[name] = add_expression(builder, name, text, known)
        except ExpressionError as error:
            raise ExpressionError(f"{name}: {error.message}", error.column) from None
    return result


def _parse(text: str) -> ast.expr:
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"it has {len(text):,} characters; at most {MAX_LENGTH:,} can be read")
    depth = 0
    for column, character in enumerate(text, start=1):
        depth += (character in "([{") - (character in ")]}")
        if depth > MAX_NESTING:
            raise ExpressionError(f"parentheses are nested deeper than {MAX_NESTING}", column)
    try:
        return ast.parse(text.strip() or "?", mode="eval").body
    except SyntaxError as error:
        # Offset 0 says that something is missing at the end.
        raise ExpressionError(f"this is not an expression: {error.msg}", error.offset or len(text.strip()) + 1) from None
    except (RecursionError, MemoryError, ValueError):
        raise ExpressionError("it is too deeply nested to be read") from None


class _Reader:
    """Walks one syntax tree in postorder with a stack of its own, so that a long sum does not recurse."""

    def __init__(self, builder: GraphBuilder, name: str, text: str, known: Mapping[str, int]) -> None:
        self.builder, self.name, self.source, self.known = builder, name, Source(text.strip()), known

    def read(self) -> int:
        root = _parse(self.source.text)
        results: list[int] = []
        stack: list[tuple[ast.expr, bool]] = [(root, False)]
        while stack:
            node, seen = stack.pop()
            children = self.operands(node)
            if not children:
                results.append(self.leaf(node))
            elif not seen:
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(children))
            else:
                inputs = results[len(results) - len(children):]
                del results[len(results) - len(children):]
                results.append(self.gate(node, inputs, node is root))
        index = results[0]
        if index < 0 or self.name not in self.builder:
            index = self.alias(index)
        return index

    def alias(self, index: int) -> int:
        """"f = x" makes a gate of its own, that passes x on."""
        return self.builder.op("add", index, name=self.name)

    def operands(self, node: ast.expr) -> list[ast.expr]:
        if _number(node) is not None:
            return []
        if isinstance(node, ast.BinOp):
            if type(node.op) not in _BINARY:
                self.refuse(node, f"{_sign(node.op)} is not known here; there are + - * / ** and @")
            # 1 / x is the reciprocal gate of the lecture.
            return [node.right] if self.is_reciprocal(node) else [node.left, node.right]
        if isinstance(node, ast.UnaryOp):
            if not isinstance(node.op, ast.USub | ast.UAdd):
                self.refuse(node, "only + and - can stand before a term")
            return [node.operand]
        if isinstance(node, ast.Call):
            return self.arguments(node)
        return []

    def is_reciprocal(self, node: ast.BinOp) -> bool:
        return isinstance(node.op, ast.Div) and _number(node.left) == 1

    def arguments(self, node: ast.Call) -> list[ast.expr]:
        if not isinstance(node.func, ast.Name):
            self.refuse(node, "only a function of the op table can be called")
        if node.func.id not in FUNCTIONS:
            self.refuse(node, f"{node.func.id} is not a function; there are {', '.join(sorted(FUNCTIONS))}")
        if node.keywords or any(isinstance(a, ast.Starred) for a in node.args):
            self.refuse(node, f"{node.func.id} takes plain arguments only")
        arity = OPS[node.func.id].arity
        if not node.args or (arity is not None and arity != len(node.args)):
            wanted = "at least one argument" if arity is None else f"{arity} argument{'s' * (arity != 1)}"
            self.refuse(node, f"{node.func.id} takes {wanted}, not {len(node.args)}")
        return node.args

    def leaf(self, node: ast.expr) -> int:
        number = _number(node)
        if number is not None:
            if not math.isfinite(number):
                self.refuse(node, f"{self.source.segment(node)} is not a finite number")
            return self.builder.constant(number, self.builder.unique(f"{number:g}"))
        if isinstance(node, ast.Name):
            if node.id in self.known:
                return self.known[node.id]
            if node.id in _CONSTANTS:
                return self.builder.constant(_CONSTANTS[node.id], self.builder.unique(node.id))
            if node.id in FUNCTIONS:
                self.refuse(node, f"{node.id} is a function; write {node.id}(...)")
            self.refuse(node, f"{node.id} is not known; there are {', '.join(self.known) or 'no names yet'}")
        if isinstance(node, ast.Attribute):
            self.refuse(node, "a dot (attribute access) is not allowed in an expression")
        message = f"{node.value!r} is not a number" if isinstance(node, ast.Constant) else _ONLY
        return self.refuse(node, message)

    def gate(self, node: ast.expr, inputs: list[int], is_root: bool) -> int:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd):
            return inputs[0]
        if isinstance(node, ast.BinOp):
            op = "reciprocal" if self.is_reciprocal(node) else _BINARY[type(node.op)]
        elif isinstance(node, ast.UnaryOp):
            op = "neg"
        else:
            assert isinstance(node, ast.Call)
            assert isinstance(node.func, ast.Name)
            op = node.func.id
        return self.builder.op(op, *inputs, name=self.name if is_root else self.label(node))

    def label(self, node: ast.expr) -> str:
        return self.builder.unique(name_within(node, self.source, _LABEL))

    def refuse(self, node: ast.expr, message: str) -> NoReturn:
        raise ExpressionError(message, self.source.start(node) + 1)


def _number(node: ast.expr) -> float | None:
    """The number that a literal, signed or not, stands for; None for all else. Too large a number is infinity."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        inner = _number(node.operand)
        return None if inner is None else -inner
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        try:
            return float(node.value)
        except OverflowError:
            return math.inf
    return None


def _sign(op: ast.operator) -> str:
    signs = {ast.Mod: "%", ast.FloorDiv: "//", ast.BitXor: "^", ast.BitAnd: "&", ast.BitOr: "|",
             ast.LShift: "<<", ast.RShift: ">>"}  # fmt: skip
    return signs.get(type(op), type(op).__name__)
