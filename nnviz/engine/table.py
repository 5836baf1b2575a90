"""The table of all ops. Adding an op is adding one entry here; everything else iterates the table."""

from collections.abc import Mapping
from types import MappingProxyType

from nnviz.engine.affine import AFFINE_OPS
from nnviz.engine.elementwise import ELEMENTWISE_OPS
from nnviz.engine.error import ERROR_OPS
from nnviz.engine.op import Op
from nnviz.engine.reduction import REDUCTION_OPS

OPS: Mapping[str, Op] = MappingProxyType(
    {op.name: op for op in (*ELEMENTWISE_OPS, *REDUCTION_OPS, *AFFINE_OPS, *ERROR_OPS)}
)
"""Name -> op."""

FUNCTIONS: frozenset[str] = frozenset(name for name, op in OPS.items() if op.function)
"""The ops that an expression may call by name; no input may bear one of these names."""

LOSS_OPS: frozenset[str] = frozenset(op.name for op in OPS.values() if op.compares)
"""The ops that compare predictions with targets."""
