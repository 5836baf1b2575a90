"""Formulas as text turned into code: over arrays as calls that write in place, over numbers as they stand."""

import ast
from collections.abc import Callable, Collection, Mapping

from nnviz.engine.program_rule import is_of

_BINARY: dict[type[ast.operator], str] = {ast.Add: "add", ast.Sub: "subtract", ast.Mult: "multiply", ast.Div: "divide"}
_COMMUTATIVE = frozenset(("add", "multiply"))


def renamed(text: str, names: Mapping[str, str]) -> str:
    """A formula with other names in it; what replaces a name is put in brackets where it is more than a name."""

    class Rename(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return ast.parse(names.get(node.id, node.id), mode="eval").body

    return ast.unparse(Rename().visit(ast.parse(text, mode="eval")))


def called(text: str) -> set[str]:
    """The functions that a formula calls."""
    calls = (part.func for part in ast.walk(ast.parse(text)) if isinstance(part, ast.Call))
    return {function.id for function in calls if isinstance(function, ast.Name)}


def lifted(text: str, constants: Collection[str], name: Callable[[str], str]) -> str:
    """A formula with ``name(part)`` for each part, of more than a name or a number, that is over ``constants`` alone."""

    class Lift(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            if isinstance(node, ast.BinOp | ast.UnaryOp) and is_of(node, constants):
                return ast.Name(name(ast.unparse(node)))
            return self.generic_visit(node)

    return ast.unparse(Lift().visit(ast.parse(text, mode="eval")))


class ArrayCode:
    """Turns formulas over arrays into NumPy calls that write into arrays that are there.

    ``constant(text)`` names what holds a number, ``scratch(depth)`` an array to compute in, of the shape of the result.
    """

    def __init__(self, names: Mapping[str, str], constant: Callable[[str], str], scratch: Callable[[int], str]) -> None:
        self.names, self.constant, self.scratch = names, constant, scratch
        self.lines: list[str] = []
        self.used: set[str] = set()

    def assign(self, out: str, text: str) -> None:
        """``out`` = a formula; ``out`` is the name in the code, those in the formula are looked up in ``names``."""
        node = ast.parse(text, mode="eval").body
        result = self._evaluate(node, out, 0)
        if result != out:
            self.lines.append(f"{out}[...] = {result}")

    def _call(self, function: str, *arguments: str) -> None:
        self.used.add(function)
        *inputs, last = arguments
        if function in ("maximum", "heaviside"):
            last = f"out={last}"
        self.lines.append(f"{function}({', '.join([*inputs, last])})")

    def _is_array(self, node: ast.expr) -> bool:
        return any(isinstance(part, ast.Name) and part.id in self.names for part in ast.walk(node))

    def _reads(self, node: ast.expr, array: str) -> bool:
        return any(isinstance(part, ast.Name) and self.names.get(part.id) == array for part in ast.walk(node))

    def _evaluate(self, node: ast.expr, out: str, depth: int) -> str:
        if not self._is_array(node):
            return self.constant(ast.unparse(node))
        if isinstance(node, ast.Name):
            return self.names[node.id]
        function, operands = _operation(node)
        if len(operands) == 1:
            inputs = [self._evaluate(operands[0], out, depth)]
        else:
            left, right = operands
            if function in _COMMUTATIVE and self._reads(right, out) and not self._reads(left, out):
                left, right = right, left
            inputs = self._both(left, right, out, depth)
        self._call(function, *inputs, out)
        return out

    def _both(self, left: ast.expr, right: ast.expr, out: str, depth: int) -> list[str]:
        if isinstance(left, ast.Name) or not self._is_array(left):
            first = self._evaluate(left, out, depth)
            # The left operand is read after the right one is computed: its array must still be what it was.
            free = first != out
            return [first, self._evaluate(right, out if free else self.scratch(depth), depth + (not free))]
        # The result's place serves for the left operand, unless the right one still reads what is in it.
        place, deeper = (self.scratch(depth), depth + 1) if self._reads(right, out) else (out, depth)
        first = self._evaluate(left, place, deeper)
        if isinstance(right, ast.Name) or not self._is_array(right):
            return [first, self._evaluate(right, out, deeper)]
        return [first, self._evaluate(right, self.scratch(deeper), deeper + 1)]


def _operation(node: ast.expr) -> tuple[str, list[ast.expr]]:
    if isinstance(node, ast.BinOp):
        return _BINARY[type(node.op)], [node.left, node.right]
    if isinstance(node, ast.UnaryOp):
        return "negative", [node.operand]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id, list(node.args)
    raise ValueError(f"no array code for {ast.unparse(node)!r}")
