"""What can be said of a selected node or connection at a moment: texts and numbers, ready to be shown."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nnviz.drawing.label import format_number, label, shape_text
from nnviz.engine.op import PATTERNS
from nnviz.engine.structure import Node
from nnviz.engine.trace import unbroadcast
from nnviz.gui.leaf_name import leaf_name
from nnviz.gui.subscript import to_plain
from nnviz.session.session import Session

Array = NDArray[np.floating]
Entry = tuple[int, ...] | None

NOT_YET = "not computed yet"
_KINDS = {"input": "an input", "parameter": "a parameter", "constant": "a constant"}
_FEW = 6


@dataclass(frozen=True, slots=True)
class Flow:
    """One edge of the selected node: where it leads, the gradient on it, and how that comes about.

    ``numbers`` is "upstream × local" where both are single numbers; ``amount`` is "" before it has been computed.
    """

    key: str
    title: str
    local: str
    numbers: str
    amount: str


@dataclass(frozen=True, slots=True)
class NodeFact:
    """All that the inspector shows. Texts are "" where there is nothing to say."""

    title: str
    subtitle: str
    op: str
    pattern: str
    meaning: str
    formula: str
    filled: str
    shape: str
    value: str
    gradient: str
    outgoing: tuple[Flow, ...]
    incoming: tuple[Flow, ...]
    update: str


def name_of(session: Session, node: Node) -> str:
    """A node's name as it is read; a bias is called by its neuron, as in the table."""
    network = session.document.network
    return leaf_name(node.name, network) if ".bias[" in node.name and network is not None else to_plain(label(node.name))


def digits(array: Array, entry: Entry = None) -> str:
    """All digits of a number or of an entry; of a tensor, the first few entries."""
    if entry is not None:
        return repr(float(array[entry]))
    if array.size == 1:
        return repr(float(array.reshape(-1)[0]))
    few = ", ".join(format_number(float(number)) for number in array.reshape(-1)[:_FEW])
    return few + (f", … {array.size:,} in all" if array.size > _FEW else "")


def describe(session: Session) -> NodeFact | None:
    """The facts about what is selected, or else about the gate at work, as far as the session's moment knows them.

    None where there is neither.
    """
    key = session.selection or session.at_work
    place = session.locate(key) if key else None
    if place is None:
        return None
    index, entry = place
    node = session.graph.nodes[index]
    trace, moment = session.trace, session.moment
    gradient = trace.gradients[index]
    gate = None if node.is_leaf else node.gate
    return NodeFact(
        title=leaf_name(key, session.document.network),
        subtitle=_subtitle(session, node, entry),
        op=f"{gate.symbol}  {node.op.replace('_', ' ')}" if gate else "",
        pattern=gate.gate if gate else "",
        meaning=PATTERNS[gate.gate] if gate else "",
        formula=_formula(session, node),
        filled=_filled(session, node),
        shape=_shape(trace.values[index]) if entry is None else "",
        value=digits(trace.values[index], entry) if moment.knows_value(index) else "",
        gradient=digits(gradient, entry) if gradient is not None and moment.knows_gradient(index) else "",
        outgoing=tuple(_outgoing(session, *edge, entry) for edge in session.graph.consumers(index)),
        incoming=tuple(_incoming(session, index, position, entry) for position in range(len(node.inputs))),
        update=_update(session, key, node, entry),
    )


def _shape(array: Array) -> str:
    if array.size == 1:
        return ""
    return f"{array.size:,} numbers" if array.ndim == 1 else shape_text(array.shape)


def _subtitle(session: Session, node: Node, entry: Entry) -> str:
    if entry is not None:
        return f"{_KINDS.get(node.op, node.op)}, an entry of {node.name}"
    if node.op in _KINDS:
        return _KINDS[node.op] + _weight_of(session, node)
    return f"{node.op.replace('_', ' ')}, a gate"


def _weight_of(session: Session, node: Node) -> str:
    """Of a weight or bias of a neuron, what it connects: ", a weight from h₁ to o₁"."""
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


def _formula(session: Session, node: Node) -> str:
    if node.is_leaf:
        return ""
    return f"{name_of(session, node)} = {node.gate.formula_text(*(name_of(session, session.graph.nodes[i]) for i in node.inputs))}"


def _filled(session: Session, node: Node) -> str:
    """The formula with its numbers, where they are single and few enough to read."""
    values = [session.trace.values[i] for i in node.inputs]
    known = all(session.moment.knows_value(i) for i in node.inputs)
    if node.is_leaf or not known or len(values) > 2 * _FEW or any(value.size != 1 for value in values):
        return ""
    # One number alone in the brackets of a function needs no brackets of its own.
    write = format_number if len(values) == 1 and "({0})" in str(node.gate.formula) else _factor
    return f"= {node.gate.formula_text(*(write(float(value.reshape(-1)[0])) for value in values))}"


def _factor(number: float) -> str:
    text = format_number(number)
    return f"({text})" if number < 0 else text


def _flow(session: Session, gate: int, position: int, key: str, title: str, entry: Entry = None) -> Flow:
    graph, trace, moment = session.graph, session.trace, session.moment
    node = graph.nodes[gate]
    names = [name_of(session, graph.nodes[i]) for i in node.inputs]
    sent = trace.contribution(gate, position) if moment.has_contribution(gate) else None
    local = trace.local(gate, position) if moment.knows_value(gate) else None
    upstream = trace.gradients[gate]
    slope = f"∂{name_of(session, node)}/∂{names[position]} = {node.gate.local_text(position, name_of(session, node), *names)}"
    numbers = ""
    if sent is not None and local is not None and upstream is not None:
        numbers = f"{_factor(float(upstream.reshape(-1)[0]))} × {_factor(local)}"
    elif local is not None:
        numbers = f"local gradient {format_number(local)}"
    return Flow(key, title, slope, numbers, "" if sent is None else digits(sent, entry))


def _outgoing(session: Session, gate: int, position: int, entry: Entry) -> Flow:
    node = session.graph.nodes[gate]
    return _flow(session, gate, position, node.name, f"through {name_of(session, node)}", entry)


def _incoming(session: Session, gate: int, position: int, entry: Entry) -> Flow:
    source = session.graph.nodes[session.graph.nodes[gate].inputs[position]]
    flow = _flow(session, gate, position, source.name, f"to {name_of(session, source)}")
    if entry is None or session.trace.contribution(gate, position) is None:
        return flow
    sent = _sent_by_entry(session, gate, position, entry)
    place = entry[len(entry) - sent.ndim :]
    rest = sent.copy()
    if _within(place, sent.shape):
        rest[place] = 0
    if rest.any() or not _within(place, sent.shape):
        # A neuron sends to its own row of the weights alone.
        row = sent[entry[-1]] if sent.ndim == 2 and entry[-1] < len(sent) and not np.delete(sent, entry[-1], 0).any() else sent
        return replace(flow, amount=flow.amount and digits(row))
    key = f"{source.name}[{','.join(map(str, place))}]" if sent.size > 1 else source.name
    return replace(
        flow, key=key, title=f"to {leaf_name(key, session.document.network)}", amount=flow.amount and digits(sent, place)
    )


def _sent_by_entry(session: Session, gate: int, position: int, entry: tuple[int, ...]) -> Array:
    """What one entry of a gate's value alone sends back to an input."""
    trace, node = session.trace, session.graph.nodes[gate]
    inputs = tuple(trace.values[i] for i in node.inputs)
    upstream, gradient = np.zeros_like(trace.values[gate]), trace.gradients[gate]
    if gradient is not None:
        upstream[entry] = gradient[entry]
    with np.errstate(all="ignore"):
        sent = node.gate.vjp(position, upstream, trace.values[gate], inputs, **node.attributes)
    return unbroadcast(sent, inputs[position])


def _within(place: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    return len(place) == len(shape) and all(index < size for index, size in zip(place, shape, strict=True))


def _update(session: Session, key: str, node: Node, entry: Entry) -> str:
    """Old and new value of a parameter, in the update."""
    updates = session.updates
    old = session.trace.values[node.index]
    place = entry if entry is not None else ()
    if node.op != "parameter" or (old.size != 1 and entry is None):
        return ""
    new = updates[key] if key in updates else updates[node.name][place] if node.name in updates else None
    if new is None:
        return ""
    return f"{digits(old, entry)} → {float(np.asarray(new).reshape(-1)[0])!r}"
