"""What is explained: the number that is selected, or else that of the gate at work, with its names and how it is derived."""

from dataclasses import dataclass

import numpy as np

from nnviz.drawing.label import label, shape_text
from nnviz.engine.moment import Moment
from nnviz.engine.structure import Node
from nnviz.explain.link import Link, key_of
from nnviz.explain.number import full_number
from nnviz.explain.place import Place
from nnviz.explain.symbol import latex_symbol, name_parts
from nnviz.explain.term import Symbol
from nnviz.explain.writer import Writer
from nnviz.gui.widget.leaf_name import leaf_name
from nnviz.gui.widget.subscript import to_plain
from nnviz.session.session import Session
from nnviz.session.tutor import Tutor

_KINDS = {"input": "an input", "parameter": "a parameter", "constant": "a constant"}


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """One number: its ``key``, what it is called, its ``place`` in the trace that ``writer`` writes about, and the moment.

    ``sign`` is what formulas call it, in LaTeX, where they call it otherwise. ``shape`` is that of the array it stands in, "" for a
    single number; ``is_picked``: the array was selected, and this entry of it chosen to stand for the others.
    """

    key: str
    title: str
    subtitle: str
    place: Place
    writer: Writer
    moment: Moment
    sign: str = ""
    shape: str = ""
    is_picked: bool = False

    @property
    def node(self) -> Node:
        """The node that the number stands in."""
        return self.writer.graph.nodes[self.place.node]

    @property
    def value(self) -> float | None:
        """Its value; None before it is computed."""
        return self.writer.explainer.value_at(self.place) if self.moment.knows_value(self.place.node) else None

    @property
    def gradient(self) -> float | None:
        """Its gradient; None before it is computed, and for a constant."""
        return self.writer.explainer.gradient_at(self.place) if self.moment.knows_gradient(self.place.node) else None

    @property
    def has_gradient(self) -> bool:
        """Whether there is one to be computed."""
        return self.writer.explainer.gradient_at(self.place) is not None


class Teller:
    """Tells what is to be explained of a session."""

    def __init__(self, session: Session) -> None:
        self._session, self._tutor = session, Tutor(session)

    def explained(self) -> Explained | None:
        """The number that is selected, or else that of the gate at work; None where there is neither."""
        session = self._session
        key = session.selection or session.at_work
        found = session.locate(key) if key else None
        if found is None:
            return None
        node, array = session.graph.nodes[found[0]], session.trace.values[found[0]]
        entry = found[1] if found[1] is not None else (0,) * array.ndim
        if not _within(entry, array.shape):
            return None
        is_picked = found[1] is None and array.size > 1
        place = self._picked(node.index) if is_picked else Place(node.index, entry)
        exact = key_of(Symbol(node.name, place.entry)) if array.size > 1 else node.name
        title = leaf_name(exact if is_picked else key, session.document.network)
        told = "" if session.selection else ", at work now"
        return Explained(
            exact, title, _subtitle(session, node, array.size > 1) + told, place, self._tutor.writer, session.moment,
            latex_symbol(node.name, place.entry) if name_parts(exact).layer and title != to_plain(label(exact)) else "",
            shape_text(array.shape) if array.size > 1 else "", is_picked,
        )

    def _picked(self, node: int) -> Place:
        """The entry of an array that stands for it: the first that is no finite number, else the one with the largest gradient.

        Where no gradient is known, or it is 0 everywhere, the one with the largest value.
        """
        trace = self._session.trace
        value, gradient = trace.values[node], trace.gradients[node]
        failed = next((~np.isfinite(of) for of in (value, gradient) if of is not None and not np.isfinite(of).all()), None)
        array = failed if failed is not None else np.abs(value if gradient is None or not np.any(gradient) else gradient)
        return Place(node, tuple(int(k) for k in np.unravel_index(int(np.argmax(array)), value.shape)))


def tip_of(session: Session, link: Link) -> str:
    """What a piece of a formula is called, and its number with all digits as far as it is known."""
    names = [leaf_name(key, session.document.network) for key in link.keys]
    output = to_plain(label(session.graph.nodes[session.graph.output].name))
    if link.kind == "gradient" and len(names) == 1:
        said = f"∂{output}/∂{names[0]}"
    elif link.kind == "local":
        said = f"the local gradient ∂{names[0]}/∂{names[1]}"
    else:
        said = names[0] if link.kind == "value" else ""
    number = link.number if link.number is not None else _number(session, link)
    digits = "" if number is None else full_number(number)
    return " = ".join(part for part in (said, digits) if part)


def _number(session: Session, link: Link) -> float | None:
    """The number that a symbol stands for."""
    found = session.locate(link.key) if link.key and link.kind in ("value", "gradient") else None
    if found is None:
        return None
    knows = session.moment.knows_gradient if link.gradient else session.moment.knows_value
    array = (session.trace.gradients if link.gradient else session.trace.values)[found[0]]
    if array is None or not knows(found[0]) or (found[1] is None and array.size > 1):
        return None
    return float(array[found[1]] if found[1] is not None else array.reshape(-1)[0])


def _within(entry: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    return len(entry) == len(shape) and all(k < size for k, size in zip(entry, shape, strict=True))


def _subtitle(session: Session, node: Node, is_entry: bool) -> str:
    if is_entry:
        return f"{_KINDS.get(node.op, node.op.replace('_', ' '))}, an entry of {to_plain(label(node.name))}"
    if node.op in _KINDS:
        return _KINDS[node.op] + _weight_of(session, node)
    return f"{node.op.replace('_', ' ')}, a gate"


def _weight_of(session: Session, node: Node) -> str:
    """Of a weight or bias of a neuron, what it connects: ", the weight from h₁ to o₁"."""
    consumers = session.graph.consumers(node.index)
    if node.op != "parameter" or len(consumers) != 1:
        return ""
    gate = session.graph.nodes[consumers[0][0]]
    if gate.op != "weighted_sum":
        return ""
    position = consumers[0][1]
    target = _neuron(gate)
    if len(gate.inputs) % 2 and position == len(gate.inputs) - 1:
        return f", the bias of {target}"
    return f", the weight from {_neuron(session.graph.nodes[gate.inputs[position ^ 1]])} to {target}"


def _neuron(node: Node) -> str:
    """The neuron that a node belongs to: net_h1 and out_h1 are of h₁."""
    return to_plain(label(node.name.removeprefix("net_").removeprefix("out_")))
