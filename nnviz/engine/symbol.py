"""What an op computes, written down instead of computed: its functions are called on symbols, and the calls are kept."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from nnviz.engine.op import Array, Op, Shape
from nnviz.engine.trace import unbroadcast

_KNOWN_AT_ONCE = (np.shape, np.ndim, np.size)


class SymbolError(TypeError):
    """A function that does something with an array that can't be written down."""


class Symbol(np.lib.mixins.NDArrayOperatorsMixin):
    """A name, or a call of a NumPy function or method on symbols and numbers.

    ``example`` is an array of the right shape and dtype, by which shapes are known while an op's function runs.
    """

    def __init__(self, call: str, example: Array, arguments: tuple[Any, ...] = (), keywords: Mapping[str, Any] | None = None,
                 method: bool = False) -> None:
        self.call, self.example, self.arguments, self.method = call, np.asarray(example), arguments, method
        self.keywords = dict(keywords or {})

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **keywords: Any) -> "Symbol":
        if method != "__call__" or keywords:
            raise SymbolError(f"{ufunc.__name__}.{method} can't be written down")
        return _called(ufunc.__name__, ufunc, inputs, {})

    def __array_function__(self, function: Callable[..., Any], types: object, arguments: tuple[Any, ...],
                           keywords: dict[str, Any]) -> Any:
        if function in _KNOWN_AT_ONCE:
            return function(_example(arguments[0]))
        return _called(function.__name__, function, arguments, keywords)

    def __getitem__(self, key: int) -> "Symbol":
        return Symbol("[]", self.example[key], (self, key), None, True)

    def __hash__(self) -> int:
        return id(self)

    def __bool__(self) -> bool:
        raise SymbolError("which way it goes depends on a number")

    @property
    def shape(self) -> Shape:
        """As of the array that it stands for."""
        return self.example.shape

    @property
    def ndim(self) -> int:
        """As of the array that it stands for."""
        return self.example.ndim

    @property
    def dtype(self) -> np.dtype[Any]:
        """As of the array that it stands for."""
        return self.example.dtype

    @property
    def T(self) -> "Symbol":  # noqa: N802 (NumPy's name)
        """The transposed array."""
        return Symbol("T", self.example.T, (self,), None, True)

    def astype(self, dtype: np.dtype[Any]) -> "Symbol":
        """In another dtype; itself where it has that."""
        if dtype == self.dtype:
            return self
        return Symbol("astype", self.example.astype(dtype), (self, np.dtype(dtype).name), None, True)

    def sum(self) -> "Symbol":
        """All entries added up."""
        return _called("sum", np.sum, (self,), {})

    def reshape(self, *shape: int) -> "Symbol":
        """In another shape."""
        return Symbol("reshape", self.example.reshape(*shape), (self, *shape), None, True)


def _called(name: str, function: Callable[..., Any], arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Symbol:
    plain = tuple(_plain(argument) for argument in arguments)
    with np.errstate(all="ignore"):
        example = function(*(_example(argument) for argument in plain), **keywords)
    return Symbol(name, example, plain, keywords)


def _plain(argument: Any) -> Any:
    """An argument as it stands; what np.asarray made of a symbol is the symbol again."""
    if isinstance(argument, np.ndarray) and argument.dtype == object and argument.ndim == 0:
        return argument.item()
    if isinstance(argument, np.ndarray):
        raise SymbolError("an array that is no input can't be written down")
    if isinstance(argument, list | tuple):
        return type(argument)(_plain(part) for part in argument)
    return argument


def _example(argument: Any) -> Any:
    if isinstance(argument, list | tuple):
        return type(argument)(_example(part) for part in argument)
    return argument.example if isinstance(argument, Symbol) else argument


def forward_symbol(op: Op, inputs: tuple[Symbol, ...], attributes: Mapping[str, float]) -> Symbol:
    """What an op computes from its inputs. Raises SymbolError where that can't be written down."""
    return _written(op.name, op.forward, inputs, attributes)


def vjp_symbol(op: Op, position: int, upstream: Symbol, value: Symbol, inputs: tuple[Symbol, ...],
               attributes: Mapping[str, float]) -> Symbol:
    """What an op sends back to one input, in the input's shape. Raises SymbolError where that can't be written down."""
    def send(*symbols: Symbol, **keywords: float) -> Any:
        return unbroadcast(_plain(op.vjp(position, upstream, value, symbols, **keywords)), inputs[position])  # type: ignore[arg-type]

    return _written(op.name, send, inputs, attributes)


def _written(name: str, function: Callable[..., Any], inputs: tuple[Symbol, ...], attributes: Mapping[str, float]) -> Symbol:
    try:
        result = _plain(function(*inputs, **attributes))
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        raise SymbolError(f"{name} can't be written down: {error}") from error
    if not isinstance(result, Symbol):
        result = Symbol(repr(float(result)), np.asarray(result, float))
    return result
