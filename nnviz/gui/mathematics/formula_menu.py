"""Copying formulas: as LaTeX, Markdown, plain text or a picture."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from nnviz.explain.block import Block, Display
from nnviz.explain.latex import latex_body
from nnviz.explain.markdown import to_markdown
from nnviz.explain.number import full_number
from nnviz.explain.text import to_text
from nnviz.gui.mathematics.formula import Formula
from nnviz.gui.mathematics.formula_picture import to_mime
from nnviz.gui.widget.style import Style

RENDERERS: dict[str, Callable[[Sequence[Block], int], str]] = {
    "Copy as LaTeX": latex_body, "Copy as Markdown": to_markdown, "Copy as text": to_text,
}  # fmt: skip
"""Title -> what renders blocks."""

_SIZE, _ROOM = 20.0, 900.0  # of a picture, in pixels


def formula_menu(parent: QWidget, style: Style, formulas: Sequence[Formula], number: float | None = None) -> QMenu:
    """A menu that copies formulas as they are shown; first of all the ``number`` that was pointed at, with all its digits."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if number is not None:
        menu.addAction(f"Copy {full_number(number)}", lambda: QGuiApplication.clipboard().setText(full_number(number)))
        menu.addSeparator()
    fill_copy_menu(menu, style, lambda: formulas)
    return menu


def fill_copy_menu(menu: QMenu, style: Style, formulas: Callable[[], Sequence[Formula]]) -> None:
    """Adds what copies the formulas that there are when it is chosen."""
    for title, render in RENDERERS.items():
        menu.addAction(title, partial(_copy_text, formulas, render))
    menu.addAction("Copy as a picture", partial(_copy_picture, formulas, style))


def _copy_text(formulas: Callable[[], Sequence[Formula]], render: Callable[[Sequence[Block], int], str]) -> None:
    shown = formulas()
    if shown:
        blocks = (Display(tuple(formula.equation for formula in shown)),)
        QGuiApplication.clipboard().setText(render(blocks, shown[0].digits))


def _copy_picture(formulas: Callable[[], Sequence[Formula]], style: Style) -> None:
    shown = formulas()
    if shown:
        QGuiApplication.clipboard().setMimeData(to_mime(shown, style, _SIZE, _ROOM))
