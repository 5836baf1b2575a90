"""The timeline of the run: which branch, which of its steps, and what was marked on the way."""

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from nnviz.gui.plot.branch_look import branch_token
from nnviz.gui.widget.figure_label import FigureLabel
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.icon import IconButton
from nnviz.gui.widget.style import Style, set_role
from nnviz.gui.window.course import Course, Lane
from nnviz.gui.window.name_field import NameField
from nnviz.gui.window.track import Track
from nnviz.session.session import Session

HEIGHT = 40
_LONGEST = 28  # characters of a branch's name on its button


class Timeline(QWidget):
    """A strip below the plots. Marks and branches are named in a field that opens where they are."""

    def __init__(self, style: Style, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._session = style, session
        self.setAccessibleName("Time")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.branch_button = QPushButton()
        self.branch_button.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        set_role(self.branch_button, "pick")
        self.branch_button.clicked.connect(self._on_branches)
        self.fork_button = IconButton(style, "git-branch-plus", "Branch from this step", "B")
        self.fork_button.clicked.connect(self._on_fork)
        self.mark_button = IconButton(style, "bookmark", "Mark this moment", "M")
        self.mark_button.clicked.connect(self.name_mark)
        self.failure_button = IconButton(style, "triangle-alert", "Where training failed", "Ctrl+J", token="grad")
        self.failure_button.clicked.connect(session.to_failure)
        self.track = Track(style)
        self.track.sought.connect(session.scrub)
        self.track.settled.connect(session.settle)
        self.track.asked.connect(self._on_mark)
        self.facts = FigureLabel()
        self._named: object = None
        set_role(self.facts, "monomute")
        self.facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row = QHBoxLayout(self)
        parts = (self.branch_button, self.fork_button, self.mark_button, self.track, self.failure_button, self.facts)
        for part in parts:
            self._row.addWidget(part, 1 if part is self.track else 0)
        self.name_field = NameField(style, self)
        self.hide()
        style.changed.connect(self._restyle)
        Follower(session, self, self.refresh, "document", "values", "history", "running", "timeline", calm=0.02)
        self._restyle()

    def sizeHint(self) -> QSize:
        """A strip."""
        return QSize(self._style.px(600), self._style.px(HEIGHT))

    def refresh(self) -> None:
        """Shows the session as it is now; hides where there is no other step to go to, and no branch."""
        session, shown = self._session, self._session.branch
        leads = session.reached > 0 or len(session.branches) > 1
        if self.parentWidget() is not None:
            self.setVisible(leads)
        if shown is None:
            return
        failure = shown.trainer.diverged
        lanes = [
            Lane(session.parting(branch), branch.trainer.reached, branch_token(branch))
            for branch in session.branches if branch is not shown
        ]
        self.track.show_course(Course(
            session.step, session.reached, branch_token(shown), tuple(session.marks), tuple(lanes),
            None if failure is None else failure.step - 1,
        ))
        self.failure_button.setVisible(failure is not None)
        self._name_branch(session.branches[shown], branch_token(shown))
        self.facts.setText(f"step {session.step:,} of {session.reached:,}")

    def _name_branch(self, title: str, token: str) -> None:
        if (looks := (title, token, self._style.theme, self._style.scale)) != self._named:
            self._named = looks
            self.branch_button.setText(f" {title}" if len(title) <= _LONGEST else f" {title[:_LONGEST - 1]}…")
            self.branch_button.setIcon(self._dot(token))
            self.branch_button.setToolTip(f"Branch: {title}. Click for the others")
            self.branch_button.setAccessibleName(f"Branch: {title}")

    def name_mark(self) -> None:
        """Opens the field in which the step on show gets a name."""
        session = self._session
        session.pause()
        known = next((mark.name for mark in session.marks if mark.step == session.step), f"step {session.step:,}")
        at = self.track.x() + self.track.place_of(session.step)
        self.name_field.ask("Name of the mark", known, at, session.mark)

    def name_branch(self) -> None:
        """Opens the field in which the branch on show gets a name."""
        branch = self._session.branch
        if branch is not None:
            self.name_field.ask(
                "Name of the branch", self._session.branches[branch], self.branch_button.geometry().center().x(),
                lambda name: self._session.rename(branch, name),
            )

    def make_menu(self) -> QMenu:
        """The branches, and what can be done with the one on show."""
        session = self._session
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for branch, title in session.branches.items():
            origin = f" · from step {branch.start:,}" if branch.line else ""
            action = menu.addAction(self._dot(branch_token(branch)), f"{title}{origin} · at step {branch.trainer.step:,}")
            action.setFont(self._style.font(12, bold=branch is session.branch))
            action.triggered.connect(lambda checked=False, branch=branch: session.switch(branch))
        menu.addSeparator()
        menu.addAction("Branch from this step").triggered.connect(self._on_fork)
        level = menu.addAction(f"Train all to step {session.furthest:,}")
        level.setEnabled(not session.even)
        level.triggered.connect(session.train_all)
        menu.addAction("Rename…").triggered.connect(self.name_branch)
        delete = menu.addAction("Delete")
        delete.setEnabled(len(session.branches) > 1)
        delete.triggered.connect(self._on_delete)
        return menu

    def make_mark_menu(self, step: int) -> QMenu:
        """What can be done with the mark of a step."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Go there").triggered.connect(lambda: self._session.go_to_step(step))
        menu.addAction("Remove").triggered.connect(lambda: self._session.unmark(step))
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ground and the hairline above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._style.color("panel"))
        painter.setPen(QPen(self._style.color("line"), 1.0))
        painter.drawLine(0, 0, self.width(), 0)

    def _on_branches(self) -> None:
        menu = self.make_menu()
        menu.popup(self.branch_button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _on_mark(self, step: int, place: QPointF) -> None:
        self.make_mark_menu(step).popup(place.toPoint())

    def _on_fork(self) -> None:
        self._session.fork()

    def _on_delete(self) -> None:
        if self._session.branch is not None:
            self._session.delete(self._session.branch)

    def _dot(self, token: str) -> QIcon:
        size = self._style.px(8)
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._style.color(token))
        painter.drawEllipse(0, 0, size, size)
        painter.end()
        return QIcon(pixmap)

    def _restyle(self) -> None:
        px = self._style.px
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(14), 1, px(20), 0)
        self._row.setSpacing(px(4))
        self.branch_button.setIconSize(QSize(px(8), px(8)))
        self.refresh()
