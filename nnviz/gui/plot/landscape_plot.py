"""The loss along two directions in the space of all parameters, with the path that training has taken."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from nnviz.drawing.landscape_view import LandscapeSubject, draw_landscape, landscape_frame, nearest_step
from nnviz.drawing.mark import Point
from nnviz.explain.number import format_number
from nnviz.gui.plot.chart import Chart
from nnviz.gui.plot.plot import Option, Plot, Table
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session
from nnviz.training.landscape import DIRECTIONS, Landscape
from nnviz.training.surface import plane

_TAKING, _SOON = 0.008, 25
"""Seconds of computing in the window's thread for one picture, and milliseconds until the next."""


class LandscapePlot(Plot):
    """Computed a little at a time, coarsely first. A click on the path goes to that step, the pointer reads the loss."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, session, "Loss surface", parent)
        self._kind = "path"
        self._landscape: Landscape | None = None
        self._of: tuple[object, ...] = ()
        self._examples: object = None
        self.subject: LandscapeSubject | None = None
        self.chart = Chart(style, "Loss surface")
        self.chart.hovered.connect(self._on_hover)
        self.chart.clicked.connect(self._on_click)
        self.chart.resized.connect(self.refresh)
        style.changed.connect(self.refresh)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.refresh)
        self.set_body(self.chart)

    @property
    def options(self) -> tuple[Option, ...]:
        """Which two directions."""
        return (Option("directions", "Directions", DIRECTIONS, self._kind),)

    def choose(self, option: str, choice: str) -> None:
        """Takes a choice of an option."""
        self._kind, self._landscape = choice, None
        self.refresh()

    def draw(self) -> None:
        """Shows what is computed, and computes on."""
        session, trainer = self.session, self.session.trainer
        assert trainer is not None
        states = {state.step: state for state in trainer.states(present=not session.training)}
        path = [states[step] for step in sorted(states)]
        landscape, model = self._landscape, trainer.model
        of = trainer, model.objective, self._kind, 0 if session.training else path[-1].step
        same = self._examples is model.examples and of[:3] == self._of[:3] and (session.training or of == self._of)
        if landscape is None or not same or not landscape.follow(path):
            landscape = self._landscape = Landscape(model, path, self._kind)
            self._examples, self._of = model.examples, of
        landscape.take(_TAKING)
        if not landscape.complete:
            self._soon.start()
        if landscape.losses is None:
            return
        shares = landscape.directions.shares
        names = [f"direction {k + 1}" + (f", {share:.0%} of the path" if share else "") for k, share in enumerate(shares)]
        self.subject = LandscapeSubject(
            landscape.losses, landscape.x, landscape.y, landscape.path, landscape.steps, session.step, (names[0], names[1])
        )
        self.chart.set_drawing(draw_landscape(self.subject, self.chart.room))

    def table(self) -> Table:
        """A row for each cell: its place along the two directions, and the loss."""
        subject = self.subject
        assert subject is not None
        places = plane(subject.x, subject.y, len(subject.losses)).tolist()
        rows = ([x, y, loss] for (x, y), loss in zip(places, subject.losses.ravel().tolist(), strict=True))
        return Table(["direction 1", "direction 2", "loss"], rows)

    def _on_hover(self, place: Point | None) -> None:
        landscape, subject = self._landscape, self.subject
        values = None if place is None or subject is None else landscape_frame(subject, self.chart.room).value(place)
        if values is None or place is None or subject is None or landscape is None or self.lack():
            self.chart.set_words(())
            return
        words = [f"loss  {format_number(landscape.loss_at(values))}"]
        step = nearest_step(subject, landscape_frame(subject, self.chart.room), place)
        self.chart.set_words(words if step is None else [f"step  {step:,}", *words], place)

    def _on_click(self, place: Point) -> None:
        if self.subject is not None and not self.lack():
            step = nearest_step(self.subject, landscape_frame(self.subject, self.chart.room), place)
            if step is not None:
                self.session.go_to_step(step)
