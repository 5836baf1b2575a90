"""Expressions as they are read in Python, written as formulas are: by the ops' own texts, with brackets where they are needed."""

import ast
from collections.abc import Callable, Mapping, Sequence

from nnviz.engine.op import Operand
from nnviz.engine.table import OPS

_OPS: Mapping[type[ast.operator], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "power", ast.MatMult: "matmul",
}  # fmt: skip
_PRODUCTS = (ast.Mult, ast.Div, ast.Pow, ast.MatMult)
_BARE_IN: Mapping[str, tuple[type[ast.operator], ...]] = {
    "add": _PRODUCTS, "sub": _PRODUCTS, "mul": (ast.Pow,), "div": (ast.Pow,),
}  # fmt: skip
_BARE_FIRST: Mapping[str, tuple[type[ast.operator], ...]] = {"mul": (ast.Mult, ast.Div), "div": (ast.Mult, ast.Div)}
"""Within an operation, anywhere or as its first part: operations that need no brackets."""


class ExpressionWriter:
    """Writes expressions in LaTeX, or in plain text. ``leaf`` writes names, numbers and entries; ``level``: a / b on the line."""

    def __init__(self, leaf: Callable[[ast.expr], Operand], latex: bool = True, level: bool = False) -> None:
        self._leaf, self._latex, self._level = leaf, latex, level

    def write(self, node: ast.expr) -> Operand:
        """A part of an expression; raises KeyError for what is none."""
        match node:
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return self._operation("neg", (inner,))
            case ast.BinOp(left=left, op=ast.Div(), right=right) if self._level:
                return self._bracketed(f"{self.write(left)} / {self.write(right)}")
            case ast.BinOp(left=left, op=op, right=right):
                return self._operation(_OPS[type(op)], (left, right))
            case ast.Call(func=ast.Name(id=function), args=arguments):
                return self._operation(function, arguments)
        return self._leaf(node)

    def _operation(self, op: str, arguments: Sequence[ast.expr]) -> Operand:
        terms = [self.write(argument) for argument in arguments]
        for at, argument in enumerate(arguments):
            inner = type(argument.op) if isinstance(argument, ast.BinOp) else None
            bare = (*_BARE_IN.get(op, ()), *(_BARE_FIRST.get(op, ()) if at == 0 else ()))
            is_term = op in ("add", "sub") and isinstance(argument, ast.Name) and terms[at][0] not in "-−"
            if inner in bare or is_term:
                terms[at] = Operand(f"{terms[at]!s}")
        if self._latex and op == "power" and "^" in terms[0]:
            terms[0] = self._bracketed(f"{terms[0]!s}")
        written = OPS[op].latex_text(*terms) if self._latex else OPS[op].formula_text(*terms)
        is_fraction = self._latex and op == "div"
        return Operand(written) if OPS[op].function or is_fraction else self._bracketed(written)

    def _bracketed(self, text: str) -> Operand:
        return Operand(text, rf"\left({text}\right)" if self._latex else f"({text})")
