"""An optimiser's rule for one number as equations: its state after the step, then the parameter; over names, then over numbers."""

import ast
import math
import operator
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from nnviz.engine.op import Operand
from nnviz.explain.expression import ExpressionWriter
from nnviz.explain.term import Equation, Formula, Number, Symbol, Term
from nnviz.network.optimizer import LETTERS, Optimizer

Known = Mapping[str, tuple[Term, Number]]
"""Name in the rule -> what it is called, and its number."""

_OPERATIONS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow,
}  # fmt: skip


def rule_equations(optimizer: Optimizer, known: Known, parameter: Symbol, new: float) -> tuple[Equation, ...]:
    """Each statement of the rule in turn; the last gives the ``parameter`` after the step, which is ``new``.

    ``known`` are p, g, rate, step, the optimiser's constants, and its state before the step.
    """
    here, found = dict(known), []
    for target, tree in _statements(optimizer.statements):
        left = parameter if target == "p" else Symbol(LETTERS[target], (), True)
        number = Number(new if target == "p" else _value(tree, {name: n.value for name, (_, n) in here.items()}), left)
        names = tuple(dict.fromkeys(node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in here))
        text, latex = (partial(_written, tree, names, is_latex) for is_latex in (False, True))
        sides = (Formula(text, latex, tuple(here[name][at] for name in names)) for at in (0, 1))
        found.append(Equation((left, *sides, number)))
        here[target] = left, number
    return tuple(found)


def _statements(statements: Sequence[str]) -> list[tuple[str, ast.expr]]:
    """Target and expression of each; what is assigned twice stands in the place of its name the second time."""
    found: dict[str, ast.expr] = {}
    for statement in statements:
        target, _, text = statement.partition(" = ")
        tree = ast.parse(text, mode="eval").body
        before = found.pop(target, None)
        found[target] = tree if before is None else _Replacing(target, before).visit(tree)
    return list(found.items())


class _Replacing(ast.NodeTransformer):
    def __init__(self, name: str, by: ast.expr) -> None:
        self._name, self._by = name, by

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._by if node.id == self._name else node


def _written(tree: ast.expr, names: Sequence[str], is_latex: bool, *operands: Operand) -> str:
    given = dict(zip(names, operands, strict=True))

    def leaf(node: ast.expr) -> Operand:
        return given[node.id] if isinstance(node, ast.Name) else Operand(ast.unparse(node))

    return f"{ExpressionWriter(leaf, is_latex).write(tree)!s}"


def _value(tree: ast.expr, numbers: Mapping[str, float]) -> float:
    """What an expression of numbers comes to."""
    match tree:
        case ast.Name(id=name):
            return numbers[name]
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.BinOp(left=left, op=op, right=right):
            one, other = _value(left, numbers), _value(right, numbers)
            return _OPERATIONS[type(op)](one, other)
        case ast.Call(args=[inner]):  # sqrt, the only function of a rule
            return math.sqrt(_value(inner, numbers))
    raise ValueError(f"not a rule: {ast.unparse(tree)}")
