"""The text of a training program in the making: what it sets up, what it does at every step, and what it imports."""

import ast

from nnviz.engine.program_chain import Chain
from nnviz.engine.program_code import ArrayCode

_MOST_ROWS = 64
_MOST_KEPT = 2**17


class Text:
    """Lines of the loop, with the arrays, constants and imports that they ask for."""

    def __init__(self, chain: Chain, count: int, dtype: str, one_hot: bool) -> None:
        self.chain, self.count, self.dtype, self.one_hot = chain, count, dtype, one_hot
        self.outputs = chain.layers[-1].units
        self.rows = max(1, min(_MOST_ROWS, _MOST_KEPT // (count * self.outputs)))
        self.fold = False
        self.filmed: tuple[str, ...] = ()
        self.delta = f"d{len(chain.layers) - 1}"
        self.entries = self.outputs * count
        self.setup: list[str] = []
        self.before: list[str] = []
        self.loop: list[str] = []
        self.after: list[str] = []
        self.frozen = [self.frozen_name(k) for k, layer in enumerate(chain.layers) if layer.bias and not layer.joined]
        self._imports = {"array", "dot", "errstate", "ones", "zeros"}
        self._constants: dict[str, str] = {}
        self._scratch: dict[str, str] = {}
        self._blocks()

    @property
    def activations(self) -> int:
        """How many numbers all layers put out for a batch, with the ones between them."""
        return sum(layer.units + 1 for layer in self.chain.layers) * self.count

    @property
    def divides(self) -> bool:
        """Whether the gradient is divided by the number of examples where the loss is; else that is in the rate."""
        return self.count > 1 and not self.fold

    def frozen_name(self, number: int) -> str:
        """The gradient of a frozen bias; the bias itself is ``b`` and the layer's number."""
        return f"gb{number}"

    def fed(self, number: int) -> str:
        """What layer ``number`` works on."""
        if number == 0:
            return "x"
        return f"a{number - 1}" if self.chain.layers[number].joined else f"y{number - 1}"

    def fed_transposed(self, number: int) -> str:
        """The same, an example a row."""
        return f"{self.fed(number)}T"

    def use(self, *functions: str) -> None:
        """Imports from NumPy."""
        self._imports.update(functions)

    def line(self, code: str, function: str, comment: str = "") -> None:
        """A line of the loop that calls one of NumPy's functions."""
        self.use(function)
        self.loop.append(f"{code}  # {comment}" if comment else code)

    def assign(self, out: str, formula: str, names: dict[str, str], scratch: str, comment: str = "") -> None:
        """``out`` = a formula over arrays, as calls; ``names`` says which they are, ``scratch`` how to call what lies between."""
        shape = {"S": "Y", "G": "P", "e": f"d{len(self.chain.layers) - 1}"}.get(out, out)

        def intermediate(depth: int) -> str:
            name = f"{scratch}{depth}"
            if name not in self._scratch:
                self._scratch[name] = shape
                self.setup.append(f"{name} = zeros_like({shape})")
                self.use("zeros_like")
            return name

        code = ArrayCode(names, self.constant, intermediate)
        code.assign(out, formula)
        self.use(*code.used)
        lines = code.lines
        if comment and lines:
            lines[0] += f"  # {comment}"
        self.loop.extend(lines)

    def constant(self, formula: str) -> str:
        """A name for a number, as an array of no axes: what depends on the step is put into it at every step.

        Measured: a call takes 240 ns with that, 460 with one of Python's numbers; to put one in takes 50.
        """
        used = {part.id for part in ast.walk(ast.parse(formula)) if isinstance(part, ast.Name)}
        if formula not in self._constants:
            name = self._constants[formula] = f"c{len(self._constants)}"
            if "step" in used:
                self.setup.append(f"{name} = zeros((), {self.dtype!r})")
                self.loop.append(f"{name}[()] = {formula}")
            else:
                place = self.before if used else self.setup
                place.append(f"{name} = array({formula}, {self.dtype!r})")
        return self._constants[formula]

    def block(self, flat: str, number: int) -> str:
        """The part of an array of all parameters that is a layer's: (units, fan_in [+ 1])."""
        start = sum(layer.units * layer.columns for layer in self.chain.layers[:number])
        layer = self.chain.layers[number]
        return f"{flat}[{start}:{start + layer.units * layer.columns}].reshape({layer.units}, {layer.columns})"

    def _blocks(self) -> None:
        count, setup = self.count, self.setup
        for k, layer in enumerate(self.chain.layers):
            setup += [f"A{k} = {self.block('P', k)}  # {layer.name}", f"G{k} = {self.block('G', k)}"]
            if k:
                setup.append(f"A{k}T = A{k}.T")
            if layer.bias and not layer.joined:
                setup.append(f"b{k} = b{k}.reshape({layer.units}, 1)")
                setup.append(f"nought{k} = zeros_like(gb{k})")
                self.use("zeros_like")
        if self.frozen:
            setup.append(f"examples = ones({count}, {self.dtype!r})")
        self._stacks()

    def _stacks(self) -> None:
        """Y, D and S: outs, gradients and slopes, each in one flat array, layer by layer with a row (in Y of ones) after each."""
        layers, count, setup = self.chain.layers, self.count, self.setup
        setup.append(f"Y = ones({self.activations}, {self.dtype!r})")
        setup += [f"{name} = zeros({self.activations}, {self.dtype!r})" for name in ("S", "D")]
        start = 0
        for k, layer in enumerate(layers):
            full, own = start + (layer.units + 1) * count, start + layer.units * count
            shape = f".reshape({layer.units}, {count})"
            setup += [f"{name.lower()}{k} = {name}[{start}:{own}]{shape}" for name in ("Y", "S", "D")]
            if k + 1 < len(layers) and layers[k + 1].joined:
                setup.append(f"a{k} = Y[{start}:{full}].reshape({layer.units + 1}, {count})")
                setup.append(f"a{k}T = a{k}.T")
                setup.append(f"D{k} = D[{start}:{full}].reshape({layer.units + 1}, {count})")
            elif k + 1 < len(layers):
                setup += [f"y{k}T = y{k}.T", f"D{k} = d{k}"]
            start = full

    def module(self, arrays: list[str], arguments: list[str], by_step: bool) -> str:
        """The whole text: imports, ``make`` and in it ``train``."""
        biases, film = [name[1:] for name in self.frozen], ["film"] if self.filmed else []
        frames = "".join(f"f{k}, " for k in range(len(self.filmed))).rstrip()
        each, kept = (f"(x, xT, t), e, ({frames})", "kept, film") if film else ("(x, xT, t), e", "kept")
        setup = [*self.setup, f"noughts = zeros({self.chain.size}, {self.dtype!r})", *self._rates()]
        setup += ["film = [tuple(arrays) for arrays in film]  # of each step, where P and the slots are kept"] if film else []
        loop = [*(f"f{k}[...] = {array}" for k, array in enumerate(self.filmed)), *self.loop, *(["step += 1"] if by_step else [])]
        train = [
            f"def train({', '.join(arguments)}):",
            '    """One update a batch; returns the losses before each, the last NaN where a parameter is no longer finite."""',
            "    bad = 0.0",
            *(f"    {line}" for line in self.before),
            "    with errstate(all='ignore'):",
            f"        for {each} in zip(batches, {kept}):",
            *(f"            {line}" for line in loop),
            *(f"        {line}" for line in self.after),
            "        losses[-1] += bad + float(dot(P, noughts))  # not a number where a parameter isn't finite",
            "    return losses",
        ]
        make = [
            f"def make({', '.join([*arrays, *biases, *film])}):",
            '    """Sets up the arrays: P holds the parameters, G their gradients."""',
            *(f"    {line}" for line in setup), "", *(f"    {line}" for line in train), "    return train", "",
        ]
        return "\n".join([f"from numpy import {', '.join(sorted(self._imports))}", "", "", *make])

    def _rates(self) -> list[str]:
        lines: list[str] = []
        for name, rate in (("l1", self.chain.l1), ("l2", self.chain.l2)):
            if rate:
                lines.append(f"{name} = zeros({self.chain.size}, {self.dtype!r})")
                for k, layer in enumerate(self.chain.layers):
                    lines += [f"{name}_{k} = {self.block(name, k)}", f"{name}_{k}[:, :{layer.fan_in}] = {rate!r}"]
        return lines
