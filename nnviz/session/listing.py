"""The program of the graph on show as text, and which of its lines belong to the gate at work."""

from nnviz.engine.program import Program
from nnviz.engine.structure import GraphError
from nnviz.session.session import Session

_KINDS = {
    "numbers": "a line a gate, over single numbers",
    "arrays": "a line a gate, over arrays",
    "groups": "a call for all gates of a kind at a level",
}


class Listing:
    """Compiles the session's graph when it is asked for, once a graph."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._graph: object = None
        self._program: Program | None = None
        self._lack = ""
        self._nodes: dict[int, int] = {}

    def take_up(self) -> bool:
        """Compiles the graph on show, if it is another than before; whether it was."""
        graph = self._session.graph
        if graph is self._graph:
            return False
        self._graph, self._program, self._lack, self._nodes = graph, None, "", {}
        try:
            self._program = program = graph.compile()
        except (ValueError, GraphError) as error:
            self._lack = f"There is no program of this graph: {error}"
            return True
        for (gate, _), lines in program.places.items():
            self._nodes.update(dict.fromkeys(lines, graph.output if gate is None else gate))
        return True

    @property
    def text(self) -> str:
        """The program's source, or why there is none."""
        return self._lack if self._program is None else self._program.source

    @property
    def kind(self) -> str:
        """Of what the program is made, in a few words."""
        return "" if self._program is None else _KINDS[self._program.kind]

    @property
    def lit(self) -> range:
        """The lines of the gate at work, from 0; none between passes, and where gates share calls."""
        moment = self._session.moment
        if self._program is None or self._session.training or self._graph is not moment.graph or moment.active is None:
            return range(0)
        gate = None if moment.is_seed else moment.active
        return self._program.places.get((gate, moment.phase == "backward"), range(0))

    def node_at(self, line: int) -> str:
        """The name of the gate that a line, from 0, belongs to; "" where it is none's."""
        gate = self._nodes.get(line)
        return "" if gate is None else self._session.graph.nodes[gate].name
