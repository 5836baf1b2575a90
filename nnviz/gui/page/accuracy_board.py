"""Accuracy under every distortion: measured off the window's thread whenever the network has come to rest."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from nnviz.data.distortion import DISTORTIONS
from nnviz.gui.page.accuracy_plot import AccuracyPlot
from nnviz.gui.page.page import heading
from nnviz.gui.widget.errand import Errand
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.segmented_control import SegmentedControl
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.invariance_lab import InvarianceLab, refusal
from nnviz.session.invariance_race import NOBODY, RIVALS, InvarianceRace
from nnviz.session.session import Session

_PLOT_HEIGHT = 128
_UNTRAINED = "Not trained yet: choose Epoch, then play."


class AccuracyBoard(QWidget):
    """A plot for each distortion, for the session's network and a rival that the user picks."""

    def __init__(self, style: Style, session: Session, lab: InvarianceLab, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._session, self._lab = style, session, lab
        self.race: InvarianceRace | None = None
        self._errand = Errand(self, self._look)
        self.measure, self.measured = QPushButton("Measure"), QLabel()
        self.plots = {name: AccuracyPlot(style, name) for name in DISTORTIONS}
        self.rivals = SegmentedControl(style, "Compare with the same network on", RIVALS)
        self.progress = QProgressBar(textVisible=False)
        set_role(self, "panel")
        self._arrange()
        self.measure.clicked.connect(self._on_measure)
        self.rivals.chosen.connect(self.start)
        for plot in self.plots.values():
            plot.picked.connect(lab.set_amount)
            plot.resized.connect(self.refresh)
        Follower(lab, self, self.refresh, "distortion")
        Follower(session, self, self._follow_session, "running", "values")
        style.changed.connect(self._restyle)
        self._restyle()

    @property
    def measuring(self) -> bool:
        """Whether a race is under way."""
        return self._errand.running

    def start(self) -> None:
        """Measures the network as it is now; what was under way before is dropped."""
        self.stop()
        if refusal(self._session) or self._session.running:
            return
        self.race = InvarianceRace(self._session, self.rivals.choice)
        self._errand.begin(self.race.run)
        self._look()

    def stop(self) -> None:
        """Drops what is under way, and what has been measured."""
        if self.race is not None:
            self.race.cancel()
        self.race = None
        self._errand.drop()

    def refresh(self) -> None:
        """Shows what has been measured so far, and the present amounts."""
        if refusal(self._session) or not self.isVisible():
            return
        race, shape = self.race, self._lab.shape
        found = {} if race is None else dict(race.curves)
        for name, plot in self.plots.items():
            plot.show_curves({who: list(curves[name]) for who, curves in found.items()}, self._lab.amounts[name], shape)
        self.progress.setVisible(self.measuring)
        self.progress.setValue(0 if race is None else round(100 * race.progress))
        self.measure.setText("Cancel" if self.measuring else "Measure")
        self.measured.setText(self._said())

    def _look(self) -> None:
        self._errand.end()
        self.refresh()

    def _on_measure(self) -> None:
        if self.race is not None and self.measuring:
            self.race.cancel()  # the job ends after the point at hand, and what it has found is shown
        else:
            self.start()

    def _follow_session(self) -> None:
        """Once it rests, what has been trained is measured."""
        is_old = self.race is None or not self.race.is_of(self._session)
        if self.isVisible() and is_old and not self._session.running:
            self.start()
        elif is_old:
            self.refresh()

    def _said(self) -> str:
        race = self.race
        if self._session.step == 0:
            return _UNTRAINED
        if race is None:
            return ""
        rival = "" if race.rival == NOBODY else f"; dashed: the same on {RIVALS[race.rival]}, trained as long"
        stale = "" if race.is_of(self._session) else ". The network is another since"
        return f"{len(race.rows):,} {race.split} examples at step {race.step:,}{rival}{stale}."

    def _arrange(self) -> None:
        self._column = QVBoxLayout(self)
        head, rivals = QHBoxLayout(), QHBoxLayout()
        head.addWidget(heading("ACCURACY"), 1)
        head.addWidget(self.measure)
        compare = QLabel("Compare with")
        set_role(compare, "mute")
        rivals.addWidget(compare)
        rivals.addStretch(1)
        rivals.addWidget(self.rivals)
        self._grid = QGridLayout()
        for number, plot in enumerate(self.plots.values()):
            self._grid.addWidget(plot, number // 2, number % 2)
        set_role(self.measured, "small")
        self.measured.setWordWrap(True)
        self._column.addLayout(head)
        self._column.addWidget(self.progress)
        self._column.addLayout(self._grid, 1)
        self._column.addWidget(self.measured)
        self._column.addLayout(rivals)

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setContentsMargins(px(16), px(12), px(16), px(12))
        self._column.setSpacing(px(10))
        self._grid.setSpacing(px(8))
        for plot in self.plots.values():
            plot.setMinimumHeight(px(_PLOT_HEIGHT))
