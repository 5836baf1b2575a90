"""What the loss of one example has to do with the loss of the run, which is plotted."""

import numpy as np

from nnviz.explain.mean import mean_loss
from nnviz.gui.explanation.explained import Explained
from nnviz.gui.explanation.section import Section
from nnviz.gui.mathematics.formula import make_formula
from nnviz.gui.widget.style import Style
from nnviz.network.build import LOSS
from nnviz.session.session import Session
from nnviz.training.outcome import outcome

MOST = 2000
"""Training examples up to which each is told; of more it would be no help, and take its time."""


class RunLossSection(Section):
    """The training loss at this step as the mean over the examples, each with its number."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__(style, session, "In the loss of the run")
        self.view = self.add_view("The training loss")
        self.words = self.add_label("small")

    def has_part(self, explained: Explained) -> bool:
        """The loss of a network with several examples; while training runs, their numbers belong to it."""
        trainer = self._session.trainer
        if trainer is None or self._session.training or explained.node.name != LOSS:
            return False
        return 1 < len(trainer.model.dataset.train) <= MOST and explained.value is not None

    def tell(self, explained: Explained, digits: int) -> None:
        """The mean, the example on show first."""
        session = self._session
        assert session.trainer is not None
        model = session.trainer.model
        rows = model.dataset.train
        losses = outcome(model, session.parameters, *model.example_arrays(rows)).losses
        found = np.flatnonzero(rows == session.example)
        equation = mean_loss(explained.node.name, losses.tolist(), int(found[0]) if len(found) else None)
        self.view.show_formulas([make_formula(equation, explained.writer.graph, digits, apart=True)], (explained.key, False))
        penalties = ", without penalties" if model.objective.l1 or model.objective.l2 else ""
        text = f"The training loss at step {session.step:,} is the mean over the {len(rows):,} training examples{penalties}."
        others = "The one on show comes first." if len(found) else "The one on show is none of them: it is kept for testing."
        self.words.setText(f"{text} {others}")
