"""The gradient check in the window: every parameter against central differences, and what the step does to them."""

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from nnviz.drawing.check_view import CheckFrame, draw_check, step_text
from nnviz.engine.check import TOLERANCE
from nnviz.engine.sweep import EPSILONS, nearest_step, worst_errors
from nnviz.explain.number import format_number
from nnviz.gui.dialog.check_model import CheckModel
from nnviz.gui.plot.chart import Chart
from nnviz.gui.widget.errand import Errand
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.leaf_name import leaf_name
from nnviz.gui.widget.row_view import RowView
from nnviz.gui.widget.style import Style, set_role, set_state
from nnviz.gui.widget.switch import Switch
from nnviz.session.gradient_check import GradientCheck
from nnviz.session.session import Session

_REST = 300  # without another document, before the last one's numbers are checked
_USUAL = nearest_step(1e-5)
_WHY = (
    "A central difference is (E(x + ε) − E(x − ε)) / 2ε. A large ε steps off the tangent: the error grows with ε² (truncation). "
    "A small ε subtracts two numbers that are almost the same, and few of their digits are left (rounding)."
)
_AS_COMMAND = "Find ε by itself"
_AS_COMMAND_TIP = "As the command nnviz check does: an extrapolated difference, at the first of 1e-3, 1e-4 and 1e-6 that settles it"


class CheckDialog(QDialog):
    """Runs a check off the window's thread when it is shown. A row selects its number in the session."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._session = style, session
        self._check: GradientCheck | None = None
        self._errand = Errand(self, self._look)
        self.setWindowTitle("Gradient check")
        self.what, self.verdict, self.why = _label("mute"), _label("strong"), _label("small")
        self.progress = QProgressBar(textVisible=False)
        self.again = QPushButton("Check again")
        self.automatic = Switch(style, _AS_COMMAND)
        self.automatic.setToolTip(_AS_COMMAND_TIP)
        self.automatic.setChecked(True)
        self.slider = QSlider(Qt.Orientation.Horizontal, minimum=0, maximum=len(EPSILONS) - 1, value=len(EPSILONS) - 1 - _USUAL)
        self.epsilon = QLabel()
        self.chart = Chart(style, "Worst relative error by step")
        self.model = CheckModel(style, self)
        self.table = RowView("Gradients by backpropagation and by central differences")
        self._rest = QTimer(self, interval=_REST, singleShot=True)
        self._rest.timeout.connect(self.start)
        self._arrange()
        self.again.clicked.connect(self._on_button)
        self.slider.valueChanged.connect(self._on_slider)
        self.automatic.toggled.connect(self._show_found)
        self.chart.clicked.connect(self._on_chart)
        self.chart.resized.connect(self._draw)
        self.table.clicked.connect(self._on_row)
        self.table.activated.connect(self._on_row)
        Follower(session, self, self._grow_stale, "values")
        Follower(session, self, self._forget, "document")
        self.start()

    @property
    def running(self) -> bool:
        """Whether the check is under way, or about to be."""
        return self._errand.running or self._rest.isActive()

    @property
    def step(self) -> int | None:
        """Which of EPSILONS is chosen, None where it is found by itself."""
        return None if self.automatic.isChecked() else len(EPSILONS) - 1 - self.slider.value()

    def start(self) -> None:
        """Checks the numbers as they are now; what was under way before is dropped."""
        self._stop()
        self._check = GradientCheck(self._session)
        self.again.setText("Cancel")
        self._errand.begin(self._check.run)
        self._look()

    def reject(self) -> None:
        """Escape, its button and the window's close it; nobody waits for the rest."""
        self._stop()
        super().reject()

    def _stop(self) -> None:
        if self._check is not None:
            self._check.cancel()
        self._errand.drop()
        self._rest.stop()

    def _on_button(self) -> None:
        if self.running and self._check is not None:
            self._check.cancel()  # the job ends after the number at hand, and what it has found is shown
        else:
            self.start()

    def _look(self) -> None:
        """How far the work is; its result once it is done."""
        if self._errand.end():
            self.again.setText("Check again")
        self._show_found()

    def _show_found(self) -> None:
        check = self._check
        if check is None:
            return
        self.progress.setRange(0, max(check.count, 1))
        self.progress.setValue(len(check.found))
        self.progress.setVisible(self.running)
        self.what.setText(_said(check))
        if not self.running:
            self._judge(check)
            self.model.show_rows(check.comparisons(self.step), self._name)
        else:
            self._say(f"{len(check.found):,} of {check.count:,} compared" if check.count else "Computing the gradients", "")
        step = self.step
        self.epsilon.setText("" if step is None else f"ε = {step_text(EPSILONS[step])}")
        self._draw()

    def _judge(self, check: GradientCheck) -> None:
        """The verdict of the command."""
        result, worst = check.result, check.result.worst
        if worst is None:
            self._say("Nothing was compared", "")
            return
        good = sum(comparison.relative_error <= TOLERANCE for comparison in result.comparisons)
        cut = "" if len(check.found) == check.count else f"; cancelled after {len(check.found):,}"
        worst_text = f"worst {format_number(worst.relative_error)}, {self._name(worst.name)}"
        self._say(f"●  {good:,} of {len(check.found):,} agree, {worst_text}{cut}", "ok" if result.ok else "bad")

    def _name(self, key: str) -> str:
        """What a number is called in the graph on show."""
        return leaf_name(self._session.seen_key(key), self._session.document.network)

    def _say(self, text: str, verdict: str) -> None:
        self.verdict.setText(text)
        set_state(self.verdict, "verdict", verdict)

    def _draw(self) -> None:
        errors = worst_errors(self._check.found) if self._check is not None and not self.running else ()
        self.chart.set_drawing(draw_check(EPSILONS, errors, TOLERANCE, self.step, self.chart.room))

    def _on_slider(self) -> None:
        if self.automatic.isChecked():
            self.automatic.setChecked(False)  # shows what is chosen
        else:
            self._show_found()

    def _on_chart(self, place: tuple[float, float]) -> None:
        step = nearest_step(CheckFrame(self.chart.room, EPSILONS).epsilon(place[0]))
        self.slider.setValue(len(EPSILONS) - 1 - step)
        self.automatic.setChecked(False)

    def _on_row(self, index: QModelIndex) -> None:
        self._session.select(self._session.seen_key(self.model.rows[index.row()].name))

    def _grow_stale(self) -> None:
        """The numbers were changed, or trained: what is shown is of those before."""
        if self._check is not None and not self.running:
            self.what.setText(f"{_said(self._check)}. The numbers have changed since.")

    def _forget(self) -> None:
        """Another document: its own numbers are checked, unless yet another follows on its heels."""
        if self._check is not None and self._check.is_of(self._session):
            self._show_found()  # another level, at which numbers may be called otherwise
            return
        self._stop()
        self._check = None
        self.model.show_rows((), self._name)
        self._say("Computing the gradients", "")
        self._draw()
        self._rest.start()

    def _arrange(self) -> None:
        px = self._style.px
        page = QVBoxLayout(self)
        page.setContentsMargins(px(20), px(16), px(20), px(16))
        page.setSpacing(px(8))
        title = QLabel("Gradient check")
        set_role(title, "title")
        head, choice = QHBoxLayout(), QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.again)
        set_role(self.epsilon, "mono")
        self.epsilon.setMinimumWidth(px(96))
        self.slider.setAccessibleName("Step ε")
        for widget, stretch in ((self.automatic, 0), (self.slider, 1), (self.epsilon, 0)):
            choice.addWidget(widget, stretch)
        choice.setSpacing(px(12))
        self.why.setText(_WHY)
        self.chart.setMinimumHeight(px(190))
        self._arrange_table()
        page.addLayout(head)
        for part in (self.what, self.verdict, self.progress, self.chart):
            page.addWidget(part)
        page.addLayout(choice)
        page.addWidget(self.why)
        page.addWidget(self.table, 1)
        self.resize(px(560), px(660))

    def _arrange_table(self) -> None:
        self.table.setModel(self.model)
        self.table.verticalHeader().setDefaultSectionSize(self._style.px(24))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)


def _said(check: GradientCheck) -> str:
    """What was checked."""
    at = "" if check.step is None else f" at step {check.step:,}"
    plural = f"{check.kind}{'s' * (check.total != 1)}"
    if check.count < check.total:
        return f"{check.count:,} of {check.total:,} {plural}, drawn at random{at}"
    return f"{check.total:,} {plural}{at}" if check.total else f"Every {check.kind}{at}"


def _label(role: str) -> QLabel:
    label = QLabel()
    set_role(label, role)
    label.setWordWrap(True)
    return label
