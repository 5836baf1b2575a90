"""A small drawing, and a style, for the tests of canvases."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication

from nnviz.drawing.mark import Box, Circle, Curve, Drawing, Text
from nnviz.gui.widget.style import Style


def small_drawing(shift: float = 0.0, value: str = "0.5932699921071872") -> Drawing:
    """Two nodes, "a" at (50, 50) and "b" at (250, 50), a wire "w" between them and a bend "v" below."""
    marks = (
        Curve(((70, 50), (230, 50)), key="w", tip="w = 0.4"),
        Curve(((70, 50), (150, 50), (150, 150), (230, 150)), cubic=True, key="v"),
        Circle(50, 50, 20, key="a", tip=f"a = {value}"),
        Box(230, 30, 40, 40, key="b", tip="b = 2"),
        Text(150, 35, value[:6], color="value", mono=True, halo=True, key="a", tip=value),
    )
    return Drawing(marks, (0.0 + shift, 0.0, 300.0, 200.0))


@contextmanager
def fresh_style(app: QApplication, choice: str = "light") -> Iterator[Style]:
    """A style that is taken off again."""
    style = Style(app, choice)
    try:
        yield style
    finally:
        app.setStyleSheet("")
        style.deleteLater()
