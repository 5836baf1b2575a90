"""The examples as the pictures that they are."""

from PySide6.QtWidgets import QWidget

from nnviz.explain.number import format_number
from nnviz.gui.plot.example_model import answer_text
from nnviz.gui.plot.example_plot import ExamplePlot
from nnviz.gui.widget.picture_grid import PictureGrid, Tile, grey
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session


class PicturePlot(ExamplePlot):
    """Each picture with its class, and what it is taken for where that is wrong."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(style, session, "Pictures", parent)
        self.grid = PictureGrid(style, self._tile)
        self.grid.setAccessibleName("Pictures of the examples")
        self.grid.chosen.connect(self._on_chosen)
        self.grid.activated.connect(self.activated)
        self.set_body(self.grid)
        self._rows = session.board.rows
        self._places: dict[int, int] = {}

    def lack(self) -> str:
        """Pictures."""
        model = self.session.board.model
        return "" if model is not None and model.dataset.album else "These examples are no pictures."

    def show_rows(self, is_new: bool) -> None:
        """Shows the pictures in the board's order."""
        if is_new:
            self._rows = self.session.board.rows
            self._places = {int(row): place for place, row in enumerate(self._rows)}
        self.show_example(self.session.example)
        if is_new and self.session.board.sort != "number":
            self.grid.verticalScrollBar().setValue(0)

    def show_example(self, example: int) -> None:
        """Puts the ring round another."""
        self.grid.show_tiles(len(self._rows), self._places.get(example, -1), self.is_still)

    def _tile(self, number: int) -> Tile:
        board, model = self.session.board, self.model
        row = int(self._rows[number])
        album = model.dataset.album
        assert album is not None
        picture = grey(album.pictures(slice(row, row + 1))[0], 0.0, album.white)
        target, found = answer_text(model, model.examples[1][row]), answer_text(model, board.predictions[row])
        wrong = bool(board.wrong[row])
        tip = f"Example {row + 1:,} ({'test' if board.in_test[row] else 'training'})\ntarget {target}"
        if found:
            tip += f", prediction {found}\nloss {format_number(float(board.losses[row]))}"
        return Tile(picture, f"{target}→{found}" if wrong else target, wrong, tip)

    def _on_chosen(self, number: int) -> None:
        self.session.choose_example(int(self._rows[number]))
