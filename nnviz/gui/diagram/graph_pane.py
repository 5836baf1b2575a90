"""The pane of the computational graph."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from nnviz.drawing.asked import Asked
from nnviz.drawing.door import Doors
from nnviz.drawing.graph_view import Arrangement, arrange, draw_graph, draw_motion
from nnviz.drawing.mark import Drawing, Mark, Point
from nnviz.drawing.morph import MOST_MOVED, displaced, draw_moved, moved
from nnviz.drawing.pattern_marks import patterns_of
from nnviz.drawing.stretch import Room
from nnviz.engine.graph import Graph
from nnviz.engine.moment import Moment
from nnviz.engine.trace import Trace
from nnviz.gui.diagram.distortion_chip import DistortionChip
from nnviz.gui.diagram.level_switch import LevelSwitch
from nnviz.gui.diagram.pane import Pane
from nnviz.gui.widget.style import Style
from nnviz.layout.progress import Progress
from nnviz.network.view import scalars
from nnviz.session.session import Session

_PLAIN = ("value", "gradient")
_WEIGHTED = ("value", "gradient", "positive", "negative", "thickness")


@dataclass
class GraphContent:
    """The computational graph of the session's document. ``patterns``: whether gates wear what they do to a gradient."""

    session: Session
    patterns: bool = False
    _drawn: tuple[tuple[Trace, Moment], ...] = ()
    """What was drawn of this graph last, and of the one before it."""

    def subject(self) -> Graph:
        """The graph."""
        return self.session.graph

    def arrange(self, subject: object, room: Room) -> Callable[[Progress], Arrangement]:
        """Its layout."""
        assert isinstance(subject, Graph)
        return lambda progress: arrange(subject, room, progress)

    def draw(self, arrangement: Arrangement) -> Callable[[], Drawing]:
        """Values and gradients as far as the walk has got."""
        session = self.session
        before = [(trace, moment) for trace, moment in self._drawn if trace.graph is not session.graph]
        self._drawn = ((session.trace, session.moment), *before[:1])
        seen = session.seen_key
        pointed = seen(session.selection), seen(session.hovered), {seen(key): lit for key, lit in session.highlights.items()}
        return partial(
            draw_graph, arrangement, session.trace, session.moment, *pointed, new_values(session), self.patterns,
            Doors(session.inner, session.groups), self._asked(),
        )  # fmt: skip

    def is_heavy(self, arrangement: Arrangement) -> bool:
        """Where it is too large to be read whole."""
        return not arrangement.has_texts

    def _asked(self) -> Asked | None:
        asked = self.session.asked
        return None if asked is None else Asked(*asked)

    def travel(self, arrangement: Arrangement, progress: float) -> Sequence[Mark]:
        """Numbers on their wires."""
        return draw_motion(arrangement, self.session.trace, self.session.moment, progress)

    def continues(self, before: object, after: object) -> bool:
        """Whether it is the same graph, looked at more or less closely."""
        return self.session.passage is not None and self.session.passage.joins(before, after)

    def morph(self, before: Arrangement, after: Arrangement) -> Callable[[float], Drawing] | None:
        """The richer of two looks at the same numbers, on its way: into the other one, or out of it."""
        passage = self.session.passage
        if passage is None or self._asked() is not None or len(self._drawn) < 2:
            return None
        if not 0 < max(len(before.faces), len(after.faces)) <= MOST_MOVED:
            return None
        if len(after.faces) >= len(before.faces):
            shifts = displaced(after, before, passage.origin)
            return lambda share: draw_moved(moved(after, shifts, 1 - share), *self._drawn[0])
        shifts, drawn = displaced(before, after, passage.fate), self._drawn[1]
        return lambda share: draw_moved(moved(before, shifts, share), *drawn)

    def place(self, arrangement: Arrangement, key: str) -> Point | None:
        """The node that a key is about, else the gate at work; at the start the left end, in the update the output."""
        session, centers = self.session, arrangement.centers
        found = session.locate(key) if key else None
        node = session.moment.active if found is None else found[0]
        if found is not None:  # of what has been opened, the middle
            graph = arrangement.graph
            name = graph.nodes[found[0]].name
            pieces = [centers[index] for index in centers if session.outermost(graph.nodes[index].name) == name]
            if len(pieces) > 1:
                xs, ys = zip(*pieces, strict=True)
                return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        if node is not None:
            return centers.get(node)
        if session.moment.position:
            return centers.get(arrangement.graph.output)
        left, top, _, height = arrangement.bounds
        return left, top + height / 2

    def trail(self) -> str:
        """Nothing where the switch says what level it is."""
        levels = (*self.session.levels, *self.session.refused)
        return "circuit" if self.session.trainer is None and len(levels) == 1 else ""

    def legend(self, arrangement: Arrangement | None) -> Sequence[str]:
        """Weights are told where they lie on wires, and patterns where gates wear them."""
        weighted = self.session.trainer is not None and is_scalar(self.session.graph)
        asked = self._asked()
        told = self.patterns and (asked is None or asked.kind != "pattern")
        worn = patterns_of(arrangement) if told and arrangement is not None else ()
        return (*(_WEIGHTED if weighted else _PLAIN), *worn)


class GraphPane(Pane[Arrangement]):
    """The computational graph of the session's document: every gate, the values above and the gradients below."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        self._graph = GraphContent(session)
        super().__init__(style, session, "Computational graph", self._graph, parent)
        self.levels = LevelSwitch(style, session, self.head)
        self.head.hold(self.levels)
        self.head.hold(DistortionChip(style, session, self.head))
        self.canvas.menu_asked.connect(self._fill_menu)

    def show_patterns(self, on: bool) -> None:
        """Whether each gate wears its pattern in backward flow, and the legend explains them."""
        self._graph.patterns = on
        self.refresh()


    def _fill_menu(self, menu: QMenu) -> None:
        """What the mouse does to groups by a double click, and a way to close them."""
        session, key = self._session, self._session.selection
        menu.addAction("Open", lambda: session.open_node(key)).setEnabled(session.opens(key))
        menu.addAction("Close the group", lambda: session.close_node(key)).setEnabled(session.closes(key))
        menu.addSeparator()


def new_values(session: Session) -> Mapping[str, float]:
    """In the update: parameter -> the number it will be; single ones also where whole layers are on show, if they are few."""
    updates, trainer = session.updates, session.trainer
    if trainer is not None and updates.keys() >= trainer.parameters.keys() and trainer.view.by_neuron:
        updates = scalars(trainer.model.network, updates)
    return {name: float(value.item()) for name, value in updates.items() if value.size == 1}


def is_scalar(graph: Graph) -> bool:
    """Whether a network's graph shows its neurons, and not whole layers."""
    return any(node.op == "weighted_sum" for node in graph.nodes)
