"""A circuit with the numbers put in, and how it is looked at."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnviz.document.document import Document
from nnviz.document.drawn import Drawn
from nnviz.engine.graph import Graph
from nnviz.engine.opening import open_gates, shapes_of
from nnviz.engine.recognition import recognised
from nnviz.engine.scalar_view import entry_name, scalar_count, scalar_graph
from nnviz.engine.structure import GraphError
from nnviz.engine.trace import Trace
from nnviz.session.leaf import LeafKind
from nnviz.session.sight import Entry, Lens, Sight, parse_entry

Array = NDArray[np.floating]


_TIPS = {
    "groups": "Gates that are together one op of the table are closed into it",
    "written": "The gates of the document, as it is written",
    "numbers": "A gate for every single number of the arrays",
    "gates": "Every gate taken apart into simpler ones",
}
MOST_NUMBERS = 400
"""Numbers up to which a circuit of arrays is shown number by number."""


class CircuitSubject:
    """A circuit. Inputs written out in the document can be changed; drawn ones can be tried out."""

    trainer = None
    is_close_up = False

    def __init__(self, document: Document) -> None:
        self.document = document
        self._written = document.circuit_graph()
        self._groups = recognised(self._written)
        self._numbers, self.refused = _by_number(self._written)
        self._opened = open_gates(self._innermost, lambda name: True).names
        self._given: dict[str, Array] = {}
        self._traced: tuple[Trace, dict[str, Array]] | None = None
        inputs = document.circuit.inputs if document.circuit is not None else ()
        self._drawn = frozenset(name for name, value in inputs if isinstance(value, Drawn))
        self.look(Lens("written"))

    @property
    def graph(self) -> Graph:
        """What is seen of the circuit."""
        return self.sight.graph

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels at which it can be looked at, from the outermost in."""
        has = {"groups": bool(self._groups), "numbers": self._numbers is not None, "gates": bool(self._opened)}
        return tuple(level for level in _TIPS if has.get(level, True))

    @property
    def _innermost(self) -> Graph:
        return self._written if self._numbers is None else self._numbers

    def level_tip(self, level: str) -> str:
        """What is seen at a level, in a few words."""
        return _TIPS[level]

    @property
    def level_within(self) -> str | None:
        """No level takes apart what can't be opened by itself."""
        return None

    def can_turn_to(self, key: str) -> bool:
        """All of it is always seen."""
        return False

    def turn_to(self, key: str) -> None:
        """There is nothing to turn to."""

    def level_lens(self, level: str) -> Lens:
        """The lens of a level, before anything has been opened or closed by hand. Raises KeyError for an unknown one."""
        if level == "groups":
            return Lens(level, frozenset(self._groups))
        return Lens(level, opened=self._opened if level == "gates" else frozenset())

    def look(self, lens: Lens) -> None:
        """Looks through another lens."""
        self.lens = lens
        by_number = self._numbers is not None and lens.level in ("numbers", "gates")
        self.sight = Sight(self._innermost, {}, lens) if by_number else Sight(self._written, self._groups, lens)

    def seen_key(self, key: str, sight: Sight | None = None) -> str | None:
        """The node that is seen where a key is meant; None where there is none."""
        sight = sight or self.sight
        name, bracket, rest = key.partition("[")
        plain = name[1:-1] + bracket + rest if name.startswith("(") and name.endswith(")") else key
        firsts = (entry_name(key, (0,)), entry_name(key, (0, 0)), f"({name}){bracket}{rest}")
        return next((seen for known in (key, plain, *firsts) if (seen := sight.holder(known)) is not None), None)

    def trace(self, example: int) -> Trace:
        """One pass over the present inputs; ``example`` is of no account. Asked for again, it is the same one."""
        if self._traced is None or self._traced[0].graph is not self.graph or self._traced[1] is not self._given:
            self._traced = self._trace(), self._given
        return self._traced[0]

    def _trace(self) -> Trace:
        given: dict[str, Array] = {}
        for name, array in self._given.items():
            entries = {entry_name(name, entry): array[entry] for entry in np.ndindex(array.shape)}
            given.update({name: array} if name in self.graph else entries)
        return self.graph.trace(given)

    def locate(self, key: str) -> tuple[int, Entry | None] | None:
        """The node that is seen, and the entry of it, where a key is meant."""
        seen = self.seen_key(key)
        return None if seen is None else parse_entry(self.graph, seen)

    def editable(self, key: str) -> bool:
        """Inputs are, and their entries."""
        place = parse_entry(self._written, key)
        return place is not None and self._written.nodes[place[0]].op == "input"

    def set_value(self, key: str, value: float, example: int) -> None:
        """Changes an input, or one entry of it."""
        place = parse_entry(self._written, key)
        if place is None or not self.editable(key):
            raise KeyError(f"{key!r} is computed and can't be set")
        node = self._written.nodes[place[0]]
        present = self._given.get(node.name, node.value)
        assert present is not None
        array = np.array(present)
        array[place[1] if place[1] is not None else ()] = value
        self._given = {**self._given, node.name: array}

    def keeps(self, key: str) -> bool:
        """Changing an input changes the document, unless it is drawn: then it is changed for the eye only."""
        place = parse_entry(self._written, key)
        return place is None or self._written.nodes[place[0]].name not in self._drawn

    def kind_of(self, name: str) -> LeafKind:
        """All its leaves are inputs."""
        return "input"

    def past(self) -> tuple[object, int]:
        """The inputs that were changed."""
        return self._given, 0

    def rewrite(self, past: object) -> None:
        """Puts these inputs back."""
        assert isinstance(past, dict)
        self._given = past

    def as_document(self) -> Document:
        """The document with the inputs as they are now."""
        circuit = self.document.circuit
        assert circuit is not None
        inputs = tuple(
            (name, _tuples(self._given[name].tolist()) if name in self._given and name not in self._drawn else value)
            for name, value in circuit.inputs
        )
        return replace(self.document, circuit=replace(circuit, inputs=inputs))


def _by_number(graph: Graph) -> tuple[Graph | None, Mapping[str, str]]:
    """The circuit number by number, where it has arrays; where it can't be shown so, the level that is refused and why."""
    if not any(shapes_of(graph)):
        return None, {}
    count = scalar_count(graph)
    if count > MOST_NUMBERS:
        return None, {"numbers": f"Its arrays hold {count:,} numbers; up to {MOST_NUMBERS} can be shown one by one"}
    try:
        return scalar_graph(graph), {}
    except GraphError as error:
        return None, {"numbers": f"Not number by number: {error}"}


def _tuples(value: object) -> float:
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value  # type: ignore[return-value]
