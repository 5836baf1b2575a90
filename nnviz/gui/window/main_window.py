"""The main window: its menus, and what follows from the session's announcements."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent, QMouseEvent

from nnviz.files.example import LESSONS, examples
from nnviz.gui.widget.busy import busy
from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.memory import Memory
from nnviz.gui.widget.style import CHOICES, Style, set_role
from nnviz.gui.window.action import ACTIONS
from nnviz.gui.window.menu import fill_menus
from nnviz.gui.window.window_frame import WindowFrame
from nnviz.session.session import Session

WALKING_POLL, TRAINING_POLL = 16, 30
"""Milliseconds between two looks at the session: walking moves numbers, training shows thirty pictures a second."""
WALKING_SWITCH, TRAINING_SWITCH = 0.0002, 0.001
"""Seconds until another thread gives way, not Python's 0.005: for a picture the window waits for it a hundred times. The training
thread rests while the window is busy, and is the slower the more often it is asked."""

_THEMES = dict(zip(CHOICES, ("As the system", "Light", "Dark"), strict=True))


class MainWindow(WindowFrame):
    """The window on one session. While it plays, the session is polled; no signal comes from the training thread."""

    def __init__(self, session: Session, style: Style, memory: Memory) -> None:
        super().__init__(session, style, memory)
        self.named_actions, self.menus = fill_menus(self)
        self._taught = (0, "")
        self._fill_menus()
        self.setAcceptDrops(True)
        self._poll = QTimer(self)
        self._poll.timeout.connect(self._take)
        busy()  # from here on the others give way whenever the event loop has work
        self.transport.open_requested.connect(self.desk.ask_open)
        self.transport.examples_requested.connect(self.show_gallery)
        self.find_bar.found.connect(self._on_found)
        for pane in (self.graph_pane, self.neuron_pane):
            pane.activated.connect(session.open_node)
        self.desk.opened.connect(self._on_opened)
        self.desk.opened.connect(self.show_diagrams)
        self.side.lesson_pane.left.connect(self._open_lesson)
        self.side.lesson_pane.predict_wanted.connect(self.named_actions["predict"].trigger)
        self.side.brought.connect(self._on_brought)
        self.predictor.passes.update(memory.passes)
        self.restore_layout()
        for refresh, topic in (
            (self._follow_running, "running"), (self._follow_document, "document"), (self._name_undo, "undo"),
            (self.show_wanted, "selection"), (self._follow_lesson, "lesson"), (self._follow_predict, "predict"),
        ):
            Follower(session, self, refresh, topic)
        self._follow_running()
        self._on_opened()
        self.graph_pane.canvas.setFocus()

    def _fill_menus(self) -> None:
        self.wanted_changed.connect(self._check_switches)
        self._check_switches()
        self.named_actions["presentation"].setChecked(self.style_in_force.presentation)
        self.named_actions["patterns"].setChecked(self.memory.patterns)
        self.named_actions["pictures"].setChecked(self.memory.pictures)
        self._recent = self.menus["File"].addMenu("Open recent")
        self.menus["File"].insertMenu(self.menus["File"].actions()[1], self._recent)
        self._recent.aboutToShow.connect(self._fill_recent)
        self.menus["View"].addSeparator()
        themes, menu = QActionGroup(self), self.menus["View"].addMenu("Theme")
        for choice, title in _THEMES.items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(choice == self.style_in_force.choice)
            action.triggered.connect(lambda checked=False, choice=choice: self._choose_theme(choice))
            themes.addAction(action)
        self.menus["Examples"].addSeparator()
        self.menus["Examples"].setToolTipsVisible(True)
        set_role(self.menus["Examples"], "long")
        for example in examples():
            action = self.menus["Examples"].addAction(example.title)
            action.setToolTip(example.description)
            action.triggered.connect(lambda checked=False, name=example.name: self.desk.open(name))
        self.menus["Lessons"].addSeparator()
        titles = {example.name: example.title for example in examples()}
        for name, part in LESSONS.items():
            action = self.menus["Lessons"].addAction(f"{part}  {titles[name]}")
            action.triggered.connect(lambda checked=False, name=name: self._open_lesson(name))
        for name in ("export_graph", "export_neurons", "export_loss", "export_code", "export_solution"):
            self.transport.export_menu.addAction(self.named_actions[name])

    def show_gallery(self) -> None:
        """Every example with its picture and what it teaches, below the button that is for it."""
        from nnviz.gui.dialog.example_gallery import ExampleGallery

        gallery = ExampleGallery(self.style_in_force, parent=self)
        gallery.chosen.connect(self.desk.open)
        gallery.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        gallery.open_below(self.transport.examples_button)

    def _check_switches(self) -> None:
        for name, on in self.wanted.items():
            self.named_actions[name].setChecked(on)

    def _fill_recent(self) -> None:
        self._recent.clear()
        self._recent.setToolTipsVisible(True)
        for path in self.memory.recent:
            action = self._recent.addAction(Path(path).name)
            action.setToolTip(path)
            action.triggered.connect(lambda checked=False, path=path: self.desk.open(path))
        self._recent.addSeparator()
        forget = self._recent.addAction("Forget these")
        forget.setEnabled(bool(self.memory.recent))
        forget.triggered.connect(self.memory.forget_files)

    def _choose_theme(self, choice: str) -> None:
        self.style_in_force.choose(choice)
        self.memory.theme = choice

    def _take(self) -> None:
        try:
            self.session.poll()
        except Exception as error:  # noqa: BLE001 (whatever the training thread raised is shown, never swallowed)
            self.desk.complain("Training stopped", error)

    def _follow_running(self) -> None:
        sys.setswitchinterval(TRAINING_SWITCH if self.session.training else WALKING_SWITCH)
        if self.session.running:
            self._poll.start(TRAINING_POLL if self.session.training else WALKING_POLL)
        else:
            self._poll.stop()

    def _follow_document(self) -> None:
        self.show_wanted()
        self._allow_actions()
        self._name_undo()

    def _follow_predict(self) -> None:
        predictor = self.predictor
        if self.named_actions["predict"].isChecked() != predictor.is_on:
            self.named_actions["predict"].setChecked(predictor.is_on)
        self.show_wanted()
        self._allow_actions()
        self.memory.passes = predictor.passes

    def _allow_actions(self) -> None:
        trains, predicts = self.session.trainer is not None, self.predictor.is_on
        for name, row in ACTIONS.items():
            self.named_actions[name].setEnabled((trains or not row.trains) and not (predicts and row.tells))

    def _on_brought(self, face: str) -> None:
        """A lesson's step rules the walk: it is not held any longer."""
        if face == "lesson":
            self.predictor.stop()

    def _name_undo(self) -> None:
        for name, text in (("undo", self.session.undo_text), ("redo", self.session.redo_text)):
            title = ACTIONS[name].title
            self.named_actions[name].setText(f"{title} “{text}”" if text else title)
            self.named_actions[name].setEnabled(bool(text))
        self.setWindowModified(self.session.modified)

    def _on_opened(self) -> None:
        title = self.session.document.title or self.desk.name()
        self.setWindowTitle(f"{title}[*] – nnviz")
        self.side.take_up(self.memory.document)
        self._follow_document()

    def _follow_lesson(self) -> None:
        """Opens what the lesson's step is about when one comes to it; the diagrams for all other steps."""
        lesson = self.side.lesson
        if (lesson.index, lesson.room) != self._taught:
            self._taught = lesson.index, lesson.room
            if lesson.room:
                self.show_page(lesson.room)
            else:
                self.show_diagrams()
            self.side.lesson_pane.take_keyboard()

    def _open_lesson(self, name: str) -> None:
        if self.desk.open(name):
            self.want("document", True)
            self.side.show_face("lesson")

    def _on_found(self, name: str) -> None:
        self.session.select(name)
        self.graph_pane.canvas.reveal(name)
        self.graph_pane.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The buttons at the side of a mouse go back and forward in what was explained, over a diagram or the pane."""
        ways = {Qt.MouseButton.BackButton: self.inspector.back, Qt.MouseButton.ForwardButton: self.inspector.forward}
        ways.get(event.button(), event.ignore)()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes one local file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens it."""
        event.acceptProposedAction()
        self.desk.open(event.mimeData().urls()[0].toLocalFile())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks about unsaved edits, stops training, remembers sizes."""
        if not self.desk.settle():
            event.ignore()
            return
        self.session.pause()
        self._poll.stop()
        self.keep_layout()
        event.accept()
