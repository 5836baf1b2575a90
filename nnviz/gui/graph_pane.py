"""The pane of the computational graph."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from nnviz.drawing.graph_view import Arrangement, arrange, draw_graph, draw_motion
from nnviz.drawing.mark import Drawing, Mark
from nnviz.engine.graph import Graph
from nnviz.gui.pane import Pane
from nnviz.gui.style import Style
from nnviz.session.session import Session

_CIRCUIT = ("value", "gradient")
_NETWORK = ("value", "gradient", "positive", "negative", "thickness")


class GraphPane(Pane[Arrangement]):
    """The computational graph of the session's document: every gate, the values above and the gradients below."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, session, "Computational graph", _CIRCUIT, parent)

    def _describe(self) -> None:
        document = self._session.document
        self.canvas.set_empty_text("Open a document, or choose one from the examples.")
        if document is None:
            trail = ""
        elif document.network is None:
            trail = "circuit"
        else:
            trail = "network › neurons" if _is_scalar(self._session.graph) else "network › layers"
        self.head.set_trail(trail)
        self.legend.set_entries(_CIRCUIT if document is None or document.network is None else _NETWORK)

    def _subject(self) -> Graph | None:
        return self._session.graph if self._session.document is not None else None

    def _arrange(self, subject: object) -> Callable[[], Arrangement]:
        assert isinstance(subject, Graph)
        return lambda: arrange(subject)

    def _draw(self, arrangement: Arrangement) -> Drawing:
        session = self._session
        return draw_graph(arrangement, session.trace, session.moment, session.selection, session.hovered)

    def _travel(self, arrangement: Arrangement, progress: float) -> Sequence[Mark]:
        return draw_motion(arrangement, self._session.trace, self._session.moment, progress)


def _is_scalar(graph: Graph) -> bool:
    """Whether a network's graph shows its neurons, and not whole layers."""
    return any(node.op == "weighted_sum" for node in graph.nodes)
