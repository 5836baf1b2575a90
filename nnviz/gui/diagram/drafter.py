"""The making of drawings: at once where that is quick, off the window's thread where it takes long."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from nnviz.drawing.mark import Drawing
from nnviz.gui.diagram.scene import Scene
from nnviz.gui.widget.job import Job

_POLL = 10  # milliseconds between two looks at a drawing that is under way


class Drafter(QObject):
    """Calls ``drawn`` in the window's thread with what was drawn, and how many seconds that took."""

    def __init__(self, drawn: Callable[[Scene, float], None], parent: QObject) -> None:
        super().__init__(parent)
        self._drawn = drawn
        self._job: Job[Scene] | None = None
        self._begun = 0.0
        self._poll = QTimer(self, interval=_POLL)
        self._poll.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether a drawing is under way."""
        return self._job is not None

    def begin(self, draw: Callable[[], Drawing], heavy: bool) -> None:
        """Makes a drawing; ``heavy``: one that takes long."""
        self._begun = time.perf_counter()
        if heavy:
            self._job = Job(lambda: measured(draw()))
            self._poll.start()
        else:
            self._hand_over(Scene(draw()))

    def drop(self) -> None:
        """Leaves what is under way: something else is to be shown."""
        self._poll.stop()
        self._job = None

    def _look(self) -> None:
        if self._job is not None and self._job.done:
            job = self._job
            self.drop()
            self._hand_over(job.result)

    def _hand_over(self, scene: Scene) -> None:
        self._drawn(scene, time.perf_counter() - self._begun)


def measured(drawing: Drawing) -> Scene:
    """A scene whose marks have been measured, which takes as long as drawing them."""
    scene = Scene(drawing)
    scene.measure()
    return scene
