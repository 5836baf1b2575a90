"""The Jacobian of a gate on arrays: what it would be, what it looks like, and what is done instead."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from nnviz.data.memory import readable_bytes
from nnviz.engine.trace import Trace
from nnviz.explain.jacobian import LARGEST, Jacobian, jacobians, matrix, sketch
from nnviz.explain.number import full_number
from nnviz.gui.explanation.derivation_section import show_equations
from nnviz.gui.explanation.explained import Explained
from nnviz.gui.explanation.jacobian_picture import JacobianPicture
from nnviz.gui.explanation.section import Section
from nnviz.gui.widget.choice_box import ChoiceBox
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.session import Session

PATTERN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "diagonal": "diagonal: each number comes from one input alone",
        "sparse": "at most one entry in a row",
        "blocks": "in blocks: numbers of one row come together",
        "dense": "dense: every number comes from every input",
    }
)
_FACTS = ("Shape", "It would take", "Pattern", "Not zero")
_SKETCH = 96.0
_MOST_INPUTS = 24


class JacobianSection(Section):
    """For each input of a gate on arrays, the Jacobian that nobody forms."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__(style, session, "Jacobian")
        self._found: tuple[Trace, int, tuple[Jacobian, ...]] | None = None
        self.inputs = ChoiceBox(style, "Jacobian by which input", {})
        self.inputs.chosen.connect(self._retell)
        self.column.addWidget(self.inputs)
        self.facts = _FactGrid(style)
        self.column.addWidget(self.facts)
        self.why_not = self.add_label("small")
        self.picture = JacobianPicture(style)
        self.column.addWidget(self.picture)
        self.instead = self.add_label("small")
        self.view = self.add_view("The vector-Jacobian product")
        self.cost = self.add_label("small")

    def has_part(self, explained: Explained) -> bool:
        """Gates on arrays have one."""
        return bool(self._jacobians(explained))

    def tell(self, explained: Explained, digits: int) -> None:
        """Its size, its pattern, its picture, and the product."""
        found = self._jacobians(explained)
        titles = {str(jacobian.position): _title(explained, jacobian) for jacobian in found[:_MOST_INPUTS]}
        before = self.inputs.choice
        self.inputs.offer(titles)
        self.inputs.choose(before if before in titles else next(iter(titles)))
        self.inputs.setVisible(len(found) > 1)
        jacobian = next(jacobian for jacobian in found if str(jacobian.position) == self.inputs.choice)
        rows, columns = jacobian.shape
        share = "" if jacobian.nonzeros == jacobian.size else f" of {jacobian.size:,}"
        self.facts.show_facts(
            f"{rows:,} × {columns:,}", _size(jacobian),
            PATTERN_WORDS[jacobian.pattern], f"at most {jacobian.nonzeros:,}{share}",
        )
        self._show_picture(explained, jacobian)
        self.instead.setText("What is done instead, a vector-Jacobian product:")
        show_equations(self.view, explained, jacobian.equations, digits, gradient=True)
        self.cost.setText(_cost(jacobian))

    def restyle(self) -> None:
        """Takes up the present scale."""
        super().restyle()
        facts = self.findChild(_FactGrid)
        if facts is not None:
            facts.restyle()

    def _jacobians(self, explained: Explained) -> tuple[Jacobian, ...]:
        """Found once for a trace."""
        trace, gate = explained.writer.explainer.trace, explained.place.node
        if self._found is None or self._found[:2] != (trace, gate):
            self._found = trace, gate, jacobians(trace, gate)
        return self._found[2]

    def _show_picture(self, explained: Explained, jacobian: Jacobian) -> None:
        trace = explained.writer.explainer.trace
        rows, columns = jacobian.shape
        known = explained.moment.knows_value(jacobian.gate)
        self.picture.setVisible(known or not jacobian.is_small)
        self.why_not.setVisible(not (known and jacobian.is_small))
        if not jacobian.is_small:
            entries = sketch(trace, jacobian)
            self.why_not.setText(f"Not formed: pictures go up to {LARGEST} × {LARGEST}. In outline:")
            self.picture.show_matrix(entries, f"Outline of the Jacobian: {jacobian.pattern}", None, _SKETCH)
            return
        self.why_not.setText(f"Its entries are known once {explained.node.name} has been computed.")
        if known:
            entries = matrix(trace, jacobian)
            tip = lambda row, column: _entry_tip(explained, jacobian, row, column, float(entries[row, column]))  # noqa: E731
            self.picture.show_matrix(entries, f"The Jacobian, {rows} × {columns}", tip)


class _FactGrid(QWidget):
    """Short facts, a line each."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self.texts = []
        for row, name in enumerate(_FACTS):
            label, text = QLabel(name), QLabel()
            set_role(label, "mute")
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setAccessibleName(name)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)
            self.texts.append(text)
        self.restyle()

    def show_facts(self, *facts: str) -> None:
        """The facts of _FACTS, in order."""
        for label, text in zip(self.texts, facts, strict=True):
            label.setText(text)

    def restyle(self) -> None:
        """Takes up the present scale."""
        self._grid.setContentsMargins(0, self._style.px(2), 0, self._style.px(4))
        self._grid.setHorizontalSpacing(self._style.px(12))
        self._grid.setVerticalSpacing(self._style.px(3))


def _title(explained: Explained, jacobian: Jacobian) -> str:
    """Of the gate by which input; one that feeds the gate twice is told apart by its place."""
    graph = explained.writer.graph
    names = [graph.nodes[index].name for index in explained.node.inputs]
    name = names[jacobian.position]
    twice = f", input {jacobian.position + 1}" if names.count(name) > 1 else ""
    return f"∂{explained.node.name}/∂{name}{twice}"


def _entry_tip(explained: Explained, jacobian: Jacobian, row: int, column: int, number: float) -> str:
    of = _entry_name(explained.node.name, row, jacobian.rows)
    source = explained.writer.graph.nodes[explained.node.inputs[jacobian.position]].name
    return f"∂{of}/∂{_entry_name(source, column, jacobian.columns)} = {full_number(number)}"


def _entry_name(name: str, flat: int, shape: tuple[int, ...]) -> str:
    return f"{name}[{','.join(str(k) for k in np.unravel_index(flat, shape))}]" if shape else name


def _size(jacobian: Jacobian) -> str:
    """How much memory it would take, and to the byte."""
    exactly = f"{jacobian.size_in_bytes:,} bytes"
    return exactly if jacobian.size_in_bytes < 1000 else f"{readable_bytes(jacobian.size_in_bytes)} ({exactly})"


def _cost(jacobian: Jacobian) -> str:
    """What the product takes."""
    times = jacobian.multiplications
    work = f"{times:,} multiplication{'s' * (times != 1)}" if times else "No multiplication"
    added = ", summed to the input's shape" if jacobian.adds else ""
    saved = f", not {readable_bytes(jacobian.size_in_bytes)}" if jacobian.size_in_bytes > 10 * jacobian.product_bytes else ""
    return f"{work}{added}; {readable_bytes(jacobian.product_bytes)} in and out{saved}."
