"""The switch in the head of the graph's pane: how closely one looks at the graph."""

from PySide6.QtWidgets import QWidget

from nnviz.gui.widget.follower import Follower
from nnviz.gui.widget.segmented_control import SegmentedControl
from nnviz.gui.widget.style import Style
from nnviz.session.session import Session


class LevelSwitch(SegmentedControl):
    """A segment for each level that the session's document has; hidden where there is one only."""

    def __init__(self, style: Style, session: Session, parent: QWidget) -> None:
        super().__init__(style, "Level", _segments(session), parent, role="level")
        self._session = session
        self.chosen.connect(session.set_level)
        Follower(session, self, self.refresh, "document")
        self.refresh()

    def refresh(self) -> None:
        """The levels of the document on show, and which of them it is."""
        segments = _segments(self._session)
        if tuple(segments) != self.keys:
            self.set_segments(segments)
        refused = self._session.refused
        for level in segments:
            self.allow(level, level not in refused, refused.get(level) or self._session.level_tip(level))
        self.choose(self._session.level)
        self.setVisible(len(segments) > 1)


def _segments(session: Session) -> dict[str, str]:
    return {level: level.capitalize() for level in (*session.levels, *session.refused)}
