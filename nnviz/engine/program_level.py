"""A wide graph of single numbers as NumPy calls: one for all gates of a kind at a level.

A level is one more than that of the deepest input. Values and gradients lie in two flat arrays, sorted by level and kind, so that
a group of gates is a slice: its operands are gathered, its values computed in place. Backward, each gate's gradient is the sum
over a run of what its outgoing edges carry (measured: some 15 ns a gate at 100,000 gates, forward and backward).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from nnviz.engine.group_code import GroupCode
from nnviz.engine.structure import Structure

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Gates of one kind at one level, at ``start`` to ``stop`` in the flat arrays; ``operands[k]`` says where their inputs are."""

    number: int
    level: int
    start: int
    stop: int
    kind: int
    is_live: bool
    operands: tuple[Indices, ...]


def _levels(inputs: Sequence[tuple[int, ...]]) -> Indices:
    """For each node how deep it lies, 0 for leaves."""
    levels: list[int] = []
    for each in inputs:
        deepest = -1
        for i in each:
            if levels[i] > deepest:
                deepest = levels[i]
        levels.append(deepest + 1)
    return np.array(levels)


class Levels:
    """Where the nodes of a graph lie in the flat arrays, and what gathers from where.

    Node k is at ``order[k]``. Groups that don't lead to the output send nothing back. ``carried`` is where the gradient of a node
    is gathered from: its edges' numbers, which begin at ``runs[node]``. They are in an array of all gradients, all products sent
    back (``products``, by group and position: where they begin), a 0 and a 1.
    """

    def __init__(self, graph: Structure) -> None:
        self.graph = graph
        self.codes: list[GroupCode] = []
        inputs = [node.inputs for node in graph.nodes]
        self._counts = np.array([len(each) for each in inputs])
        self._offsets = np.cumsum(self._counts) - self._counts
        self._inputs = np.fromiter(chain.from_iterable(inputs), np.intp, int(self._counts.sum()))
        self._levels = _levels(inputs)
        kinds = self._sorted_out()
        live = self._live()
        # Leaves keep their order; of gates, those that lead nowhere form groups of their own.
        self._keys = np.where(kinds > 0, 2 * kinds + ~live, 0)
        self._sorting = np.lexsort((self._keys, self._levels))
        self.order: Indices = np.empty(len(graph), np.intp)
        self.order[self._sorting] = np.arange(len(graph))
        self.cuts = np.searchsorted(self._levels[self._sorting], np.arange(self._levels.max() + 2))
        self.groups = tuple(self._grouped())
        self._connect()

    @property
    def depth(self) -> int:
        """The number of levels, that of the leaves included."""
        return len(self.cuts) - 1

    def _sorted_out(self) -> Indices:
        """For each node the number of its kind, 0 for leaves."""
        numbers: dict[tuple[object, ...], int] = {}
        kinds = []
        for node in self.graph.nodes:
            if not node.inputs:
                kinds.append(0)
                continue
            key: tuple[object, ...] = (node.op, len(node.inputs), id(node.own))
            if node.attributes:
                key = (*key, *node.attributes.items())
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                self.codes.append(GroupCode(node))
            kinds.append(numbers[key])
        return np.array(kinds)

    def _live(self) -> NDArray[np.bool_]:
        """Which nodes lead to the output."""
        live = np.zeros(len(self.graph), bool)
        live[self.graph.output] = True
        consumers = np.repeat(np.arange(len(self.graph)), self._counts)
        of_level = np.argsort(self._levels[consumers], kind="stable")
        cuts = np.searchsorted(self._levels[consumers][of_level], np.arange(self._levels.max() + 2))
        for level in reversed(range(1, len(cuts) - 1)):
            edges = of_level[cuts[level] : cuts[level + 1]]
            live[self._inputs[edges[live[consumers[edges]]]]] = True
        return live

    def _grouped(self) -> Iterator[Group]:
        keys, levels = self._keys[self._sorting], self._levels[self._sorting]
        changes = np.flatnonzero((np.diff(keys) != 0) | (np.diff(levels) != 0)) + 1
        for number, (start, stop) in enumerate(zip([0, *changes.tolist()], [*changes.tolist(), len(keys)], strict=True)):
            kind = int(keys[start]) // 2
            if kind:
                nodes = self._sorting[start:stop]
                operands = (self.order[self._inputs[self._offsets[nodes] + k]] for k in range(self._counts[nodes[0]]))
                yield Group(number, int(levels[start]), start, stop, kind, keys[start] % 2 == 0, tuple(operands))

    def code(self, group: Group) -> GroupCode:
        """What a group's gates compute."""
        return self.codes[group.kind - 1]

    def _connect(self) -> None:
        count, end = len(self.graph), len(self.graph)
        self.products: dict[tuple[int, int], int] = {}
        targets, carriers = [], []
        for group in self.groups:
            for position, operands in enumerate(group.operands if group.is_live else ()):
                begin = group.start
                if self.code(group).sent[position] is not None:
                    self.products[group.number, position] = begin = end
                    end += len(operands)
                targets.append(operands)
                carriers.append(np.arange(begin, begin + len(operands)))
        self.size = end + 2
        constants = self.order[[node.index for node in self.graph.nodes if node.op == "constant"]]
        is_constant = np.zeros(count, bool)
        is_constant[constants] = True
        target, carrier = (np.concatenate([np.empty(0, np.intp), *parts]) for parts in (targets, carriers))
        kept = ~is_constant[target]
        target, carrier = np.append(target[kept], self.order[self.graph.output]), np.append(carrier[kept], end + 1)
        lone = np.flatnonzero(np.bincount(target, minlength=count) == 0)
        target, carrier = np.append(target, lone), np.append(carrier, np.full(len(lone), end))
        of_target = np.argsort(target, kind="stable")
        self.carried: Indices = carrier[of_target]
        self.runs: Indices = np.searchsorted(target[of_target], np.arange(count + 1))


class LevelProgram:
    """``text`` defines ``make``, from ``indices`` to ``step``: from the leaves' values to all values and gradients, flat.

    Both are the program's own arrays, in the order of its ``levels``, and gradients are 0 where nothing leads to the output.
    Raises GraphError where an op can't be compiled.
    """

    def __init__(self, levels: Levels) -> None:
        self.levels = levels
        self.indices: list[Indices] = []
        self._imports = {"add", "empty", "errstate", "zeros"}
        self._setup: dict[str, str] = {}
        self._steps: list[str] = []
        for level in range(1, self.levels.depth):
            self._forward(level)
        for level in reversed(range(self.levels.depth)):
            self._backward(level)
        self.text = self._module()

    @cached_property
    def source(self) -> str:
        """All of it, the indices written out: it runs by itself on NumPy alone."""
        listed = ",\n    ".join(f"array({index.tolist()})" for index in self.indices)
        return f"from numpy import array\n{self.text}\n\nstep = make(\n    {listed}\n)\n"

    def _index(self, index: Indices) -> str:
        self.indices.append(index)
        return f"i{len(self.indices) - 1}"

    def _of_level(self, level: int) -> list[Group]:
        return self._groups_by_level.get(level, [])

    @cached_property
    def _groups_by_level(self) -> dict[int, list[Group]]:
        result: dict[int, list[Group]] = {}
        for group in self.levels.groups:
            result.setdefault(group.level, []).append(group)
        return result

    def _forward(self, level: int) -> None:
        groups = self._of_level(level)
        gathered = np.concatenate([operands for group in groups for operands in group.operands])
        self._setup[f"f{level}"] = f"empty({len(gathered)})"
        self._steps.append(f"V.take({self._index(gathered)}, 0, f{level}, 'clip')")
        begin = 0
        for group in groups:
            number, size = group.number, group.stop - group.start
            self._setup[f"v{number}"] = f"V[{group.start}:{group.stop}]"
            self._setup[f"g{number}"] = f"D[{group.start}:{group.stop}]"
            for position in range(len(group.operands)):
                self._setup[f"a{number}_{position}"] = f"f{level}[{begin}:{begin + size}]"
                begin += size
            self._write(group, self.levels.code(group).value, f"v{number}")

    def _backward(self, level: int) -> None:
        start, stop = (int(cut) for cut in self.levels.cuts[level : level + 2])
        runs = self.levels.runs[start : stop + 1]
        carried = self.levels.carried[runs[0] : runs[-1]]
        self._setup[f"d{level}"] = f"D[{start}:{stop}]"
        if len(carried) == stop - start:
            self._steps.append(f"Z.take({self._index(carried)}, 0, d{level}, 'clip')")
        else:
            self._setup[f"e{level}"] = f"empty({len(carried)})"
            self._steps.append(f"Z.take({self._index(carried)}, 0, e{level}, 'clip')")
            self._steps.append(f"add.reduceat(e{level}, {self._index(runs[:-1] - runs[0])}, 0, None, d{level})")
        for group in self._of_level(level):
            for position, lines in enumerate(self.levels.code(group).sent):
                begin = self.levels.products.get((group.number, position))
                if begin is not None and lines is not None:
                    name = f"z{group.number}_{position}"
                    self._setup[name] = f"Z[{begin}:{begin + group.stop - group.start}]"
                    self._write(group, lines, name)

    def _write(self, group: Group, lines: tuple[str, ...], out: str) -> None:
        code, size = self.levels.code(group), group.stop - group.start
        self._imports |= code.imports
        self._setup |= code.constants
        for depth in range(code.depth):
            self._setup[f"t{depth}_{size}"] = f"empty({size})"
        self._steps += code.filled(lines, group.number, out, size)

    def _module(self) -> str:
        count, leaves = len(self.levels.graph), len(self.levels.graph.leaves)
        return "\n".join([
            f"from numpy import {', '.join(sorted(self._imports))}", "", "",
            f"def make({', '.join(f'i{k}' for k in range(len(self.indices)))}):",
            f"    V = empty({count})", f"    Z = zeros({self.levels.size})", "    Z[-1] = 1.0", f"    D = Z[:{count}]",
            *(f"    {name} = {text}" for name, text in self._setup.items()), "",
            "    def step(leaves):", "        with errstate(all='ignore'):", f"            V[:{leaves}] = leaves",
            *(f"            {line}" for line in self._steps), "        return V, D", "    return step", "",
        ])
