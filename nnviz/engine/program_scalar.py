"""A chain of layers as a training loop over single numbers: the fastest there is for small networks and batches of one.

A float operation costs some 20 ns in straight-line Python, a NumPy call some 300.
"""

import re
from collections.abc import Mapping, Sequence
from math import inf, nan

import numpy as np

from nnviz.engine.op import Array
from nnviz.engine.program import execute
from nnviz.engine.program_chain import Chain, ChainLayer
from nnviz.engine.program_code import lifted, renamed
from nnviz.engine.program_rule import UpdateRule

_LONGEST_SECONDS = 5e-4
_MOST_STEPS = 512


def scalar_seconds(chain: Chain, rule: UpdateRule, count: int) -> float:
    """About how long a step takes over single numbers (measured: see ``tests/benchmarks``); infinite where that isn't made."""
    if rule.layerwise and count > 1:
        return inf
    units = sum(layer.units for layer in chain.layers)
    return count * (37e-9 * chain.size + 75e-9 * units) + 12e-9 * rule.operations * chain.size


def tensor_seconds(chain: Chain, rule: UpdateRule, count: int) -> float:
    """About how long a step takes over arrays."""
    return 2.2e-6 + len(chain.layers) * 1.25e-6 + count * chain.size * 1e-9 + 0.25e-6 * rule.operations


class ScalarTraining:
    """Trains ``chain`` on batches of ``count`` examples, in float64. ``source`` is its code, plain Python on arrays.

    An example is a tuple of its inputs and targets; a batch is a list of them, a batch of one the example itself. ``films``: as
    for training over arrays.
    """

    scalar = True

    def __init__(self, chain: Chain, rule: UpdateRule, count: int, films: bool = False) -> None:
        self.source = _Scalar(chain, rule, count, films).module()
        self.longest = max(1, min(_MOST_STEPS, int(_LONGEST_SECONDS / scalar_seconds(chain, rule, count))))
        self.film = np.zeros((self.longest, 1 + len(rule.slots), chain.size)) if films else None

    def bind(self, arrays: Mapping[str, Array]) -> "ScalarTraining":
        """Lets it work on these arrays: P, G, one for each slot and one for each frozen bias."""
        film = {} if self.film is None else {"film": self.film.data.cast("B")}
        self._train = execute(self.source, "make")(**arrays, **film)
        return self

    def train(self, batches: Sequence[object], step: int, rate: float, settings: Mapping[str, float]) -> list[float]:
        """One update a batch, of at most ``longest``, the first being number ``step``; returns the losses before each.

        The last is NaN where a parameter, or a frozen bias's gradient, is no longer finite.
        """
        try:
            return self._train(batches, step, rate, **settings)  # type: ignore[no-any-return]
        except (ZeroDivisionError, ValueError):
            return [nan] * len(batches)  # where NumPy would have gone on with a number that is none


class _Scalar:
    def __init__(self, chain: Chain, rule: UpdateRule, count: int, films: bool) -> None:
        self.chain, self.rule, self.count, self.films = chain, rule, count, films
        self.layers = chain.layers
        self.outputs = range(self.layers[-1].units)
        self.top = [f"y{len(self.layers) - 1}_{j}" for j in self.outputs]
        self.lines: list[str] = []
        self.constants: dict[str, str] = {}
        self.folds = rule.is_linear and not (chain.l1 or chain.l2)
        """Whether the rate goes into the gradient of the loss, once, and not into every update."""

    def module(self) -> str:
        trained = [name for k in range(len(self.layers)) for name in self._block(k)]
        frozen = [k for k, layer in enumerate(self.layers) if layer.bias is not None and not layer.joined]
        arrays = ["P", "G", *self.rule.slots, *(f"gb{k}" for k in frozen), *(f"b{k}" for k in frozen)]
        held = [("P", trained), *((slot, [f"{slot}_{name}" for name in trained]) for slot in self.rule.slots)]
        unpacked = [*held, *((f"b{k}", [f"b{k}_{j}" for j in range(self.layers[k].units)]) for k in frozen)]
        step, film = self._step(), ["film"] if self.films else []
        numbers = ", ".join(name for _, names in held for name in names)
        functions = sorted(set(re.findall(r"\b(copysign|exp|expm1|log|log1p|sqrt|tanh)\(", "\n".join(step))))
        lines = [
            *([f"from math import {', '.join(functions)}"] if functions else []),
            *(["from struct import Struct"] if film else []), "", "",
            f"def make({', '.join([*arrays, *film])}):",
            '    """P holds the parameters, layer by layer a row for each unit."""',
            *([f"    pack = Struct('{numbers.count(',') + 1}d').pack"] if film else []), "",
            f"    def train({', '.join(['batches', 'step', 'rate', *self.rule.settings])}):",
            '        """One update a batch; returns the losses before each, the last NaN where a parameter is no longer finite."""',
            "        bad = 0.0", "        losses = []",
            *(f"        {', '.join(names)}, = {array}.tolist()" for array, names in unpacked),
            *(f"        {name} = {formula}" for formula, name in self.constants.items() if not _by_step(formula)),
            *(["        frames = []  # for each step, its parameters and slots"] if film else []), f"        {step[0]}",
            *([f"            frames.append(pack({numbers}))"] if film else []), *(f"        {line}" for line in step[1:]),
            *(["        frames = b''.join(frames)", "        film[:len(frames)] = frames"] if film else []),
            *(f"        {array}[:] = {', '.join(names)}{',' if len(names) == 1 else ''}" for array, names in held),
            f"        bad += {' + '.join(f'0.0 * {name}' for name in trained)}",
            "        losses[-1] += bad  # not a number where a parameter isn't finite",
            "        return losses", "    return train", "",
        ]
        return "\n".join(lines)

    def _block(self, k: int) -> list[str]:
        layer = self.layers[k]
        return [
            name for j in range(layer.units)
            for name in (*(f"w{k}_{j}_{i}" for i in range(layer.fan_in)), *([f"b{k}_{j}"] if layer.joined else []))
        ]

    def _fed(self, k: int) -> list[str]:
        return [f"x{i}" if k == 0 else f"y{k - 1}_{i}" for i in range(self.layers[k].fan_in)]

    def _step(self) -> list[str]:
        """The loop over batches."""
        for k, layer in enumerate(self.layers):
            self._forward(k, layer)
        slopes = self._loss()
        if self.folds:
            rate = self._constant(f"rate / {self.count}") if self.count > 1 else "rate"
            slopes = [f"{rate} * {slope}" for slope in slopes]
        for k in reversed(range(len(self.layers))):
            self._deltas(k, slopes)
            if self.rule.layerwise:
                self.lines += self._updates(k)
        example = ", ".join([*self._fed(0), *(f"t{j}" for j in self.outputs)])
        if self.count == 1:
            update = [] if self.rule.layerwise else self._updates_of_all()
            return [
                f"for {example} in batches:", *self._of_step(), *(f"    {line}" for line in [*self.lines, *update]),
                *self._counted(), "    losses.append(loss)",
            ]
        sums = self._sums()
        zeros = [f"{name} = 0.0" for name, _ in sums]
        self.lines += [f"{name} += {term}" for name, term in sums]
        inner = [line.replace("loss = ", "loss += ") if line.startswith("loss = ") else line for line in self.lines]
        bad = [f"bad += 0.0 * {name}" for name, _ in sums if name.startswith("gfrozen")]
        update = self._updates_of_all()
        return [
            "for examples in batches:", *self._of_step(), *(f"    {line}" for line in ["loss = 0.0", *zeros]),
            f"    for {example} in examples:", *(f"        {line}" for line in inner),
            *(f"    {line}" for line in [*update, *bad]), *self._counted(),
            f"    losses.append(loss / {self.count})",
        ]

    def _constant(self, formula: str) -> str:
        """A name for a number that is the same for all parameters."""
        return self.constants.setdefault(formula, f"c{len(self.constants)}")

    def _of_step(self) -> list[str]:
        return [f"    {name} = {formula}" for formula, name in self.constants.items() if _by_step(formula)]

    def _counted(self) -> list[str]:
        return ["    step += 1"] if self.rule.by_step else []

    def _forward(self, k: int, layer: ChainLayer) -> None:
        for j in range(layer.units):
            terms = [f"w{k}_{j}_{i} * {x}" for i, x in enumerate(self._fed(k))]
            net = " + ".join([*terms, f"b{k}_{j}"] if layer.bias is not None else terms)
            if layer.activation is None:
                self.lines.append(f"y{k}_{j} = {net}")
                continue
            formula = layer.rule.scalar_out
            if formula.count("z") > 1:
                self.lines.append(f"z = {net}")
                net = "z"
            self.lines.append(f"y{k}_{j} = {renamed(formula, {'z': net})}")

    def _loss(self) -> list[str]:
        """Writes the loss; returns its slope by each output."""
        loss = self.chain.loss
        if loss == "cross_entropy":
            return self._cross_entropy()
        if loss == "hinge":
            return self._hinge()
        rule = self.chain.loss_rule
        pairs = [{"o": o, "t": f"t{j}", "e": o if rule.entry == "o" else f"e{j}"} for j, o in enumerate(self.top)]
        if rule.entry != "o":
            self.lines += [f"e{j} = {renamed(rule.entry, pair)}" for j, pair in enumerate(pairs)]
        share = f"{rule.scalar_share} - t * o" if rule.is_less_product else rule.scalar_share
        self.lines.append("loss = " + " + ".join(f"({renamed(share, pair)})" for pair in pairs))
        if rule.scalar_slope == "sign(e)":
            return [f"(copysign(1.0, e{j}) if e{j} else 0.0)" for j in self.outputs]
        return [renamed(rule.scalar_slope, pair) if rule.scalar_slope == "e" else f"({renamed(rule.scalar_slope, pair)})"
                for pair in pairs]

    def _cross_entropy(self) -> list[str]:
        top = f"max({', '.join(self.top)})" if len(self.top) > 1 else self.top[0]
        self.lines.append(f"highest = {top}")
        for j, o in enumerate(self.top):
            self.lines += [f"s{j} = {o} - highest", f"e{j} = exp(s{j})"]
        self.lines += [
            f"total = {' + '.join(f'e{j}' for j in self.outputs)}",
            f"share = {' + '.join(f't{j}' for j in self.outputs)}",
            f"loss = share * log(total) - ({' + '.join(f't{j} * s{j}' for j in self.outputs)})",
            "share /= total",
        ]
        return [f"(e{j} * share - t{j})" for j in self.outputs]

    def _hinge(self) -> list[str]:
        chosen = " + ".join(f"{o} * t{j}" for j, o in enumerate(self.top))
        self.lines.append(f"chosen = {chosen}")
        for j, o in enumerate(self.top):
            self.lines += [f"m{j} = {o} - chosen + 1.0", f"v{j} = 1.0 - t{j} if m{j} > 0.0 else 0.0"]
        self.lines += [
            f"missed = {' + '.join(f'v{j}' for j in self.outputs)}",
            f"loss = {' + '.join(f'(1.0 - t{j}) * (0.0 if m{j} <= 0.0 else m{j})' for j in self.outputs)}",
        ]
        return [f"(v{j} - t{j} * missed)" for j in self.outputs]

    def _deltas(self, k: int, slopes: list[str]) -> None:
        layer = self.layers[k]
        for j in range(layer.units):
            if k + 1 < len(self.layers):
                units = range(self.layers[k + 1].units)
                sent = " + ".join(f"d{k + 1}_{m} * w{k + 1}_{m}_{j}" for m in units)
                sent = f"({sent})" if layer.activation is not None else sent
            else:
                sent = slopes[j]
            if layer.activation is not None:
                sent += f" * ({renamed(layer.rule.scalar_slope, {'y': f'y{k}_{j}'})})"
            self.lines.append(f"d{k}_{j} = {sent}")

    def _sums(self) -> list[tuple[str, str]]:
        """The gradients that add up over the examples of a batch, and what each example adds."""
        result = []
        for k, layer in enumerate(self.layers):
            for j in range(layer.units):
                result += [(f"gw{k}_{j}_{i}", f"d{k}_{j} * {x}") for i, x in enumerate(self._fed(k))]
                if layer.bias is not None:
                    result.append((f"gb{k}_{j}" if layer.joined else f"gfrozen{k}_{j}", f"d{k}_{j}"))
        return result

    def _updates_of_all(self) -> list[str]:
        return [line for k in range(len(self.layers)) for line in self._updates(k)]

    def _updates(self, k: int) -> list[str]:
        lines, layer = [], self.layers[k]
        for j in range(layer.units):
            for i, x in enumerate([*self._fed(k), *([None] if layer.joined else [])]):
                name = f"b{k}_{j}" if x is None else f"w{k}_{j}_{i}"
                gradient = f"d{k}_{j}" if x is None else f"d{k}_{j} * {x}"
                if self.folds:
                    lines.append(f"{name} = {name} - {gradient if self.count == 1 else f'g{name}'}")
                    continue
                lines += self._update(name, gradient if self.count == 1 else f"g{name} / {self.count}", x is not None)
        return lines

    def _update(self, name: str, gradient: str, is_weight: bool) -> list[str]:
        for rate, pull in ((self.chain.l2, name), (self.chain.l1, f"(copysign(1.0, {name}) if {name} else 0.0)")):
            if rate and is_weight:
                gradient += f" + {rate!r} * {pull}"
        names = {"p": name, **{slot: f"{slot}_{name}" for slot in self.rule.slots}}
        lines = [f"g = {gradient}"]
        for statement in self.rule.statements:
            target, formula = statement.split(" = ", 1)
            lines.append(f"{names[target]} = {renamed(lifted(formula, self.rule.constants, self._constant), names)}")
        return lines


def _by_step(formula: str) -> bool:
    return "step" in formula
