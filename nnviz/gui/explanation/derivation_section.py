"""What the explanation tells of a number: its value, its gradient with every factor, the update, and the way back."""

from collections.abc import Iterable

from nnviz.engine.op import PATTERNS
from nnviz.explain.known import known_sides
from nnviz.explain.passage import derivation, links_of
from nnviz.explain.term import Equation
from nnviz.gui.explanation.explained import Explained
from nnviz.gui.explanation.formula_view import FormulaView
from nnviz.gui.explanation.number_line import NumberLine
from nnviz.gui.explanation.section import Section
from nnviz.gui.mathematics.formula import Formula, make_formula
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session
from nnviz.session.tutor import Tutor

MOST_STEPS, MOST_SENT = 24, 24
"""Gradients of the walk back, and edges of a gate, that are told."""


def show_equations(
    view: FormulaView, explained: Explained, equations: Iterable[Equation], digits: int, *, apart: bool = False,
    gradient: bool = False,
) -> None:
    """Shows equations as far as the walk has computed them; ``gradient``: they are about the number's gradient."""
    known = (known_sides(equation, explained.moment) for equation in equations)
    formulas: list[Formula] = [make_formula(found, explained.writer.graph, digits, apart) for found in known if found is not None]
    view.show_formulas(formulas, (explained.key, gradient))


class ValueSection(Section):
    """The value, and the op over its inputs."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__(style, session, "Value")
        self.number = NumberLine(style, "value", "value")
        self.column.addWidget(self.number)
        self.view = self.add_view("How the value comes about")
        self.array = self.add_label("small")

    def has_part(self, explained: Explained) -> bool:
        """Everything has a value."""
        return True

    def tell(self, explained: Explained, digits: int) -> None:
        """The number, its formula, and of an array which entry it is."""
        self.number.show_number(explained.value, digits)
        leaf = explained.node.is_leaf
        show_equations(self.view, explained, () if leaf else (explained.writer.value(explained.place),), digits)
        at = ", ".join(map(str, explained.place.entry))
        text = f"Entry [{at}] of {explained.shape}."
        if explained.is_picked:
            text = f"{explained.shape} numbers; told of entry [{at}]. Select a cell or a neuron for another one."
        self.array.setText(text)
        self.array.setVisible(bool(explained.shape))


class GradientSection(Section):
    """The gradient by the chain rule, and the formula of every local gradient in it."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__(style, session, "Gradient")
        self.number = NumberLine(style, "gradient", "gradient")
        self.column.addWidget(self.number)
        self.branches = self.add_label("small")
        self.view = self.add_view("How the gradient comes about")
        self.where = self.add_label("small")
        self.locals = self.add_view("The local gradients")
        self.upstream = self.add_label("small")
        self.head = self.add_view("The upstream gradient")

    def has_part(self, explained: Explained) -> bool:
        """A constant has none."""
        return explained.has_gradient

    def tell(self, explained: Explained, digits: int) -> None:
        """The number, the chain or the sum over branches, then the local gradients."""
        writer, place = explained.writer, explained.place
        self.number.show_number(explained.gradient, digits)
        show_equations(self.view, explained, derivation(writer, place), digits, apart=True, gradient=True)
        links = {(link.of, link.by, link.number): link for link in links_of(writer, place)}
        shown = (writer.local(link) for link in links.values())
        show_equations(self.locals, explained, shown, digits, gradient=True)
        self.where.setText("with the local gradients" if len(links) > 1 else "with the local gradient")
        self.where.setVisible(bool(links))
        self._tell_head(explained, digits)
        found = writer.explainer.gradient(place)
        count = len(found.branches)
        text = f"the sum over {count} branches" if count > 1 else ""
        if not count and not found.is_output:
            text = "Nothing leads from here to the output: the gradient is 0."
        self.branches.setText(text)
        self.branches.setVisible(bool(text))


    def _tell_head(self, explained: Explained, digits: int) -> None:
        """The upstream gradient that the product begins with, where it is a sum over branches itself."""
        writer = explained.writer
        head = writer.explainer.chain(explained.place).head
        forks = head != explained.place and len(writer.explainer.gradient(head).branches) > 1
        show_equations(self.head, explained, derivation(writer, head) if forks else (), digits, apart=True, gradient=True)
        self.upstream.setText("with the upstream gradient, a sum over branches")
        self.upstream.setVisible(forks)


class UpdateSection(Section):
    """What the next step makes of a parameter."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__(style, session, "Then the update")
        self._tutor = Tutor(session)
        self.view = self.add_view("The update")
        self.words = self.add_label("small")

    def has_part(self, explained: Explained) -> bool:
        """Parameters that are trained; while training runs they belong to it."""
        return explained.node.op == "parameter" and self._tutor.change(explained.place) is not None

    def tell(self, explained: Explained, digits: int) -> None:
        """The parameter after the step, and by which optimiser."""
        update, change = self._tutor.update, self._tutor.change(explained.place)
        if update is not None and change is not None:
            shown = update.equations(explained.writer, explained.place, change)
            show_equations(self.view, explained, shown, digits, apart=True)
            self.words.setText(update.words())


class GateSection(Section):
    """What the gate does in backward flow."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__(style, session, "The gate")
        self.op, self.pattern = self.add_label("strong"), self.add_label("mute")

    def has_part(self, explained: Explained) -> bool:
        """Leaves are no gates."""
        return not explained.node.is_leaf

    def tell(self, explained: Explained, digits: int) -> None:
        """Its pattern, in a sentence; not while a learner is asked for one."""
        gate, asked = explained.node.gate, self._session.asked
        op = f"{gate.symbol}  {explained.node.op.replace('_', ' ')}"
        told = asked is None or asked[0] != "pattern"
        self.op.setText(f"{op} · {gate.gate}" if told else op)
        self.pattern.setText(PATTERNS[gate.gate])
        self.pattern.setVisible(told)


class WalkSection(Section):
    """The gradients on the way from the output, in the order in which the walk back comes to them."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__(style, session, "The walk back", folds=True)
        self.view = self.add_view("The walk back")

    def has_part(self, explained: Explained) -> bool:
        """Where there is more than one step."""
        found = explained.writer.explainer.gradient(explained.place).branches if explained.has_gradient else ()
        return bool(found) and not all(branch.local.of.node == explained.writer.graph.output for branch in found)

    def tell(self, explained: Explained, digits: int) -> None:
        """A step a line, the last ones where there are many."""
        places = explained.writer.explainer.walk(explained.place, MOST_STEPS)[-MOST_STEPS:]
        show_equations(self.view, explained, (explained.writer.step(at) for at in places), digits, gradient=True)


class SentSection(Section):
    """What a gate sends back to each of its inputs."""

    def __init__(self, style: Style, session: Session) -> None:
        super().__init__(style, session, "Sent back to its inputs", folds=True)
        self.view = self.add_view("Sent back to its inputs")
        self.more = self.add_label("small")

    def has_part(self, explained: Explained) -> bool:
        """Gates that send anything on."""
        return not explained.node.is_leaf and bool(explained.writer.explainer.sent(explained.place, 1))

    def tell(self, explained: Explained, digits: int) -> None:
        """Upstream times local, an edge a line."""
        writer = explained.writer
        branches = writer.explainer.sent(explained.place, MOST_SENT)
        show_equations(self.view, explained, (writer.sent(branch) for branch in branches), digits)
        left = len(writer.explainer.value(explained.place).inputs) - MOST_SENT
        self.more.setText(f"and {left:,} more")
        self.more.setVisible(left > 0)
