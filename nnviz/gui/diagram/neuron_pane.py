"""The pane of the neuron diagram."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from nnviz.drawing.asked import Asked
from nnviz.drawing.mark import Drawing, Mark
from nnviz.drawing.neuron_morph import Draw, alike, neuron_morph
from nnviz.drawing.neuron_picture import neuron_pictures, picture_kind
from nnviz.drawing.neuron_view import NeuronArrangement, arrange_neurons, draw_neurons
from nnviz.drawing.stretch import Room
from nnviz.gui.diagram.distortion_chip import DistortionChip
from nnviz.gui.diagram.graph_pane import is_scalar, new_values
from nnviz.gui.diagram.pane import Pane
from nnviz.gui.widget.style import Style
from nnviz.layout.progress import Progress
from nnviz.network.architecture import Network
from nnviz.session.session import Session

_LEGEND = ("positive", "negative", "thickness", "ring")


@dataclass
class NeuronContent:
    """The network of the session's document; a circuit has none. ``pictures``: whether neurons show pictures inside."""

    session: Session
    pictures: bool = False
    _drawn: tuple[tuple[Network, Draw], ...] = ()
    """What drew this network last, and the one before it."""

    def subject(self) -> Network | None:
        """The network."""
        trainer = self.session.trainer
        return None if trainer is None else trainer.model.network

    def arrange(self, subject: object, room: Room) -> Callable[[Progress], NeuronArrangement]:
        """Its layers in columns."""
        assert isinstance(subject, Network)
        return lambda progress: arrange_neurons(subject, room)

    def draw(self, arrangement: NeuronArrangement) -> Callable[[], Drawing]:
        """Weights as they are, activations as far as the walk has got."""
        session = self.session
        trace, moment = session.whole_pass
        trainer = session.trainer
        pictures = neuron_pictures(trainer.model, session.parameters) if self.pictures and trainer is not None else {}
        draw = partial(
            draw_neurons, parameters=session.parameters, trace=trace, moment=moment, selected=session.selection,
            hovered=session.hovered, highlights=session.highlights, updates=new_values(session), asked=self._asked(),
            pictures=pictures,
        )  # fmt: skip
        before = [drawn for drawn in self._drawn if drawn[0] is not arrangement.network]
        self._drawn = ((arrangement.network, draw), *before[:1])
        return partial(draw, arrangement)

    def is_heavy(self, arrangement: NeuronArrangement) -> bool:
        """Never: large layers are folded."""
        return False

    def _asked(self) -> Asked | None:
        asked = self.session.asked
        return None if asked is None else Asked(asked[0], self.session.outermost(asked[1]))

    def travel(self, arrangement: NeuronArrangement, progress: float) -> Sequence[Mark]:
        """Nothing: numbers travel in the graph; here the active neuron lights up."""
        return ()

    def continues(self, before: object, after: object) -> bool:
        """Whether one can have been built from the other by hand, or by undoing that."""
        return isinstance(before, Network) and isinstance(after, Network) and alike(before, after)

    def morph(self, before: NeuronArrangement, after: NeuronArrangement) -> Callable[[float], Drawing] | None:
        """Neurons that stay glide to their places, others come and go."""
        if len(self._drawn) < 2 or self._drawn[1][0] is not before.network:
            return None
        (_, draw_after), (_, draw_before) = self._drawn
        return neuron_morph(before, after, draw_before, draw_after)

    def place(self, arrangement: NeuronArrangement, key: str) -> None:
        """All of it is always in view."""

    def trail(self) -> str:
        """How many neurons each layer has."""
        network = self.subject()
        widths = [] if network is None else [len(network.inputs), *(len(layer.units) for layer in network.layers)]
        return " - ".join(map(str, widths))

    def legend(self, arrangement: NeuronArrangement | None) -> Sequence[str]:
        """What lines and rings mean; of the lines only where the graph's legend says nothing of weights."""
        if self.subject() is None:
            return ()
        inside = self._pictured()
        return (*(_LEGEND[-1:] if is_scalar(self.session.graph) else _LEGEND), *([inside] if inside else []))

    def _pictured(self) -> str:
        """What the pictures in the neurons are: "answers", "pixels", or "" where there are none."""
        trainer = self.session.trainer
        return "" if trainer is None or not self.pictures else picture_kind(trainer.model)


class NeuronPane(Pane[NeuronArrangement]):
    """The network of the session's document: layers in columns, weights as colour (sign) and thickness (size)."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        self._neurons = NeuronContent(session)
        super().__init__(style, session, "Neurons", self._neurons, parent)
        self.head.hold(DistortionChip(style, session, self.head))
        self.canvas.set_empty_text("A circuit has no neurons: all of it is in the computational graph.")

    def show_pictures(self, on: bool) -> None:
        """Whether each neuron shows what it makes of its inputs."""
        self._neurons.pictures = on
        self.refresh()
