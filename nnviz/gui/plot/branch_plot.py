"""The decision surfaces of all branches, side by side."""

from PySide6.QtWidgets import QWidget

from nnviz.drawing.mark import Point
from nnviz.drawing.surface_tile import Tile, draw_tiles, tile_frames
from nnviz.drawing.surface_view import Plane, see_surface
from nnviz.gui.plot.branch_look import branch_token
from nnviz.gui.plot.chart import Chart
from nnviz.gui.plot.plot import Plot, Table
from nnviz.gui.widget.icon import IconButton
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session
from nnviz.training.surface import side_within

_SECONDS, _SIDE = 0.004, 64
ALONE = "There is one branch. Press B to branch from this step, and change a setting."


class BranchPlot(Plot):
    """Each branch where it stands; a click shows it. The one on show moves while it trains."""

    topics = ("document", "values", "timeline")
    calm = 1 / 5

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, session, "Branches", parent)
        self.chart = Chart(style, "Decision surfaces of the branches")
        self.chart.clicked.connect(self._on_click)
        self.chart.resized.connect(self.refresh)
        style.changed.connect(self.refresh)
        self.level = IconButton(style, "play", "Train all branches to the step of the furthest", "Shift+B", size=14, parent=self)
        self.level.clicked.connect(session.train_all)
        self.tools = (self.level,)
        self.set_body(self.chart)

    def lack(self) -> str:
        """Two branches, to be compared."""
        return "" if len(self.session.branches) > 1 else ALONE

    def draw(self) -> None:
        """Computes a surface for each branch."""
        session = self.session
        self.level.setEnabled(not session.even)
        tiles = []
        for branch, title in session.branches.items():
            shown, model = branch is session.branch, branch.trainer.model
            parameters, step = (session.parameters, session.step) if shown else (branch.trainer.parameters, branch.trainer.step)
            example = min(session.example, model.dataset.count - 1)
            side = side_within(model.network, _SECONDS, _SIDE)
            subject = see_surface(model, parameters, example, Plane(model.dataset.plane), side)
            tiles.append(Tile(title, f"step {step:,}", branch_token(branch), shown, subject))
        self.chart.set_drawing(draw_tiles(tiles, self.chart.room))

    def table(self) -> Table:
        """A row for each branch: where it came from, where it stands, and its losses there."""
        rows = []
        for branch, title in self.session.branches.items():
            trainer = branch.trainer
            losses = trainer.history.evaluations.losses_at(trainer.step)
            rows.append([title, branch.start, trainer.step, *("" if loss is None else loss for loss in losses.values())])
        return Table(["branch", "from step", "step", "train loss", "test loss"], rows)

    def _on_click(self, place: Point) -> None:
        branches = list(self.session.branches)
        for branch, frame in zip(branches, tile_frames(len(branches), self.chart.room), strict=True):
            if frame.left <= place[0] <= frame.left + frame.width and frame.top <= place[1] <= frame.top + frame.height:
                self.session.switch(branch)
