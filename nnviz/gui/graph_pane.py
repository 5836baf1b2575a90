"""The pane of the computational graph."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from nnviz.drawing.graph_view import Arrangement, arrange, draw_graph, draw_motion
from nnviz.drawing.mark import Drawing, Mark
from nnviz.engine.graph import Graph
from nnviz.gui.pane import Pane
from nnviz.gui.style import Style
from nnviz.session.session import Session

_PLAIN = ("value", "gradient")
_WEIGHTED = ("value", "gradient", "positive", "negative", "thickness")


class GraphPane(Pane[Arrangement]):
    """The computational graph of the session's document: every gate, the values above and the gradients below."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, session, "Computational graph", _PLAIN, parent)

    def _describe(self) -> None:
        is_network, by_neuron = self._session.trainer is not None, _is_scalar(self._session.graph)
        level = "neurons" if by_neuron else "layers"
        self.head.set_trail(f"network › {level}" if is_network else "circuit")
        self.legend.set_entries(_WEIGHTED if is_network and by_neuron else _PLAIN)

    def _subject(self) -> Graph:
        return self._session.graph

    def _arrange(self, subject: object) -> Callable[[], Arrangement]:
        assert isinstance(subject, Graph)
        return lambda: arrange(subject)

    def _draw(self, arrangement: Arrangement) -> Drawing:
        session = self._session
        pointed = session.selection, session.hovered
        return draw_graph(arrangement, session.trace, session.moment, *pointed, updates=self._new_values())

    def _travel(self, arrangement: Arrangement, progress: float) -> Sequence[Mark]:
        return draw_motion(arrangement, self._session.trace, self._session.moment, progress)


def _is_scalar(graph: Graph) -> bool:
    """Whether a network's graph shows its neurons, and not whole layers."""
    return any(node.op == "weighted_sum" for node in graph.nodes)
