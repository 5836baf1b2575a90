"""The decision surface, live, with the examples on it."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from nnviz.drawing.label import label
from nnviz.drawing.mark import Point
from nnviz.drawing.surface_view import Plane, SurfaceSubject, draw_surface, frame_of, nearest, see_surface
from nnviz.explain.number import format_number
from nnviz.gui.plot.chart import Chart
from nnviz.gui.plot.plot import NOT_TRAINED, Option, Plot, Table, is_trained
from nnviz.gui.widget.style import Style
from nnviz.network.forward import predict
from nnviz.session.session import Session
from nnviz.training.surface import Range, side_within

_LIVE, _RESTING = (0.002, 48), (0.012, 120)
"""Seconds that a surface may take in the window's thread, and cells a side at most: while it moves, and at rest."""
_ALL = "all"


class SurfacePlot(Plot):
    """Hover tells inputs and outputs, a click chooses the nearest example, wheel and drag look elsewhere."""

    calm = 1 / 15  # it moves while it trains; the diagrams need the rest of the time

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, session, "Surface", parent)
        self._plane = Plane()
        self._subject: SurfaceSubject | None = None
        self._network: object = None
        self.chart = Chart(style, "Decision surface")
        self.chart.hovered.connect(self._on_hover)
        self.chart.clicked.connect(self._on_click)
        self.chart.zoomed.connect(self._on_zoom)
        self.chart.dragged.connect(self._on_drag)
        self.chart.reset.connect(self._on_reset)
        self.chart.resized.connect(self.refresh)
        style.changed.connect(self.refresh)
        self.set_body(self.chart)

    def lack(self) -> str:
        """A single example shows no surface worth the room until something is trained."""
        return "" if self.session.example_count > 1 or is_trained(self.session) else NOT_TRAINED

    @property
    def options(self) -> tuple[Option, ...]:
        """Which inputs, which output, bands or not."""
        trainer = self.session.trainer
        if trainer is None:
            return ()
        network, dataset = trainer.model.network, trainer.model.dataset
        found = []
        if len(network.inputs) > 2:
            inputs = {str(k): label(name) for k, name in enumerate(network.inputs)}
            found += [Option("x", "Across", inputs, str(self._plane.columns[0])),
                      Option("y", "Up", inputs, str(self._plane.columns[1]))]
        units = network.layers[-1].units
        if len(units) > 1:
            whole: Mapping[str, str] = {_ALL: "All classes"} if dataset.classes is not None else {}
            outputs = {**whole, **{str(k): label(name) for k, name in enumerate(units)}}
            chosen = next(iter(outputs)) if self._plane.output is None else str(self._plane.output)
            found.append(Option("output", "Output", outputs, chosen))
        bands = {"smooth": "Smooth", "discrete": "In bands" if dataset.levels is None else "Decisions only"}
        return (*found, Option("shades", "Colours", bands, "discrete" if self._plane.discrete else "smooth"))

    def choose(self, option: str, choice: str) -> None:
        """Takes a choice of an option."""
        x, y = self._plane.columns
        if option == "shades":
            self._plane = replace(self._plane, discrete=choice == "discrete")
        elif option == "output":
            self._plane = replace(self._plane, output=None if choice == _ALL else int(choice))
        else:
            wanted = int(choice)
            across, up = (wanted, x if wanted == y else y) if option == "x" else (y if wanted == x else x, wanted)
            self._plane = replace(self._plane, columns=(across, up), x=None, y=None)
        self.refresh()

    def draw(self) -> None:
        """Computes the surface with the present parameters, as finely as there is time for, and shows it."""
        session, trainer = self.session, self.session.trainer
        assert trainer is not None
        model = trainer.model
        if model.network is not self._network:
            self._network, self._plane = model.network, Plane(model.dataset.plane, discrete=self._plane.discrete)
        side = side_within(model.network, *(_LIVE if session.hurried else _RESTING))
        self._subject = see_surface(model, session.parameters, session.example, self._plane, side)
        self.chart.set_drawing(draw_surface(self._subject, self.chart.room))

    def table(self) -> Table:
        """A row for each cell: the two inputs, and every output."""
        trainer, subject = self.session.trainer, self._subject
        assert trainer is not None
        assert subject is not None
        surface, network = subject.surface, trainer.model.network
        side = len(surface.predictions)
        middles = [[low + (high - low) * (k + 0.5) / side for k in range(side)] for low, high in (surface.x, surface.y)]
        header = [*(network.inputs[column] for column in surface.columns), *network.layers[-1].units]
        rows = ([x, y, *surface.predictions[row, column].tolist()]
                for row, y in enumerate(middles[1]) for column, x in enumerate(middles[0]))
        return Table(header, rows)

    def _values(self, place: Point | None) -> Point | None:
        if place is None or self._subject is None or self.lack():
            return None
        return frame_of(self._subject.surface, self.chart.room).value(place)

    def _on_hover(self, place: Point | None) -> None:
        values, trainer, subject = self._values(place), self.session.trainer, self._subject
        if values is None or place is None or trainer is None or subject is None:
            self.chart.set_words(())
            return
        model = trainer.model
        inputs = model.examples[0][[subject.example]].copy()
        for column, value in zip(subject.surface.columns, values, strict=True):
            inputs[0, column] = (value - model.dataset.input_mean[column]) / model.dataset.input_scale[column]
        outputs = predict(model.network, model.objective.loss, self.session.parameters, inputs)[0].tolist()
        named = [(model.network.inputs[column], value) for column, value in zip(subject.surface.columns, values, strict=True)]
        named += list(zip(model.network.layers[-1].units, outputs, strict=True))[:6]
        wide = max(len(name) for name, _ in named)
        self.chart.set_words([f"{name.ljust(wide)}  {format_number(value)}" for name, value in named], place)

    def _on_click(self, place: Point) -> None:
        values = self._values(place)
        if values is not None and self._subject is not None and self.session.example_count > 1:
            frame = frame_of(self._subject.surface, self.chart.room)
            self.session.choose_example(nearest(self._subject, frame, *values))

    def _on_zoom(self, place: Point, factor: float) -> None:
        values = self._values(place)
        if values is not None and self._subject is not None:
            x, y = (
                (at + (low - at) * factor, at + (high - at) * factor)
                for at, (low, high) in zip(values, (self._subject.surface.x, self._subject.surface.y), strict=True)
            )
            self._look_at(x, y)

    def _on_drag(self, start: Point, end: Point) -> None:
        before, after = self._values(start), self._values(end)
        if before is not None and after is not None and self._subject is not None:
            (x, y), surface = (before[k] - after[k] for k in (0, 1)), self._subject.surface
            self._look_at((surface.x[0] + x, surface.x[1] + x), (surface.y[0] + y, surface.y[1] + y))

    def _on_reset(self) -> None:
        self._plane = replace(self._plane, x=None, y=None)
        self.refresh()

    def _look_at(self, x: Range, y: Range) -> None:
        if all(high - low > 1e-6 * max(abs(low), abs(high), 1e-6) and high - low < 1e9 for low, high in (x, y)):
            self._plane = replace(self._plane, x=x, y=y)
            self.refresh()
