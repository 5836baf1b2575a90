"""One place of the panel of plots: a head that says which plot it is, and lets another be picked, over the plot."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from nnviz.gui.plot.plot import Plot
from nnviz.gui.plot.plot_kind import PLOTS
from nnviz.gui.widget.icon import IconButton, tinted_icon
from nnviz.gui.widget.style import Style, set_role
from nnviz.session.session import Session


class PlotFrame(QWidget):
    """Shows the plot ``key``. Its title is a button that opens the list of plots; the rest of its head are the plot's tools.

    One that is ``fixed`` is a pane of a page: nothing is picked, closed, added or exported there.
    """

    picked = Signal(str, str)
    """Another plot is wanted here: the key of this one, and that one's."""
    added = Signal(str)
    """One more plot is wanted: its key."""
    closed = Signal(str)
    exported = Signal(object)
    """The plot is to be written to a file."""

    def __init__(
        self, style: Style, session: Session, key: str, parent: QWidget | None = None, fixed: bool = False
    ) -> None:
        super().__init__(parent)
        self._style, self._session, self.key = style, session, key
        self.plot: Plot = PLOTS[key].make(style, session)
        self.title_button = QPushButton(PLOTS[key].title)
        self.title_button.setToolTip(f"{PLOTS[key].tip}. Click to pick another plot")
        self.title_button.setAccessibleName(f"Plot: {PLOTS[key].title}")
        self.title_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the chevron stands behind the title
        set_role(self.title_button, "pick")
        self.options_button = IconButton(style, "sliders-horizontal", "What it shows, and how", size=14, parent=self)
        self.export_button = IconButton(style, "download", "Export the picture or the numbers", size=14, parent=self)
        self.close_button = IconButton(style, "x", "Close this plot", size=14, parent=self)
        self.add_button = IconButton(style, "plus", "One more plot beside it", size=14, parent=self)
        self.title_button.clicked.connect(self._on_title)
        self.add_button.clicked.connect(self._on_add)
        self.options_button.clicked.connect(self._on_options)
        self.options_button.setVisible(bool(self.plot.options))
        self.export_button.clicked.connect(self._on_export)
        self.close_button.clicked.connect(self._on_close)
        self._arrange()
        self._fixed = fixed
        if fixed:
            for button in (self.export_button, self.close_button, self.add_button):
                button.hide()
            self.title_button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.title_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        style.changed.connect(self._restyle)
        self._restyle()

    def make_menu(self, others: bool = False) -> QMenu:
        """The list of the plots that this document can have, to put one here, or (``others``) beside it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for key, kind in PLOTS.items():
            if kind.fits(self._session):
                action = menu.addAction(kind.title)
                action.setToolTip(kind.tip)
                action.setCheckable(not others)
                action.setChecked(key == self.key and not others)
                action.setData(key)
        menu.triggered.connect(self._on_added if others else self._on_picked)
        return menu

    def make_options_menu(self) -> QMenu:
        """What can be chosen about the plot: an option with more than two choices is a menu of its own."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for option in self.plot.options:
            below = menu.addMenu(option.title) if len(option.choices) > 2 else menu
            if below is menu:
                menu.addSection(option.title)
            group = QActionGroup(menu)
            for key, title in option.choices.items():
                action = below.addAction(title)
                action.setCheckable(True)
                action.setChecked(key == option.chosen)
                action.setData((option.key, key))
                group.addAction(action)
        menu.triggered.connect(self._on_option)
        return menu

    def _on_options(self) -> None:
        self.make_options_menu().popup(self.options_button.mapToGlobal(self.options_button.rect().bottomLeft()))

    def _on_option(self, action: QAction) -> None:
        self.plot.choose(*action.data())

    def _on_picked(self, action: QAction) -> None:
        self.picked.emit(self.key, action.data())

    def _on_added(self, action: QAction) -> None:
        self.added.emit(action.data())

    def _on_export(self) -> None:
        self.exported.emit(self.plot)

    def _on_close(self) -> None:
        self.closed.emit(self.key)

    def _on_title(self) -> None:
        self.make_menu().popup(self.title_button.mapToGlobal(self.title_button.rect().bottomLeft()))

    def _on_add(self) -> None:
        self.make_menu(others=True).popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def _arrange(self) -> None:
        self._column, self._head = QVBoxLayout(self), QHBoxLayout()
        self._head.addWidget(self.title_button)
        self._head.addStretch(1)
        for part in (*self.plot.tools, self.options_button, self.export_button, self.close_button, self.add_button):
            self._head.addWidget(part)
        self._column.addLayout(self._head)
        self._column.addWidget(self.plot, 1)

    def _restyle(self) -> None:
        px = self._style.px
        self._column.setContentsMargins(px(14), px(6), px(8), px(4))
        self._column.setSpacing(px(4))
        self._head.setSpacing(px(2))
        if not self._fixed:
            self.title_button.setIcon(tinted_icon(self._style, "chevron-down", size=12))
