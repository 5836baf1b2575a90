"""A chain of layers as a training loop in straight-line NumPy: every call writes into an array that is there.

A column of an array is an example: with the ones that carry the bias as a last row, every activation is contiguous (measured:
a call costs a quarter of a microsecond on contiguous arrays, three times that where it broadcasts or strides). A layer's block
holds its weights with the bias as last column.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from nnviz.engine.op import Array
from nnviz.engine.program import execute
from nnviz.engine.program_chain import Chain, ChainLayer
from nnviz.engine.program_head import write_head
from nnviz.engine.program_rule import UpdateRule
from nnviz.engine.program_text import Text

_AT_ONCE = 4096
"""Activations up to this many numbers have their slopes computed all at once."""


class TensorTraining:
    """Trains ``chain`` on batches of ``count`` examples. ``source`` is its code; it runs by itself on NumPy alone.

    A batch is (inputs (fan_in [+ 1], N), the same transposed, targets (K, N)): the extra row of ones is there where the first
    layer's bias is trained. ``one_hot``: every example's targets add up to 1. ``films``: whether what P and the slots
    are before each update of the last call is kept in ``film`` (``longest``, 1 + slots, P).
    """

    scalar = False

    def __init__(self, chain: Chain, rule: UpdateRule, count: int, dtype: np.dtype[np.floating], one_hot: bool,
                 films: bool = False) -> None:
        self.text = Text(chain, count, np.dtype(dtype).name, one_hot)
        if films:
            self.text.filmed = ("P", *rule.slots)
        self.source = _source(self.text, rule)
        self.longest = self.text.rows
        self.film = np.zeros((self.longest, 1 + len(rule.slots), chain.size), dtype) if films else None

    def bind(self, arrays: Mapping[str, Array]) -> "TensorTraining":
        """Lets it work on these arrays: P, G, one for each slot and one for each frozen bias."""
        film = {} if self.film is None else {"film": self.film}
        self._train = execute(self.source, "make")(**arrays, **film)
        return self

    def train(self, batches: Sequence[object], step: int, rate: float, settings: Mapping[str, float]) -> list[float]:
        """One update a batch, of at most ``longest``, the first being number ``step``; returns the losses before each.

        The last is NaN where a parameter, or a frozen bias's gradient, is no longer finite.
        """
        return self._train(batches, step, rate, **settings)  # type: ignore[no-any-return]


def _source(text: Text, rule: UpdateRule) -> str:
    chain, layers = text.chain, text.chain.layers
    text.fold = rule.is_linear and not (chain.l1 or chain.l2)
    for number, layer in enumerate(layers):
        _forward(text, number, layer)
    together = _slopes_at_once(text)
    write_head(text)
    for number in reversed(range(len(layers))):
        _backward(text, number, together, rule)
    if not rule.layerwise:
        _update(text, rule)
    arguments = ["P", "G", *rule.slots, *text.frozen]
    return text.module(arguments, ["batches", "step", "rate", *rule.settings], rule.by_step)


def _forward(text: Text, number: int, layer: ChainLayer) -> None:
    text.line(f"dot(A{number}, {text.fed(number)}, y{number})", "dot", f"{layer.name}: weighted sums")
    if layer.bias is not None and not layer.joined:
        text.line(f"add(y{number}, b{number}, y{number})", "add")
    if layer.activation is not None:
        names = {"z": f"y{number}"}
        text.assign(f"y{number}", layer.rule.out, names, f"t{number}", layer.activation)


def _slopes_at_once(text: Text) -> bool:
    first = text.chain.layers[0]
    kinds = {layer.activation for layer in text.chain.layers[:-1]}
    last = text.chain.layers[-1].activation
    if len(kinds) != 1 or None in kinds or text.activations > _AT_ONCE or (last is not None and last not in kinds):
        return False
    if len(text.chain.layers) < 3 and last is None:
        return False
    text.assign("S", first.rule.slope, {"y": "Y"}, "T", f"slopes of all {first.activation}")
    return True


def _backward(text: Text, number: int, together: bool, rule: UpdateRule) -> None:
    layer = text.chain.layers[number]
    delta = f"d{number}" if number + 1 < len(text.chain.layers) else text.delta
    if layer.activation is not None:
        if not together:
            text.assign(f"s{number}", layer.rule.slope, {"y": f"y{number}"}, f"t{number}", f"{layer.name}: slope, gradients")
        text.line(f"multiply({delta}, s{number}, d{number})", "multiply")
        delta = f"d{number}"
    text.line(f"dot({delta}, {text.fed_transposed(number)}, G{number})", "dot", "" if layer.activation else layer.name)
    if layer.bias is not None and not layer.joined:
        text.line(f"dot({delta}, examples, {text.frozen_name(number)})", "dot")
        text.line(f"bad += dot({text.frozen_name(number)}, nought{number})", "dot")
    if rule.layerwise:
        _update(text, rule, number)
    if number:
        text.line(f"dot(A{number}T, {delta}, D{number - 1})", "dot")


def _update(text: Text, rule: UpdateRule, number: int | None = None) -> None:
    """The penalties on weights and the update: of all layers at once, or of one."""
    part, scratch, comment = ("", "U", "update") if number is None else (number, f"U{number}_", "update of this layer")
    names = {"p": f"A{part}", "g": f"G{part}"} if rule.layerwise else {"p": "P", "g": "G"}
    names |= {slot: f"{slot}{part}" for slot in rule.slots}
    if number is not None:
        text.setup += [f"{slot}{number} = {text.block(slot, number)}" for slot in rule.slots]
    for rate, formula in ((text.chain.l2, "g + p * l2"), (text.chain.l1, "g + sign(p) * l1")):
        if rate:
            rates = {name: f"{name}_{part}" if rule.layerwise else name for name in ("l1", "l2")}
            text.assign(names["g"], formula, {**names, **rates}, scratch, "the penalties on weights")
    for statement in rule.statements:
        target, formula = statement.split(" = ", 1)
        if text.fold:
            formula = formula.replace("rate", f"(rate / {text.count})") if text.count > 1 else formula
        text.assign(names[target], formula, names, scratch, comment if statement == rule.statements[0] else "")
