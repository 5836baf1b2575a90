"""What is written of a session as a document to be read: worked out, and set, in whatever thread it is called."""

from collections.abc import Iterator

from nnviz.drawing.solution_picture import solution_pictures
from nnviz.explain.block import Block, Picture
from nnviz.explain.derivation import Explainer
from nnviz.explain.format import Format
from nnviz.explain.place import Asked
from nnviz.explain.solution import asked_for, number_count, solution
from nnviz.explain.writer import Writer
from nnviz.gui.explanation.explained import Explained
from nnviz.session.session import Session
from nnviz.training.trainer import Trainer
from nnviz.training.way import WAY

_BLOCKS_A_NUMBER = 2  # so many at most: a heading and its derivation


class Handout:
    """The worked solution of what a session shows, or all that there is to say of one number.

    What it needs is taken from the session when it is made: the graph at its level, and the run, which must stand still, at its
    step.
    """

    def __init__(self, session: Session, asked: Explained | None, form: Format) -> None:
        self._asked, self._form, self._graph = asked, form, session.graph
        self._writer = Writer(Explainer(session.trace)) if asked is None else asked.writer
        self._document, self._example, trainer = session.document, session.example, session.trainer
        self._run = None if trainer is None else trainer.keep()
        if trainer is not None and self._run is not None:
            self._run.checkpoints.keep(trainer.states(present=True)[-1])
        self._expected = _BLOCKS_A_NUMBER * number_count(self._writer) if asked is None else 1
        self._written = 0
        self._cancelled = False

    @property
    def progress(self) -> float:
        """How much of it is written, from 0 to 1: a guess."""
        return min(self._written / self._expected, 1.0)

    def cancel(self) -> None:
        """Stops after the derivation at hand."""
        self._cancelled = True

    def write(self) -> str:
        """All of it; cut short where it was cancelled."""
        return self._form.render(self._counted())

    def _counted(self) -> Iterator[Block]:
        for block in self._blocks():
            WAY.breathe()
            if self._cancelled:
                return
            yield block
            self._written += 1

    def _blocks(self) -> Iterator[Block]:
        trainer = None if self._run is None else Trainer.taken_up(self._run)
        title = self._document.title
        if self._asked is not None:
            return asked_for(self._writer, title, Asked(self._asked.place), trainer, self._example)
        pictures: tuple[Picture, ...] = ()
        if self._form.has_pictures:
            network = None if trainer is None else (trainer.model.network, trainer.parameters)
            pictures = solution_pictures(self._graph, self._writer.explainer.trace, network)
        return solution(self._writer, title, self._document.description, pictures, trainer, self._example)
