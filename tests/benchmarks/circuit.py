"""Graphs of single numbers, forward and backward: nnviz's programs, and the engine of closures that is written in every lecture."""

import math
import sys
from importlib.util import find_spec

import numpy as np

from nnviz.engine.graph import GraphBuilder

SUM, PRODUCT, TANH = "add", "mul", "tanh"


class Circuit:
    """``gates`` are (op, input, input) over ``leaves`` and the gates before them; the last one is the output."""

    def __init__(self, name, leaves, gates):
        self.name, self.leaves, self.gates = name, leaves, gates


def sum_times():
    return Circuit("(x + y) z", [-2.0, 5.0, -4.0], [(SUM, 0, 1), (PRODUCT, 3, 2)])


def random_circuit(name, count, reach=None, seed=0):
    """Random gates over any node before them, or over the last ``reach``; all that is used by none is added up in pairs."""
    rng = np.random.default_rng(seed)
    leaves = rng.uniform(-1, 1, max(count // 10, 3)).tolist()
    gates, unused = [], set(range(len(leaves)))
    while len(gates) + len(unused) <= count:
        here = len(leaves) + len(gates)
        low = 0 if reach is None else max(0, here - reach)
        op, a, b = (SUM, PRODUCT, TANH)[rng.integers(3)], *(int(k) for k in rng.integers(low, here, 2))
        gates.append((op, a, b))
        unused = (unused - {a, b if op != TANH else a}) | {here}
    sinks = sorted(unused)
    while len(sinks) > 1:
        pairs = list(zip(sinks[::2], sinks[1::2], strict=False))
        rest = sinks[2 * len(pairs):]
        sinks = list(range(len(leaves) + len(gates), len(leaves) + len(gates) + len(pairs))) + rest
        gates += [(SUM, a, b) for a, b in pairs]
    return Circuit(name, leaves, gates)


CIRCUITS = (
    sum_times, lambda: random_circuit("1,000 gates, wide", 1000), lambda: random_circuit("1,000 gates, deep", 1000, 16),
    lambda: random_circuit("100,000 gates, wide", 100_000),
)


class Value:
    """A number that knows what it was made of, and by a closure what to send back: built anew at every pass."""

    def __init__(self, data, children=()):
        self.data, self.grad, self.children, self.send = data, 0.0, children, lambda: None

    def __add__(self, other):
        out = Value(self.data + other.data, (self, other))

        def send():
            self.grad += out.grad
            other.grad += out.grad
        out.send = send
        return out

    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))

        def send():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out.send = send
        return out

    def tanh(self):
        out = Value(math.tanh(self.data), (self,))

        def send():
            self.grad += (1 - out.data * out.data) * out.grad
        out.send = send
        return out

    def backward(self):
        order, seen, waiting = [], set(), [(self, False)]
        while waiting:
            value, ready = waiting.pop()
            if ready:
                order.append(value)
            elif value not in seen:
                seen.add(value)
                waiting.append((value, True))
                waiting += [(child, False) for child in value.children]
        self.grad = 1.0
        for value in reversed(order):
            value.send()


class Closures:
    """The engine of closures."""

    def __init__(self, circuit):
        self.circuit = circuit
        self.leaves = [Value(leaf) for leaf in circuit.leaves]

    def run(self, n):
        for _ in range(n):
            for leaf in self.leaves:
                leaf.grad = 0.0
            values = list(self.leaves)
            for op, a, b in self.circuit.gates:
                values.append(values[a] + values[b] if op == SUM else values[a] * values[b] if op == PRODUCT else values[a].tanh())
            values[-1].backward()

    def gradients(self):
        return [leaf.grad for leaf in self.leaves]


class Micrograd(Closures):
    """The same by the package of that name, with a tanh added as its own ops are made; its recursion forbids deep graphs."""

    def __init__(self, circuit):
        from micrograd.engine import Value as Scalar

        def tanh(x):
            out = Scalar(math.tanh(x.data), (x,), "tanh")

            def backward():
                x.grad += (1 - out.data * out.data) * out.grad
            out._backward = backward
            return out

        Scalar.tanh = tanh
        sys.setrecursionlimit(100_000)
        self.circuit = circuit
        self.leaves = [Scalar(leaf) for leaf in circuit.leaves]


class Programs:
    """nnviz, compiled."""

    def __init__(self, circuit):
        builder = GraphBuilder()
        for number, leaf in enumerate(circuit.leaves):
            builder.input(f"x{number}", leaf)
        for op, a, b in circuit.gates:
            builder.op(op, *((a,) if op == TANH else (a, b)))
        self.graph = builder.build()
        self.leaves = circuit.leaves
        self.program = self.graph.compile()

    def run(self, n):
        step, leaves = self.program.step, self.leaves
        if self.program.kind == "groups":
            for _ in range(n):
                step(leaves)
        else:
            for _ in range(n):
                step(*leaves)

    def gradients(self):
        result = self.program().gradient
        return [float(result[f"x{number}"]) for number in range(len(self.leaves))]


ENGINES = {"closures": Closures, **({"micrograd": Micrograd} if find_spec("micrograd") else {}), "nnviz": Programs}
