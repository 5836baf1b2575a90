"""The pane of the neuron diagram."""

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtWidgets import QWidget

from nnviz.drawing.mark import Drawing, Mark
from nnviz.drawing.neuron_view import NeuronArrangement, arrange_neurons, draw_neurons
from nnviz.gui.pane import Pane
from nnviz.gui.style import Style
from nnviz.network.architecture import Network
from nnviz.session.session import Session

_LEGEND = ("positive", "negative", "thickness", "ring")


class NeuronPane(Pane[NeuronArrangement]):
    """The network of the session's document: layers in columns, weights as colour (sign) and thickness (size)."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, session, "Neurons", _LEGEND, parent)
        self.canvas.set_empty_text("A circuit has no neurons: all of it is in the computational graph.")

    def _describe(self) -> None:
        network = self._subject()
        widths = [] if network is None else [len(network.inputs), *(len(layer.units) for layer in network.layers)]
        self.head.set_trail(" - ".join(map(str, widths)))
        self.legend.set_entries(_LEGEND if network is not None else ())

    def _subject(self) -> Network | None:
        trainer = self._session.trainer
        return None if trainer is None else trainer.model.network

    def _arrange(self, subject: object) -> Callable[[], NeuronArrangement]:
        assert isinstance(subject, Network)
        return lambda: arrange_neurons(subject)

    def _draw(self, arrangement: NeuronArrangement) -> Drawing:
        session = self._session
        parameters = {name: np.asarray(value, np.float64) for name, value in session.parameters.items()}
        pointed = session.selection, session.hovered
        return draw_neurons(
            arrangement, parameters, session.trace, session.moment, *pointed, updates=self._new_values()
        )

    def _travel(self, arrangement: NeuronArrangement, progress: float) -> Sequence[Mark]:
        return ()  # numbers travel in the graph; here the active neuron lights up
